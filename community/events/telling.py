"""Those who signed up are told what is different: a minute after the last change, all of it in one message.

The minute lets several changes be one message, and lets a mistake be taken back before anybody was disturbed by it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.events.fields import FOR_ALL, FOR_GROUP, Part, different, known_of, moved_far
from community.house_rules import rules_at
from community.quiet import HouseRules
from community.when import instant
from storage import cards, events, outbox
from storage.cards import ThingKind
from storage.events import Event, EventState, News
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach

GRACE = timedelta(minutes=1)
BATCH = 5
"""So many events at a time: each may have two hundred people to tell."""


@dataclass(frozen=True, slots=True)
class Audience:
    """How many are told in private, and how many can't be: these read it on the card and in the group."""

    reached: int = 0
    unreached: int = 0


def keep(db: Connection, before: Event, after: Event, author: int | None, rules: HouseRules, now: datetime) -> None:
    """The `author` made an event different: those who signed up are to be told. What they know stays as it was kept first.

    Where several change it, each hears of what the others did.
    """
    nearer = min(before.starts_at, after.starts_at)
    at = reminders.not_in_quiet(now + GRACE, ZoneInfo(after.zone), rules_at(db, after.id, rules), event_at=nearer)
    kept = events.find_news(db, after.id)
    was, alone = (kept.was, kept.author_id == author) if kept is not None else (known_of(before), True)
    events.keep_news(db, after.id, was=was, changed_at=now, due_at=at, author_id=author if alone else None)


def audience(db: Connection, event: Event, parts: frozenset[Part], author: int | None) -> Audience:
    """Who will be told of such a change by this person."""
    people = people_of(db, event, author) if parts & FOR_ALL else []
    reached = sum(person.reach is Reach.OPEN for person in people)
    return Audience(reached, len(people) - reached)


def tell_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """News whose time has come are owed to everyone they concern; how many events there were."""
    due = events.list_due_news(db, ThingKind.EVENT, now, BATCH)
    for news in due:
        asked = events.lock_event(db, news.thing_id, None)
        assert asked is not None, "a foreign key points to the row"
        events.drop_news(db, news.thing_id)
        if asked.event.state is EventState.PUBLISHED:
            _tell(db, asked.event, news, rules, now)
    return len(due)


def _tell(db: Connection, event: Event, news: News, rules: HouseRules, now: datetime) -> None:
    """A change goes to everyone who signed up, and to the groups if it is about when or where."""
    parts = different(news.was, event)
    if not parts & FOR_ALL:
        return  # it was taken back, or is for the card alone
    here = rules_at(db, event.id, rules)
    if Part.TIME in parts and moved_far(instant(datetime.fromisoformat(news.was["starts"]), ZoneInfo(event.zone)), event.starts_at):
        events.unconfirm(db, event.id, answered_until=news.changed_at, but=news.author_id)
    params: dict[str, Any] = {"event": event.id, "was": news.was}
    events.open_passing(db, event.id)
    for person in people_of(db, event, news.author_id):
        key = f"changed:{event.id}:{event.revision}:{person.id}"
        message = Message("changed", params, lane=Lane.PRIVATE, key=key, until=event.ends_at or event.starts_at)
        reminders.write_to(db, person, message, here, now, event_at=event.starts_at)
    if parts & FOR_GROUP:
        at = reminders.not_in_quiet(now, ZoneInfo(event.zone), here, event_at=event.starts_at)
        tell_groups(db, event, Message("changed-here", params, lane=Lane.BROADCAST, again=False), at)


def tell_groups(db: Connection, event: Event, message: Message, at: datetime) -> None:
    """One line in every chat that has seen the event, under its card. It does not count against the budget of the chat."""
    for card in (each for each in cards.list_cards(db, event.id) if each.is_seen):
        line = Message(message.kind, message.params, lane=message.lane, reply_to=card.message_id, again=message.again)
        outbox.owe(db, To(chat_id=card.chat_id, thread=card.thread_id), line, at=at)


def people_of(db: Connection, event: Event, but: int | None) -> list[Person]:
    """Who comes, may come or waits, or answers for such neighbours. Who knows already (`but`) is told for their neighbours' sake only."""
    theirs = [(sign_up.person_id, person) for sign_up, person in events.list_people(db, event.id)]
    return list({person.id: person for their_own, person in theirs if their_own is None or their_own != but}.values())
