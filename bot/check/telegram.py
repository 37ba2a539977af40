"""What Telegram says about the token and about what the bot may do."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.check.findings import Finding, fine, note, wrong
from bot.settings import Telegram

PATIENCE_S = 10
"""Telegram answers getMe in a tenth of a second; a check is not worth more waiting."""

_SUBJECT = "token"


@dataclass(frozen=True, slots=True)
class Answered:
    """The findings, and the bot's id and name when Telegram told them."""

    findings: list[Finding]
    bot_id: int | None = None
    username: str | None = None


async def ask_telegram(telegram: Telegram) -> Answered:
    """Ask who the bot is. Nothing is changed, and no text ever holds the token."""
    address = f"{telegram.api_url}/bot{telegram.token.get_secret_value()}/getMe"
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_S)) as session, session.get(address) as response:
            status, body = response.status, await response.read()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return Answered([_unreachable(telegram.api_url, error)])
    return _read(telegram.api_url, status, body)


def _read(api_url: str, status: int, body: bytes) -> Answered:
    try:
        answer: dict[str, Any] = json.loads(body)
        ok = answer["ok"]
    except (ValueError, KeyError, TypeError):
        return Answered([wrong("telegram.api_url", f"What answers at {api_url} is not a Bot API (HTTP {status}). Correct the address.")])
    if ok:
        return _introduced(answer["result"])
    return Answered([_refused(api_url, status)])


def _introduced(me: dict[str, Any]) -> Answered:
    findings = [fine(_SUBJECT, f"The token belongs to @{me.get('username', '?')}.")]
    if me.get("can_join_groups") is False:
        findings.append(
            wrong("rights", "The bot may not be added to groups. Tell @BotFather: /mybots, your bot, Bot Settings, Allow Groups?, Turn on.")
        )
    if me.get("can_read_all_group_messages"):
        findings.append(
            note(
                "rights",
                "Privacy mode is off, so Telegram hands the bot everything that is written in groups. It needs and stores none of that. "
                "Tell @BotFather: /mybots, your bot, Bot Settings, Group Privacy, Turn on.",
            )
        )
    if len(findings) == 1:
        findings.append(fine("rights", "The bot may be added to groups and sees only what is meant for it. It needs no admin rights."))
    return Answered(findings, bot_id=me.get("id"), username=me.get("username"))


def _refused(api_url: str, status: int) -> Finding:
    if status == 401:
        return wrong(
            _SUBJECT, "Telegram does not know this token: it was mistyped or replaced. Copy it again from @BotFather (/mybots, API Token)."
        )
    if status == 404:
        return wrong(
            _SUBJECT,
            f"Telegram does not understand this token, or {api_url} is not the right address. Copy the token again from @BotFather.",
        )
    if status == 429:
        return note(_SUBJECT, "Telegram asks us to slow down (429), so the token was not looked at. Try again in a minute.")
    return wrong(
        _SUBJECT, f"{api_url} has trouble of its own (HTTP {status}). Try again later; status reports are at https://t.me/telegram."
    )


def _unreachable(api_url: str, error: Exception) -> Finding:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        why = "its name is not known here. Check the address, and whether this machine is on the internet."
    elif isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        why = "its certificate is not valid. Check the address, the clock of this machine, and whether a proxy is in between."
    elif isinstance(error, TimeoutError):
        why = f"no answer in {PATIENCE_S} seconds. Check the firewall and whether this network lets Telegram through."
    elif isinstance(error, aiohttp.ClientConnectorError):
        why = "the connection was refused. Check the address, and the firewall."
    elif isinstance(error, aiohttp.InvalidURL):
        why = "that is not an address."
    else:
        why = "the connection broke. Try again, and check the firewall if it happens again."
    return wrong("telegram.api_url", f"{api_url} cannot be reached: {why}")
