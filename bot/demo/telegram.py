"""The playground's control interface, by which the demo's neighbours act."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import aiohttp

PATIENCE_S = 10


class Telegram:
    """The playground's control interface."""

    def __init__(self, url: str) -> None:
        self._session = aiohttp.ClientSession(f"{url}/_emu/")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._session.close()

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        """Raises: RuntimeError with what the playground says is wrong."""
        async with self._session.post(path, json=body) as response:
            return await _read(response)

    async def get(self, path: str, **query: str | int | float) -> Any:
        """Raises: RuntimeError with what the playground says is wrong."""
        async with self._session.get(path, params=query) as response:
            return await _read(response)

    async def press(self, chat: int, user: int, beginning: str, end: str = "") -> dict[str, Any]:
        """Press the newest button whose data begin and end so, as soon as there is one. Its data and message are in the answer."""

        def wanted(key: dict[str, Any]) -> bool:
            data = str(key.get("callback_data", ""))
            return bool(data) and data.startswith(beginning) and data.endswith(end)

        message, key = await self.find_key(chat, user, wanted)
        press = {"chat": chat, "user": user, "message": message, "data": key["callback_data"]}
        return {**await self.post("act/press", press), "data": key["callback_data"], "message": message}

    async def find_key(self, chat: int, user: int, wanted: Callable[[dict[str, Any]], bool]) -> tuple[int, dict[str, Any]]:
        """The newest message with such a button, and the button, as soon as there is one. Raises: TimeoutError."""

        def key_of(message: dict[str, Any]) -> dict[str, Any] | None:
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            return next((key for row in rows for key in row if wanted(key)), None)

        message = await self.find_message(chat, user, lambda message: key_of(message) is not None)
        return int(message["message_id"]), key_of(message) or {}

    async def find_message(self, chat: int, user: int, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The newest such message of a chat, as soon as there is one. Raises: TimeoutError."""
        seen: dict[str, int] = {}
        async with asyncio.timeout(PATIENCE_S):
            while True:
                # Taken before the look: what changes meanwhile is looked at again, not missed.
                newest = await self._seq()
                found: list[dict[str, Any]] = await self.get(f"chats/{chat}/messages", user=user, **seen)
                for message in reversed(found):
                    if wanted(message):
                        return dict(message)
                seen = {"changed_after": newest, "wait": PATIENCE_S}

    async def _seq(self) -> int:
        newest = await self.get("journal", limit=1)
        return int(newest[-1]["seq"]) if newest else 0


async def _read(response: aiohttp.ClientResponse) -> Any:
    body = await response.json()
    if response.status >= 400:
        raise RuntimeError(f"the playground says: {body.get('error')}")
    return body


async def group_of(
    telegram: Telegram, title: str, people: dict[str, int], members: tuple[str, ...], admins: tuple[str, ...], *, forum: bool
) -> int:
    """A new group without the bot; its number."""
    fields = {"type": "supergroup", "title": title, "is_forum": forum, "bot": "absent"}
    numbers = {"members": [people[name] for name in members], "administrators": [people[name] for name in admins]}
    return int((await telegram.post("chats", fields | numbers))["id"])


async def announce(
    telegram: Telegram, group: int, who: int, line: str, picture: str | None = None, *, mine: str = "me:"
) -> tuple[int, int]:
    """Write the line, below a picture if there is one, and publish the preview; the numbers of the event and of its card.

    `mine`: how the data of *My answer* begin, which is another button under a poll.
    """
    said = {"text": line} if picture is None else {"photo": picture, "caption": line}
    await telegram.post("act/send", {"chat": group, "user": who, **said})
    published = await telegram.press(group, who, "pe:")
    pressed = await telegram.press(group, who, mine)
    return int(pressed["data"].split(":")[1]), int(published["message"])
