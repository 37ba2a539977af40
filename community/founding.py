"""Many houses of an area at once: one line each, a look at what was understood, one tap; then each waits for its group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from community import areas, linking, questions
from community.house_lines import HouseLine, lines_of, name_in, read_house, same_name
from community.places import new_token
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import audit, drafts, people, places, waiting
from storage.audit import Act
from storage.drafts import Draft
from storage.places import Area, House
from storage.roles import Scope

KIND, LISTED = "new-houses", "listed"
"""What is written, and the step of it once there are lines: no command throws these away."""

ADDED, UNDOABLE = "houses-added", "undo"
"""What can be undone is kept as a draft: it goes by itself."""

UNDO = timedelta(minutes=1)

MOST = 200
"""So many houses of an area may wait for their group: more than any manager has, and a stranger's account can't fill the database."""


SHEETS = 50
"""Posters in one file: three seconds of work, and as much paper as somebody carries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line: the house it says, or why it can't be read; `there`: a house of this name is in the area already."""

    text: str
    house: HouseLine | None = None
    why: Refused | None = None
    there: bool = False

    @property
    def new(self) -> HouseLine | None:
        """The house that would be added."""
        return None if self.there else self.house


@dataclass(frozen=True, slots=True)
class NewHouses:
    """What was understood of a list for an area, line by line, and the number of its draft."""

    draft: int
    area: Area
    entries: tuple[Entry, ...]

    @property
    def new(self) -> tuple[HouseLine, ...]:
        """The houses that would be added."""
        return tuple(entry.new for entry in self.entries if entry.new is not None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The houses of an area that wait for their group."""

    area: Area
    houses: tuple[House, ...]


@dataclass(frozen=True, slots=True)
class ToPrint:
    """The houses of an area whose posters are in one file; before them there are `before`, and `of` in all."""

    area: Area
    houses: tuple[House, ...]
    before: int
    of: int


def ask(db: Connection, *, who: int, area: int, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """Ask for the houses; the next words are their lines. Raises: Refused (area-gone, not-manager)."""
    areas.in_charge(db, who, area)
    data = {"area": area, "lines": []}
    questions.ask(db, who=who, kind=KIND, data=data, now=now, waited=timedelta(hours=rules.drafts_hours))
    reply(db, kind="ask-houses", to=who, language=language, params={"area": area}, edit=message, now=now)


def is_asked(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next words of somebody are lines of houses."""
    return _open(db, who, now) is not None


def write(db: Connection, *, who: int, text: str, language: str, now: datetime) -> None:
    """More lines: one that names a house anew replaces what was written of it. All that was understood is shown.

    Raises: Refused (new-houses-gone, area-gone, not-manager, too-many-houses).
    """
    found = _open(db, who, now)
    if found is None:
        raise Refused("new-houses-gone")
    areas.in_charge(db, who, found.data["area"])
    written = lines_of(text)
    anew = {name for line in written if (name := name_in(line))}
    lines = [*(line for line in found.data["lines"] if name_in(line) not in anew), *written]
    if len(lines) > MOST:
        raise Refused("too-many-houses", most=MOST)
    drafts.change_draft(db, found.id, step=LISTED, data={**found.data, "lines": lines})
    _show(db, found.id, who, language, None, now)


def look(db: Connection, *, who: int, draft: int, now: datetime) -> NewHouses:
    """What was understood so far. Raises: Refused (new-houses-gone, not-yours, area-gone, not-manager)."""
    found = _kept(db, who, draft, KIND, now, gone="new-houses-gone")
    return _understood(db, found, areas.in_charge(db, who, found.data["area"]))


def add(db: Connection, *, who: int, draft: int, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """The houses that were understood are made, all or none, each with its code; the pressed message says so, and offers to undo it.

    Raises: Refused (new-houses-gone, not-yours, area-gone, not-manager, no-new-houses, too-many-houses).
    """
    found = _kept(db, who, draft, KIND, now, gone="new-houses-gone")
    list_ = _understood(db, found, areas.in_charge(db, who, found.data["area"]))
    if not list_.new:
        raise Refused("no-new-houses")
    if len(waiting.list_waiting(db, list_.area.id)) + len(list_.new) > MOST:
        raise Refused("too-many-houses", most=MOST)
    made = [places.add_house(db, **_columns(house, list_.area, rules), token=new_token(), created_at=now) for house in list_.new]
    _note(db, Act.HOUSES_ADDED, who, list_.area, now)
    drafts.remove_draft(db, found.id)
    data = {"area": list_.area.id, "lines": found.data["lines"], "houses": made}
    kept = drafts.add_draft(db, kind=ADDED, step=UNDOABLE, author=who, address=who, data=data, expires_at=now + UNDO)
    params = {"area": list_.area.id, "number": len(made), "draft": kept}
    reply(db, kind="houses-added", to=who, language=language, params=params, edit=message, now=now)


def undo(db: Connection, *, who: int, draft: int, message: int, language: str, rules: HouseRules, now: datetime) -> None:
    """None of the houses was made, as long as nobody uses one; the lines are there as they were written.

    Raises: Refused (houses-undo-gone, not-yours, area-gone, not-manager, houses-used).
    """
    kept = _kept(db, who, draft, ADDED, now, gone="houses-undo-gone")
    area, made = areas.in_charge(db, who, kept.data["area"]), kept.data["houses"]
    if waiting.count_unused(db, area.id, made) < len(made):
        raise Refused("houses-used")
    for house in made:
        places.remove_house(db, house)
    _note(db, Act.HOUSES_UNDONE, who, area, now)
    drafts.remove_draft(db, kept.id)
    until, data = now + timedelta(hours=rules.drafts_hours), {"area": area.id, "lines": kept.data["lines"]}
    again = drafts.add_draft(db, kind=KIND, step=LISTED, author=who, address=who, data=data, expires_at=until)
    _show(db, again, who, language, message, now)


def waiting_houses(db: Connection, *, who: int, area: int) -> Waiting:
    """The houses that wait for their group, for who looks after their area. Raises: Refused (area-gone, not-manager)."""
    return Waiting(areas.in_charge(db, who, area), tuple(waiting.list_waiting(db, area)))


def make_codes(db: Connection, *, who: int, area: int, language: str, now: datetime) -> None:
    """One file with a text for each house that waits, to be forwarded to the admin of its group, each with a code of its own.

    Raises: Refused (area-gone, not-manager, nothing-waits, too-many-invitations).
    """
    found = waiting_houses(db, who=who, area=area)
    if not found.houses:
        raise Refused("nothing-waits")
    by = _number(db, who)
    codes = [linking.issue(db, by=by, scope=Scope(house=house.id), now=now) for house in found.houses]
    reply(db, kind="group-texts", to=who, language=language, params={"area": area, "secrets": codes}, now=now)


def to_print(db: Connection, *, who: int, area: int, waiting: bool, part: int) -> ToPrint:
    """The houses of an area whose posters are printed, so many at a time. Raises: Refused (area-gone, not-manager, no-houses)."""
    found = areas.look(db, who=who, area=area)
    houses = tuple(house for house in found.houses if not waiting or house.id in found.waiting)
    here = houses[part * SHEETS :][:SHEETS]
    if not here:
        raise Refused("no-houses")
    return ToPrint(found.area, here, part * SHEETS, len(houses))


def _open(db: Connection, who: int, now: datetime) -> Draft | None:
    found = drafts.find_open_draft(db, who, KIND, questions.STEP, LISTED)
    return found if found is not None and found.expires_at > now and not found.resting else None


def _kept(db: Connection, who: int, draft: int, kind: str, now: datetime, *, gone: str) -> Draft:
    found = drafts.find_draft(db, draft)
    if found is None or found.kind != kind or found.expires_at <= now:
        raise Refused(gone)
    if found.author != who:
        raise Refused("not-yours")
    return found


def _understood(db: Connection, found: Draft, area: Area) -> NewHouses:
    named = {same_name(house.name) for house in places.list_houses(db, areas=[area.id])}
    entries, seen = [], set[str]()
    for line in found.data["lines"]:
        entry = _entry(line, named, seen)
        entries.append(entry)
        if entry.house is not None:
            seen.add(same_name(entry.house.name))
    return NewHouses(found.id, area, tuple(entries))


def _entry(line: str, named: set[str], seen: set[str]) -> Entry:
    try:
        house = read_house(line)
    except Refused as refused:
        return Entry(line, why=refused)
    if same_name(house.name) in seen:
        return Entry(line, why=Refused("house-twice"))
    return Entry(line, house, there=same_name(house.name) in named)


def _columns(house: HouseLine, area: Area, rules: HouseRules) -> Mapping[str, Any]:
    languages = ",".join(house.languages) or rules.language
    return {"name": house.name, "named": True, "languages": languages, "zone": rules.zone, "tenure": house.tenure, "area_id": area.id}


def _number(db: Connection, who: int) -> int:
    person = people.find_person(db, who)
    assert person is not None, "a manager is known"
    return person.id


def _note(db: Connection, act: Act, who: int, area: Area, now: datetime) -> None:
    audit.note(db, act, by=_number(db, who), scope=Scope(area=area.id), at=now)


def _show(db: Connection, draft: int, who: int, language: str, message: int | None, now: datetime) -> None:
    reply(db, kind="new-houses", to=who, language=language, params={"draft": draft, "page": 0}, edit=message, now=now)
