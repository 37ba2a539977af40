"""Who may what: roles in houses and areas, giving them, taking them, leaving them. Everything is written down."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community.refusals import Refused
from community.replies import reply
from storage import audit, invitations, people, places, roles
from storage.audit import Act
from storage.invitations import Invitation
from storage.outbox import Lane, Message, To, owe
from storage.people import Reach
from storage.places import Announcers, Area, House
from storage.roles import Holder, Role, Scope


def roles_in(db: Connection, person_id: int, house_id: int) -> frozenset[Role]:
    """The roles of a person (by the number of their row) in a house, also those they have for its area or everywhere."""
    return roles.roles_over(db, person_id, Scope(house=house_id))


def is_manager(db: Connection, person_id: int, house_id: int) -> bool:
    """Whether a person looks after a house, as its manager or that of its area."""
    return Role.MANAGER in roles_in(db, person_id, house_id)


def scope_of(db: Connection, *, house: int, area: int) -> Scope:
    """The scope that a button names: a house, an area, or everywhere (0 means: not that). Raises: Refused("house-gone")."""
    gone = (house and places.look_up_house(db, house) is None) or (area and places.look_up_area(db, area) is None)
    if gone or (house and area):
        raise Refused("house-gone")
    return Scope(house or None, area or None)


def manages(db: Connection, who: int, scope: Scope) -> int | None:
    """The number of the person with this Telegram id if they are a manager there, else None."""
    person = people.find_person(db, who)
    return person.id if person is not None and Role.MANAGER in roles.roles_over(db, person.id, scope) else None


def managing(db: Connection, who: int, scope: Scope) -> int:
    """The number of the person with this Telegram id, who is a manager there. Raises: Refused("not-manager")."""
    person = manages(db, who, scope)
    if person is None:
        raise Refused("not-manager")
    return person


def may_announce(db: Connection, house: House, person_id: int | None, *, admin: bool, present: bool) -> bool:
    """Whether somebody may publish in a group of a house.

    `admin`: they administer that group, as Telegram says just now; `present`: they write there, so they belong to it.
    """
    has = roles_in(db, person_id, house.id) if person_id is not None else frozenset()
    present = present or (person_id is not None and people.belongs(db, person_id, house.id))
    return announces(house.announcers, has, admin=admin, present=present)


def announces(announcers: Announcers, has: frozenset[Role], *, admin: bool, present: bool) -> bool:
    """An admin and a manager always may; who belongs to the house, as it has chosen."""
    if admin or Role.MANAGER in has:
        return True
    if announcers is Announcers.EVERYONE:
        return present
    return announcers is Announcers.ACTIVISTS and bool(has)


def give(db: Connection, *, who: int, person: int, role: Role, scope: Scope, now: datetime) -> bool:
    """A manager (by Telegram id) gives a role to a person (by row); False if they had it. Raises: Refused("not-manager")."""
    return grant(db, by=managing(db, who, scope), person=person, role=role, scope=scope, now=now)


def grant(db: Connection, *, by: int | None, person: int, role: Role, scope: Scope, now: datetime) -> bool:
    """A role is given by whoever was allowed to (None: the command line); False if the person had it."""
    given = roles.give_role(db, person, role, scope, now)
    if given:
        audit.note(db, Act.ROLE_GIVEN, by=by, whom=person, role=role, scope=scope, at=now)
    return given


def may_take(db: Connection, *, who: int, holder: int) -> Holder:
    """The role somebody may end: their own, or one that they gave as a manager. Raises: Refused (role-gone, not-manager, last-manager)."""
    held, person = roles.look_up_role(db, holder), people.find_person(db, who)
    if held is None:
        raise Refused("role-gone")
    if person is None or held.person_id != person.id:
        managing(db, who, held.scope)
    if held.role is Role.MANAGER and len(roles.list_holders(db, Role.MANAGER, held.scope)) == 1:
        raise Refused("last-manager")
    return held


def is_own(db: Connection, held: Holder, who: int) -> bool:
    """Whether a role is that of the person with this Telegram id."""
    person = people.find_person(db, who)
    return person is not None and person.id == held.person_id


def take(db: Connection, *, who: int, holder: int, message: int, language: str, now: datetime) -> None:
    """A role ends: a manager takes it, or its holder leaves it. The last manager of a place can't go.

    The pressed message shows who has which role then; somebody whose role was taken is told.

    Raises: Refused (role-gone, not-manager, last-manager).
    """
    held, person = may_take(db, who=who, holder=holder), people.find_person(db, who)
    assert person is not None, "who has no role may take none"
    roles.take_role(db, held.person_id, held.role, held.scope)
    own, params = held.person_id == person.id, {"role": held.role, "house": held.house_id, "area": held.area_id}
    act = Act.ROLE_LEFT if own else Act.ROLE_TAKEN
    audit.note(db, act, by=person.id, whom=None if own else held.person_id, role=held.role, scope=held.scope, at=now)
    if own:
        reply(db, kind="role-ended", to=who, language=language, params=params, edit=message, now=now)
        return
    reply(db, kind="roles", to=who, language=language, params=params, edit=message, now=now)
    other = people.get_person(db, held.person_id)
    if other.reach is Reach.OPEN:
        owe(db, To(address=other.telegram_id, language=other.language), Message("role-ended", params, lane=Lane.PRIVATE), at=now)


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody with a role, by the name they gave; `mine`: it is who looks."""

    number: int
    role: Role
    name: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class RolesShown:
    """Who has which role in a house or an area, and which invitations are open. `wider`: how many manage it by a wider role."""

    house: House | None
    area: Area | None
    held: tuple[Held, ...]
    open: tuple[Invitation, ...]
    wider: int = 0

    @property
    def scope(self) -> Scope:
        """Which of both it is."""
        return Scope(house=self.house.id if self.house else None, area=self.area.id if self.area else None)


def place_of(db: Connection, scope: Scope) -> tuple[House | None, str | None]:
    """The house of a scope if it is one, and its name or the area's; None for everywhere."""
    if scope.house is not None:
        house = places.get_house(db, scope.house)
        return house, house.name
    return None, places.get_area(db, scope.area).name if scope.area is not None else None


def show_roles(db: Connection, *, who: int, scope: Scope, now: datetime) -> RolesShown:
    """Who does what, for a manager. Raises: Refused("not-manager")."""
    me = managing(db, who, scope)
    house = places.get_house(db, scope.house) if scope.house is not None else None
    area = places.get_area(db, scope.area) if scope.area is not None else None
    held = [Held(row.id, row.role, person.name, mine=person.id == me) for row, person in roles.list_in(db, scope)]
    open_ = [each for each in invitations.list_invitations(db, scope, now) if each.role is not None]
    wider = [each for each in roles.list_holders(db, Role.MANAGER, scope) if each.scope != scope]
    return RolesShown(house, area, tuple(held), tuple(open_), len(wider))
