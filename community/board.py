"""The notice board of a house: a page under an address nobody can guess, for the lobby and for neighbours without Telegram; no names."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community import houses
from community.budget import monday_of
from community.places import new_token
from community.refusals import Refused
from community.replies import reply
from community.week import Called, called
from storage import announcements, audit, events, people, places, polls, volunteering
from storage.announcements import Announcement
from storage.audit import Act
from storage.events import Event
from storage.places import House
from storage.polls import Poll
from storage.roles import Scope

WEEKS = 4
"""So far ahead the board looks."""

TOLD = timedelta(days=14)
"""So long a notice hangs there."""

MOST = 20
"""More than a board of paper holds."""


@dataclass(frozen=True, slots=True)
class Board:
    """What hangs on it: notices, the newest first; what is on, what is asked, where hands are needed, the next one first."""

    house: House
    notices: tuple[Announcement, ...]
    events: tuple[Event, ...]
    polls: tuple[Poll, ...]
    calls: tuple[Called, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing hangs there."""
        return not (self.notices or self.events or self.polls or self.calls)


def look(db: Connection, *, token: str, now: datetime) -> Board | None:
    """The board at an address; None where there is none (any more)."""
    house = places.find_house_by_board(db, token)
    if house is None:
        return None
    monday = monday_of(now.date())
    weeks = [monday + timedelta(weeks=week) for week in range(WEEKS)]
    coming = [event for week in weeks for event in events.list_week(db, house.id, week) if (event.ends_at or event.starts_at) > now]
    hands = [(call, volunteering.list_tasks(db, call.id)) for call in volunteering.list_open(db, [house.id], now, MOST)]
    return Board(
        house,
        tuple(announcements.list_in_house(db, house.id, now - TOLD, MOST)),
        tuple(coming[:MOST]),
        tuple(polls.list_open(db, [house.id], now, MOST)),
        tuple(each for each in called(hands, now) if each.lacking),
    )


def hang(db: Connection, *, who: int, admin: bool, house: int, old: str, message: int, language: str, now: datetime) -> None:
    """A board for a house that has none (`old` is empty), or a new address instead of the one that begins with `old`.

    Raises: Refused (house-gone, not-in-charge, old-button when it was changed before).
    """
    _change(db, house, who=who, admin=admin, old=old, token=new_token(), now=now)
    reply(db, kind="house-board", to=who, language=language, params={"house": house, "admin": admin}, edit=message, now=now)


def take_down(db: Connection, *, who: int, admin: bool, house: int, old: str, message: int, language: str, now: datetime) -> None:
    """No page answers any more. Raises: as `hang`."""
    _change(db, house, who=who, admin=admin, old=old, token=None, now=now)
    reply(db, kind="house-board", to=who, language=language, params={"house": house, "admin": admin}, edit=message, now=now)


def _change(db: Connection, house: int, *, who: int, admin: bool, old: str, token: str | None, now: datetime) -> None:
    found, person = houses.in_charge(db, who=who, house=house, admin=admin), people.find_person(db, who)
    if (found.board_token or "")[: houses.SHOWN] != old:
        raise Refused("old-button")
    places.change_house(db, house, board_token=token)
    audit.note(db, Act.BOARD_CHANGED, by=person.id if person else None, scope=Scope(house=house), at=now)
