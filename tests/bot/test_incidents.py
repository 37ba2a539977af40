"""The admin chat hears of errors: codes, classes, places and counts, once an hour."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from sqlalchemy import select

from bot.incidents import Incidents
from bot.logs import set_up_logs
from storage.engine import Database
from storage.outbox import Debt

NOON = datetime(2027, 5, 10, 12, tzinfo=UTC)
ADMINS = -1000000000042


@pytest.fixture
def incidents() -> Iterator[Incidents]:
    """A listener on a log that is set up as in the program."""
    set_up_logs()
    listener = Incidents(ADMINS)
    logging.getLogger().addHandler(listener)
    yield listener
    logging.getLogger().removeHandler(listener)


def _fail(code: str) -> None:
    try:
        raise ValueError("what a resident wrote")
    except ValueError as error:
        structlog.get_logger("handlers.events").error("an update was not done", code=code, exc_info=error)


async def _reports(db: Database) -> list[dict[str, object]]:
    rows = await db.read(lambda connection: connection.execute(select(Debt).where(Debt.kind == "incidents")).all())  # type: ignore[arg-type]
    return [row.params for row in rows]


async def test_errors_are_told_with_their_count_and_newest_code_and_without_words(db: Database, incidents: Incidents) -> None:
    _fail("AAA-111")
    _fail("BBB-222")
    assert await db.transaction(incidents.report, NOON) == 1
    assert await _reports(db) == [{"lines": [[2, "builtins.ValueError", "handlers.events", "BBB-222"]]}]


async def test_an_hour_passes_between_two_reports_and_nothing_is_lost_meanwhile(db: Database, incidents: Incidents) -> None:
    _fail("AAA-111")
    await db.transaction(incidents.report, NOON)
    _fail("BBB-222")
    assert await db.transaction(incidents.report, NOON + timedelta(minutes=59)) == 0
    assert await db.transaction(incidents.report, NOON + timedelta(minutes=60)) == 1
    assert len(await _reports(db)) == 2


async def test_what_has_no_code_and_what_is_no_error_is_not_told(db: Database, incidents: Incidents) -> None:
    structlog.get_logger("bot").warning("slow")
    logging.getLogger("telegram").error("a library's own line")
    assert await db.transaction(incidents.report, NOON) == 0
