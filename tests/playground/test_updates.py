"""The queue of one bot's updates, without HTTP: order, confirmation, repetition, expiry, pollers."""

import asyncio
from datetime import UTC, datetime

import pytest

from playground.clock import Clock
from playground.journal import Filter, Journal
from playground.updates import OTHER_POLLER, TurnedAway, UpdateQueue

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def clock():
    found = Clock(start=NOON)
    found.run("frozen")
    return found


@pytest.fixture
def journal(clock):
    return Journal(clock)


@pytest.fixture
def queue(clock, journal):
    return UpdateQueue(clock, journal, 100)


def taken(queue, limit=100):
    return [update.id for update in queue.take(limit)]


def fill(queue, count, kind="message"):
    return [queue.put(kind, {"n": number}) for number in range(count)]


def test_ids_rise_by_one_and_stay_until_confirmed(queue):
    assert fill(queue, 3) == [100, 101, 102]
    assert taken(queue, 2) == [100, 101]
    queue.confirm(101)
    assert taken(queue) == [101, 102]
    queue.confirm(103)
    assert (taken(queue), queue.pending) == ([], 0)


def test_a_negative_offset_forgets_all_but_the_last(queue):
    fill(queue, 5)
    queue.confirm(-2)
    assert taken(queue) == [103, 104]


def test_kinds_a_bot_must_name_do_not_come_by_themselves(queue):
    assert fill(queue, 1, "chat_member") == [None]
    assert fill(queue, 1, "message_reaction") == [None]
    queue.allow(["chat_member"])
    assert fill(queue, 1, "chat_member") == [100]
    assert fill(queue, 1, "message") == [None]
    queue.allow([])
    assert fill(queue, 1, "message") == [101]


def test_a_kind_nobody_asked_for_uses_up_no_id(queue):
    fill(queue, 1, "chat_member")
    assert fill(queue, 1) == [100]


def test_a_repeated_update_survives_the_offset_it_is_older_than(queue):
    fill(queue, 3)
    taken(queue)
    queue.confirm(103)
    queue.repeat(queue.find(101))
    queue.confirm(103)
    assert taken(queue) == [101]
    queue.confirm(103)
    assert taken(queue) == []


def test_a_repeated_update_may_have_a_fresh_id(queue):
    fill(queue, 1)
    assert queue.repeat(queue.find(100), fresh_id=True) == 101
    assert taken(queue) == [100, 101]


@pytest.mark.parametrize(("kind", "seconds"), [("message", 86_400), ("callback_query", 150), ("poll_answer", 86_400)])
def test_an_update_waits_its_time_by_the_calendar(queue, clock, kind, seconds):
    fill(queue, 1, kind)
    clock.advance(seconds - 1)
    assert queue.pending == 1
    clock.advance(1)
    assert queue.pending == 0


def test_what_expires_early_does_not_take_the_rest_along(queue, clock):
    fill(queue, 1, "message")
    fill(queue, 1, "callback_query")
    clock.advance(200)
    assert taken(queue) == [100]


def test_updates_and_deliveries_are_in_the_journal(queue, journal):
    fill(queue, 1)
    taken(queue)
    assert [entry["update"]["update_id"] for entry in journal.find(Filter(kind="update"))] == [100]
    assert [entry["update"]["update_id"] for entry in journal.find(Filter(kind="delivery"))] == [100]


async def test_a_poller_wakes_when_something_comes(queue):
    poll = asyncio.create_task(queue.poll(30))
    await asyncio.sleep(0)
    fill(queue, 1)
    await asyncio.wait_for(poll, 1)


async def test_a_poller_is_turned_away_by_the_next(queue):
    poll = asyncio.create_task(queue.poll(30))
    await asyncio.sleep(0)
    queue.turn_away()
    with pytest.raises(TurnedAway, match=OTHER_POLLER):
        await poll


async def test_conflicts_are_three_seconds_apart(clock, journal):
    queue = UpdateQueue(Clock(), journal, 1)
    loop = asyncio.get_running_loop()
    ended = []

    async def poll():
        with pytest.raises(TurnedAway):
            await queue.poll(30)
        ended.append(loop.time())

    for _ in range(2):
        task = asyncio.create_task(poll())
        await asyncio.sleep(0)
        queue.turn_away()
        await task
    assert 2.9 < ended[1] - ended[0] < 4
