"""Cards show the truth without a flood, everything keeps to Telegram's limits, and idling costs nothing."""

import asyncio
from datetime import datetime
from itertools import pairwise
from typing import Any

from storage.engine import Database
from storage.outbox import Lane, To
from tests.bot.rig import Rig, until
from tests.playground.telegram import Telegram


async def shown_card(rig: Rig, tg: Telegram, group: int) -> int:
    return await rig.card(await rig.chat(group), await tg.said(group, "Talkoot 1"))


async def test_a_hundred_taps_in_five_seconds_are_at_most_four_edits_in_ten(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    card = await shown_card(rig, tg, group)
    rig.start()
    started = asyncio.get_running_loop().time()
    for tap in range(100):
        await asyncio.sleep(max(0.0, started + tap * 0.05 - asyncio.get_running_loop().time()))
        await rig.tap(card)

    async def true() -> bool:
        return (await rig.card_row(card)).shown_version == 101

    await until(true)
    assert await rig.texts(group, aino) == ["Talkoot 101"]
    edits = await rig.calls("editMessageText")
    assert len(edits) <= 4
    moments = [datetime.fromisoformat(edit["at"]) for edit in edits]
    assert all((later - earlier).total_seconds() <= 3.3 for earlier, later in pairwise(moments))
    assert await tg.findings() == []


async def test_the_first_tap_on_a_quiet_card_is_seen_within_a_second(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    card = await shown_card(rig, tg, group)
    rig.start()
    await asyncio.sleep(0.3)
    await rig.tap(card)

    async def seen() -> bool:
        return await rig.texts(group, aino) == ["Talkoot 2"]

    await until(seen, 1.0)


async def test_sixty_people_are_reminded_without_a_refusal_while_replies_go_first(rig: Rig, tg: Telegram) -> None:
    people = [await tg.person(f"Asukas {number}") for number in range(60)]
    for person in people:
        await rig.owe(To(address=person), "muistutus", lane=Lane.PRIVATE)
    rig.start()
    await asyncio.sleep(0.5)
    await rig.owe(To(address=people[-1]), "vastaus")

    async def answered() -> bool:
        return "vastaus" in await rig.texts(people[-1], people[-1])

    await until(answered, 1.0)
    assert any(debt.state == "waiting" for debt in await rig.debts())
    await rig.quiet()
    assert {debt.state.value for debt in await rig.debts()} == {"sent"}
    assert await tg.findings() == []


async def test_a_restart_does_not_forget_what_was_just_sent(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    chat = await rig.chat(group)
    rig.start()
    for _ in range(3):
        await rig.owe(To(chat_id=chat))
    await rig.settled("sent", "sent", "sent")
    await rig.stop()
    rig.renew()
    rig.start()
    for _ in range(2):
        await rig.owe(To(chat_id=chat))
    await rig.settled(*["sent"] * 5)
    assert await tg.findings() == []


class CountingDatabase:
    """A database that counts how often it is asked."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.asked = 0

    async def transaction(self, *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        return await self._db.transaction(*args, **kwargs)

    async def handle(self, *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        return await self._db.handle(*args, **kwargs)

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        return await self._db.read(*args, **kwargs)

    async def close(self) -> None:
        await self._db.close()


async def test_while_nothing_is_owed_the_database_is_asked_about_once_a_second(rig: Rig, tg: Telegram) -> None:
    counting = CountingDatabase(rig.db)
    rig.db = counting
    rig.renew()
    rig.start()
    await asyncio.sleep(0.5)
    before = counting.asked
    await asyncio.sleep(2.5)
    assert counting.asked - before <= 3
    assert await rig.delivery.idle()
    assert rig.health.pulses()[1].trouble is None


COPIES = 40
"""Of one thing; together they may be edited ten times a second, so each every four seconds."""


async def test_the_card_that_is_pressed_follows_at_once_and_its_copies_in_turn(rig: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    await tg.emu("limits", {"mode": "off"}, "PATCH")
    groups = [await tg.group(admin=aino) for _ in range(COPIES)]
    chats = [await rig.chat(group) for group in groups]
    messages = [await tg.said(group, "Talkoot 1") for group in groups]
    pressed = await rig.card(chats[0], messages[0])
    for chat, message in zip(chats[1:], messages[1:], strict=True):
        await rig.copy(pressed, chat, message)
    await tg.emu("limits", {"mode": "enforce"}, "PATCH")
    rig.start()
    loop = asyncio.get_running_loop()
    started = loop.time()
    while loop.time() < started + 7:
        await rig.tap(pressed, pressed=True)
        await asyncio.sleep(0.2)
    await until(rig.delivery.idle, 15.0)
    edits: dict[int, list[datetime]] = {group: [] for group in groups}
    for call in await rig.calls("editMessageText"):
        edits[call["request"]["chat_id"]].append(datetime.fromisoformat(call["at"]))
    gaps = {group: [(later - earlier).total_seconds() for earlier, later in pairwise(moments)] for group, moments in edits.items()}
    first = min(moment for moments in edits.values() for moment in moments)
    assert edits[groups[0]][0] == first, "whoever pressed sees it first"
    assert max(gaps[groups[0]]) <= 3.5
    assert min(gap for group in groups[1:] for gap in gaps[group]) >= 3.9
    assert await tg.findings() == []
