"""Tasks that lack people: the organisers are told in time, and a chat is asked once in 24 hours for all its calls, in no quiet hours."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community import volunteering
from community.quiet import QuietHours
from community.refusals import Refused
from community.volunteering import Asked, Asking, Call
from community.volunteering.lacking import check_times
from community.volunteering.needing import ONCE_IN, when_allowed
from storage.cards import Card, change_card
from storage.outbox import Debt, DebtState, Op, note_message
from storage.outbox import close as close_debt
from storage.posts import StartedPost
from storage.volunteering import NeededPost
from tests.community.calling import LINES, call_for, leave, take, tasks_of
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, neighbour, presser

ONE, OTHER = neighbour(1), neighbour(2)
HELSINKI = ZoneInfo("Europe/Helsinki")
DAY_BEFORE = datetime(2027, 5, 21, 8, tzinfo=UTC)
"""11 on the wall, 24 hours before the first task."""


async def seen(here: Neighbourhood, message: int = 900) -> None:
    """All cards stand in their groups."""
    for card in await here.rows(Card):
        await here.db.transaction(change_card, card.id, message_id=message + card.id)


async def a_call(here: Neighbourhood, lines: str = LINES, **values: object) -> Call:
    call = await call_for(here, lines, **values)
    await seen(here)
    return call


async def ask(here: Neighbourhood, call: Call, who: int = ADMIN) -> Asked:
    """The organiser taps "Ask the chat"."""
    return await here.do(volunteering.ask_chat, call=call.id, presser=presser(who), message=7, rules=RULES, now=here.now)


async def posts(here: Neighbourhood) -> list[Debt]:
    """What the chat was asked, or is going to be."""
    return [debt for debt in await here.debts("still-needed") if debt.op is Op.SEND]


async def named(here: Neighbourhood) -> list[tuple[str, list[str]]]:
    """What the message in the chat names now."""
    found = await here.db.read(volunteering.asked_for, (await here.chat()).id, here.now)
    return [(each.call.title, [task.name for task in each.tasks]) for each in found]


async def test_the_organiser_is_told_a_day_and_three_hours_before_once_for_all_tasks(here: Neighbourhood) -> None:
    call = await a_call(here)
    tasks = await tasks_of(here, call)
    await take(here, tasks["Coffee"], ONE)
    await here.tick(DAY_BEFORE - timedelta(minutes=1))
    assert await here.debts("call-lacks") == []
    await here.tick(DAY_BEFORE + timedelta(hours=1))  # the first task is done for, so it is the turn of the next
    [told] = await here.debts("call-lacks")
    assert (told.address, told.params["tasks"]) == (ADMIN, [tasks["Raking"].id, tasks["Childminding"].id])
    await here.tick(DAY_BEFORE + timedelta(hours=8))
    assert len(await here.debts("call-lacks")) == 1
    await here.tick(DAY_BEFORE + timedelta(hours=9))  # three hours before is in the night: an hour before that begins
    assert len(await here.debts("call-lacks")) == 2


async def test_where_nobody_is_missing_nobody_is_told(here: Neighbourhood) -> None:
    tasks = await tasks_of(here, await a_call(here, "Sat 22 May Sofa\nCarrying ×1-2 12–13"))
    await take(here, tasks["Carrying"], ONE)
    await here.tick(DAY_BEFORE + timedelta(days=2))
    assert await here.debts("call-lacks") == []


async def test_who_decided_that_it_goes_on_is_not_asked_again(here: Neighbourhood) -> None:
    call = await a_call(here)
    await here.tick(DAY_BEFORE)
    with pytest.raises(Refused, match="not-call-organiser"):
        await here.do(volunteering.go_on, call=call.id, presser=presser(ONE), message=7, now=here.now)
    await here.do(volunteering.go_on, call=call.id, presser=presser(ADMIN), message=7, now=here.now)
    await here.tick(DAY_BEFORE + timedelta(days=1))
    assert len(await here.debts("call-lacks")) == 1


async def test_the_chat_is_asked_once_for_all_its_calls_and_what_it_reads_follows_who_comes(here: Neighbourhood) -> None:
    call, other = await a_call(here), await a_call(here, "Sun 23 May Flea market\nTables ×2 10–12")
    far = await a_call(here, "Sun 30 May Picnic\nGrill ×1 12–13")
    here.now = DAY_BEFORE
    assert (await ask(here, call)).outcome is Asking.NOW
    [post] = await posts(here)
    assert await named(here) == [("Spring clean-up", ["Raking", "Coffee", "Childminding"]), ("Flea market", ["Tables"])]
    for again in (call, other):
        with pytest.raises(Refused, match="asked-lately"):
            await ask(here, again)
    await here.db.transaction(close_debt, post.id, DebtState.SENT, here.now)
    await here.db.transaction(note_message, post.id, 77)
    assert (await ask(here, far)).outcome is Asking.ADDED
    await take(here, (await tasks_of(here, call))["Coffee"], ONE)
    await here.tick()
    edit = (await here.debts("still-needed"))[-1]
    assert (edit.op, edit.message_id) == (Op.EDIT, 77)
    assert (await named(here))[0] == ("Spring clean-up", ["Raking", "Childminding"])
    assert ("Picnic", ["Grill"]) in await named(here)
    assert len(await posts(here)) == 1
    assert len(await here.rows(StartedPost)) == 1
    await leave(here, (await tasks_of(here, call))["Coffee"], ONE)
    await here.tick()
    assert (await named(here))[0] == ("Spring clean-up", ["Raking", "Coffee", "Childminding"])


async def test_in_quiet_hours_the_chat_is_asked_in_the_morning(here: Neighbourhood) -> None:
    call = await a_call(here)
    here.now = datetime(2027, 5, 20, 19, 30, tzinfo=UTC)  # half past ten in the evening
    assert (await ask(here, call)).outcome is Asking.LATER
    [post] = await posts(here)
    assert post.due_at == datetime(2027, 5, 21, 5, tzinfo=UTC)
    with pytest.raises(Refused, match="asked-lately"):
        await ask(here, call)


async def test_the_chat_is_not_asked_in_vain(here: Neighbourhood) -> None:
    call = await a_call(here, "Sat 22 May Sofa\nCarrying ×1 12–13")
    await take(here, (await tasks_of(here, call))["Carrying"], ONE)
    with pytest.raises(Refused, match="nobody-missing"):
        await ask(here, call)
    await leave(here, (await tasks_of(here, call))["Carrying"], ONE)
    here.now = datetime(2027, 5, 22, 8, 10, tzinfo=UTC)
    with pytest.raises(Refused, match="too-late-to-call"):
        await ask(here, call)
    with pytest.raises(Refused, match="not-call-organiser"):
        await ask(here, call, OTHER)


async def test_where_the_organiser_chose_it_the_chat_is_asked_by_itself(here: Neighbourhood) -> None:
    call = await a_call(here)
    await here.do(volunteering.set_auto, call=call.id, auto=True, presser=presser(ADMIN), message=7, now=here.now)
    await here.tick(DAY_BEFORE)
    assert len(await posts(here)) == 1
    assert len(await here.debts("call-lacks")) == 1
    await here.tick(DAY_BEFORE + timedelta(hours=22))
    assert len(await posts(here)) == 1
    assert len(await here.rows(NeededPost)) == 1


def wall(text: str) -> datetime:
    """A time on the wall."""
    return datetime.fromisoformat(text)


WALLS = st.datetimes(wall("2027-03-20T00:00"), wall("2027-11-07T00:00"))
QUIET = st.builds(QuietHours, st.integers(18, 23), st.integers(5, 9), st.integers(9, 11))
EVENING = QuietHours(21, 8, 10)


@given(st.lists(st.tuples(WALLS, QUIET), max_size=40))
@example([(wall("2027-10-30T10:00"), EVENING), (wall("2027-10-31T09:00"), EVENING), (wall("2027-10-31T10:00"), EVENING)])
@example([(wall("2027-03-27T11:00"), EVENING), (wall("2027-03-28T11:00"), EVENING), (wall("2027-03-28T12:00"), EVENING)])
def test_a_chat_is_asked_at_most_once_in_24_hours_and_never_in_quiet_hours(presses: Sequence[tuple[datetime, QuietHours]]) -> None:
    asked: list[datetime] = []
    for on_wall, quiet in sorted(presses, key=lambda press: press[0]):
        rules = replace(RULES, quiet=quiet)
        now = on_wall.replace(tzinfo=HELSINKI).astimezone(UTC)
        at = when_allowed(now, asked[-1] if asked else None, HELSINKI, rules)
        if at is None:
            continue
        assert at >= now
        assert quiet.end(at.astimezone(HELSINKI).replace(tzinfo=None), rules.is_day_off) is None
        asked.append(at)
    assert all(later - earlier >= ONCE_IN for earlier, later in pairwise(asked))


@given(WALLS, QUIET)
@example(wall("2027-10-31T07:00"), EVENING)
@example(wall("2027-03-28T07:00"), EVENING)
def test_an_organiser_is_told_in_time_and_never_in_quiet_hours(starts: datetime, quiet: QuietHours) -> None:
    rules = replace(RULES, quiet=quiet)
    due = check_times(starts, HELSINKI, [rules], NOW - timedelta(days=365))
    begins = starts.replace(tzinfo=HELSINKI).astimezone(UTC)
    for hours, at in due.items():
        assert quiet.end(at.astimezone(HELSINKI).replace(tzinfo=None), rules.is_day_off) is None
        assert begins - at >= timedelta(hours=hours - 1)  # the night the clock goes forward is an hour shorter
        assert at.astimezone(HELSINKI).date() >= begins.astimezone(HELSINKI).date() - timedelta(days=2)
