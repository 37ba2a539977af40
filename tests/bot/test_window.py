"""What is in hand between fetching and acknowledging."""

import asyncio

import pytest

from bot.handling import Unfinished
from bot.window import Window


class Hand:
    """A window with updates 1, 2, … in it, each at work until it is told otherwise."""

    def __init__(self, number: int) -> None:
        self.window = Window()
        self.window.ask()
        self._ends = {update: asyncio.get_running_loop().create_future() for update in range(1, number + 1)}
        for update, end in self._ends.items():
            self.window.open(update, asyncio.create_task(self._work(end)))
        self.window.reach(number + 1)

    async def _work(self, end: "asyncio.Future[None]") -> None:
        await end

    async def done(self, *updates: int) -> None:
        for update in updates:
            self._ends[update].set_result(None)
        await asyncio.sleep(0.01)

    async def fails(self, update: int, error: Exception) -> None:
        self._ends[update].set_exception(error)
        await asyncio.sleep(0.01)

    def has_room(self, span: int) -> "asyncio.Task[None]":
        return asyncio.create_task(self.window.room(span))


async def test_only_what_is_done_up_to_the_first_that_is_not_may_be_acknowledged() -> None:
    hand = Hand(4)
    await hand.done(2, 4)
    assert hand.window.offset == 1
    await hand.done(1)
    assert hand.window.offset == 3
    await hand.done(3)
    assert (hand.window.offset, hand.window.end) == (5, 5)


async def test_a_poll_waits_until_something_can_be_acknowledged() -> None:
    hand = Hand(3)
    room = hand.has_room(10)
    await hand.done(2)
    assert not room.done()
    await hand.done(1)
    await asyncio.wait_for(room, 1)
    assert hand.window.ask() == 3
    again = hand.has_room(10)
    await asyncio.sleep(0.01)
    assert not again.done(), "Telegram would say the same at once, again and again"
    await hand.done(3)
    await asyncio.wait_for(again, 1)


async def test_a_poll_waits_until_its_answer_has_room_for_news() -> None:
    hand = Hand(10)
    room = hand.has_room(7)
    await hand.done(1, 2)
    assert not room.done()
    await hand.done(3)
    await asyncio.wait_for(room, 1)


async def test_what_could_not_be_done_is_never_passed() -> None:
    hand = Hand(3)
    room = hand.has_room(10)
    await hand.fails(2, Unfinished())
    await hand.done(1, 3)
    with pytest.raises(Unfinished):
        await asyncio.wait_for(room, 1)
    assert hand.window.offset == 2


async def test_who_waits_for_room_is_let_go_when_nothing_more_is_fetched() -> None:
    hand = Hand(1)
    room = hand.has_room(10)
    await asyncio.sleep(0.01)
    hand.window.close()
    await asyncio.wait_for(room, 1)
    await hand.done(1)


async def test_numbers_that_start_anew_after_a_quiet_week_are_taken_as_they_are() -> None:
    hand = Hand(2)
    hand.window.reach(1)
    assert hand.window.end == 3, "as long as something is in hand the numbers rise"
    await hand.done(1, 2)
    hand.window.reach(1)
    assert (hand.window.offset, hand.window.end) == (1, 1)
