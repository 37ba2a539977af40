"""What a vote costs when ten, and when a thousand have voted: `python -m benchmarks.polls [--quick]`.

A ballot must be answered as fast in a full house as in a small one, so the ratio of the two is what counts: at most 1.5.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from community import places, polls
from community.events import Press
from community.people import Presser
from community.places import Group
from community.quiet import HouseRules, QuietHours
from storage import cards, people
from storage import places as homes
from storage.engine import Database, open_database
from storage.migrate import migrate

FEW, MANY, RATIO = 10, 1000, 1.5
"""Voters of a small and of a large poll, and how much slower a vote in the large one may be."""

LINES = {
    "one": "What first? | Bench | Grill",
    "dates": "When? | Sat 22 May | Sun 23 May",
    "ranked": "ranked: What first? | Bench | Grill",
    "places": "places: Shifts | Sauna (5) | Yard (5)",
    "visible": "open: What first? | Bench | Grill",
}

NOW = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)
GROUP = Group(-1002000000001, "Koivukuja 3")
RULES = HouseRules("Europe/Helsinki", "en", QuietHours(21, 8, 10), lambda day: day.weekday() >= 5, sign_ups_days=30, drafts_hours=48)
VOTES, QUICK_VOTES = 300, 60
"""So many votes are measured."""


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that is sent while this lasts, by whichever database."""
    done: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        done.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield done
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def ask(db: Connection, line: str) -> int:
    """A poll that hangs in the group; its number."""
    chat = homes.find_chat(db, GROUP.telegram_id)
    assert chat is not None, "the bot has settled there"
    house = homes.get_house(db, chat.house_id)
    author = people.add_person(db, 7_000_000_001)
    poll = polls.make(db, polls.read(line, NOW, ZoneInfo(house.zone), None), house, author.id, NOW)
    cards.add_card(db, thing=poll, chat=chat.id, message=700)
    return poll


class Voting:
    """One poll, and people who press on its card one after another."""

    def __init__(self, db: Database, poll: int) -> None:
        self._db, self._poll, self._update = db, poll, 0

    async def vote(self, person: int, option: int) -> float:
        """Somebody presses; the seconds until it is committed."""
        self._update += 1
        presser = Presser(7_100_000_000 + person, "en", f"mark of {person}")
        values: dict[str, Any] = {"presser": presser, "press": Press(GROUP.telegram_id, 700, self._update), "now": NOW}
        started = time.perf_counter()
        await self._db.handle(self._update, polls.tap, poll=self._poll, option=option, **values)
        return time.perf_counter() - started


async def measured(folder: Path, line: str, voters: int, votes: int) -> float:
    """How long a vote takes in the middle, in seconds, when so many have voted; each changes an answer."""
    url = f"sqlite:///{folder / f'{voters}.sqlite3'}"
    await migrate(url)
    db = await open_database(url)
    try:
        await db.transaction(places.settle, group=GROUP, language="en", rules=RULES, now=NOW)
        voting = Voting(db, await db.transaction(ask, line))
        for person in range(voters):
            await voting.vote(person, 1)
        return statistics.median([await voting.vote(at % FEW, 2 - at // FEW % 2) for at in range(votes)])
    finally:
        await db.close()


async def main(votes: int) -> bool:
    """Measure and print all kinds; whether every ratio is good enough."""
    print(f"| poll | {FEW} voters, ms | {MANY} voters, ms | ratio (at most {RATIO}) |\n|---|---|---|---|")
    good = True
    for name, line in LINES.items():
        with tempfile.TemporaryDirectory(prefix="talkoot-polls-") as folder:
            few, many = [await measured(Path(folder), line, voters, votes) for voters in (FEW, MANY)]
        good = good and many <= RATIO * few
        print(f"| {name} | {few * 1000:.2f} | {many * 1000:.2f} | {many / few:.2f} |")
    return good


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"measure {QUICK_VOTES} votes instead of {VOTES}")
    raise SystemExit(0 if asyncio.run(main(QUICK_VOTES if parser.parse_args().quick else VOTES)) else 1)
