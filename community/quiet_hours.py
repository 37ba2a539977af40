"""A person's own quiet hours."""

from datetime import datetime

from sqlalchemy import Connection

from community import mondays, reminders
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import people
from storage.people import Person

EVENING, MORNING = range(19, 24), range(5, 12)
"""The hours at which quiet can begin, and end."""


def choose(db: Connection, *, who: int, since: int | None, until: int | None, message: int, rules: HouseRules, now: datetime) -> Person:
    """The person wants quiet from `since` until `until`, None for as in their house. What is planned follows, and the pressed message.

    Raises: Refused (not-joined, old-button for hours of the day).
    """
    person = known(db, who)
    if since is not None and (since not in EVENING or until not in MORNING):
        raise Refused("old-button")
    person.quiet_from, person.quiet_until = since, until if since is not None else None
    people.change_person(db, person.id, quiet_from=person.quiet_from, quiet_until=person.quiet_until)
    reminders.plan_all(db, person, rules, now)
    mondays.plan(db, person, rules, now)
    reply(db, kind="quiet", to=who, language=person.language or "en", edit=message, now=now)
    return person
