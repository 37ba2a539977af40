"""The round of checks: settings first, then everything they point to."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from bot.check import files
from bot.check.database import look_at_database
from bot.check.findings import Finding, fine, note, wrong
from bot.check.telegram import ask_telegram
from bot.settings import Settings, SettingsError, load_settings


async def check(settings_path: Path | None, environ: Mapping[str, str]) -> list[Finding]:
    """Look at the settings, the token, the bot's rights, the database and the files. Nothing is changed.

    It takes ten seconds at most, when Telegram does not answer.
    """
    findings = files.settings_file(settings_path) if settings_path else []
    try:
        settings = load_settings(settings_path, environ)
    except SettingsError as error:
        findings += [wrong("settings", problem) for problem in error.problems]
        findings.append(note("not looked at", "The token, the database and the files are looked at once the settings are right."))
        return [*findings, _controller(None)]
    findings.append(fine("settings", "Every setting can be read."))
    findings += combinations(settings)
    telegram = await ask_telegram(settings.telegram)
    findings += telegram.findings
    findings += await look_at_database(settings.database.url, bot_id=telegram.bot_id)
    findings += files.key_file(settings.privacy.erased_key_file)
    return [*findings, _controller(settings)]


def combinations(settings: Settings) -> list[Finding]:
    """Settings that are right one by one and wrong, or odd, together."""
    findings = []
    api = urlsplit(settings.telegram.api_url)
    local = api.hostname in ("localhost", "127.0.0.1", "::1")
    if settings.clock.follow and api.hostname == "api.telegram.org":
        findings.append(wrong("clock.follow", "The bot would follow a playground's clock on the real Telegram. Leave clock.follow out."))
    if api.scheme == "http" and not local:
        findings.append(
            note("telegram.api_url", f"The token goes to {api.hostname} unencrypted. Use https:// unless that is inside your own network.")
        )
    if settings.houses.quiet_from == settings.houses.quiet_until:
        findings.append(note("houses.quiet_from", "Quiet hours begin and end at the same hour, so there are none."))
    return findings


def _controller(settings: Settings | None) -> Finding:
    who = f" You named {settings.controller.name}, reached at {settings.controller.contact}." if settings else ""
    return note(
        "controller",
        f"Whoever runs this bot is the controller of the residents' data (GDPR) and answers for it, not the makers of the program.{who}",
    )
