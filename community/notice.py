"""The privacy notice has a version: what somebody has seen, and what is shown to them once when it has changed."""

from datetime import datetime

from sqlalchemy import Connection

from community.replies import reply
from storage import consents, people
from storage.consents import ConsentKind
from storage.people import Person

NOTICE_VERSION = 2
"""Raised whenever the privacy notice says something new; what is new is said in `handlers.views.notice`."""


def has_news(db: Connection, *, who: int, now: datetime, version: int = NOTICE_VERSION) -> bool:
    """Whether an act of somebody is worth noting: the first one of a month, or the first one since the notice changed."""
    person = people.find_person(db, who)
    return person is not None and (person.active_month != f"{now:%Y-%m}" or _is_behind(person, version))


def note_act(db: Connection, *, who: int, now: datetime, version: int = NOTICE_VERSION) -> None:
    """Somebody did something in private: they are not inactive, and a notice that changed since they joined is shown to them, once."""
    person = people.find_person(db, who)
    if person is None:
        return
    people.change_person(db, person.id, active_month=f"{now:%Y-%m}", told_at=None)
    if _is_behind(person, version):
        people.change_person(db, person.id, notice_version=version, notice_at=now)
        consents.give(db, person.id, ConsentKind.NOTICE, version, now)
        seen = {"seen": person.notice_version or 0, "version": version}
        reply(db, kind="notice-changed", to=who, language=person.language or "en", params=seen, now=now)


def _is_behind(person: Person, version: int) -> bool:
    """Who never joined was told with their first press what is stored, and is not bothered."""
    return person.joined_at is not None and (person.notice_version or 0) < version
