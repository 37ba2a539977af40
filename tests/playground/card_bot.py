"""A bot small enough to see through: a card with one seat, and an answer to everything said in private."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.playground.telegram import Telegram

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Coming", "callback_data": "come"}, {"text": "Can't", "callback_data": "cannot"}],
        [
            {"text": "Open in private", "url": "https://t.me/talkoot_demo_bot?start=house_7"},
            {"text": "Silence", "callback_data": "silence"},
        ],
    ]
}


@dataclass
class CardBot:
    """One card per chat; the first who comes gets the seat and an alert, the others a place in the queue and a note."""

    tg: Telegram
    coming: list[int] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    def words(self) -> str:
        seated, queue = len(self.coming[:1]), len(self.coming[1:])
        return f"<b>Spring clean-up</b>\nSat 22 May, 12:00 · courtyard\nComing {seated} · queue {queue}"

    async def post_card(self, chat: int, **params: Any) -> int:
        return await self.tg.said(chat, self.words(), parse_mode="HTML", reply_markup=KEYBOARD, **params)

    async def run(self) -> None:
        while True:
            try:
                await self.answer_news()
            except aiohttp.ClientError:  # the playground is away; it may come back
                await asyncio.sleep(0.1)

    async def answer_news(self) -> None:
        for update in await self.tg.news(timeout=5):
            if "callback_query" in update:
                await self.on_press(update["callback_query"])
            elif update.get("message", {}).get("chat", {}).get("type") == "private":
                await self.tg.said(update["message"]["chat"]["id"], f"You said: {update['message'].get('text')}")

    async def on_press(self, query: dict[str, Any]) -> None:
        who, data = query["from"]["id"], query["data"]
        if data == "silence":
            return
        answer: dict[str, Any] = {"text": "Marked: you can't come."}
        if data.startswith("language:"):
            self.languages.append(data.removeprefix("language:"))
        if data == "come":
            self.coming.append(who)
            first = len(self.coming) == 1
            answer = {"text": "You are coming." if first else "You are number 1 in the queue.", "show_alert": first}
        await self.tg.call("answerCallbackQuery", callback_query_id=query["id"], **answer)
        if data == "come":
            message = query["message"]
            place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
            await self.tg.call("editMessageText", text=self.words(), parse_mode="HTML", reply_markup=KEYBOARD, **place)


@asynccontextmanager
async def running(bot: CardBot) -> AsyncIterator[CardBot]:
    """The bot at work until the block ends."""
    task = asyncio.create_task(bot.run())
    try:
        yield bot
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@dataclass
class House:
    """A group with its card, and three people in it."""

    chat: int
    aino: int
    mikko: int
    leila: int
    bot: CardBot
