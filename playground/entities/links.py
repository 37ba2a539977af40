"""Addresses inside text and buttons: which Telegram accepts, how it writes them, and its own `tg://` ones."""

import re
from typing import Final
from urllib.parse import parse_qsl

from playground.entities.text import EntityError

HTTP_URL: Final = re.compile(
    r"(?:(?P<protocol>[^:/?#]*)://)?(?:(?P<userinfo>[^/?#]*)@)?(?P<host>\[[0-9A-Fa-f:.]*\]|[^:/?#]*)(?::(?P<port>[^/?#]*))?(?P<rest>.*)",
    re.DOTALL,
)
HOST: Final = re.compile(r"[A-Za-z0-9._\-!$,~*'();&+=%\u0080-\U0010ffff\[\]:]+")
OWN_HOST: Final = re.compile(r"[A-Za-z0-9_-]+")
OWN_SCHEME: Final = re.compile(r"(tg|ton):(?://)?", re.IGNORECASE)
USER: Final = re.compile(r"tg:(?://)?user/?\?([^#]*)")
CUSTOM_EMOJI: Final = re.compile(r"tg:(?://)?emoji/?\?([^#]*)", re.IGNORECASE)
TIME: Final = re.compile(r"tg:(?://)?time/?\?([^#]*)", re.IGNORECASE)
DATE_FORMAT: Final = re.compile(r"[tTdDwW]*")
BLANKS: Final = re.compile(r"[\x00-\x20]")
LARGEST_PORT: Final = 65535
LARGEST_ID: Final = (1 << 53) - 1


def check_link(link: str) -> str:
    """The address as Telegram writes it: with protocol, lower-case host and a path.

    Raises: EntityError with the bare reason (LinkManager.cpp check_link_impl, HttpUrl.cpp parse_url).
    """
    own = OWN_SCHEME.match(link)
    parts = HTTP_URL.fullmatch(link[own.end() :] if own else link)
    if parts is None or (parts["protocol"] is not None and parts["protocol"].lower() not in ("http", "https")):
        raise EntityError("Unsupported URL protocol")
    host = _host(parts)
    path = _path(parts["rest"])
    if own:
        return _own_link(own[1].lower(), parts, host, path)
    if "." not in host and not host.startswith("["):
        raise EntityError("Wrong HTTP URL")
    userinfo = f"{parts['userinfo']}@" if parts["userinfo"] else ""
    port = f":{parts['port']}" if parts["port"] else ""
    return f"{(parts['protocol'] or 'http').lower()}://{userinfo}{host}{port}{path}"


def _host(parts: re.Match[str]) -> str:
    host = parts["host"].lower()
    port = parts["port"]
    if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port[:9]) <= LARGEST_PORT):
        raise EntityError("Wrong port number specified in the URL")
    if not host:
        raise EntityError("URL host is empty")
    if not HOST.fullmatch(host):
        raise EntityError("Disallowed character in URL host")
    return host


def _path(rest: str) -> str:
    rest = rest.rstrip(" \t\r\n\v")
    path = rest if rest.startswith("/") else f"/{rest}"
    return BLANKS.sub(lambda blank: f"%{ord(blank[0]):02X}", path)


def _own_link(scheme: str, parts: re.Match[str], host: str, path: str) -> str:
    if parts["protocol"] or parts["userinfo"] or parts["port"] or host.startswith("["):
        raise EntityError(f"Wrong {scheme} URL")
    if not OWN_HOST.fullmatch(host):
        raise EntityError("Unallowed characters in URL host")
    return f"{scheme}://{host}{path[1:] if path.startswith('/?') or path == '/' else path}"


def checked_link(link: str) -> str | None:
    """The address as Telegram writes it, or nothing where it silently drops the link."""
    try:
        return check_link(link)
    except EntityError:
        return None


def user_of(link: str) -> int | None:
    """The user of a `tg://user?id=…` link (LinkManager.cpp get_link_user_id)."""
    found = USER.fullmatch(link.lower().partition("#")[0])
    value = dict(parse_qsl(found[1])).get("id", "") if found else ""
    return whole(value)


def custom_emoji_of(link: str) -> str | None:
    """The identifier of a `tg://emoji?id=…` link."""
    found = CUSTOM_EMOJI.match(link)
    value = dict(parse_qsl(found[1])).get("id", "") if found else ""
    return value if integer64(value) else None


def time_of(link: str) -> tuple[int, str] | None:
    """The Unix time and the format of a `tg://time?unix=…&format=…` link."""
    found = TIME.match(link)
    if not found:
        return None
    values = dict(parse_qsl(found[1]))
    unix = whole(values.get("unix", ""))
    return (unix, values.get("format", "")) if unix else None


def date_format(given: str) -> str:
    """The format of a date as Telegram gives it back: `r`, or weekday, date and time in this order (get_date_flags).

    Raises: EntityError with the bare reason.
    """
    if given in ("r", "R"):
        return "r"
    if not DATE_FORMAT.fullmatch(given):
        raise EntityError("Invalid date format used")
    weekday = "w" if "w" in given.lower() else ""
    date = "d" if "d" in given else "D" if "D" in given else ""
    time = "t" if "t" in given else "T" if "T" in given else ""
    return weekday + date + time


def whole(digits: str) -> int | None:
    """A positive number that fits in an identifier, or nothing."""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 16):
        return None
    value = int(digits)
    return value if 0 < value <= LARGEST_ID else None


def integer64(digits: str) -> bool:
    """Whether the digits are a non-zero signed 64-bit number, as a custom emoji's identifier must be."""
    bare = digits.removeprefix("-")
    return bare.isascii() and bare.isdigit() and len(bare) <= 19 and 0 < int(bare) < 1 << 63
