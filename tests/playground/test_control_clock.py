"""Turning the clock while somebody follows it."""

import asyncio
import contextlib
from datetime import datetime, timedelta

import pytest

from tests.playground.refusals import refusal

HOUR = timedelta(hours=1)


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    assert found.utcoffset() is not None
    return found


async def now(tg) -> datetime:
    return moment((await tg.see("clock"))["now"])


class Reminders:
    """A bot that follows the clock: it sends what is due and announces what comes next."""

    def __init__(self, tg, chat, dues):
        self.tg, self.chat, self.dues = tg, chat, sorted(dues)
        self.sent_at = []
        self.followed = asyncio.Event()

    async def acknowledge(self, version):
        due = self.dues[0].isoformat() if self.dues else None
        await self.tg.emu("clock/ack", {"follower": "bot", "version": version, "next_due": due})

    async def live(self):
        seen = 0
        while True:
            told = await self.tg.see("clock", after=seen, wait=5)
            seen = told["version"]
            await self.acknowledge(seen)
            while self.dues and self.dues[0] <= moment(told["now"]):
                self.dues.pop(0)
                self.sent_at.append(moment(told["now"]))
                await self.tg.send(self.chat, f"muistutus {len(self.sent_at)}")
            await self.acknowledge(seen)
            self.followed.set()


@contextlib.asynccontextmanager
async def following(bot):
    living = asyncio.create_task(bot.live())
    try:
        await bot.followed.wait()
        yield bot
    finally:
        living.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await living


async def test_the_clock_is_frozen_set_and_advanced(tg):
    frozen = await tg.emu("clock", {"mode": "frozen", "set": "2026-06-01T12:00:00+03:00"})
    assert (frozen["mode"], frozen["unacked"]) == ("frozen", [])
    assert await now(tg) == moment("2026-06-01T12:00:00+03:00")
    advanced = await tg.emu("clock", {"advance": 90})
    assert moment(advanced["now"]) == moment("2026-06-01T12:01:30+03:00")
    aino = await tg.person()
    sent = (await tg.send(aino)).result
    assert sent["date"] == int(moment("2026-06-01T12:01:30+03:00").timestamp())


async def test_a_scaled_clock_says_its_rate(tg):
    scaled = await tg.emu("clock", {"mode": "scaled", "rate": 60})
    assert (scaled["mode"], scaled["rate"]) == ("scaled", 60)
    before = await now(tg)
    await asyncio.sleep(0.1)
    assert timedelta(seconds=5) < await now(tg) - before < timedelta(minutes=5)


async def test_waiting_for_the_clock_ends_with_its_next_change(tg):
    version = (await tg.see("clock"))["version"]
    waiting = asyncio.create_task(tg.see("clock", after=version, wait=10))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await tg.emu("clock", {"advance": 60})
    assert (await waiting)["version"] > version


async def test_limits_follow_elapsed_time_although_the_calendar_jumps(tg):
    aino = await tg.person()
    for _ in range(3):
        await tg.send(aino)
    await tg.emu("clock", {"advance": 3600})
    assert (await tg.send(aino)).refusal[0] == 429


async def test_a_jump_of_a_day_in_due_steps_lets_each_reminder_come_at_its_hour(tg):
    start = moment((await tg.emu("clock", {"mode": "frozen", "set": "2026-06-01T12:00:00+00:00"}))["now"])
    dues = [start + 2 * HOUR, start + 2.5 * HOUR, start + 23 * HOUR]
    async with following(Reminders(tg, await tg.person(), dues)) as bot:
        turned = await tg.emu("clock", {"advance": 86_400, "step": "due"})
        assert moment(turned["now"]) == start + 24 * HOUR
        assert turned["unacked"] == []
        assert bot.sent_at == dues


async def test_the_clock_goes_to_the_next_reminder(tg):
    start = moment((await tg.emu("clock", {"mode": "frozen", "set": "2026-06-01T12:00:00+00:00"}))["now"])
    chat = await tg.person()
    async with following(Reminders(tg, chat, [start + 2 * HOUR, start + 3 * HOUR])):
        for hours in (2, 3):
            assert moment((await tg.emu("clock", {"to": "next_due"}))["now"]) == start + hours * HOUR
        messages = await tg.see(f"chats/{chat}/messages", user=chat)
        assert [message["text"] for message in messages][-2:] == ["muistutus 1", "muistutus 2"]
        assert (await refusal(tg, "clock", {"to": "next_due"}))[0] == 400


async def test_the_clock_goes_in_even_steps(tg):
    start = moment((await tg.emu("clock", {"mode": "frozen", "set": "2026-06-01T12:00:00+00:00"}))["now"])
    before = (await tg.see("clock"))["version"]
    turned = await tg.emu("clock", {"advance": 25, "step": 10})
    assert moment(turned["now"]) == start + timedelta(seconds=25)
    assert turned["version"] == before + 3


async def test_steps_go_forward_only(tg):
    await tg.emu("clock", {"mode": "frozen"})
    assert (await refusal(tg, "clock", {"set": "2020-01-01T00:00:00Z", "step": "due"}))[0] == 400


@pytest.mark.parametrize("body", [{"follower": "", "version": 1}, {"version": 1}, {"follower": "bot"}])
async def test_an_acknowledgement_names_who_and_what(tg, body):
    assert (await refusal(tg, "clock/ack", body))[0] == 400
