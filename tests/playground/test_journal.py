"""The journal keeps what happened, finds it again and lets people wait for it."""

import asyncio

from playground.clock import Clock
from playground.journal import Filter, Journal


def journal(capacity: int = 100) -> Journal:
    return Journal(Clock(), capacity)


def test_entries_are_numbered_and_fields_that_are_none_left_out() -> None:
    book = journal()
    assert [book.add("call", method="getMe", chat=None), book.add("answer", method="getMe")] == [1, 2]
    first = book.find(Filter())[0]
    assert set(first) == {"seq", "at", "kind", "method"}
    assert first["at"].utcoffset() is not None


def test_entries_are_found_by_kind_method_chat_user_and_words() -> None:
    book = journal()
    book.add("call", method="sendMessage", chat=7, user=3, request={"text": "Talkoot on Saturday"})
    book.add("answer", method="sendMessage", chat=7, response={"ok": True})
    book.add("call", method="sendMessage", chat=8, request={"text": "Another"})

    def found(**sought: object) -> list[int]:
        return [entry["seq"] for entry in book.find(Filter(**sought))]  # type: ignore[arg-type]

    assert found(kind="call") == [1, 3]
    assert found(method="sendmessage", chat=7) == [1, 2]
    assert found(user=3) == [1]
    assert found(contains="on Saturday") == [1]
    assert found(contains="on saturday") == []


def test_reading_goes_on_after_a_seq() -> None:
    book = journal()
    for _ in range(5):
        book.add("update")
    assert [entry["seq"] for entry in book.find(Filter(), after=2)] == [3, 4, 5]
    assert book.find(Filter(), after=99) == []


def test_the_oldest_entries_are_forgotten_first_and_numbers_go_on() -> None:
    book = journal(capacity=3)
    for _ in range(5):
        book.add("update")
    assert [entry["seq"] for entry in book.find(Filter())] == [3, 4, 5]
    assert [entry["seq"] for entry in book.find(Filter(), after=4)] == [5]
    assert book.forgotten == 2


def test_changes_of_messages_are_seen_only_by_those_who_ask() -> None:
    book = journal()
    book.add("change", chat=7)
    book.add("update", chat=7)
    assert [entry["kind"] for entry in book.find(Filter())] == ["update"]
    assert [entry["kind"] for entry in book.find(Filter(changes=True))] == ["change", "update"]


def test_totals_outlive_what_is_forgotten() -> None:
    book = journal(capacity=1)
    book.add("call", method="sendMessage")
    book.add("answer", method="sendMessage", response={"ok": False, "error_code": 429})
    book.add("finding", text="unknown method")
    assert (book.calls["sendMessage"], book.too_many_requests, book.findings) == (1, 1, 1)


async def test_whoever_waits_for_three_entries_gets_them_when_the_third_comes() -> None:
    book = journal()
    book.add("call", chat=7)
    waiting = asyncio.create_task(book.wait_for(Filter(kind="call", chat=7), count=3, seconds=5))
    for chat in (8, 7, 7):
        await asyncio.sleep(0)
        book.add("call", chat=chat)
    assert [entry["seq"] for entry in await waiting] == [1, 3, 4]


async def test_whoever_waits_in_vain_gets_what_there_is() -> None:
    book = journal()
    book.add("call")
    assert len(await book.wait_for(Filter(), count=2, seconds=0.01)) == 1
