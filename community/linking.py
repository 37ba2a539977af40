"""One-use codes: by one of an area a house joins it, by one of a house a group comes to it (community.merging)."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import areas, houses, roles
from community.invitations import issue as issue_link
from community.invitations import must_have_room, tell_inviter
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import invitations, people, places
from storage.invitations import Invitation
from storage.outbox import Lane, Message
from storage.places import Area, House
from storage.roles import Scope

PAYLOAD = "l_"
"""How the payload of a link with a code begins."""


@dataclass(frozen=True, slots=True)
class AreaCode:
    """What a code offers to a house: to belong to this area; until when."""

    area: Area
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class GroupCode:
    """What a code offers to a group: to belong to this house; until when."""

    house: House
    expires_at: datetime


def invite_house(db: Connection, *, who: int, area: int, language: str, now: datetime) -> None:
    """The manager of an area gets a link for whoever looks after another house. Raises: Refused (area-gone, not-manager,
    too-many-invitations).
    """
    areas.look(db, who=who, area=area)
    secret = issue(db, by=roles.managing(db, who, Scope(area=area)), scope=Scope(area=area), now=now)
    reply(db, kind="area-code", to=who, language=language, params={"secret": secret}, now=now)


def issue(db: Connection, *, by: int | None, scope: Scope, now: datetime) -> str:
    """A new code of a house or an area, by whoever may make it; its secret. Raises: Refused("too-many-invitations")."""
    must_have_room(db, scope, now)
    return issue_link(db, by=by, role=None, scope=scope, now=now)


def open_code(db: Connection, secret: str, now: datetime) -> Invitation:
    """A code that still works. Raises: Refused("code-gone") when it was used, or its time is over, or it never was one."""
    found = invitations.find_invitation(db, secret)
    if found is None or found.role is not None or found.expires_at <= now:
        raise Refused("code-gone")
    return found


def area_of(db: Connection, secret: str, now: datetime) -> AreaCode:
    """The area a code is of. Raises: Refused (code-gone, code-of-group for one that links a group)."""
    found = open_code(db, secret, now)
    if found.area_id is None:
        raise Refused("code-of-group", secret=secret)
    return AreaCode(places.get_area(db, found.area_id), found.expires_at)


def house_of(db: Connection, secret: str, now: datetime) -> GroupCode:
    """The house a code is of. Raises: Refused (code-gone, code-of-area for one that brings a house to an area)."""
    found = open_code(db, secret, now)
    if found.house_id is None:
        raise Refused("code-of-area")
    return GroupCode(places.get_house(db, found.house_id), found.expires_at)


def open_group_codes(db: Connection, secrets: Sequence[str], now: datetime) -> list[tuple[str, GroupCode]]:
    """Of these codes of houses those that still work, with what they offer."""
    found = []
    for secret in secrets:
        with suppress(Refused):
            found.append((secret, house_of(db, secret, now)))
    return found


def join_area(
    db: Connection, *, secret: str, who: int, admin: bool, house: int, message: int, language: str, rules: HouseRules, now: datetime
) -> House:
    """The house belongs to the code's area; the code is used up, and whoever made it is told. The pressed message says so.

    Raises: Refused (code-gone, code-of-group, house-gone, not-in-charge, in-another-area).
    """
    code, found = area_of(db, secret, now), houses.in_charge(db, who=who, house=house, admin=admin)
    if found.area_id not in (None, code.area.id) and roles.manages(db, who, Scope(house=house)) is None:
        raise Refused("in-another-area")
    person, used = people.find_person(db, who), open_code(db, secret, now)
    areas.link(db, found, code.area.id, by=person.id if person else None, now=now)
    invitations.remove_invitation(db, used.id)
    params = {"house": house, "area": code.area.id}
    reply(db, kind="area-joined", to=who, language=language, params=params, edit=message, now=now)
    tell_inviter(db, used, Message("area-code-used", params, lane=Lane.PRIVATE), rules, now)
    return found


def linked(db: Connection, house: int, area: int) -> tuple[House, Area] | None:
    """A house and an area by their numbers; None when either is gone."""
    found, of = places.look_up_house(db, house), places.look_up_area(db, area)
    return (found, of) if found is not None and of is not None else None
