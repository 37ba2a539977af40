"""Who may announce what to whom: managers to their houses, board members to their own house, nobody else."""

from dataclasses import dataclass

from sqlalchemy import Connection

from community.refusals import Refused
from storage import announcements, people, roles
from storage.announcements import Announcement, Audience, Voice, restored
from storage.people import Person
from storage.roles import Role, Scope


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who may announce. `areas`, `houses`: where they may; `everywhere`: in all houses there are."""

    person: Person
    everywhere: bool
    areas: frozenset[int]
    houses: frozenset[int]
    voices: tuple[Voice, ...]

    def covers(self, house: int, area: int | None) -> bool:
        """Whether a house is one of theirs."""
        return self.everywhere or house in self.houses or area in self.areas


_VOICES = {
    Role.MANAGER: (Voice.COMMUNITY_MANAGER, Voice.PROPERTY_MANAGER),
    Role.BOARD: (Voice.BOARD, Voice.PROPERTY_MANAGER, Voice.MAINTENANCE),
}
"""In whose name a role speaks, the usual one first: the property manager and the janitor have the role of the board."""


def sender(db: Connection, who: int) -> Sender:
    """The person with this Telegram id, who announces. Raises: Refused("may-not-announce")."""
    return _speaking(db, people.find_person(db, who), frozenset(_VOICES))


def manager(db: Connection, who: int) -> Sender:
    """The same for managers alone, with what they manage and not what they are on the board of. Raises: Refused("may-not-announce")."""
    return _speaking(db, people.find_person(db, who), frozenset({Role.MANAGER}))


def _speaking(db: Connection, person: Person | None, as_: frozenset[Role]) -> Sender:
    held = [each for each in roles.list_roles(db, person.id) if each.role in as_] if person is not None else []
    if person is None or not held:
        raise Refused("may-not-announce")
    managed = [each.scope for each in held if each.role is Role.MANAGER]
    houses = {each.scope.house for each in held if each.scope.house is not None}
    voices = dict.fromkeys(voice for role in (Role.MANAGER, Role.BOARD) if role in {each.role for each in held} for voice in _VOICES[role])
    return Sender(
        person,
        everywhere=Scope() in managed,
        areas=frozenset(scope.area for scope in managed if scope.area is not None),
        houses=frozenset(houses),
        voices=tuple(voices),
    )


def may_announce(db: Connection, who: int) -> bool:
    """Whether somebody may announce anything anywhere."""
    try:
        sender(db, who)
    except Refused:
        return False
    return True


def whole(found: Sender) -> Audience:
    """All that somebody can reach: what a notice goes to until they choose."""
    return Audience(everywhere=True) if found.everywhere else Audience(areas=found.areas, houses=found.houses)


def must_reach(db: Connection, found: Sender, audience: Audience) -> None:
    """Raises: Refused("not-your-houses") when a house of the audience is not theirs to announce to."""
    for house, area in announcements.list_reached(db, audience):
        if not found.covers(house, area):
            raise Refused("not-your-houses")
    if not found.everywhere and (audience.everywhere or not audience.areas <= found.areas):
        raise Refused("not-your-houses")


def covers(db: Connection, found: Sender, audience: Audience) -> bool:
    """Whether all houses of an audience are somebody's to announce to."""
    try:
        must_reach(db, found, audience)
    except Refused:
        return False
    return True


def seeing(db: Connection, who: int, number: int) -> Announcement:
    """An announcement for who may see how far it is: those who may change it.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses).
    """
    found = announcements.find_announcement(db, number)
    speaker = sender(db, who)
    if found is None:
        raise Refused("announcement-gone")
    _must_be_theirs(db, speaker, found)
    return found


def steering(db: Connection, who: int, number: int) -> Announcement:
    """An announcement for who may change it: it is held. All of its houses are theirs to announce to.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses).
    """
    found = announcements.lock_announcement(db, number)
    speaker = sender(db, who)
    if found is None:
        raise Refused("announcement-gone")
    _must_be_theirs(db, speaker, found)
    return found


def _must_be_theirs(db: Connection, speaker: Sender, found: Announcement) -> None:
    """Are its houses gone, it is its author's, and theirs who look after everything."""
    audience = restored(found.audience)
    must_reach(db, speaker, audience)
    if not speaker.everywhere and found.author_id != speaker.person.id and not announcements.list_reached(db, audience):
        raise Refused("not-your-houses")
