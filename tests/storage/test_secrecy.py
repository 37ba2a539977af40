"""What whoever has the files can tell of a poll that is over: its counts, and not whose a vote was. The bytes themselves are read."""

import hashlib
import random
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Connection

from community.polls import close
from community.polls.sealing import seal
from storage import polls
from storage.copies import copy_to, look_into
from storage.engine import SqliteDatabase
from storage.polls import CastBallot, FlatState, PollKind, PollVoter
from tests.community.neighbourhood import Neighbourhood, neighbour
from tests.community.polling import ask, mark, the
from tests.databases import raw_files

VOTERS, CHANGES = 60, 120


@pytest.fixture
async def here(file: Path) -> AsyncIterator[Neighbourhood]:
    """A house with a database in a file of its own."""
    database = await SqliteDatabase.open(str(file))
    neighbourhood = Neighbourhood(database)
    await neighbourhood.found()
    yield neighbourhood
    await database.close()


@dataclass(frozen=True)
class Secrets:
    """What ties people to votes: the key, and what it makes of people and of flats. `reasons`: written to votes, in the order of voting."""

    key: str
    voters: tuple[str, ...]
    flats: tuple[str, ...]
    reasons: tuple[str, ...]

    def found_in(self, content: bytes) -> set[str]:
        """Those that are there, as they were written or as bare bytes."""
        ties = (self.key, *self.voters, *self.flats)
        return {tie for tie in ties if tie.encode() in content or bytes.fromhex(tie) in content}


async def voted(here: Neighbourhood, poll: int, beside: int) -> Secrets:
    """Many vote, for their flats, with reasons, and change their minds; among votes of the poll `beside`, so that rows move about."""
    luck, the_poll = random.Random(7), await the(here, poll)
    key = await here.db.read(polls.find_key, poll)
    assert key is not None
    for number in range(VOTERS):
        await mark(here, the_poll, neighbour(number), 1 + number % 3, 1)
    people = [(await here.person(neighbour(number))).id for number in range(VOTERS)]
    voters, flats = tuple(seal(key, person) for person in people), tuple(seal(key, 1, f"A {number}") for number in range(VOTERS))
    reasons = tuple(f"Reason of {hashlib.sha256(voter.encode()).hexdigest()[:20]}" for voter in voters)

    def change(db: Connection, number: int) -> None:
        ballot = polls.find_ballot(db, poll, voters[number])
        assert ballot is not None
        marks, reason = {str(n): 1 for n in range(luck.choice((1, 8, 900)))}, f"{reasons[number]} {'x' * luck.randint(0, 160)}"
        if luck.random() < 0.2:
            polls.remove_ballot(db, ballot.id)
            polls.add_ballot(db, poll_id=poll, voter=voters[number], flat=flats[number], marks=marks, reason=reason)
        polls.change_ballot(db, ballot.id, flat=flats[number], marks=marks, reason=reason)
        polls.add_ballot(db, poll_id=beside, voter=f"{luck.getrandbits(256):064x}", marks={"1": 1})

    for number in range(VOTERS):
        claim = {"house_id": 1, "label": flats[number], "flat": flats[number], "voter": voters[number], "state": FlatState.HOLDS}
        await here.db.transaction(polls.add_claim, poll, **claim)
    for number in (*range(VOTERS), *(luck.randrange(VOTERS) for _ in range(CHANGES))):
        await here.db.transaction(change, number)
    return Secrets(key, voters, flats, reasons)


def backup_of(file: Path, folder: Path) -> Path:
    """A copy as `talkoot backup` makes it."""
    copy = folder / f"backup-{len(list(folder.glob('backup-*')))}.sqlite3"
    copy.touch()
    copy_to(file, copy)
    return copy


def neighbours_kept(order: Iterable[str], of: tuple[str, ...]) -> int:
    """How many of those who voted one after another still stand one after another."""
    at = [of.index(each) for each in order]
    return sum(abs(one - other) == 1 for one, other in pairwise(at))


async def test_when_a_poll_is_sealed_no_file_and_no_later_backup_ties_anybody_to_a_vote(
    here: Neighbourhood, file: Path, tmp_path: Path
) -> None:
    poll, other = await ask(here, kind=PollKind.CONSENT), await ask(here, "And then? | Yes | No")
    secrets = await voted(here, poll.id, other.id)
    open_key = await here.db.read(polls.find_key, other.id)
    ties = {secrets.key, *secrets.voters, *secrets.flats}
    assert secrets.found_in(raw_files(file)) == ties, "while it is open, whoever has the files can tell"
    assert secrets.found_in(backup_of(file, tmp_path).read_bytes()) == ties, "as from every backup made then"

    await here.do(close, poll=poll.id, now=here.now)
    assert secrets.found_in(raw_files(file)), "the tables have forgotten it, and the write-ahead file has not"
    assert await here.db.scrub()
    left, copy = raw_files(file), backup_of(file, tmp_path)
    assert secrets.found_in(left) == set()
    assert secrets.found_in(copy.read_bytes()) == set()
    assert (look_into(copy).open_polls, open_key is not None and open_key.encode() in left) == (1, True), "the other poll goes on"

    for content in (left, copy.read_bytes()):
        assert {content.count(reason.encode()) for reason in secrets.reasons} == {1}, "no earlier copy of a ballot is anywhere"
        pages = sorted(secrets.reasons, key=lambda reason: content.index(reason.encode()))
        assert neighbours_kept(pages, secrets.reasons) < VOTERS / 4
    await mark(here, other, neighbour(1), 1, 1)


async def test_neither_rows_nor_numbers_nor_times_follow_the_order_of_voting(here: Neighbourhood) -> None:
    poll, other = await ask(here, kind=PollKind.CONSENT), await ask(here, "And then? | Yes | No")
    secrets = await voted(here, poll.id, other.id)
    before = {ballot.id for ballot in await here.rows(CastBallot)}
    await here.do(close, poll=poll.id, now=poll.closes_at)
    after = [ballot for ballot in await here.rows(CastBallot) if ballot.poll_id == poll.id]
    assert not before & {ballot.id for ballot in after}
    assert neighbours_kept([str(ballot.reason)[: len(secrets.reasons[0])] for ballot in after], secrets.reasons) < VOTERS / 4
    own = {"id", "marks", "reason"}
    assert len({str(ballot.model_dump(exclude=own)) for ballot in after}) == 1, "in everything else one is like another"
    assert not {"update_id", "house_id"} & set(CastBallot.model_fields), "who voted when is told by other rows"
    assert "marks" not in PollVoter.model_fields


def test_what_lay_on_further_pages_is_overwritten_at_once(tmp_path: Path) -> None:
    """`secure_delete` holds for the pages long values go on to, too; a checkpoint is enough for those."""
    file = tmp_path / "long.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        for pragma in ("journal_mode=WAL", "secure_delete=ON"):
            db.execute(f"PRAGMA {pragma}").fetchall()
        db.execute("CREATE TABLE ballots (id INTEGER PRIMARY KEY, marks JSON)")
        db.executemany("INSERT INTO ballots (marks) VALUES (?)", [(f'{{"{"7" * 20_000} mark {number}": 1}}',) for number in range(5)])
        db.execute("DELETE FROM ballots")
        assert b" mark 3" in raw_files(file)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert b"mark" not in raw_files(file).replace(b"marks JSON", b"")
        assert b"7" * 100 not in raw_files(file)


async def test_nothing_is_kept_of_values_for_planning(here: Neighbourhood) -> None:
    tables = "SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"
    assert await here.db.read(lambda db: db.exec_driver_sql(tables).all()) == []
