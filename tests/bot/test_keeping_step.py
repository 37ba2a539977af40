"""Delivery and ticks under a playground's clock: what is due comes at its hour, and pauses end although the calendar stands."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from bot.clock import PlaygroundClock
from bot.jobs import Jobs
from storage import delivery, outbox
from storage.outbox import Message, To
from tests.bot.rig import Rig, until
from tests.playground.telegram import Telegram

NOON = datetime(2027, 5, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
async def frozen(rig: Rig, tg: Telegram) -> AsyncIterator[Rig]:
    """The rig under a clock that stands at noon."""
    await tg.emu("clock", {"mode": "frozen"})
    await tg.emu("clock", {"set": NOON.isoformat()})
    async with PlaygroundClock(tg.url) as clock:
        rig.clock = clock
        rig.renew()
        yield rig
        await rig.stop()


async def test_a_day_that_passes_in_a_moment_brings_each_message_at_its_hour(frozen: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    hours = [NOON + timedelta(hours=hours) for hours in (3, 6, 20)]
    reminders = [*hours]

    def remind(db: Connection, now: datetime) -> int:
        if not reminders or reminders[0] > now:
            return 0
        outbox.owe(db, To(address=aino), Message("reminder", {"text": f"klo {now:%H}"}), at=now)
        reminders.pop(0)
        return 1

    assert isinstance(frozen.clock, PlaygroundClock)
    clock = frozen.clock
    zone, wake = ZoneInfo("Europe/Helsinki"), frozen.delivery.wake
    jobs = Jobs(frozen.db, clock, every_tick=[remind], nightly=[], zone=zone, woken=wake, pulse=frozen.health)

    async def idle() -> bool:
        await jobs.caught_up()
        return await frozen.delivery.idle()

    async def next_due() -> datetime | None:
        return min([*reminders, *filter(None, [await frozen.db.read(delivery.next_due, clock.now())])], default=None)

    frozen.start()
    jobs.start()
    following = asyncio.create_task(clock.follow(idle, next_due))
    await until(lambda: clock._announced)
    turned = await tg.emu("clock", {"advance": 86400, "step": "due"})
    assert turned["unacked"] == []
    messages = [message for message in await tg.see(f"chats/{aino}/messages", user=aino) if message["text"].startswith("klo")]
    assert [datetime.fromtimestamp(message["date"], UTC) for message in messages] == hours
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    await jobs.stop()
    assert await tg.findings() == []


async def test_a_card_is_edited_again_and_again_while_the_calendar_stands(frozen: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    card = await frozen.card(await frozen.chat(group), await tg.said(group, "Talkoot 1"))
    frozen.start()
    for version in (2, 3):
        await frozen.tap(card)

        async def seen(text: str = f"Talkoot {version}") -> bool:
            return await frozen.texts(group, aino) == [text]

        await until(seen, 4.0)


async def test_a_refusal_for_too_much_ends_while_the_calendar_stands(frozen: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    await tg.emu("faults", {"match": {"method": "sendMessage", "times": 1}, "action": {"retry_after": 1}})
    frozen.start()
    await frozen.owe(To(address=aino), at=NOON)
    await frozen.settled("sent", seconds=3)


async def test_a_restart_while_the_calendar_stands_does_not_wait_a_minute(frozen: Rig, tg: Telegram) -> None:
    aino = await tg.person()
    group = await tg.group(admin=aino)
    chat = await frozen.chat(group)
    frozen.start()
    for _ in range(5):
        await frozen.owe(To(chat_id=chat), at=NOON)
    await frozen.settled(*["sent"] * 5)
    await frozen.stop()
    frozen.renew()
    frozen.start()
    await frozen.owe(To(chat_id=chat), at=NOON)
    await frozen.settled(*["sent"] * 6, seconds=3)
    assert await tg.findings() == []
