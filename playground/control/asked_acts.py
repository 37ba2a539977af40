"""What callers say to act: one model for each act."""

from typing import Any, Literal

from pydantic import Field, model_validator

from playground.control.exchange import LONGEST_WAIT, Asked


class InChat(Asked):
    """Somebody does something in a chat. `bot` names another bot than the first, for private chats."""

    chat: int
    user: int
    bot: int | None = None


class OnMessage(InChat):
    """… to a message."""

    message: int


class Attached(Asked):
    """A file: base64 bytes (`data`) or words (`text`), or nothing for a small sample."""

    name: str | None = None
    mime: str | None = None
    data: str | None = None
    text: str | None = None


File = Attached | str | Literal[True]
"""A file, the id of one that was sent before, base64 or a data: address, or true for a small sample."""


class InGroup(Asked):
    """One of the pictures or documents of an album."""

    photo: File | None = None
    document: File | None = None
    caption: str | None = None


class Send(InChat):
    """Say something."""

    text: str | None = None
    entities: list[dict[str, Any]] | None = None
    parse_mode: str | None = None
    caption: str | None = None
    photo: File | None = None
    document: File | None = None
    media_group: list[InGroup] | None = Field(None, min_length=2, max_length=10)
    reply_to: int | None = None
    thread: int | None = None
    anonymous: bool = False

    @model_validator(mode="after")
    def says_one_thing(self) -> "Send":
        """Exactly one of text, photo, document and media_group."""
        given = [name for name in ("text", "photo", "document", "media_group") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"say exactly one of text, photo, document, media_group, not {' and '.join(given) or 'none'}")
        return self


class Press(OnMessage):
    """Press a button by its place, its words or its data."""

    row: int | None = Field(None, ge=0)
    column: int | None = Field(None, ge=0)
    text: str | None = None
    data: str | None = None
    wait: float = Field(5.0, ge=0, le=LONGEST_WAIT)

    @model_validator(mode="after")
    def names_one_button(self) -> "Press":
        """Row and column, or text, or data."""
        if (self.row is None) != (self.column is None):
            raise ValueError("row and column go together")
        if sum(value is not None for value in (self.row, self.text, self.data)) != 1:
            raise ValueError("name the button by row and column, by text, or by data")
        return self


class Vote(OnMessage):
    """Vote in a poll; nothing chosen withdraws the vote."""

    options: list[int]


class Standing(InChat):
    """Somebody comes, goes, or gets other rights."""

    by: int | None = None
    rights: dict[str, bool] | None = None


class Person(Asked):
    """Somebody does something to the bot or the account."""

    user: int
    bot: int | None = None


class Migrate(Asked):
    """A group becomes a supergroup."""

    chat: int
    announce: bool = True
    by: int | None = None


class Rename(Asked):
    """Another title."""

    chat: int
    title: str = Field(min_length=1, max_length=128)
    by: int | None = None


class CreateTopic(Asked):
    """A new topic."""

    chat: int
    name: str = Field(min_length=1, max_length=128)
    by: int | None = None


class OnTopic(Asked):
    """Something happens to a topic."""

    chat: int
    thread: int
    by: int | None = None


class Edit(OnMessage):
    """Other words."""

    text: str = Field(min_length=1)
    entities: list[dict[str, Any]] | None = None
    parse_mode: str | None = None


class React(OnMessage):
    """A reaction; null or "" takes it away."""

    emoji: str | None = None


class Forward(OnMessage):
    """Into another chat."""

    to: int
    thread: int | None = None


class OnlyChat(Asked):
    """A chat and nothing else."""

    chat: int


class ShareChat(Person):
    """Answer a button that asks for a chat."""

    request: int
    shared: int


class ShareUsers(Person):
    """Answer a button that asks for people."""

    request: int
    shared: list[int] = Field(min_length=1, max_length=10)


class Link(Asked):
    """Open a t.me link."""

    user: int
    url: str
    chat: int | None = None


class Batch(Asked):
    """Several acts, one after the other or all at once."""

    acts: list[dict[str, Any]]
    concurrent: bool = False


class Redeliver(Asked):
    """Updates to queue again."""

    update: int | None = None
    last: int | None = Field(None, ge=1)
    fresh_id: bool = False
    bot: int | None = None

    @model_validator(mode="after")
    def names_updates(self) -> "Redeliver":
        """One by its id, or the last few."""
        if (self.update is None) == (self.last is None):
            raise ValueError("say either update or last")
        return self
