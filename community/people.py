"""Who somebody is to the bot: strangers, residents, and what they chose."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import reminders
from community.notice import NOTICE_VERSION
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import consents, erasures, people
from storage.consents import ConsentKind
from storage.people import Person, Reach, Reminding

LONGEST_LEAD = 24 * 60
"""Minutes before the start at which the nearer reminder can come."""


@dataclass(frozen=True, slots=True)
class Presser:
    """Somebody as Telegram shows them at the moment of an act; nothing of this is stored unless they join or answer.

    `mark`: the keyed hash by which somebody who was forgotten is known again.
    """

    telegram_id: int
    language: str
    mark: str


def known(db: Connection, telegram_id: int) -> Person:
    """The person with this Telegram id. Raises: Refused("not-joined")."""
    person = people.find_person(db, telegram_id)
    if person is None:
        raise Refused("not-joined")
    return person


def met(db: Connection, presser: Presser, now: datetime) -> tuple[Person, bool]:
    """The person who acts, made now if need be; True when they were not known before.

    A row made by a press belongs to no house; the month of the last activity is kept up.

    Raises: Refused("forgotten") for somebody who asked to be forgotten.
    """
    person, month = people.find_person(db, presser.telegram_id), f"{now:%Y-%m}"
    if person is not None:
        if person.active_month != month:
            people.change_person(db, person.id, active_month=month, told_at=None)
        return person, False
    not_forgotten(db, presser.mark)
    return people.add_person(db, presser.telegram_id, language=presser.language, active_month=month), True


def not_forgotten(db: Connection, mark: str) -> None:
    """Raises: Refused("forgotten") for somebody who asked to be forgotten and has not joined again."""
    if erasures.was_erased(db, mark):
        raise Refused("forgotten")


def take_in(db: Connection, presser: Presser, notice: int, now: datetime) -> Person:
    """Somebody agreed to be known, under a version of the notice, in private: they can be written to. What they asked to forget is over."""
    erasures.lift_erasure(db, presser.mark)
    person = people.find_person(db, presser.telegram_id) or people.add_person(db, presser.telegram_id)
    values = {"language": presser.language, "reach": Reach.OPEN, "notice_version": notice, "notice_at": now}
    people.change_person(db, person.id, joined_at=person.joined_at or now, active_month=f"{now:%Y-%m}", told_at=None, **values)
    consents.give(db, person.id, ConsentKind.JOINING, notice, now)
    return people.get_person(db, person.id)


def is_known(db: Connection, telegram_id: int) -> bool:
    """Whether anything is stored about somebody."""
    return people.find_person(db, telegram_id) is not None


def is_reachable(db: Connection, telegram_id: int) -> bool:
    """Whether somebody whom we know has started the bot and not blocked it."""
    person = people.find_person(db, telegram_id)
    return person is not None and person.reach is Reach.OPEN


def language_of(db: Connection, telegram_id: int) -> str | None:
    """The language somebody chose, or had when we met; None for a stranger."""
    person = people.find_person(db, telegram_id)
    return person.language if person else None


def name_of(db: Connection, person: int) -> str | None:
    """The name somebody (by row) has set; None when they have none or are gone."""
    found = people.look_up_person(db, person)
    return found.name if found else None


def choose_language(db: Connection, *, who: int, language: str, message: int, now: datetime) -> None:
    """Speak this language from now on; of a stranger nothing is stored. The pressed message becomes the menu."""
    person = people.find_person(db, who)
    if person is not None:
        people.change_person(db, person.id, language=language)
    reply(db, kind="menu", to=who, language=language, edit=message, now=now)


def note_reach(db: Connection, *, who: int, reach: Reach, rules: HouseRules, now: datetime) -> None:
    """The person started, blocked or unblocked the bot: their reminders come to life, or rest."""
    person = people.find_person(db, who)
    if person is None or person.reach is reach:
        return
    people.change_reach(db, who, reach)
    person.reach = reach
    reminders.plan_all(db, person, rules, now)


def note_start(db: Connection, *, who: int, rules: HouseRules, now: datetime) -> None:
    """Somebody pressed Start: they can be written to. Nothing is stored of a stranger."""
    note_reach(db, who=who, reach=Reach.OPEN, rules=rules, now=now)


def choose_reminding(
    db: Connection, *, who: int, reminding: Reminding, lead_minutes: int | None = None, message: int, rules: HouseRules, now: datetime
) -> Person:
    """The person chooses when to be reminded; their coming reminders follow, the pressed message shows the choice.

    Raises: Refused (not-joined, old-button for a lead of more than a day).
    """
    person = known(db, who)
    if lead_minutes is not None and not 0 < lead_minutes <= LONGEST_LEAD:
        raise Refused("old-button")
    person.reminding, person.lead_minutes = reminding, lead_minutes or person.lead_minutes
    people.change_person(db, person.id, reminding=person.reminding, lead_minutes=person.lead_minutes)
    record = consents.withdraw if reminding is Reminding.OFF else consents.give
    record(db, person.id, ConsentKind.REMINDERS, NOTICE_VERSION, now)
    reminders.plan_all(db, person, rules, now)
    reply(db, kind="reminders", to=who, language=person.language or "en", edit=message, now=now)
    return person
