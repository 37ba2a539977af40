"""One call of a bot, with its parameters as Python values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playground.entities import EntityError
from playground.values import Upload
from playground.world import Bot, Chat, World
from playground.world.refusals import bad_request

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024


@dataclass(slots=True)
class Call:
    """A call that passed the schema gate. The getters give a default where the parameter is absent."""

    world: World
    bot: Bot
    method: str
    params: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What the method found outside what the playground covers; becomes findings."""

    @property
    def chat_id(self) -> int | str:
        """The chat the call names. Raises Refused where it names none."""
        found = self.params.get("chat_id")
        if found is None:
            raise bad_request("chat_id is empty")
        return found  # type: ignore[no-any-return]

    def chat(self) -> Chat:
        """The chat the call names, where the bot has access to it. Raises Refused."""
        return self.world.reach(self.bot, self.chat_id)

    def number(self, name: str, default: int = 0) -> int:
        """An integer parameter."""
        return int(self.params.get(name, default))

    def text(self, name: str, default: str = "") -> str:
        """A string parameter."""
        return str(self.params.get(name, default))

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean parameter."""
        return bool(self.params.get(name, default))

    def said(self, name: str = "text", mode: str = "parse_mode", entities: str = "entities") -> dict[str, Any]:
        """A formatted text as content: `{name: …, entities: […]}` without what is empty. Raises Refused with the parser's text."""
        return self.formatted(self.text(name), self.params.get(mode), self.params.get(entities), name, entities)

    def formatted(self, text: str, mode: str | None, given: list[dict[str, Any]] | None, name: str, entities: str) -> dict[str, Any]:
        """As `said`, of values that lie deeper in the parameters."""
        try:
            words, found = self.world.formatted(text, mode, given)
        except EntityError as problem:
            raise bad_request(problem.description) from problem
        if not words:
            return {}
        return {name: words, entities: found} if found else {name: words}

    def caption(self, given: dict[str, Any] | None = None) -> dict[str, Any]:
        """The caption of the call, or of one item of an album. Raises Refused."""
        found = self.params if given is None else given
        content = self.formatted(
            str(found.get("caption", "")), found.get("parse_mode"), found.get("caption_entities"), "caption", "caption_entities"
        )
        if len(content.get("caption", "")) > CAPTION_LENGTH:
            raise bad_request("message caption is too long")
        for key in ("show_caption_above_media",):
            if found.get(key):
                content[key] = True
        if found.get("has_spoiler"):
            content["has_media_spoiler"] = True
        return content

    def message_text(self) -> dict[str, Any]:
        """The text of a message. Raises Refused where it is empty or too long."""
        content = self.said()
        if not content:
            raise bad_request("text must be non-empty" if self.params.get("text") else "message text is empty")
        if len(content["text"]) > TEXT_LENGTH:
            raise bad_request("message is too long")
        if options := self.params.get("link_preview_options"):
            content["link_preview_options"] = options
        return content
