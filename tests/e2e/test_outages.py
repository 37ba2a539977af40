"""The disk is full, or somebody else holds the database, in the middle of a tap: the tap counts in the end, or its neighbour is told."""

import asyncio
import contextlib
import ctypes
import os
import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import Copy
from tests.e2e.conftest import a_town
from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard"
DISK = "3m"


@dataclass
class Disk:
    """The disk the bot's data lie on; `fill` it to the last byte, `free` it again."""

    fill: Callable[[], None]
    free: Callable[[], None]


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A file system of its own, of three megabytes. Raises: OSError where one may not mount any."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, f"size={DISK}".encode()) != 0:
        raise OSError(ctypes.get_errno(), "a file system can't be mounted")
    try:
        yield
    finally:
        libc.umount2(bytes(folder), 2)  # detached as soon as nobody uses it


def filling(folder: Path) -> Disk:
    """A small disk with a file on it that takes what is left."""
    filler = folder / "filler"

    def fill() -> None:
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 512)

    return Disk(fill, filler.unlink)


def limiting(town: Town) -> Disk:
    """No file of the bot's process may grow, as where a quota is used up."""

    def limit(size: int) -> None:
        assert town.bot.process is not None
        _, hard = resource.prlimit(town.bot.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(town.bot.process.pid, resource.RLIMIT_FSIZE, (size, hard))

    wal = town.bot.database.with_name(town.bot.database.name + "-wal")
    return Disk(lambda: limit(wal.stat().st_size), lambda: limit(resource.RLIM_INFINITY))


@pytest.fixture(params=["a full disk", "a used-up quota"])
async def town_on_disk(request: pytest.FixtureRequest, tmp_path: Path, database_copies: Copy) -> AsyncIterator[tuple[Town, Disk]]:
    """A town whose bot runs on a disk that can be filled: a small one where one may mount it, else (and besides) by a quota."""
    data = tmp_path / "data"
    data.mkdir()
    with contextlib.ExitStack() as stack:
        mounted = request.param == "a full disk" and os.geteuid() == 0
        if mounted:
            try:
                stack.enter_context(small_disk(data))
            except OSError:
                mounted = False
        async with a_town(tmp_path, database_copies) as town:
            await town.start_bot()
            yield town, filling(data) if mounted else limiting(town)


async def announced(town: Town) -> tuple[Neighbour, Post]:
    """A card, and a neighbour who has answered nothing yet."""
    admin, grace = await town.neighbour(), await town.neighbour("Grace")
    house = await town.house(grace, admin=admin)
    card = await admin.announces(house, LINE)
    await town.rest()
    return grace, card


async def waits(town: Town) -> None:
    """Return when the bot has noticed that something can't be written."""
    await town.until(lambda: any(entry["event"] == "an update waits" for entry in town.bot.entries()))


async def test_a_tap_on_a_full_disk_counts_when_there_is_room_again(town_on_disk: tuple[Town, Disk]) -> None:
    town, disk = town_on_disk
    grace, card = await announced(town)
    disk.fill()
    tap = asyncio.create_task(grace.taps(card, "Coming"))
    await waits(town)
    assert town.rows("SELECT count(*) FROM sign_ups") == [(0,)]
    disk.free()
    assert (await tap).text.startswith("You are coming")
    await card.shows("Coming 1")
    await town.rest()
    assert town.rows("SELECT seated FROM events") == [(1,)]


@pytest.mark.parametrize("town_on_disk", ["a used-up quota"], indirect=True)
async def test_a_tap_on_a_disk_that_stays_full_is_answered_with_no(town_on_disk: tuple[Town, Disk]) -> None:
    town, disk = town_on_disk
    grace, card = await announced(town)
    lan = await town.neighbour("Lan")
    async with town.at_once(updates=2):
        disk.fill()
        tap = asyncio.create_task(grace.taps(card, "Coming"))
        await lan.writes("/my")
    told = await tap
    assert told.alert
    assert told.text.startswith("Something went wrong on my side, and nothing was changed.")
    await lan.hears("Something went wrong on my side, and nothing was changed.")
    disk.free()
    assert (await grace.taps(card, "We are 2")).text.startswith("You are coming")
    await card.shows("Coming 2")
    town.forgives.add("an update was not done")


async def test_a_tap_while_somebody_else_holds_the_database_counts_when_they_let_it_go(town: Town) -> None:
    grace, card = await announced(town)
    with closing(sqlite3.connect(town.bot.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        tap = asyncio.create_task(grace.taps(card, "Coming"))
        await waits(town)
        other.execute("ROLLBACK")
        assert (await tap).text.startswith("You are coming")
    await card.shows("Coming 1")


async def test_a_held_database_delays_a_tap_by_no_more_than_it_is_held(town: Town) -> None:
    grace, card = await announced(town)
    with closing(sqlite3.connect(town.bot.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        tap = asyncio.create_task(grace.taps(card, "Coming"))
        await asyncio.sleep(1)
        assert not tap.done()
        other.execute("ROLLBACK")
    assert (await tap).text.startswith("You are coming")
    assert not any(entry["event"] == "an update waits" for entry in town.bot.entries())
