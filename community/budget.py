"""How much the bot may begin by itself: in a group two posts a day and six a week. What neighbours publish or change is not counted."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.quiet import HouseRules
from community.when import instant
from storage import outbox, posts
from storage.outbox import Message, To

A_DAY, A_WEEK = 2, 6


def fits(started: Iterable[date], day: date) -> bool:
    """Whether one more post on `day` keeps to the budget; `started` has a day for each post that was begun."""
    days = list(started)
    return days.count(day) < A_DAY and left_of_week(days, day) > 0


def left_of_week(started: Iterable[date], day: date) -> int:
    """How many posts the week of a day still has room for. Weeks begin on Monday."""
    return A_WEEK - sum(monday_of(each) == monday_of(day) for each in started)


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def is_last(db: Connection, chat_id: int, day: date) -> bool:
    """Whether a post that is begun on this day is the last one its week has room for: it had better speak for what comes after it."""
    return left_of_week(posts.list_days(db, chat_id, monday_of(day)), day) == 1


def begin_when_fits(db: Connection, chat_id: int, at: datetime, zone: ZoneInfo, rules: HouseRules) -> datetime:
    """When the bot can begin something that must be posted: at `at`, or on the first morning with room for it. It is counted then."""
    day = at.astimezone(zone).date()
    started = posts.list_days(db, chat_id, monday_of(day))
    while not fits(started, day):
        day += timedelta(days=1)
        at = instant(rules.quiet.morning(day, rules.is_day_off), zone)
    posts.note_post(db, chat_id, day)
    return at


def has_room(db: Connection, chat: int, day: date) -> bool:
    """Whether the bot may begin one more post in a group (by row) on a day."""
    return fits(posts.list_days(db, chat, monday_of(day)), day)


def begin_post(db: Connection, to: To, message: Message, *, at: datetime, zone: ZoneInfo) -> bool:
    """Owe a post that the bot begins by itself in a group, if its budget has room for it; what has no room is in Monday's list.

    What would come when it is of no use any more is not begun, and takes no room.
    """
    assert to.chat_id is not None, "a budget is a group's"
    day = at.astimezone(zone).date()
    if (message.until is not None and message.until < at) or not has_room(db, to.chat_id, day):
        return False
    if outbox.owe(db, to, message, at=at):
        posts.note_post(db, to.chat_id, day)
    return True
