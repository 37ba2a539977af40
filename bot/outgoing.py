"""What the views make and delivery sends: plain values, no Telegram types."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A button under a message: it carries `data` back to the bot, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that comes with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as Telegram gets it: text in Telegram's HTML, rows of buttons, perhaps a file."""

    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    document: Document | None = None
