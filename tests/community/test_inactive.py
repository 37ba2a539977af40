"""Who stays away for a year is told, and erased a month later unless they act."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from community import notice, people, privacy, retention
from community.retention import Night
from storage.consents import Consent
from storage.erasures import Erasure
from storage.people import Person, Reach
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour
from tests.community.test_retention import KEPT

ANNA, BERT = neighbour(1), neighbour(2)
YEAR_LATER = datetime(2028, 6, 1, 0, 30, tzinfo=UTC)
"""Half past three in the house, in the first night after twelve full months in which nobody did anything."""


async def night(here: Neighbourhood, at: datetime) -> dict[str, int]:
    """The nightly round; the bot's time moves with it."""
    here.now = at
    return await here.db.transaction(retention.keep, Night(at, KEPT, RULES))


async def known(here: Neighbourhood) -> list[int]:
    """Who is known."""
    return [person.telegram_id for person in await here.rows(Person)]


async def test_a_day_before_the_year_is_over_nobody_is_told(here: Neighbourhood) -> None:
    assert (await night(here, YEAR_LATER - timedelta(days=1)))["warned"] == 0


async def test_after_a_year_somebody_is_told_once_outside_the_quiet_hours(here: Neighbourhood) -> None:
    assert (await night(here, YEAR_LATER))["warned"] == 1
    assert (await night(here, YEAR_LATER + timedelta(days=1)))["warned"] == 0
    (debt,) = await here.debts("inactive")
    assert (debt.address, debt.params) == (ADMIN, {"day": "2028-07-01"})
    assert debt.due_at.astimezone(ZoneInfo("Europe/Helsinki")).hour == 8


async def test_thirty_days_after_that_they_are_erased(here: Neighbourhood) -> None:
    await night(here, YEAR_LATER)
    assert (await night(here, YEAR_LATER + timedelta(days=30)))["inactive"] == 0
    assert (await night(here, YEAR_LATER + timedelta(days=30, minutes=1)))["inactive"] == 1
    assert await known(here) == []
    assert await here.rows(Consent) == []
    assert await here.rows(Erasure) == [], "nobody asked to be forgotten, so they may come back"


async def test_who_opens_the_bot_stays(here: Neighbourhood) -> None:
    await night(here, YEAR_LATER)
    assert await here.db.read(privacy.is_warned, who=ADMIN)
    await here.db.transaction(notice.note_act, who=ADMIN, now=YEAR_LATER + timedelta(days=3))
    assert not await here.db.read(privacy.is_warned, who=ADMIN)
    await night(here, YEAR_LATER + timedelta(days=60))
    assert await known(here) == [ADMIN]


async def test_who_answers_a_card_in_the_group_stays(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await night(here, YEAR_LATER)
    event = await here.event(line="Sat 24.6.2028 12–15 Midsummer")
    await here.answer(event, ANNA)
    await night(here, YEAR_LATER + timedelta(days=31))
    assert ANNA in await known(here)


async def test_who_joins_another_house_stays(here: Neighbourhood) -> None:
    await night(here, YEAR_LATER)
    await here.resident(ADMIN)
    await night(here, YEAR_LATER + timedelta(days=31))
    assert await known(here) == [ADMIN]


async def test_who_cannot_be_written_to_is_not_kept_for_that(here: Neighbourhood) -> None:
    await here.do(people.note_reach, who=ADMIN, reach=Reach.BLOCKED, rules=RULES, now=here.now)
    assert (await night(here, YEAR_LATER))["warned"] == 1
    assert await here.debts("inactive") == []
    await night(here, YEAR_LATER + timedelta(days=31))
    assert await known(here) == []


async def test_a_year_is_counted_from_the_last_act_not_from_joining(here: Neighbourhood) -> None:
    await here.db.transaction(notice.note_act, who=ADMIN, now=here.now + timedelta(days=200))
    assert (await night(here, YEAR_LATER))["warned"] == 0


async def test_the_seat_of_who_is_erased_goes_to_who_waits(here: Neighbourhood) -> None:
    await here.resident(BERT)
    event = await here.event(capacity=1, line="Sat 8.7.2028 12–15 Party")
    await here.answer(event, ADMIN)
    await here.answer(event, BERT)
    await night(here, YEAR_LATER)
    await here.db.transaction(notice.note_act, who=BERT, now=here.now)
    await night(here, YEAR_LATER + timedelta(days=31))
    assert await known(here) == [BERT]
    assert ((await here.see(event)).seated, (await here.see(event)).waiting) == (1, 0)
    assert [debt.address for debt in await here.debts("promoted")] == [BERT]


def test_months_are_counted_on_the_calendar() -> None:
    assert retention.month_before(datetime(2027, 5, 31, tzinfo=UTC), 12) == "2026-05"
    assert retention.month_before(datetime(2027, 1, 1, tzinfo=UTC), 1) == "2026-12"
    assert retention.month_before(datetime(2027, 12, 1, tzinfo=UTC), 24) == "2025-12"
