"""The week on Monday morning: what it says to whom, at which hour, once, and never when there is nothing to say."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community import digest, people, places, week
from community.events import Answer
from community.mondays import next_digest, still_of_use
from community.quiet import HouseRules, QuietHours
from community.refusals import Refused
from storage import places as place_rows
from storage.outbox import Debt
from storage.people import Reach
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour

ANNA, PASSER_BY = neighbour(1), neighbour(2)
HELSINKI = ZoneInfo("Europe/Helsinki")
NINE = datetime(2027, 5, 17, 6, 0, tzinfo=UTC)
"""Nine on the wall, the Monday of the week of the clean-up."""
WEEK_20 = date(2027, 5, 17)


def local(text: str, zone: ZoneInfo = HELSINKI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


async def call(here: Neighbourhood, at: datetime) -> list[Debt]:
    """What lists come to be owed at this moment, private ones and the groups'."""
    before = {debt.id for debt in await here.debts()}
    while await here.db.transaction(digest.call_due, RULES, at):
        pass
    while await here.db.transaction(digest.call_due_lists, RULES, at):
        pass
    return [debt for debt in await here.debts() if debt.id not in before and debt.kind in ("digest", "week-list")]


async def settle(here: Neighbourhood) -> None:
    """The ticks before that Monday."""
    assert await call(here, here.now) == []


async def test_on_monday_at_nine_everybody_who_joined_and_the_group_get_the_week_once(here: Neighbourhood) -> None:
    await here.event()
    await here.resident(ANNA, "fi")
    await here.answer(await here.event(line="Sun 23 May 12 Picnic"), PASSER_BY)
    await settle(here)
    assert await call(here, NINE - timedelta(seconds=1)) == []
    lists = await call(here, NINE)
    assert {(each.address, each.language) for each in lists if each.kind == "digest"} == {(ADMIN, "en"), (ANNA, "fi")}
    [posted] = [each for each in lists if each.kind == "week-list"]
    assert (posted.silent, posted.chat_id, posted.again) == (True, (await here.chat()).id, False)
    for later in (timedelta(seconds=1), timedelta(hours=3), timedelta(days=1)):
        assert await call(here, NINE + later) == []


async def test_an_empty_week_brings_no_list_and_neither_does_one_that_was_declined(here: Neighbourhood) -> None:
    event = await here.event()
    await settle(here)
    await here.cant(event, ADMIN)
    assert [debt.kind for debt in await call(here, NINE)] == ["week-list"]
    assert await call(here, NINE + timedelta(days=7)) == []


async def test_after_downtime_the_list_comes_on_the_same_day_or_not_at_all(here: Neighbourhood) -> None:
    await here.event()
    await settle(here)
    late = await call(here, NINE + timedelta(hours=5))
    assert {debt.kind for debt in late} == {"digest", "week-list"}
    assert late[0].until == local("2027-05-18 00:00")
    await here.event(line="Sat 29 May 12 Flea market")
    assert await call(here, local("2027-05-24 21:00")) == [], "quiet has begun"
    await here.event(line="Sat 5 June 12 Sauna")
    assert await call(here, local("2027-06-01 09:00")) == [], "it is Tuesday"


async def test_whoever_does_not_want_it_gets_none_and_can_have_it_again(here: Neighbourhood) -> None:
    await here.event()
    await here.resident(ANNA)
    values = {"who": ANNA, "monday": WEEK_20, "message": 5, "rules": RULES, "now": here.now}
    await here.do(digest.choose, wanted=False, **values)
    assert (await here.person(ANNA)).digest_at is None
    assert [debt.address for debt in await call(here, NINE) if debt.kind == "digest"] == [ADMIN]
    here.now = NINE
    await here.do(digest.choose, wanted=True, **{**values, "now": NINE})
    assert (await here.person(ANNA)).digest_at == NINE + timedelta(days=7)
    assert [(debt.kind, debt.params) for debt in await here.debts() if debt.message_id == 5] == [("digest", {"week": "2027-05-17"})] * 2
    with pytest.raises(Refused, match="not-joined"):
        await here.do(digest.choose, wanted=False, **{**values, "who": PASSER_BY})


async def test_joining_another_house_does_not_bring_back_a_list_that_was_stopped(here: Neighbourhood) -> None:
    await here.event()
    await settle(here)
    values = {"who": ADMIN, "wanted": False, "monday": None, "message": 5, "rules": RULES, "now": here.now}
    await here.do(digest.choose, **values)
    await here.resident(ADMIN)
    assert [debt.kind for debt in await call(here, NINE)] == ["week-list"]


async def test_who_cannot_be_written_to_gets_none_and_it_comes_again_by_itself(here: Neighbourhood) -> None:
    await here.event()
    await settle(here)
    await here.do(people.note_reach, who=ADMIN, reach=Reach.BLOCKED, rules=RULES, now=here.now)
    assert [debt.kind for debt in await call(here, NINE)] == ["week-list"]
    await here.do(people.note_reach, who=ADMIN, reach=Reach.OPEN, rules=RULES, now=NINE)
    await here.event(line="Sat 29 May 12 Flea market")
    assert {debt.kind for debt in await call(here, NINE + timedelta(days=7))} == {"digest", "week-list"}


async def test_a_group_that_does_not_want_it_and_one_the_bot_left_get_none(here: Neighbourhood) -> None:
    await here.event()
    await settle(here)
    chat = (await here.chat()).id
    await here.db.transaction(place_rows.change_chat, chat, digest_shown=False)
    assert [debt.kind for debt in await call(here, NINE)] == ["digest"]
    await here.db.transaction(place_rows.change_chat, chat, digest_shown=True)
    await here.event(line="Sat 29 May 12 Flea market")
    await here.do(places.leave, group=-1002000000001, now=here.now)
    assert [debt.kind for debt in await call(here, NINE + timedelta(days=7))] == ["digest"]


async def test_a_person_sees_each_house_and_what_they_said_yes_to_elsewhere(here: Neighbourhood) -> None:
    ours, theirs = await here.event(), await here.event(line="Sun 23 May 12 Picnic")
    await here.answer(ours, PASSER_BY, party=2)
    found = await here.db.read(week.of_person, who=PASSER_BY, monday=WEEK_20, zone="Europe/Helsinki", now=here.now)
    [only] = [each for house in found.houses for each in house.listed]
    assert (only.event.id, only.mine.party if only.mine else 0) == (ours.id, 2)
    await here.answer(theirs, ADMIN, Answer.CANT)
    mine = await here.db.read(digest.of_person, who=ADMIN, monday=WEEK_20, now=here.now)
    assert [each.event.id for each in mine.listed] == [ours.id]


async def test_a_week_far_away_is_an_old_button(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="old-button"):
        await here.db.read(week.of_person, who=ADMIN, monday=date(2031, 1, 6), zone="Europe/Helsinki", now=here.now)


HOLIDAY = HouseRules("Europe/Helsinki", "en", QuietHours(21, 8, 10), lambda day: day.weekday() >= 5 or day == date(2027, 3, 29), 30, 48)


@pytest.mark.parametrize(
    ("now", "zone", "wall"),
    [
        ("2027-03-25 12:00", "Europe/Helsinki", "2027-03-29 10:00"),  # Easter Monday; the clocks went forward the night before
        ("2027-10-30 12:00", "Europe/Helsinki", "2027-11-01 09:00"),  # and back the night before
        ("2027-05-17 09:00", "Europe/Helsinki", "2027-05-24 09:00"),
        ("2027-05-17 08:59", "Europe/Helsinki", "2027-05-17 09:00"),
        ("2027-10-30 12:00", "Europe/Lisbon", "2027-11-01 09:00"),
        ("2027-10-30 12:00", "America/New_York", "2027-11-01 09:00"),
        ("2027-11-07 01:30", "America/New_York", "2027-11-08 09:00"),
    ],
)
def test_the_hour_is_that_of_the_wall(now: str, zone: str, wall: str) -> None:
    there = ZoneInfo(zone)
    assert next_digest(local(now, there), there, HOLIDAY) == local(wall, there)


def test_own_quiet_hours_move_it(here: Neighbourhood) -> None:
    late = RULES.with_quiet(23, 11)
    assert next_digest(local("2027-05-16 12:00"), HELSINKI, late) == local("2027-05-17 11:00")
    assert still_of_use(local("2027-05-17 11:00"), HELSINKI, late, local("2027-05-17 22:30"))
    assert not still_of_use(local("2027-05-17 11:00"), HELSINKI, late, local("2027-05-17 23:00"))
