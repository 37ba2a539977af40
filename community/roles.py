"""Who may what: roles in houses and areas, giving them, taking them, leaving them. Everything is written down."""

from datetime import datetime

from sqlalchemy import Connection

from community.refusals import Refused
from storage import audit, people, roles
from storage.audit import Act
from storage.places import Announcers, House
from storage.roles import Holder, Role, Scope


def roles_in(db: Connection, person_id: int, house_id: int) -> frozenset[Role]:
    """The roles of a person (by the number of their row) in a house, also those they have for its area or everywhere."""
    return roles.roles_over(db, person_id, Scope(house=house_id))


def is_manager(db: Connection, person_id: int, house_id: int) -> bool:
    """Whether a person looks after a house, as its manager or that of its area."""
    return Role.MANAGER in roles_in(db, person_id, house_id)


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


def may_announce(db: Connection, house: House, person_id: int | None, *, admin: bool) -> bool:
    """Whether somebody may publish in a group of a house. `admin`: they administer that group, as Telegram says just now."""
    has = roles_in(db, person_id, house.id) if person_id is not None else frozenset()
    return announces(house.announcers, has, admin=admin)


def announces(announcers: Announcers, has: frozenset[Role], *, admin: bool) -> bool:
    """An admin and a manager always may; the others as the house has chosen."""
    if admin or Role.MANAGER in has or announcers is Announcers.EVERYONE:
        return True
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


def take(db: Connection, *, who: int, holder: int, now: datetime) -> Holder:
    """A role ends: a manager takes it, or its holder leaves it. The last manager of a place can't go.

    Raises: Refused (role-gone, not-manager, last-manager).
    """
    held, person = roles.look_up_role(db, holder), people.find_person(db, who)
    if held is None or person is None:
        raise Refused("role-gone")
    own = held.person_id == person.id
    if not own:
        managing(db, who, held.scope)
    if held.role is Role.MANAGER and len(roles.list_holders(db, Role.MANAGER, held.scope)) == 1:
        raise Refused("last-manager")
    roles.take_role(db, held.person_id, held.role, held.scope)
    act = Act.ROLE_LEFT if own else Act.ROLE_TAKEN
    audit.note(db, act, by=person.id, whom=None if own else held.person_id, role=held.role, scope=held.scope, at=now)
    return held
