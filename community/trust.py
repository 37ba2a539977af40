"""The trust ladder: a code or a group lets one take part; what others must rely on needs somebody who knows that one lives there.

Papers are never asked for. Who has a role in a house is known there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import roles
from community.allowance import may_be_asked, own_rules, tell
from community.house_rules import rules_of
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.reminders import not_in_quiet
from community.replies import reply
from storage import audit, cards, events, outbox, people, places, vouchers
from storage import roles as role_rows
from storage.audit import Act
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.places import House
from storage.roles import Role, Scope
from storage.vouchers import Voucher

ASKED = 3
"""So many are asked at once: one may be away, another may not know the person."""

ASK_AGAIN = timedelta(days=1)
"""Not sooner are the same people asked again."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A voucher for who is asked, or was: whose it is, by the name they gave, and where."""

    voucher: Voucher
    name: str | None
    house: str


def is_vouched(db: Connection, person: int, house: int) -> bool:
    """Whether a house knows a person (both by row): somebody vouched for them, or they have a role there."""
    return bool(roles.roles_in(db, person, house)) or vouchers.is_given(db, person, house)


def is_vouched_anywhere(db: Connection, person: int) -> bool:
    """Whether one of their houses knows a person (by row)."""
    return any(is_vouched(db, person, house) for house in people.list_house_ids(db, person))


def must_be_vouched(db: Connection, person: int, house: int) -> None:
    """Raises: Refused("not-vouched") for whom the house does not know yet."""
    if not is_vouched(db, person, house):
        raise Refused("not-vouched")


def unknown_in(db: Connection, who: int) -> tuple[House, ...]:
    """The houses of somebody in which they are not known yet; none for a stranger."""
    person = people.find_person(db, who)
    homes = people.list_house_ids(db, person.id) if person else []
    return tuple(places.get_house(db, house) for house in homes if person and not is_vouched(db, person.id, house))


def ask(db: Connection, *, house: int, who: int, admins: tuple[int, ...], message: int, rules: HouseRules, now: datetime) -> None:
    """Ask those who do something for the house, and the `admins` (by Telegram id) of its groups, whether somebody knows this resident.

    Who administers a group themselves is known by that. Asked again within a day, nobody is asked anew. The pressed message says it.

    Raises: Refused (not-joined, not-resident, name-first, nobody-to-ask, all-asked-enough).
    """
    person = known(db, who)
    if not people.belongs(db, person.id, house):
        raise Refused("not-resident")
    if person.name is None:
        raise Refused("name-first")
    before = vouchers.find_voucher(db, person.id, house)
    if not is_vouched(db, person.id, house) and (before is None or now - before.asked_at >= ASK_AGAIN):
        _ask(db, person, house, admins, rules, now)
    _say(db, person, "vouch-standing", {"house": house}, message, now)


def vouch(db: Connection, *, voucher: int, lives: bool, who: int, admin: bool, message: int, now: datetime) -> None:
    """Somebody says that the person lives there, or that they don't know, which changes nothing. Saying it twice changes nothing.

    `admin`: they administer a group of the house, as Telegram says just now.

    Raises: Refused (voucher-gone, not-joined, may-not-vouch, not-for-oneself).
    """
    found, giver = _asked(db, voucher, who, admin)
    if found.person_id == giver.id:
        raise Refused("not-for-oneself")
    if lives and found.given_at is None:
        _give(db, found, giver, now)
        asker = people.get_person(db, found.person_id)
        if asker.reach is Reach.OPEN:
            told = Message("vouched", {"house": found.house_id}, lane=Lane.PRIVATE)
            outbox.owe(db, To(address=asker.telegram_id, language=asker.language), told, at=now)
    _say(db, giver, "vouch-asked" if lives else "vouch-unknown", {"voucher": voucher}, message, now)


def take_back(db: Connection, *, voucher: int, who: int, admin: bool, message: int, now: datetime) -> None:
    """It was a mistake, or the person moved away. What they did until now stays.

    Raises: Refused (voucher-gone, not-joined, may-not-vouch).
    """
    found, giver = _asked(db, voucher, who, admin)
    vouchers.take_back(db, voucher)
    for number in events.list_naming(db, found.person_id, now):
        cards.bump(db, number)
    audit.note(db, Act.VOUCHER_TAKEN, by=giver.id, whom=found.person_id, scope=Scope(house=found.house_id), at=now)
    _say(db, giver, "voucher-taken", {}, message, now)


def look(db: Connection, voucher: int) -> Shown | None:
    """A voucher as it is now; None when it is gone."""
    found = vouchers.look_up_voucher(db, voucher)
    if found is None:
        return None
    return Shown(found, people.get_person(db, found.person_id).name, places.get_house(db, found.house_id).name)


def house_of(db: Connection, voucher: int) -> int:
    """The house a voucher is for. Raises: Refused("voucher-gone")."""
    found = vouchers.look_up_voucher(db, voucher)
    if found is None:
        raise Refused("voucher-gone")
    return found.house_id


def _asked(db: Connection, voucher: int, who: int, admin: bool) -> tuple[Voucher, Person]:
    """The voucher, and who may say something to it. Raises: Refused (voucher-gone, not-joined, may-not-vouch)."""
    found = vouchers.look_up_voucher(db, voucher)
    if found is None:
        raise Refused("voucher-gone")
    giver = known(db, who)
    if not admin and not roles.roles_in(db, giver.id, found.house_id):
        raise Refused("may-not-vouch")
    return found, giver


def _ask(db: Connection, person: Person, house: int, admins: tuple[int, ...], rules: HouseRules, now: datetime) -> None:
    if person.telegram_id in admins:
        found = vouchers.look_up_voucher(db, vouchers.ask(db, person.id, house, now))
        assert found is not None, "it was just made"
        _give(db, found, person, now)
        return
    asked = _with_room(db, [other for other in _knowing(db, house, admins) if other.id != person.id], house, rules, now)
    question = Message("vouch-asked", {"voucher": vouchers.ask(db, person.id, house, now)}, lane=Lane.PRIVATE)
    for other, at, here in asked:
        tell(db, other, question, at=at, zone=ZoneInfo(here.zone), rules=here)


def _with_room(
    db: Connection, others: list[Person], house: int, rules: HouseRules, now: datetime
) -> list[tuple[Person, datetime, HouseRules]]:
    """Whom to ask, at an hour that is not quiet, by which rules: the first who have not been asked enough that day.

    Raises: Refused (nobody-to-ask, all-asked-enough).
    """
    if not others:
        raise Refused("nobody-to-ask")
    here = rules_of(places.get_house(db, house), rules)
    zone = ZoneInfo(here.zone)
    hours = [(other, not_in_quiet(now, zone, own_rules(other, here)), here) for other in others]
    able = [each for each in hours if may_be_asked(each[0], each[1], zone)]
    if not able:
        raise Refused("all-asked-enough")
    return able[:ASKED]


def _knowing(db: Connection, house: int, admins: tuple[int, ...]) -> list[Person]:
    """Who may know the people of a house and can be written to: activists, admins, then the board and managers."""
    scope = Scope(house=house)
    found = role_rows.list_reachable(db, Role.ACTIVIST, scope)
    found += [person for person in (people.find_person(db, admin) for admin in admins) if person and person.reach is Reach.OPEN]
    found += [person for role in (Role.BOARD, Role.MANAGER) for person in role_rows.list_reachable(db, role, scope)]
    return list({person.id: person for person in found}.values())


def _give(db: Connection, voucher: Voucher, giver: Person, now: datetime) -> None:
    vouchers.give(db, voucher.id, now)
    audit.note(db, Act.VOUCHED, by=giver.id, whom=voucher.person_id, scope=Scope(house=voucher.house_id), at=now)


def _say(db: Connection, person: Person, kind: str, params: dict[str, int], message: int, now: datetime) -> None:
    reply(db, kind=kind, to=person.telegram_id, language=person.language or "en", params=params, edit=message, now=now)
