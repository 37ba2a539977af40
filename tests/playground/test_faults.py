"""What goes wrong on purpose, exactly where it was asked for."""

import asyncio
from typing import Any

import orjson
import pytest

from playground.clock import Clock
from playground.faults import Action, Faults, Match
from playground.journal import Filter, Journal

OK = b'{"ok":true,"result":true}'


@pytest.fixture
def faults() -> Faults:
    return Faults(Journal(Clock()))


def found(faults: Faults, method: str = "sendMessage", **params: Any) -> int | None:
    fault = faults.find(method, params)
    return None if fault is None else fault.id


@pytest.mark.parametrize(
    ("match", "method", "params", "hit"),
    [
        ({}, "getMe", {}, True),
        ({"method": "sendMessage"}, "SENDMESSAGE", {}, True),
        ({"method": "sendMessage"}, "getMe", {}, False),
        ({"chat": -5}, "sendMessage", {"chat_id": "-5"}, True),
        ({"chat": -5}, "sendMessage", {"chat_id": 5}, False),
        ({"chat": -5}, "sendMessage", {"chat_id": "@somewhere"}, False),
        ({"user": 5}, "getChatMember", {"chat_id": -5, "user_id": 5}, True),
        ({"user": 5}, "sendMessage", {"chat_id": 5}, True),
        ({"thread": 9}, "sendMessage", {"message_thread_id": 9}, True),
        ({"thread": 9}, "sendMessage", {}, False),
        ({"contains": "Join"}, "sendMessage", {"reply_markup": {"inline_keyboard": [[{"text": "Join"}]]}}, True),
        ({"contains": "Join"}, "sendMessage", {"text": "join"}, False),
    ],
)
def test_a_fault_meets_the_calls_it_matches(faults: Faults, match: dict[str, Any], method: str, params: dict[str, Any], hit: bool) -> None:
    faults.add(Match(**match), Action(status=500))
    assert (found(faults, method, **params) is not None) is hit


def test_nth_counts_from_creation_and_means_that_one_only(faults: Faults) -> None:
    found(faults)
    faults.add(Match(method="sendMessage", nth=2), Action(status=500))
    assert [found(faults), found(faults, "getMe"), found(faults), found(faults)] == [None, None, 1, None]


def test_times_limits_how_often_and_works_together_with_nth(faults: Faults) -> None:
    faults.add(Match(nth=2, times=2), Action(status=500))
    assert [found(faults) for _ in range(5)] == [None, 1, 1, None, None]


def test_after_seq_waits_until_the_journal_has_passed_it() -> None:
    journal = Journal(Clock())
    faults = Faults(journal)
    faults.add(Match(after_seq=1), Action(status=500))
    journal.add("call")
    assert found(faults) is None
    journal.add("call")
    assert found(faults) == 1


def test_chance_is_the_same_for_the_same_seed() -> None:
    def run(seed: int) -> list[bool]:
        faults = Faults(Journal(Clock()))
        faults.add(Match(probability=0.5), Action(status=500), seed)
        return [found(faults) is not None for _ in range(50)]

    assert run(7) == run(7) != run(8)
    assert 10 < sum(run(7)) < 40


def test_the_first_that_is_due_is_applied_and_the_others_keep_counting(faults: Faults) -> None:
    faults.add(Match(times=1), Action(status=500))
    faults.add(Match(nth=2), Action(status=502))
    assert [found(faults), found(faults), found(faults)] == [1, 2, None]
    assert [fault.hits for fault in faults.listed] == [1, 1]


def test_an_applied_fault_stands_in_the_journal() -> None:
    journal = Journal(Clock())
    faults = Faults(journal)
    faults.add(Match(), Action(retry_after=5))
    found(faults, chat_id=-5)
    entry = journal.find(Filter(kind="fault"))[0]
    assert (entry["method"], entry["chat"], entry["fault"], entry["action"]) == ("sendMessage", -5, 1, {"retry_after": 5})


async def test_retry_after_is_answered_as_telegram_words_it(faults: Faults) -> None:
    faults.add(Match(), Action(retry_after=5))
    fault = faults.find("sendMessage", {})
    assert fault is not None
    instead = await fault.before()
    assert instead is not None
    assert instead.status == 429
    assert orjson.loads(instead.body) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 5",
        "parameters": {"retry_after": 5},
    }


@pytest.mark.parametrize(
    ("action", "status", "body", "cut"),
    [
        ({"status": 502}, 502, b'{"ok":false,"error_code":502,"description":"Bad Gateway"}', None),
        ({"status": 403, "description": "Forbidden: no"}, 403, b'{"ok":false,"error_code":403,"description":"Forbidden: no"}', None),
        ({"status": 504, "raw": "<html>"}, 504, b"<html>", None),
        ({"raw": "{"}, 200, b"{", None),
        ({"drop": "before"}, 200, b"", "close"),
        ({"refuse": True}, 200, b"", "reset"),
    ],
)
async def test_some_faults_answer_in_the_worlds_place(faults: Faults, action: dict[str, Any], status: int, body: bytes, cut: str) -> None:
    faults.add(Match(), Action(**action))
    fault = faults.find("sendMessage", {})
    assert fault is not None
    instead = await fault.before()
    assert instead is not None
    assert (instead.status, instead.body, instead.cut) == (status, body, cut)


@pytest.mark.parametrize(
    ("action", "status", "body", "cut"),
    [
        ({"drop": "after"}, 200, b"", "close"),
        ({"drop": "after", "status": 504, "raw": "late"}, 504, b"late", None),
        ({"truncate": True}, 200, OK[: len(OK) // 2], None),
        ({"truncate": 4}, 200, OK[:4], None),
        ({"delay": 0.001}, 200, OK, None),
    ],
)
async def test_some_faults_let_the_call_through_and_spoil_the_answer(
    faults: Faults, action: dict[str, Any], status: int, body: bytes, cut: str
) -> None:
    faults.add(Match(), Action(**action))
    fault = faults.find("sendMessage", {})
    assert fault is not None
    assert await fault.before() is None
    instead = await fault.after(200, OK)
    assert (instead.status, instead.body, instead.cut) == (status, body, cut)


async def test_a_held_call_waits_for_its_name_and_later_ones_are_held_again(faults: Faults) -> None:
    faults.add(Match(), Action(hold="here"))
    for _ in range(2):
        fault = faults.find("sendMessage", {})
        assert fault is not None
        held = asyncio.create_task(fault.before())
        await asyncio.sleep(0)
        assert fault.told()["held"] == 1
        assert faults.gate.release(name="elsewhere") == 0
        assert not held.done()
        assert faults.gate.release(name="here") == 1
        assert await held is None


async def test_hold_with_drop_after_keeps_the_answer_of_an_accepted_call(faults: Faults) -> None:
    faults.add(Match(), Action(hold="here", drop="after"))
    fault = faults.find("sendMessage", {})
    assert fault is not None
    assert await fault.before() is None
    held = asyncio.create_task(fault.after(200, OK))
    await asyncio.sleep(0)
    assert not held.done()
    faults.gate.release(name="here")
    assert (await held).cut == "close"


async def test_taking_a_fault_away_lets_go_what_it_holds(faults: Faults) -> None:
    faults.add(Match(), Action(hold="here"))
    fault = faults.find("sendMessage", {})
    assert fault is not None
    held = asyncio.create_task(fault.before())
    await asyncio.sleep(0)
    assert faults.remove(fault.id) == 1
    assert await held is None
    assert faults.listed == []


def update(number: int, chat: int = -5) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}, "from": {"id": 3}, "text": f"word {number}"}}


def test_updates_are_duplicated_where_they_match(faults: Faults) -> None:
    faults.add(Match(chat=-5, times=1), Action(duplicate_update=True))
    assert found(faults, "getUpdates") is None
    assert faults.shape([update(1, chat=-6)]) == [update(1, chat=-6)]
    assert faults.shape([update(2)]) == [update(2), update(2)]
    assert faults.shape([update(3)]) == [update(3)]


def test_updates_are_reordered_when_there_are_several(faults: Faults) -> None:
    faults.add(Match(method="getUpdates", times=1), Action(reorder=True))
    assert faults.wants_company()
    assert faults.shape([update(1)]) == [update(1)]
    assert faults.shape([update(2), update(3)]) == [update(3), update(2)]
    assert not faults.wants_company()
    assert faults.shape([update(4), update(5)]) == [update(4), update(5)]
