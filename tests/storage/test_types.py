"""Points in time and wall clocks mean the same on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import StatementError
from sqlmodel import col

from storage import process
from storage.engine import Database
from storage.process import JobRun
from storage.reminders import ChatLine
from storage.types import UtcDateTime, WallTime
from tests.community.neighbourhood import Neighbourhood
from tests.filled import fill

MOMENTS = [
    datetime(2027, 5, 22, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki")),
    datetime(2027, 5, 22, 12, 0, 30, 123456, tzinfo=UTC),
    datetime(2027, 5, 22, 12, 0, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    datetime(2027, 10, 31, 3, 30, fold=1, tzinfo=ZoneInfo("Europe/Helsinki")),
]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
async def test_an_instant_comes_back_as_the_same_instant_in_utc(db: Database, moment: datetime) -> None:
    await db.transaction(process.note_run, "job", moment)
    found = await db.read(process.last_run, "job")
    assert found is not None
    assert found == moment.astimezone(UTC)
    assert found.tzinfo is UTC


async def test_an_instant_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        await db.transaction(process.note_run, "job", datetime(2027, 5, 22, 12, 0))  # noqa: DTZ001 - what is refused


async def test_instants_compare_as_instants_whatever_their_offset(db: Database) -> None:
    noon = datetime(2027, 5, 22, 12, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
    await db.transaction(process.note_run, "job", noon)

    def later_than(connection: Connection, moment: datetime) -> bool:
        return connection.execute(select(col(JobRun.name)).where(col(JobRun.ran_at) > moment)).first() is not None

    assert await db.read(later_than, datetime(2027, 5, 22, 8, 59, tzinfo=UTC))
    assert not await db.read(later_than, datetime(2027, 5, 22, 9, 0, tzinfo=UTC))


async def test_a_wall_clock_comes_back_as_it_was_without_a_zone(db: Database) -> None:
    here = await fill(db)
    event = await here.see(1)
    assert (event.starts, event.starts.tzinfo) == (datetime(2027, 5, 22, 12, 0), None)  # noqa: DTZ001 - the wall clock


def test_a_wall_clock_with_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        WallTime().process_bind_param(datetime(2027, 5, 22, 12, 0, tzinfo=UTC), None)


def test_nothing_stays_nothing() -> None:
    assert WallTime().process_bind_param(None, None) is None
    assert WallTime().process_result_value(None, None) is None
    assert UtcDateTime().process_result_value(None, None) is None  # type: ignore[arg-type]


async def test_telegrams_largest_numbers_fit(db: Database) -> None:
    here = Neighbourhood(db)
    await here.found()
    who = 2**52 - 1
    await here.resident(who)
    assert (await here.person(who)).telegram_id == who


async def test_a_day_is_a_day(db: Database) -> None:
    here = await fill(db)
    assert {line.day for line in await here.rows(ChatLine)} == {date(2027, 5, 15), date(2027, 5, 22), date(2027, 5, 23)}
