"""What the views make and delivery sends: plain values, no Telegram types."""

from collections.abc import Callable
from dataclasses import dataclass

CAPTION = 1024
"""The longest text below a picture or a file, in UTF-16 units, tags not counted."""


@dataclass(frozen=True, slots=True)
class Key:
    """A button under a message: it carries `data` back to the bot, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that comes with a message; what takes time to make is made off the loop, when the message is sent."""

    name: str
    content: bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class NativePoll:
    """Telegram's own poll: anonymous, counted by Telegram. `many`: several options may be chosen."""

    question: str
    options: tuple[str, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as Telegram gets it: text in Telegram's HTML, rows of buttons, perhaps a file.

    `picture`: by which Telegram knows a picture it has; the text is below it, and shorter (`CAPTION`). `drawing`: makes a picture of
    our own (PNG) instead, off the loop, when the message is sent. `poll`: it is only that. `file`: by which Telegram knows a file it has.
    `captioned`: the message to be edited has its picture or file already, which stays.
    """

    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    document: Document | None = None
    picture: str | None = None
    drawing: Callable[[], bytes] | None = None
    poll: NativePoll | None = None
    file: str | None = None
    captioned: bool = False
