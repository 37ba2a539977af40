"""What neighbours did for a house, by month, quarter and year: numbers for a report, never of one person."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from community import roles
from community.houses import in_charge
from storage import people, places, volunteering
from storage.places import House
from storage.roles import Role
from storage.volunteering import Done

WORKDAY = 8 * 60
"""Minutes of the days in which a report counts work."""

FEW = 5
"""Fewer people than this are not told apart from one (but for none): in a small house everybody would know who it was."""

MONTHS, QUARTER = 12, 3


@dataclass(frozen=True, slots=True)
class Total:
    """One period. `name`: `2027`, `2027-Q2` or `2027-05`; `people`: each once; `strangers`: others, counted at every call anew;
    `visits`: how often somebody did a task; `assumed`: of so many of the `calls` nobody said who came."""

    name: str
    calls: int
    assumed: int
    people: int
    strangers: int
    visits: int
    minutes: int

    @property
    def hours(self) -> float:
        """Hours of work, of all together."""
        return self.minutes / 60

    @property
    def days(self) -> float:
        """The same in days of eight hours."""
        return self.minutes / WORKDAY


@dataclass(frozen=True, slots=True)
class Year:
    """What was done for a house in a year: the year, its quarters and its months, without those in which nothing was.

    `in_charge`: the reader looks after the house, and is not only on its board.
    """

    house: House
    year: int
    years: tuple[int, ...]
    totals: tuple[Total, ...]
    in_charge: bool


def look(db: Connection, *, who: int, house: int, admin: bool, year: int) -> Year:
    """The numbers of a house, for its board, its managers and the admins of its groups (`admin`, as Telegram says just now).

    Raises: Refused (house-gone, not-in-charge).
    """
    found, charge = _may_look(db, who, house, admin)
    totals = tuple(totals_of(year, volunteering.list_done(db, house, year), volunteering.list_helpers(db, house, year)))
    return Year(found, year, tuple(volunteering.list_years(db, house)), totals, charge)


def _may_look(db: Connection, who: int, house: int, admin: bool) -> tuple[House, bool]:
    """The house, and whether they look after it."""
    found, person = places.look_up_house(db, house), people.find_person(db, who)
    has = roles.roles_in(db, person.id, house) if found and person else frozenset()
    if found is not None and Role.BOARD in has and Role.MANAGER not in has and not admin:
        return found, False
    return in_charge(db, who=who, house=house, admin=admin), True


def totals_of(year: int, done: Collection[Done], helpers: Collection[tuple[str, str]]) -> Iterator[Total]:
    """The year, its quarters, its months; of those alone in which something was done.

    `helpers`: who helped in which month; nobody is counted twice in a period.
    """
    months = [f"{year:04}-{month:02}" for month in range(1, MONTHS + 1)]
    yield _total(f"{year:04}", months, done, helpers)
    for quarter in range(MONTHS // QUARTER):
        of_quarter = months[quarter * QUARTER :][:QUARTER]
        for name, of in ((f"{year:04}-Q{quarter + 1}", of_quarter), *((month, [month]) for month in of_quarter)):
            total = _total(name, of, done, helpers)
            if total.calls:
                yield total


def _total(name: str, months: Collection[str], done: Collection[Done], helpers: Collection[tuple[str, str]]) -> Total:
    these = [each for each in done if each.month in months]
    return Total(
        name,
        len(these),
        sum(each.assumed for each in these),
        len({who for who, month in helpers if month in months}),
        sum(each.strangers for each in these),
        sum(each.visits for each in these),
        sum(each.minutes for each in these),
    )


def cell(people: int) -> str:
    """A number of people as a report prints it: 1 to 4 are `<5`."""
    return f"<{FEW}" if 0 < people < FEW else str(people)


def board_of(db: Connection, who: int) -> list[House]:
    """The houses on whose board somebody is, who may look at their numbers."""
    person = people.find_person(db, who)
    homes = people.list_house_ids(db, person.id) if person else []
    mine = [house for house in homes if person and Role.BOARD in roles.roles_in(db, person.id, house)]
    return [found for house in mine if (found := places.look_up_house(db, house)) is not None]
