"""The one silent line of a group, the day before its events and calls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.budget import begin_post, is_last, monday_of
from community.house_rules import rules_in
from community.quiet import HouseRules
from community.reminders.subjects import begins
from community.reminders.times import DAY_BEFORE_AT, USEFUL, decent_at, still_at
from community.when import instant
from storage import cards, events, places, reminders, volunteering
from storage.events import Event, EventState
from storage.outbox import Lane, Message, To
from storage.reminders import ChatLine
from storage.volunteering import Call, Task

BATCH = 200


@dataclass(frozen=True, slots=True)
class OnTheDay:
    """Something that is on in a group on a day: an event, a call, or an event with the call that belongs to it.

    `tasks`: those of the call on that day. `starts`: on the wall, the first of all.
    """

    starts: datetime
    event: Event | None = None
    call: Call | None = None
    tasks: tuple[Task, ...] = ()

    @property
    def zone(self) -> str:
        """Where it is."""
        thing = self.event or self.call
        assert thing is not None, "something is on"
        return thing.zone

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return instant(self.starts, ZoneInfo(self.zone))

    @property
    def shown_on(self) -> int:
        """The thing whose card shows it."""
        if self.event is not None:
            return self.event.id
        assert self.call is not None, "something is on"
        return volunteering.shown_on(self.call)


def plan_line(db: Connection, event: Event, chat_id: int, rules: HouseRules, now: datetime) -> None:
    """The chat gets its silent line the day before; none when that is past."""
    _plan(db, event.starts, ZoneInfo(event.zone), chat_id, rules, now)


def plan_call_lines(db: Connection, call: Call, tasks: Sequence[Task], chat_id: int, rules: HouseRules, now: datetime) -> None:
    """The same before each day of a call."""
    for theirs in by_day(call, tasks).values():
        _plan(db, first_of(theirs, call), ZoneInfo(call.zone), chat_id, rules, now)


def _plan(db: Connection, starts: datetime, zone: ZoneInfo, chat_id: int, rules: HouseRules, now: datetime) -> None:
    day = starts.date()
    wanted = datetime.combine(day - timedelta(days=1), DAY_BEFORE_AT)
    at = instant(decent_at(wanted, starts, rules_in(db, chat_id, rules)), zone)
    if at > now:
        reminders.plan_line(db, chat_id, day, at)


def by_day(call: Call, tasks: Iterable[Task]) -> dict[date, list[Task]]:
    """The tasks of each day of a call; those without a date left out."""
    days: dict[date, list[Task]] = {}
    for task in tasks:
        if (at := begins(task, call)) is not None:
            days.setdefault(at.date(), []).append(task)
    return days


def first_of(tasks: Iterable[Task], call: Call) -> datetime:
    """When the first of the tasks of a day begins, on the wall."""
    return min(at for task in tasks if (at := begins(task, call)) is not None)


def call_due_lines(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Turn the groups' lines whose time has come into debts, as far as the groups' budgets go; how many there were."""
    due = reminders.list_due_lines(db, now, BATCH)
    for line in due:
        chat, here = places.get_chat(db, line.chat_id), rules_in(db, line.chat_id, rules)
        useful = [
            (each, at)
            for each in list_of_days(db, chat.id, [line.day], now)
            if (at := still_at(line.due_at, each.starts, ZoneInfo(each.zone), here, now)) is not None
        ]
        if useful and chat.line_shown and chat.state is places.ChatState.ACTIVE:
            _begin_line(db, chat, line, *useful[0])
        reminders.remove_line(db, line.id)
    return len(due)


def _begin_line(db: Connection, chat: places.Chat, line: ChatLine, first: OnTheDay, at: datetime) -> None:
    zone = ZoneInfo(first.zone)
    days = [line.day, *_days_to_come(db, chat.id, at.astimezone(zone).date(), zone)]
    said, card = list_of_days(db, chat.id, days, at), cards.find_card(db, first.shown_on, chat.telegram_id)
    message = Message(
        "tomorrow",
        {"chat": chat.id, "days": [day.isoformat() for day in days]},
        lane=Lane.BROADCAST,
        key=f"tomorrow:{chat.id}:{line.day}",
        reply_to=card.message_id if card else None,
        silent=True,
        again=False,
        until=max(each.starts_at for each in said if each.starts.date() == line.day) - USEFUL,
    )
    begin_post(db, To(chat_id=chat.id, thread=card.thread_id if card else None), message, at=at, zone=zone)


def _days_to_come(db: Connection, chat_id: int, today: date, zone: ZoneInfo) -> list[date]:
    """What the week's last post must speak for: the days whose lines are planned for the rest of the week, and have no room any more."""
    if not is_last(db, chat_id, today):
        return []
    planned = [(line.day, line.due_at.astimezone(zone).date()) for line in reminders.list_lines(db, chat_id)]
    return [day for day, on in planned if on > today and monday_of(on) == monday_of(today)]


def list_of_days(db: Connection, chat_id: int, days: Sequence[date], now: datetime) -> list[OnTheDay]:
    """What is on in a chat on some days, the first one first: published events and open calls that have a card there."""
    here = [event for event in events.list_in_chat(db, chat_id) if event.state is EventState.PUBLISHED]
    on = {(event.id, event.starts.date()): OnTheDay(event.starts, event) for event in here}
    for call, all_tasks in volunteering.list_in_chat(db, chat_id, now):
        for day, tasks in by_day(call, all_tasks).items():
            known = (volunteering.shown_on(call), day)
            on[known] = replace(on.get(known) or OnTheDay(first_of(tasks, call)), call=call, tasks=tuple(tasks))
    return sorted((each for (_, day), each in on.items() if day in days), key=lambda each: each.starts_at)
