"""Delivery over a real playground and a real database, with texts as plain as possible."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select
from telegram import Bot
from telegram.request import BaseRequest

from bot.clock import Clock, RealClock
from bot.delivery import Delivery
from bot.http import make_request
from bot.lease import FileLease
from bot.outgoing import Document, Key, Outgoing
from bot.settlement import Contents
from storage import cards, outbox, places
from storage.cards import Card, ThingKind
from storage.engine import Database
from storage.outbox import Debt, Message, To
from storage.rows import every
from tests.playground.telegram import Telegram
from web.health import Health


def render(_: Connection, debt: Debt) -> Outgoing | None:
    """What the parameters say; they may also say that it is no longer true, or hold a mistake."""
    text = debt.params.get("text")
    if text is None:
        return None
    if debt.params.get("mistake"):
        raise ValueError(text)
    document = Document("kutsu.ics", b"BEGIN:VCALENDAR") if debt.params.get("document") else None
    keys = ((Key("Tulen", data="ev:1"), Key("Lue", url="https://example.org/")),) if debt.params.get("keys") else ()
    return Outgoing(text, keys, document)


def render_card(_: Connection, card: Card) -> Outgoing | None:
    """The version is what changes."""
    return Outgoing(f"<b>Talkoot</b> {card.version}")


def moved(db: Connection, old: int, new: int) -> None:
    """The group has another number."""
    chat = places.find_chat(db, old)
    if chat is not None:
        places.change_chat(db, chat.id, telegram_id=new)


def repost(db: Connection, card: Card, now: datetime) -> None:
    """The card is owed anew."""
    outbox.owe(db, To(chat_id=card.chat_id), Message("card", {"text": "Talkoot taas"}, card_id=card.id, silent=True), at=now)


def failed(db: Connection, debt: Debt) -> None:
    """Nobody needs to know."""


def sent(db: Connection, debt: Debt, message: int, now: datetime) -> None:
    """Nobody needs to know."""


CONTENTS = Contents(render=render, render_card=render_card, moved=moved, repost=repost, sent=sent, failed=failed)


def now() -> datetime:
    return datetime.now(UTC)


async def until(condition: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Wait until the (async) condition says something true; that."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        found = condition()
        found = await found if asyncio.iscoroutine(found) else found
        if found:
            return found
        assert asyncio.get_running_loop().time() < deadline, "it did not happen"
        await asyncio.sleep(0.02)


@dataclass
class Rig:
    """A house's process: what it owes, and what comes of it."""

    bot: Bot
    db: Database
    tg: Telegram
    lock: Path
    clock: Clock = field(default_factory=RealClock)
    contents: Contents = CONTENTS
    health: Health = field(default_factory=lambda: Health(now))
    delivery: Delivery = field(init=False)
    running: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """As after a restart: a new process knows nothing of the old one."""
        lease, chance = FileLease(self.lock), random.Random(1)
        self.delivery = Delivery(self.bot, self.db, contents=self.contents, clock=self.clock, lease=lease, pulse=self.health, chance=chance)

    def start(self) -> None:
        """Begin to deliver."""
        self.running = asyncio.create_task(self.delivery.run())

    async def stop(self) -> None:
        """End in peace."""
        if self.running is not None:
            self.delivery.stop()
            running, self.running = self.running, None
            await running

    async def die(self) -> None:
        """End as `kill -9` would: in the middle of whatever is going on."""
        assert self.running is not None
        for task in (self.running, *self.delivery._on_the_way.values()):
            task.cancel()
        await asyncio.gather(self.running, *self.delivery._on_the_way.values(), return_exceptions=True)
        await self.delivery._lease.release()
        self.running = None

    async def owe(self, to: To, text: str | None = "Tervetuloa", **fields: Any) -> None:
        """Owe a message, now."""
        at, params = fields.pop("at", now()), {"text": text, **fields.pop("params", {})}
        message = Message(fields.pop("kind", "greeting"), params, **fields)
        await self.db.transaction(outbox.owe, to, message, at=at)
        self.delivery.wake()

    async def debts(self) -> list[Debt]:
        """All of them, the oldest first."""
        return await self.db.read(lambda db: every(db, Debt, select(Debt).order_by(Debt.id)))  # type: ignore[arg-type]

    async def settled(self, *states: str, seconds: float = 10.0) -> list[Debt]:
        """All debts, once they are in these states, in order."""

        async def found() -> list[Debt] | None:
            debts = await self.debts()
            return debts if [debt.state.value for debt in debts] == list(states) else None

        try:
            result: list[Debt] = await until(found, seconds)
        except AssertionError:
            raise AssertionError([(debt.state, debt.reason) for debt in await self.debts()]) from None
        return result

    async def quiet(self) -> None:
        """Wait until nothing is left to do."""
        await until(self.delivery.idle)

    async def chat(self, telegram_id: int) -> int:
        """A house's chat for a group of the playground; its row."""

        def add(db: Connection) -> int:
            house = places.add_house(db, name="Koivukuja 3", token=f"token{telegram_id}", languages="fi", created_at=now())
            return places.add_chat(db, house_id=house, telegram_id=telegram_id)

        return await self.db.transaction(add)

    async def card(self, chat: int, message: int | None = None, *, behind: bool = False) -> int:
        """A card in a chat that is shown as it is (or behind by one); the card's row."""

        def add(db: Connection) -> int:
            thing = cards.add_thing(db, ThingKind.EVENT, places.get_chat(db, chat).house_id, now())
            card = cards.add_card(db, thing=thing, chat=chat, message=message)
            cards.change_card(db, card, shown_version=0 if behind else 1)
            return card

        return await self.db.transaction(add)

    async def copy(self, card: int, chat: int, message: int) -> None:
        """The thing of a card hangs in another chat too, and is shown there as it is."""

        def add(db: Connection) -> None:
            found = cards.get_card(db, card)
            assert found is not None
            cards.change_card(db, cards.add_card(db, thing=found.thing_id, chat=chat, message=message), shown_version=1)

        await self.db.transaction(add)

    async def tap(self, card: int, *, pressed: bool = False) -> None:
        """What the card shows changes; `pressed`: by a press there."""

        def bump(db: Connection) -> None:
            found = cards.get_card(db, card)
            assert found is not None
            cards.bump(db, found.thing_id, pressed=card if pressed else None)

        await self.db.transaction(bump)
        self.delivery.wake()

    async def card_row(self, card: int) -> Card:
        """The card as it is stored."""
        found = await self.db.read(cards.get_card, card)
        assert found is not None
        return found

    async def calls(self, method: str | None = None, **query: Any) -> list[dict[str, Any]]:
        """What the bot asked of Telegram, in order."""
        if method is not None:
            query["method"] = method
        found = await self.tg.see("journal", kind="call", limit=1000, **query)
        return list(found)

    async def texts(self, chat: int, user: int) -> list[str]:
        """What a person sees in a chat."""
        messages = await self.tg.see(f"chats/{chat}/messages", user=user)
        return [message["text"] for message in messages if "text" in message and not message.get("deleted")]


@pytest.fixture
async def rig(tg: Telegram, db: Database, tmp_path: Path) -> AsyncIterator[Rig]:
    """Everything there, delivery not started."""
    request: BaseRequest = make_request("aiohttp", 16)
    await request.initialize()
    bot = Bot(tg.token, base_url=f"{tg.url}/bot", base_file_url=f"{tg.url}/file/bot", request=request)
    found = Rig(bot, db, tg, tmp_path / "lock")
    yield found
    await found.stop()
    await request.shutdown()
