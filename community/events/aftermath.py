"""After an event: its organiser is asked once how many came, and the card says that number."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import questions
from community.allowance import may_be_asked, own_rules, tell
from community.events.organising import must_organise, organised
from community.house_rules import rules_at
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.reminders import not_in_quiet
from community.replies import reply
from community.when import instant
from storage import cards, drafts, events, people
from storage.events import Event
from storage.outbox import Lane, Message
from storage.people import Reach

KIND = "came"

ASKED_AT = time(12)
"""The next day at noon: nobody's quiet hours, and the event is still remembered."""

USEFUL = timedelta(days=7)
"""Later than this, nobody remembers how many there were."""

BATCH = 50

MOST_CAME = 1000


def plan_question(db: Connection, event: Event, now: datetime) -> None:
    """How many came is asked the next day at noon; after a long downtime at the next noon there is."""
    zone = ZoneInfo(event.zone)
    day = max((event.ends or event.starts).date(), now.astimezone(zone).date() - timedelta(days=1)) + timedelta(days=1)
    at = _noon(day, zone)
    events.change_event(db, event.id, ask_at=at if at >= now else _noon(day + timedelta(days=1), zone))


def ask_how_many(db: Connection, rules: HouseRules, now: datetime) -> int:
    """The ones whose events they were are asked, once; who has been asked enough that day, on the next. How many questions were due."""
    due = events.list_to_ask(db, now, BATCH)
    for event in due:
        asked = event.came is not None or event.organiser_id is None or _ask(db, event, rules, now)
        tomorrow = now.astimezone(ZoneInfo(event.zone)).date() + timedelta(days=1)
        later = None if asked or now - (event.ends_at or event.starts_at) > USEFUL else _noon(tomorrow, ZoneInfo(event.zone))
        events.change_event(db, event.id, ask_at=later)
    return len(due)


def _ask(db: Connection, event: Event, rules: HouseRules, now: datetime) -> bool:
    """Whether there is nothing more to ask; False if another day has more room."""
    organiser, zone, here = people.get_person(db, event.organiser_id or 0), ZoneInfo(event.zone), rules_at(db, event.id, rules)
    if organiser.reach is not Reach.OPEN:
        return True
    at = not_in_quiet(now, zone, own_rules(organiser, here))
    if not may_be_asked(organiser, at, zone):
        return False
    question = Message("how-many-came", {"event": event.id}, lane=Lane.PRIVATE, key=f"came:{event.id}", until=at + USEFUL)
    tell(db, organiser, question, at=at, zone=zone, rules=here)
    return True


def _noon(day: date, zone: ZoneInfo) -> datetime:
    return instant(datetime.combine(day, ASKED_AT), zone)


def say_came(db: Connection, *, event: int, who: int, came: int, message: int | None, now: datetime) -> None:
    """So many came; the cards say it. Saying another number later corrects it.

    Raises: Refused (event-gone, not-organiser, not-begun, no-number).
    """
    found = organised(db, event, who)
    if now < found.starts_at:
        raise Refused("not-begun")
    if not 0 <= came <= MOST_CAME:
        raise Refused("no-number", most=MOST_CAME)
    if found.came != came:
        events.change_event(db, event, came=came)
        cards.bump(db, event)
    _reply(db, "came-noted", event, who, message, now)


def ask_number(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """The next words are the number. Raises: Refused (event-gone, not-organiser, not-begun)."""
    if now < must_organise(db, event=event, who=who).starts_at:
        raise Refused("not-begun")
    questions.ask(db, who=who, kind=KIND, data={"event": event}, now=now)
    _reply(db, "ask-came", event, who, message, now)


def write_came(db: Connection, *, who: int, text: str, now: datetime) -> None:
    """This number of people came. Raises: Refused (draft-gone, no-number, event-gone, not-organiser)."""
    draft, written = questions.awaited(db, who=who, kind=KIND, now=now), text.strip()
    if not (written.isascii() and written.isdigit() and len(written) <= len(str(MOST_CAME))):
        raise Refused("no-number", most=MOST_CAME)
    say_came(db, event=draft.data["event"], who=who, came=int(written), message=None, now=now)
    drafts.leave_drafts(db, who)


def _reply(db: Connection, kind: str, event: int, who: int, message: int | None, now: datetime) -> None:
    language = known(db, who).language or "en"
    reply(db, kind=kind, to=who, language=language, params={"event": event}, edit=message, now=now)
