"""Feeds: addresses of one's own, unguessable, each to be replaced or turned off in one tap."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community.calendar.entries import Entry, entry, entry_of_call, entry_of_task, entry_of_turn
from community.calendar.recurring import to_come
from community.people import known
from community.refusals import Refused
from community.replies import reply
from storage import feeds, people, places, process, rotas, series, volunteering
from storage.feeds import Feed
from storage.people import Person
from storage.places import House

TOKEN_BYTES = 24
"""192 bits: nobody guesses an address."""

LOOKS_BACK = timedelta(days=30)
"""As long as answers are kept by default; what was before is not asked for any more."""

MOST_ENTRIES = 200
"""More than a house does in a year; with the longest texts there can be, less than a megabyte."""

FORM = 2
"""Raised when the same entries make another file, so that calendars fetch it again."""


@dataclass(frozen=True, slots=True)
class Address:
    """One calendar a person can have: of a house, or (None) of what they said yes to. Without a feed it is not open yet."""

    house: House | None
    feed: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """What stands in a feed now, and what its reader needs of it. `changed`: it is not what stood there when it was last asked for."""

    feed: int
    language: str
    house: str | None
    entries: tuple[Entry, ...]
    bot: int
    digest: str
    changed: bool
    changed_at: datetime


def my_addresses(db: Connection, *, who: int) -> list[Address]:
    """The calendars of a person, opened or not: their own, then one for each house. Raises: Refused("not-joined")."""
    person = known(db, who)
    opened = {each.house_id: each for each in feeds.list_feeds(db, person.id)}
    homes = [None, *(places.get_house(db, house) for house in people.list_house_ids(db, person.id))]
    return [_address(home, opened.get(home.id if home else None)) for home in homes]


def _address(home: House | None, opened: Feed | None) -> Address:
    return Address(home, opened.id if opened else None, opened.token if opened else None)


def open_feed(db: Connection, *, who: int, house: int | None, message: int, now: datetime) -> None:
    """Give a person the address of a calendar; asking twice changes nothing. The pressed message shows it.

    Raises: Refused (not-joined, not-here for a house they do not live in).
    """
    person = known(db, who)
    if house is not None and not people.belongs(db, person.id, house):
        raise Refused("not-here")
    if all(each.house_id != house for each in feeds.list_feeds(db, person.id)):
        _open(db, person.id, house, now)
    _show(db, person, message, now)


def renew_feed(db: Connection, *, who: int, feed: int, message: int, now: datetime) -> None:
    """A new address instead of this one, which nothing answers at any more. Raises: Refused (not-joined, feed-gone)."""
    person, found = _own(db, feed, who)
    feeds.remove_feed(db, feed)
    _open(db, person.id, found.house_id, now)
    _show(db, person, message, now)


def close_feed(db: Connection, *, who: int, feed: int, message: int, now: datetime) -> None:
    """Nothing answers at this address any more. Raises: Refused (not-joined, feed-gone)."""
    person, _ = _own(db, feed, who)
    feeds.remove_feed(db, feed)
    _show(db, person, message, now)


def _own(db: Connection, feed: int, who: int) -> tuple[Person, Feed]:
    person, found = known(db, who), feeds.find_feed(db, feed)
    if found is None or found.person_id != person.id:
        raise Refused("feed-gone")
    return person, found


def _open(db: Connection, person: int, house: int | None, now: datetime) -> None:
    feeds.add_feed(db, token=secrets.token_urlsafe(TOKEN_BYTES), person_id=person, house_id=house, changed_at=now)


def _show(db: Connection, person: Person, message: int, now: datetime) -> None:
    reply(db, kind="calendar", to=person.telegram_id, language=person.language or "en", edit=message, now=now)


def feed(db: Connection, *, token: str, now: datetime) -> Served | None:
    """What stands in the feed at an address; None when nothing answers there (any more).

    A house's feed ends with living there, every feed with being forgotten.
    """
    found = feeds.find_feed_by_token(db, token)
    if found is None or (found[0].house_id is not None and not people.belongs(db, found[1].id, found[0].house_id)):
        return None
    opened, person = found
    house = places.get_house(db, opened.house_id).name if opened.house_id is not None else None
    language, entries = person.language or "en", _entries(db, opened, now)
    digest = hashlib.sha256(repr((FORM, language, house, entries)).encode()).hexdigest()
    changed = digest != opened.digest
    bot = process.bot_number(db)
    return Served(opened.id, language, house, entries, bot, digest, changed, now if changed else opened.changed_at)


def _entries(db: Connection, opened: Feed, now: datetime) -> tuple[Entry, ...]:
    since = now - LOOKS_BACK
    if opened.house_id is not None:
        made = (entry(event, mine=False) for event in feeds.list_of_house(db, opened.house_id, since, MOST_ENTRIES))
        calls = (entry_of_call(call) for call in volunteering.list_calls_of_house(db, opened.house_id, since, MOST_ENTRIES))
        again = (each for found in series.list_series(db, opened.house_id) for each in to_come(db, found, now))
        return (*made, *again, *(each for each in calls if each))
    found = feeds.list_of_person(db, opened.person_id, since, MOST_ENTRIES)
    turns = rotas.list_turns_of(db, opened.person_id, since, MOST_ENTRIES)
    events = (entry(event, sign_up, mine=True) for event, sign_up in found)
    tasks = (entry_of_task(*each) for each in volunteering.list_tasks_of_person(db, opened.person_id, since, MOST_ENTRIES))
    return (*events, *(entry_of_turn(turn, rota) for turn, rota in turns), *(each for each in tasks if each))


def note_change(db: Connection, *, feed: int, digest: str, now: datetime) -> None:
    """Remember what stands in a feed since now, so that a calendar that asks again need not fetch it again."""
    feeds.change_feed(db, feed, digest=digest, changed_at=now)
