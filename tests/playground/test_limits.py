"""What may be sent how fast, by elapsed time."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.clock import Clock
from playground.journal import Filter, Journal
from playground.limits import Limits, Rules, counts

GROUP, PERSON = -100, 100


class Street:
    """Limits on a clock turned by hand."""

    def __init__(self, **rules: object) -> None:
        self.seconds = 0.0
        noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
        clock = Clock(wall=lambda: noon, monotonic=lambda: self.seconds)
        self.journal = Journal(clock)
        self.limits = Limits(clock, self.journal, Rules(**rules))  # type: ignore[arg-type]

    def send(self, chat: int | None = PERSON, method: str = "sendMessage", at: float | None = None) -> int | None:
        self.seconds = self.seconds if at is None else at
        return self.limits.admit(chat, chat is not None and chat < 0, method)

    @property
    def findings(self) -> list[str]:
        return [entry["scope"] for entry in self.journal.find(Filter(kind="finding"))]


def test_a_chat_takes_a_burst_of_three_and_then_one_a_second() -> None:
    street = Street()
    assert [street.send() for _ in range(4)] == [None, None, None, 1]
    assert street.send(at=0.9) == 1
    assert street.send(at=1.0) is None
    assert street.send(at=1.5) == 1
    assert street.send(at=2.0) is None


def test_thirty_in_any_second_go_out_overall() -> None:
    street = Street()
    assert [street.send(chat) for chat in range(1, 31)] == [None] * 30
    assert street.send(31) == 1
    assert street.send(31, at=0.999) == 1
    assert street.send(31, at=1.0) is None


def test_a_group_takes_twenty_in_any_sixty_seconds() -> None:
    street = Street()
    assert [street.send(GROUP, at=2.0 * i) for i in range(20)] == [None] * 20
    assert street.send(GROUP, at=45) == 15
    assert street.send(GROUP, at=60) is None
    assert street.send(GROUP, at=60.5) == 2


def test_a_private_chat_knows_no_minute_limit() -> None:
    street = Street()
    assert all(street.send(PERSON, at=float(i)) is None for i in range(60))


@pytest.mark.parametrize(
    "method",
    ["sendMessage", "sendDocument", "editMessageText", "EDITMESSAGEREPLYMARKUP", "copyMessage", "forwardMessage", "pinChatMessage"],
)
def test_sends_edits_copies_and_pins_count(method: str) -> None:
    assert counts(method)


@pytest.mark.parametrize("method", ["answerCallbackQuery", "getUpdates", "getChat", "setMyCommands", "sendChatAction", "deleteWebhook"])
def test_answers_questions_and_settings_do_not_count(method: str) -> None:
    street = Street(overall=1, chat=0.001, burst=1)
    assert [street.send(method=method) for _ in range(5)] == [None] * 5
    assert street.limits.peaks.overall_second == 0


def test_deletes_count() -> None:
    assert counts("deleteMessage")
    assert counts("deleteMessages")


def test_a_refused_call_counts_overall_but_not_in_its_chat() -> None:
    street = Street(overall=5)
    for _ in range(5):
        assert street.send() is None
        street.limits.refused(PERSON, "sendMessage")
    assert street.send() == 1
    assert street.findings == ["overall"]


def test_a_call_that_was_turned_away_uses_nothing_up() -> None:
    street = Street()
    for _ in range(3):
        street.send(at=0)
    for _ in range(50):
        assert street.send(at=0.5) == 1
    assert street.send(at=1) is None


def test_counting_lets_everything_through_and_notes_each_breach() -> None:
    street = Street(mode="count")
    assert [street.send() for _ in range(5)] == [None] * 5
    assert street.findings == ["chat", "chat"]


def test_off_means_no_findings_but_peaks_are_still_seen() -> None:
    street = Street(mode="off")
    assert [street.send(GROUP) for _ in range(40)] == [None] * 40
    assert street.findings == []
    peaks = street.limits.peaks
    assert (peaks.overall_second, peaks.chat_second, peaks.group_minute) == (40, 40, 40)


def test_changing_the_mode_starts_with_empty_windows() -> None:
    street = Street()
    for _ in range(3):
        street.send()
    street.limits.change(Rules(mode="count"))
    assert street.send() is None
    assert street.findings == []


def test_a_limit_of_nothing_lets_nothing_through_and_says_an_hour() -> None:
    assert Street(chat=0, burst=1).send() is None
    street = Street(chat=0, burst=1)
    street.send()
    assert street.send() == Limits.LONGEST_WAIT


@given(st.lists(st.tuples(st.floats(0, 0.5), st.integers(1, 40), st.booleans()), max_size=120))
def test_what_is_let_through_never_breaks_a_rule_and_waiting_as_told_suffices(calls: list[tuple[float, int, bool]]) -> None:
    street, passed = Street(), list[tuple[float, int]]()
    for pause, number, is_group in calls:
        street.seconds += pause
        chat = -number if is_group else number
        wait = street.send(chat)
        if wait is not None:
            street.seconds += wait
            assert street.send(chat) is None
        passed.append((street.seconds, chat))
    for at, chat in passed:
        assert sum(at - 1 < t <= at for t, _ in passed) <= 30
        same = [t for t, other in passed if other == chat]
        assert sum(at - 1 < t <= at for t in same) <= 4
        if chat < 0:
            assert sum(at - 60 < t <= at for t in same) <= 20
