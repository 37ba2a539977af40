"""One reminder of an open poll, to residents who have not answered it; never two."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.allowance import own_rules, tell
from community.house_rules import rules_of
from community.quiet import HouseRules
from community.reminders import decent_at, not_in_quiet
from community.when import instant
from storage import outbox, people, polls
from storage.outbox import Lane, Message
from storage.polls import Poll, PollState

AT = time(17)
"""The day before, when people are at home."""

SHORT = timedelta(hours=3)
"""Of a poll that is open no longer, everybody who would answer has just seen it."""

USEFUL = timedelta(minutes=30)
"""Later than this before the close, nobody has the time to answer."""

BATCH = 5


def due_time(opened: datetime, closes: datetime, zone: ZoneInfo, rules: HouseRules) -> datetime | None:
    """When to remind: the day before at 17, of a shorter poll at half time, never at a quiet hour; None where it helps nobody.

    `opened` is an instant, `closes` the time on the wall.
    """
    closes_at = instant(closes, zone)
    if closes_at - opened < SHORT:
        return None
    half = (opened + (closes_at - opened) / 2).astimezone(zone).replace(tzinfo=None)
    wanted = max(half, datetime.combine(closes.date() - timedelta(days=1), AT))
    at = instant(decent_at(wanted, closes, rules), zone)
    return at if opened < at <= closes_at - USEFUL else None


def plan(db: Connection, poll: Poll, rules: HouseRules, now: datetime) -> None:
    """The poll opens, or closes later than it was said: its reminder follows, unless there was one."""
    if outbox.was_owed(db, _keys(poll)):
        return
    here = rules_of(polls.house_of(db, poll.id), rules)
    polls.change_poll(db, poll.id, remind_at=due_time(now, poll.closes, ZoneInfo(poll.zone), here))


def remind_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Those who have not answered are reminded; how many polls there were."""
    due = polls.list_to_remind(db, now, BATCH)
    for poll in due:
        polls.change_poll(db, poll.id, remind_at=None)
        _remind(db, poll, rules, now)
    return len(due)


def _remind(db: Connection, poll: Poll, rules: HouseRules, now: datetime) -> None:
    zone, here = ZoneInfo(poll.zone), rules_of(polls.house_of(db, poll.id), rules)
    for person in polls.list_silent(db, poll.id, polls.list_houses_asked(db, poll.id)):
        at = not_in_quiet(now, zone, own_rules(person, here))
        key = f"{_keys(poll)}{person.id}"
        reminder = Message("poll-reminder", {"poll": poll.id}, lane=Lane.PRIVATE, key=key, until=poll.closes_at - USEFUL)
        tell(db, person, reminder, at=at, zone=zone, rules=here)


def still_waits(db: Connection, poll: Poll, who: int) -> bool:
    """Whether somebody still has not answered an open poll: what was owed to them may be answered before it is sent."""
    person = people.find_person(db, who)
    return poll.state is PollState.OPEN and person is not None and polls.find_voter(db, poll.id, person.id) is None


def _keys(poll: Poll) -> str:
    return f"poll-reminder:{poll.id}:"
