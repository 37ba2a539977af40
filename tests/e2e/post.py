"""What is posted in a chat and what pops up on a phone, as neighbours see it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.e2e.town import Town

Message = dict[str, Any]


@dataclass(frozen=True)
class PopUp:
    """What a tap shows to the one who tapped."""

    text: str
    alert: bool
    answered: bool


def pop_up(told: dict[str, Any]) -> PopUp:
    """What the control interface tells of a press."""
    return PopUp(told.get("text") or "", bool(told.get("show_alert")), bool(told.get("answered")))


@dataclass(frozen=True)
class Post:
    """A message somewhere, as the bot or a neighbour has posted it."""

    town: "Town"
    chat: int
    id: int
    viewer: int

    async def seen(self) -> Message:
        """The message as it is now."""
        return next(message for message in await self.town.messages(self.chat, self.viewer) if message["message_id"] == self.id)

    async def text(self) -> str:
        """What it says now."""
        message = await self.seen()
        return str(message.get("text") or message.get("caption") or "")

    async def shows(self, *wanted: str) -> str:
        """Its text, once it contains all of this."""

        async def found() -> str | None:
            text = await self.text()
            return text if all(each in text for each in wanted) else None

        return str(await self.town.until(found))

    async def labels(self) -> list[str]:
        """The words on its buttons."""
        return [key["text"] for row in (await self.seen()).get("reply_markup", {}).get("inline_keyboard", []) for key in row]

    async def carries(self, beginning: str) -> bool:
        """Whether its first button's data begin so."""
        keys = (await self.seen()).get("reply_markup", {}).get("inline_keyboard", [[{}]])
        return str(keys[0][0].get("callback_data", "")).startswith(beginning)


async def without(post: Post, beginning: str) -> bool:
    """Whether its first button is another one now."""
    return not await post.carries(beginning)


async def lacks(post: Post, label: str) -> bool:
    """Whether it has no such button any more."""
    return label not in await post.labels()
