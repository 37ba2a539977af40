"""A closed poll is sealed as soon as the files can be scrubbed, and nobody waits for it meanwhile."""

import sqlite3
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.clock import RealClock
from bot.sealing import LONGEST_REST_S, REST_S, Sealing
from storage.engine import SqliteDatabase
from storage.polls import list_unsealed
from tests.community.neighbourhood import Neighbourhood, neighbour
from tests.community.polling import ask, tap, the
from tests.databases import Copy, sqlite_copies


class Watch(RealClock):
    """Elapsed time that is set by hand."""

    seconds = 0.0

    def elapsed(self) -> float:
        return self.seconds


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory):
    with sqlite_copies(tmp_path_factory.mktemp("sqlite")) as copy:
        yield copy


@pytest.fixture
def file(template: Copy, tmp_path: Path) -> Path:
    return Path(template(tmp_path).removeprefix("sqlite:///"))


@pytest.fixture
async def here(file: Path):
    """A house with a database of its own file."""
    database = await SqliteDatabase.open(str(file))
    neighbourhood = Neighbourhood(database)
    await neighbourhood.found()
    yield neighbourhood
    await database.close()


async def closed(here: Neighbourhood) -> int:
    """A poll with a vote whose time is over."""
    poll = await ask(here)
    await tap(here, poll, neighbour(1), 1)
    await here.tick(poll.closes_at)
    return poll.id


async def test_it_is_sealed_in_the_tick_that_follows_the_close(here: Neighbourhood) -> None:
    sealing, poll = Sealing(here.db, Watch()), await closed(here)
    assert await here.db.read(list_unsealed) == [poll]
    assert await sealing() == 1
    assert (await the(here, poll)).sealed
    assert await sealing() == 0


async def test_polls_that_close_one_after_another_are_sealed_together(here: Neighbourhood) -> None:
    watch = Watch()
    sealing = Sealing(here.db, watch)
    await closed(here)
    assert await sealing() == 1
    await closed(here)
    await closed(here)
    assert await sealing() == 0
    watch.seconds += REST_S
    assert await sealing() == 2


async def test_while_somebody_reads_an_earlier_state_it_is_tried_again_ever_more_rarely(here: Neighbourhood, file: Path) -> None:
    watch = Watch()
    sealing = Sealing(here.db, watch)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM polls").fetchall()
    poll, rests = await closed(here), list[float]()
    with capture_logs() as said:
        for _ in range(600):
            await sealing()
            watch.seconds += 1
    rests = [entry["again_in_s"] for entry in said]
    assert rests[:6] == [2, 4, 8, 16, 32, LONGEST_REST_S]
    assert 600 / LONGEST_REST_S <= len(rests) < 20
    assert {entry["count"] for entry in said} == {1}
    other.execute("COMMIT")
    other.close()
    watch.seconds += LONGEST_REST_S
    assert await sealing() == 1
    assert (await the(here, poll)).sealed


async def test_what_waits_is_in_the_database_and_not_in_the_process(here: Neighbourhood) -> None:
    poll = await closed(here)
    assert await Sealing(here.db, Watch())() == 1
    assert (await the(here, poll)).sealed
