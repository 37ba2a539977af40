"""Invitations: one-use links to a role, made by a manager (the first one by the command line), ended by use, by hand or by time."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community import mondays, reminders, roles
from community.people import Presser, take_in
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import audit, invitations, people
from storage import roles as rows
from storage.audit import Act
from storage.invitations import Invitation
from storage.outbox import Lane, Message
from storage.places import House
from storage.roles import Role, Scope

KEPT = timedelta(days=7)
"""So long an invitation waits for its guest."""

SECRET_BYTES = 18
"""144 bits: nobody guesses a link, and a button has room for it."""

CODE_BYTES = 12
"""96 bits, and short enough to be typed."""

MOST_OPEN = 20
"""So many invitations of a house or an area wait at a time; one manager's account in wrong hands can't flood the world with them."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation offers, and where (`place` is None everywhere); `house` where it is one."""

    role: Role
    place: str | None
    house: House | None
    expires_at: datetime


def invite(db: Connection, *, who: int, role: Role, scope: Scope, language: str, now: datetime) -> None:
    """A manager gets a link that makes somebody else an activist, a board member or a manager.

    Raises: Refused (not-manager, wrong-role for a role that is of houses alone, too-many-invitations).
    """
    person = roles.managing(db, who, scope)
    if scope.house is None and role is not Role.MANAGER:
        raise Refused("wrong-role")
    must_have_room(db, scope, now)
    secret = issue(db, by=person, role=role, scope=scope, now=now)
    reply(db, kind="invitation-made", to=who, language=language, params={"secret": secret}, now=now)


def must_have_room(db: Connection, scope: Scope, now: datetime) -> None:
    """Raises: Refused("too-many-invitations") when as many of a house or an area wait as may."""
    if len(invitations.list_invitations(db, scope, now)) >= MOST_OPEN:
        raise Refused("too-many-invitations", most=MOST_OPEN)


def issue(db: Connection, *, by: int | None, role: Role | None, scope: Scope, now: datetime) -> str:
    """A new invitation by whoever may make it (None: the command line); its secret, which only the link holds from now on.

    Without a role it is a code for a group or a house (community.linking).
    """
    secret = secrets.token_urlsafe(CODE_BYTES if role is None else SECRET_BYTES)
    values = {"house_id": scope.house, "area_id": scope.area}
    invitations.add_invitation(db, secret, role=role, person_id=by, expires_at=now + KEPT, **values)
    audit.note(db, Act.INVITED, by=by, role=role, scope=scope, at=now)
    return secret


def look(db: Connection, *, secret: str, who: int | None, now: datetime) -> Invited:
    """What a link offers somebody. Raises: Refused (invitation-gone when it was used or revoked, or its time is over; has-role)."""
    found, role = _open(db, secret, who, now)
    house, place = roles.place_of(db, found.scope)
    return Invited(role, place, house, found.expires_at)


def accept(db: Connection, *, secret: str, presser: Presser, notice: int, message: int, rules: HouseRules, now: datetime) -> None:
    """Somebody takes the role: once. They belong to the house then, if it is one's; the pressed message says what they can do.

    Who has the role already leaves the invitation to somebody else. Whoever made it is told.

    Raises: Refused (invitation-gone, has-role).
    """
    found, role = _open(db, secret, presser.telegram_id, now)
    person = take_in(db, presser, notice, now)
    invitations.remove_invitation(db, found.id)
    roles.grant(db, by=found.person_id, person=person.id, role=role, scope=found.scope, now=now)
    if found.scope.house is not None:
        people.join(db, person.id, found.scope.house, now)
    reminders.plan_all(db, person, rules, now)
    mondays.plan(db, person, rules, now)
    params = {"role": role, "house": found.house_id, "area": found.area_id}
    reply(db, kind="role-taken", to=presser.telegram_id, language=presser.language, params=params, edit=message, now=now)
    tell_inviter(db, found, Message("invitation-used", params, lane=Lane.PRIVATE), rules, now)


def tell_inviter(db: Connection, used: Invitation, message: Message, rules: HouseRules, now: datetime) -> None:
    """Whoever made the invitation hears what became of it, at an hour that is not quiet for them."""
    inviter = people.get_person(db, used.person_id) if used.person_id is not None else None
    if inviter is not None:
        reminders.write_to(db, inviter, message, rules, now)


def revoke(db: Connection, *, who: int, invitation: int, message: int, language: str, now: datetime) -> None:
    """A manager ends an invitation; the pressed message shows who has which role. Raises: Refused (invitation-gone, not-manager)."""
    found = invitations.look_up_invitation(db, invitation)
    if found is None:
        raise Refused("invitation-gone")
    person = roles.managing(db, who, found.scope)
    invitations.remove_invitation(db, invitation)
    audit.note(db, Act.INVITATION_REVOKED, by=person, role=found.role, scope=found.scope, at=now)
    params = {"house": found.house_id, "area": found.area_id}
    reply(db, kind="roles", to=who, language=language, params=params, edit=message, now=now)


def _open(db: Connection, secret: str, who: int | None, now: datetime) -> tuple[Invitation, Role]:
    """An invitation that somebody can take, and the role it gives. Raises: Refused (invitation-gone, has-role)."""
    found, person = invitations.find_invitation(db, secret), people.find_person(db, who) if who else None
    if found is None or found.role is None or found.expires_at <= now:
        raise Refused("invitation-gone")
    if person is not None and found.role in rows.roles_over(db, person.id, found.scope):
        raise Refused("has-role")
    return found, found.role
