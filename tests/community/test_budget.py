"""What the bot begins by itself: two posts a day and six a week in a group, three messages a day to a person."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from community import events, people, quiet_hours, reminders
from community.allowance import Written
from community.budget import begin_post, begin_when_fits, fits, monday_of
from community.events import Answer
from storage import posts
from storage.outbox import Debt, Message, To
from storage.people import Reminding
from storage.posts import StartedPost
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour

ANNA = neighbour(1)
MONDAY = date(2027, 5, 17)
DAYS = st.lists(st.integers(0, 27).map(lambda after: MONDAY + timedelta(days=after)), max_size=60)


@given(DAYS)
def test_no_day_has_more_than_two_posts_and_no_week_more_than_six_and_none_is_refused_in_vain(wanted: list[date]) -> None:
    started: list[date] = []
    for day in sorted(wanted):
        in_week = sum(monday_of(each) == monday_of(day) for each in started)
        assert fits(started, day) == (started.count(day) < 2 and in_week < 6)
        started += [day] * fits(started, day)
    assert max((started.count(day) for day in started), default=0) <= 2
    assert max((sum(monday_of(each) == monday_of(day) for each in started) for day in started), default=0) <= 6


@given(DAYS)
def test_nobody_is_written_to_more_than_three_times_a_day_and_nothing_comes_too_early(wanted: list[date]) -> None:
    written, on = Written(None, 0), list[date]()
    for day in sorted(wanted):
        before = written
        written = written.after(day)
        assert written.on is not None
        assert written.on >= day
        assert written.on == day or not before.left(day), "it waits only when the day is full"
        on.append(written.on)
    assert max((on.count(day) for day in on), default=0) <= 3


async def test_what_would_come_too_late_is_not_begun_and_takes_no_room(here: Neighbourhood) -> None:
    to, zone = To(chat_id=(await here.chat()).id), ZoneInfo("Europe/Helsinki")
    late = Message("tomorrow", until=here.now - timedelta(seconds=1))
    assert not await here.db.transaction(begin_post, to, late, at=here.now, zone=zone)
    assert (await here.rows(StartedPost), await here.debts("tomorrow")) == ([], [])


async def test_the_lines_of_a_week_end_with_the_budget(here: Neighbourhood) -> None:
    await here.manages()
    for day in range(17, 24):
        await here.event(line=f"{day}.5. klo 12 Coffee {day}")
    chat = (await here.chat()).id
    await here.db.transaction(posts.note_post, chat, MONDAY)  # Monday's list
    for day in range(16, 24):
        await here.db.transaction(reminders.call_due_lines, RULES, datetime(2027, 5, day, 14, 0, tzinfo=UTC))
    days = [post.day for post in await here.rows(StartedPost)]
    assert sum(monday_of(day) == MONDAY for day in days) == 6
    assert len(await here.debts("tomorrow")) == 6, "one on the Sunday before, five in the week"


async def test_what_a_person_publishes_and_what_is_cancelled_is_not_counted(here: Neighbourhood) -> None:
    for _ in range(4):
        event = await here.event()
        await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    assert await here.rows(StartedPost) == []


async def test_what_must_be_posted_waits_for_a_day_with_room(here: Neighbourhood) -> None:
    chat, zone = (await here.chat()).id, ZoneInfo("Europe/Helsinki")
    at = datetime(2027, 5, 20, 14, 0, tzinfo=UTC)
    days = [await here.db.transaction(begin_when_fits, chat, at, zone, RULES) for _ in range(5)]
    assert days[:3] == [at, at, datetime(2027, 5, 21, 5, 0, tzinfo=UTC)], "the next morning at eight"
    assert len({each.date() for each in days}) == 3


async def test_posts_of_long_ago_are_let_go(here: Neighbourhood) -> None:
    chat = (await here.chat()).id
    for day in (MONDAY, MONDAY + timedelta(days=15)):
        await here.db.transaction(posts.note_post, chat, day)
    assert [post.day for post in await here.rows(StartedPost)] == [MONDAY + timedelta(days=15)]


async def day_of(here: Neighbourhood, *, hours: list[int], reminding: Reminding = Reminding.BOTH) -> None:
    """Anna has said yes to something at each of these hours of Saturday."""
    await here.resident(ANNA)
    values = {"who": ANNA, "reminding": reminding, "lead_minutes": 60, "message": 5, "rules": RULES, "now": here.now}
    await here.do(people.choose_reminding, **values)
    for hour in hours:
        await here.answer(await here.event(line=f"Sat 22 May {hour}:00 Thing {hour}"), ANNA)


async def call(here: Neighbourhood, day: int, hour: int) -> list[Debt]:
    """What Anna is reminded of at this hour of the wall in May."""
    before = {debt.id for debt in await here.debts()}
    while await here.db.transaction(reminders.call_due, RULES, datetime(2027, 5, day, hour - 3, 0, tzinfo=UTC)):
        pass
    return [debt for debt in await here.debts("reminder") if debt.id not in before]


async def test_tomorrow_s_things_are_one_message(here: Neighbourhood) -> None:
    await day_of(here, hours=[12, 15, 18], reminding=Reminding.DAY_BEFORE)
    [together] = await call(here, 21, 17)
    assert [event for event, _ in together.params["events"]] == [event.id for event in await here.rows(events.Event)]
    assert await call(here, 21, 18) == []


async def test_the_last_message_of_a_day_speaks_for_the_rest_of_it(here: Neighbourhood) -> None:
    await here.manages()
    await day_of(here, hours=[12, 13, 14, 15, 16])
    await here.answer(await here.event(line="Sun 23 May 12 Picnic"), ANNA)
    assert len(await call(here, 21, 17)) == 1
    today = [await call(here, 22, hour) for hour in range(11, 16)]
    assert [[len(debt.params["events"]) for debt in each] for each in today] == [[1], [4], [], [], []], (
        "five would want two and the day before"
    )
    assert len(await call(here, 22, 17)) == 1, "Sunday's has its place"
    assert (await here.person(ANNA)).written == 3


async def test_what_was_declined_meanwhile_is_not_said(here: Neighbourhood) -> None:
    await day_of(here, hours=[12, 15])
    event = (await here.rows(events.Event))[0]
    await here.answer(event, ANNA, Answer.CANT)
    [only] = await call(here, 21, 17)
    assert len(only.params["events"]) == 1


async def test_own_quiet_hours_move_reminders(here: Neighbourhood) -> None:
    await day_of(here, hours=[12], reminding=Reminding.SHORTLY)
    values = {"who": ANNA, "message": 5, "rules": RULES, "now": here.now}
    await here.do(quiet_hours.choose, since=22, until=11, **values)
    assert [debt.due_at for debt in await call(here, 22, 11)] == [datetime(2027, 5, 22, 8, 0, tzinfo=UTC)]
    person = await here.do(quiet_hours.choose, since=None, until=None, **values)
    assert (person.quiet_from, person.quiet_until) == (None, None)
