"""What a poll's asker does at its end: more time, taking it back, what happens now, an event; and who is reminded of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import polls
from community.polls import PollKind, PollState
from community.polls.live import STEP, moves
from community.polls.reminding import due_time
from community.refusals import Refused
from storage import people
from storage.audit import Entry
from storage.cards import Card
from storage.events import Event
from storage.outbox import DebtState, Op, note_message
from storage.outbox import close as sent
from storage.people import Reminding
from storage.polls import CastBallot, PollKey, change_option, list_options
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.polling import ask, mark, tap, the

HELSINKI = ZoneInfo("Europe/Helsinki")


def wall(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in May 2027, on the wall."""
    return datetime(2027, 5, day, hour, minute)  # noqa: DTZ001


async def by_asker(here: Neighbourhood, use_case, poll, **values):  # type: ignore[no-untyped-def]
    """The activist who asks does something to the poll."""
    return await here.do(use_case, poll=poll.id, who=ADMIN, now=here.now, **values)


@pytest.mark.parametrize(
    ("opened", "closes", "reminded"),
    [
        (wall(10, 12), wall(17, 20), wall(16, 17)),  # a week: the day before at 17
        (wall(10, 9), wall(10, 19), wall(10, 14)),  # within a day: at half time
        (wall(10, 20), wall(11, 12), wall(11, 8)),  # half time is at night: in the morning
        (wall(10, 12), wall(10, 14), None),  # too short
        (wall(10, 18), wall(11, 1), wall(10, 20)),  # and where only the night would be left, before it
    ],
)
def test_one_is_reminded_the_day_before_or_at_half_time(opened: datetime, closes: datetime, reminded: datetime | None) -> None:
    at = due_time(opened.replace(tzinfo=HELSINKI), closes, HELSINKI, RULES)
    assert (at.astimezone(HELSINKI).replace(tzinfo=None) if at else None) == reminded


async def test_only_who_has_not_answered_is_reminded_and_only_once(here: Neighbourhood) -> None:
    silent, answered, off = [await here.resident(neighbour(number)) for number in (1, 2, 3)]
    await here.db.transaction(people.change_person, (await here.person(off)).id, reminding=Reminding.OFF)
    poll = await ask(here)
    await tap(here, poll, answered, 1)
    assert poll.remind_at is not None
    await here.tick(poll.remind_at)
    await by_asker(here, polls.extend, poll, day=poll.closes.date() + timedelta(days=7), rules=RULES)
    assert (await the(here, poll.id)).remind_at is None, "there was one"
    await here.tick(here.now + timedelta(days=1))
    assert {debt.address for debt in await here.debts("poll-reminder")} == {silent, ADMIN}
    assert len(await here.debts("poll-reminder")) == 2
    assert (await here.person(silent)).written == 1, "it counts among their three"
    assert await here.db.read(polls.still_waits, poll, silent)
    assert not await here.db.read(polls.still_waits, poll, answered)


async def test_what_waits_to_be_sent_when_it_closes_is_not(here: Neighbourhood) -> None:
    await here.resident(neighbour(1))
    poll = await ask(here)
    assert poll.remind_at is not None
    await here.tick(poll.remind_at)
    await here.tick(poll.closes_at)
    assert {debt.state for debt in await here.debts("poll-reminder")} == {DebtState.DROPPED}


async def test_more_time_moves_the_end_on_the_wall_clock(here: Neighbourhood) -> None:
    poll = await ask(here)
    for _ in range(2):
        await by_asker(here, polls.extend, poll, day=poll.closes.date() + timedelta(days=1), rules=RULES)
    later = await the(here, poll.id)
    assert (later.closes, later.revision) == (poll.closes + timedelta(days=1), poll.revision + 1)
    assert later.remind_at == (poll.remind_at or here.now) + timedelta(days=1)
    await by_asker(here, polls.extend, poll, text="Sat 5 June 18:00", rules=RULES)
    assert (await the(here, poll.id)).closes == datetime(2027, 6, 5, 18)  # noqa: DTZ001
    assert [each.act for each in await here.rows(Entry) if each.thing_id == poll.id] == ["poll-extended"] * 2
    for text, why in (("Fri 4 June 18:00", "not-later"), ("some day", "not-understood"), ("2029-06-05 18:30", "too-late")):
        with pytest.raises(Refused, match=why):
            await by_asker(here, polls.extend, poll, text=text, rules=RULES)


async def test_a_closed_poll_is_never_opened_again(here: Neighbourhood) -> None:
    poll = await ask(here)
    here.now = poll.closes_at
    with pytest.raises(Refused, match="poll-closed"):
        await by_asker(here, polls.extend, poll, day=poll.closes.date() + timedelta(days=7), rules=RULES)


async def test_a_poll_taken_back_keeps_no_answer_and_tells_who_answered(here: Neighbourhood) -> None:
    answered = await here.resident(neighbour(1))
    poll = await ask(here)
    await tap(here, poll, answered, 1)
    await tap(here, poll, neighbour(2), 1)
    for _ in range(2):
        await by_asker(here, polls.cancel, poll, text="The grill is bought already.", rules=RULES)
    cancelled = await the(here, poll.id)
    assert (cancelled.state, cancelled.note, cancelled.sealed) == (PollState.CANCELLED, "The grill is bought already.", False)
    assert (await here.rows(CastBallot), await here.rows(PollKey)) == ([], [])
    assert [debt.address for debt in await here.debts("poll-cancelled")] == [answered], "the other can't be written to"
    assert [each.act for each in await here.rows(Entry) if each.thing_id == poll.id] == ["poll-cancelled"]
    with pytest.raises(Refused, match="poll-cancelled"):
        await tap(here, poll, answered, 1)


async def closed(here: Neighbourhood, *voters: int, **values: object) -> polls.Poll:
    """A closed poll that these have answered."""
    poll = await ask(here, **values)  # type: ignore[arg-type]
    for who in voters:
        await tap(here, poll, who, 1)
    await here.tick(poll.closes_at)
    return await the(here, poll.id)


async def says(here: Neighbourhood, poll: polls.Poll, text: str) -> None:
    """The asker says what happens now."""
    await by_asker(here, polls.write_outcome, poll, text=text, rules=RULES)


async def hangs(here: Neighbourhood) -> None:
    """Telegram has posted the cards."""
    for debt in await here.debts("card"):
        await here.db.transaction(sent, debt.id, DebtState.SENT, here.now)


async def test_what_happens_now_reaches_groups_and_voters_once_and_is_corrected_where_it_stands(here: Neighbourhood) -> None:
    voter = await here.resident(neighbour(1))
    poll = await closed(here, voter, neighbour(2), ADMIN)
    await says(here, poll, "The board buys a grill by 15 June.")
    done = await the(here, poll.id)
    assert (done.state, done.outcome, done.nudge_at) == (PollState.ARCHIVED, "The board buys a grill by 15 June.", None)
    [post] = await here.debts("outcome-here")
    assert [debt.address for debt in await here.debts("outcome")] == [voter]
    await here.db.transaction(note_message, post.id, 77)
    await here.db.transaction(sent, post.id, DebtState.SENT, here.now)
    await says(here, poll, "The board buys a grill by 20 June.")
    posts = await here.debts("outcome-here")
    assert [(each.op, each.message_id) for each in posts] == [(Op.SEND, 77), (Op.EDIT, 77)]
    assert len(await here.debts("outcome")) == 1
    for text, why in ((" ", "no-outcome"), ("x" * 601, "outcome-too-long")):
        with pytest.raises(Refused, match=why):
            await says(here, poll, text)


async def test_an_open_poll_has_no_outcome(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="poll-open"):
        await says(here, await ask(here), "We buy a grill.")


async def test_without_an_outcome_its_author_is_asked_three_times_a_week_apart(here: Neighbourhood) -> None:
    poll = await closed(here, neighbour(1))
    for day in range(1, 40):
        await here.tick(poll.closes_at + timedelta(days=day))
    assert [(debt.due_at - poll.closes_at).days for debt in await here.debts("outcome-due")] == [7, 14, 21]


async def test_nobody_is_asked_what_follows_from_no_answers(here: Neighbourhood) -> None:
    assert (await closed(here)).nudge_at is None


async def dated(here: Neighbourhood, *, visible: bool) -> polls.Poll:
    """A closed poll about two days: one neighbour says yes, one if need be, one no to the first; the fourth can't be written to."""
    poll = await ask(here, "Grill evening | a | b", kind=PollKind.DATES, visible=visible)
    for option, day in zip(await here.db.read(list_options, poll.id), (wall(22, 12), wall(23, 12)), strict=True):
        await here.db.transaction(change_option, option.id, label="", starts=day)
    for number, said in ((1, 2), (2, 1), (3, 0)):
        await mark(here, poll, await here.resident(neighbour(number)), 1, said)
    await tap(here, poll, neighbour(4), 1)
    await here.tick(poll.closes_at)
    return await the(here, poll.id)


@pytest.mark.parametrize(("visible", "asked"), [(True, [1, 2]), (False, [1, 2, 3])])
async def test_a_date_becomes_one_event_and_asks_who_could_come(here: Neighbourhood, visible: bool, asked: list[int]) -> None:
    poll = await dated(here, visible=visible)
    first, again = [await by_asker(here, polls.make_event, poll, option=1, message=5, rules=RULES) for _ in range(2)]
    [event] = await here.rows(Event)
    assert first == again == event.id == await here.db.read(polls.event_of, await the(here, poll.id))
    assert (event.title, event.starts, event.organiser_id, event.seated) == ("Grill evening", wall(22, 12), poll.author_id, 0)
    assert len([card for card in await here.rows(Card) if card.thing_id == event.id]) == 1
    assert [debt.address for debt in await here.debts("poll-date")] == [neighbour(number) for number in asked]


async def test_only_a_date_that_was_asked_becomes_an_event_and_only_after_the_close(here: Neighbourhood) -> None:
    poll = await ask(here)
    with pytest.raises(Refused, match="poll-open"):
        await by_asker(here, polls.make_event, poll, option=1, message=5, rules=RULES)
    await here.tick(poll.closes_at)
    with pytest.raises(Refused, match="poll-no-date"):
        await by_asker(here, polls.make_event, poll, option=1, message=5, rules=RULES)


@given(st.lists(st.sampled_from([1, 1, 1, -1]), max_size=200))
def test_between_two_steps_there_are_never_fewer_than_five_new_answers(changes: list[int]) -> None:
    answers = shown = 0
    for change in changes:
        answers = max(0, answers + change)
        if moves(shown, answers):
            assert answers >= shown + STEP
            shown = answers
        assert answers - shown < STEP


async def test_a_live_count_moves_in_steps_of_five(here: Neighbourhood) -> None:
    poll, seen = await ask(here, live=True), []
    for number in range(11):
        await tap(here, poll, neighbour(number), 1)
        seen.append((await the(here, poll.id)).shown)
    assert [each["answers"] if each else 0 for each in seen] == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
