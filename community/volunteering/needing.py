""" "Still needed" in a chat: one message for all its calls, at most once in 24 hours and never in quiet hours; it follows who comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import budget, reminders
from community.house_rules import rules_in
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.volunteering.closing import changeable, show_panel
from community.volunteering.rules import needed
from storage import cards, outbox, volunteering
from storage.cards import Card
from storage.outbox import DebtState, Lane, Message, Op, To
from storage.volunteering import Call, NeededPost, Task

ONCE_IN = timedelta(hours=24)
NEAR = timedelta(hours=48)
"""What begins within it is asked for along: its own turn would come before the chat may be asked again."""

USEFUL = timedelta(hours=1)
"""Nobody who is called later than this before the start still comes."""

UNDATED = timedelta(days=7)
"""So long a message follows who takes what has no date."""

BATCH = 20


class Asking(IntEnum):
    """What became of asking a chat, the best last."""

    NO_ROOM = 0
    TOO_LATE = 1
    ALREADY = 2  # within 24 hours, also for this call
    ADDED = 3  # to the message that asks for others
    LATER = 4  # when the quiet hours end
    NOW = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of it; `at`: when the chat reads it, or can be asked again."""

    outcome: Asking
    at: datetime


@dataclass(frozen=True, slots=True)
class Lacking:
    """A call and its tasks that lack people."""

    call: Call
    tasks: tuple[Task, ...]


def ask_chat(
    db: Connection,
    *,
    call: int,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> Asked:
    """The chats in which a call hangs are asked for who is missing, as far as they can be now. `admin_of` as in `may_organise`.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, call-closed, nobody-missing, too-late-to-call,
    no-room-today, asked-lately).
    """
    found = changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    if found.closed:
        raise Refused("call-closed")
    if not any(needed(task) for task in volunteering.list_tasks(db, call)):
        raise Refused("nobody-missing")
    asked = call_for(db, found, rules, now)
    if asked.outcome is Asking.NO_ROOM:
        raise Refused("no-room-today")
    if asked.outcome is Asking.TOO_LATE:
        raise Refused("too-late-to-call")
    if asked.outcome is Asking.ALREADY:
        raise Refused("asked-lately")
    return asked


def set_auto(
    db: Connection, *, call: int, auto: bool, presser: Presser, message: int, now: datetime, admin_of: frozenset[int] = frozenset()
) -> None:
    """The chat is asked without a tap when somebody is missing a day before, or is not; the pressed screen shows it.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over).
    """
    changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    volunteering.change_call(db, call, auto_needed=auto)
    show_panel(db, call, presser, message, now)


def call_for(db: Connection, call: Call, rules: HouseRules, now: datetime) -> Asked:
    """Ask every chat a call hangs in, once in 24 hours for all there is; what became of it where it went best."""
    shown = [card for card in cards.list_cards(db, volunteering.shown_on(call)) if card.is_seen]
    asked = [_ask(db, call, card, rules, now) for card in shown]
    return max(asked, key=lambda each: each.outcome, default=Asked(Asking.NO_ROOM, now))


def when_allowed(now: datetime, last: datetime | None, zone: ZoneInfo, rules: HouseRules) -> datetime | None:
    """When a chat may be asked that was asked `last`: now, or when its quiet hours end; None while 24 hours are not over by then."""
    at = reminders.not_in_quiet(now, zone, rules)
    return at if last is None or at - last >= ONCE_IN else None


def _ask(db: Connection, call: Call, card: Card, rules: HouseRules, now: datetime) -> Asked:
    here, zone, post = rules_in(db, card.chat_id, rules), ZoneInfo(call.zone), volunteering.find_post(db, card.chat_id)
    at = when_allowed(now, post.posted_at if post else None, zone, here)
    if at is None:
        assert post is not None, "only who was asked must wait"
        return _add(db, post, call, now)
    found = _near(db, card.chat_id, call, at)
    until = max((_useful_until(each, at) for each in found), default=at)
    if until <= at or call.id not in {each.call.id for each in found}:
        return Asked(Asking.TOO_LATE, at)
    key = f"still-needed:{card.chat_id}:{at:%Y%m%d%H%M%S}"
    message = Message("still-needed", {"chat": card.chat_id}, Lane.BROADCAST, key, again=False, until=until)
    if not budget.begin_post(db, To(chat_id=card.chat_id, thread=card.thread_id), message, at=at, zone=zone):
        return Asked(Asking.NO_ROOM, at)
    _keep(db, card.chat_id, key, found, at, until)
    return Asked(Asking.NOW if at == now else Asking.LATER, at)


def _near(db: Connection, chat: int, call: Call, at: datetime) -> list[Lacking]:
    """What a chat is asked for at an instant: the call that was meant, and all that begin soon."""
    return [
        Lacking(each, lacking)
        for each, tasks in volunteering.list_in_chat(db, chat, at)
        if not each.closed and (lacking := _lacking(tasks, at, None if each.id == call.id else at + NEAR))
    ]


def _lacking(tasks: list[Task], at: datetime, until: datetime | None) -> tuple[Task, ...]:
    """The tasks that lack people and begin late enough, and not later than `until`; with None also those without hours."""
    missing = [task for task in tasks if needed(task)]
    if until is None:
        return tuple(task for task in missing if task.starts_at is None or task.starts_at - USEFUL > at)
    return tuple(task for task in missing if task.starts_at is not None and at < task.starts_at - USEFUL and task.starts_at <= until)


def _useful_until(found: Lacking, at: datetime) -> datetime:
    starts = [task.starts_at for task in found.tasks if task.starts_at is not None]
    ends = found.call.finishes_at or at + UNDATED
    return max(starts) - USEFUL if len(starts) == len(found.tasks) else ends


def _add(db: Connection, post: NeededPost, call: Call, now: datetime) -> Asked:
    """The message that asks for others asks for this call too."""
    again = Asked(Asking.ALREADY, post.posted_at + ONCE_IN)
    if call.id in post.calls:
        return again
    lacking = _lacking(volunteering.list_tasks(db, call.id), max(now, post.posted_at), None)
    if not lacking:
        return Asked(Asking.TOO_LATE, now)
    calls, until = [*post.calls, call.id], max(post.until, _useful_until(Lacking(call, lacking), now))
    _keep(db, post.chat_id, post.key, still_needed(db, post.chat_id, calls, now), post.posted_at, until, calls)
    _correct(db, post, now)
    return Asked(Asking.ADDED, post.posted_at)


def _keep(db: Connection, chat: int, key: str, found: list[Lacking], at: datetime, until: datetime, calls: list[int] | None = None) -> None:
    seen, missing = volunteering.count_changes(db, chat), _said(found)
    calls = [each.call.id for each in found] if calls is None else calls
    volunteering.keep_post(db, NeededPost(chat_id=chat, key=key, calls=calls, posted_at=at, until=until, missing=missing, seen=seen))


def asked_for(db: Connection, chat: int, now: datetime) -> list[Lacking]:
    """What is still missing of what a chat was asked for last."""
    post = volunteering.find_post(db, chat)
    return still_needed(db, chat, post.calls, now) if post else []


def still_needed(db: Connection, chat: int, calls: list[int], now: datetime) -> list[Lacking]:
    """What is still missing of these calls in a chat."""
    wanted = [(call, tasks) for call, tasks in volunteering.list_in_chat(db, chat, now) if call.id in calls and not call.closed]
    found = [(call, [task for task in tasks if task.starts_at is None or task.starts_at > now]) for call, tasks in wanted]
    return [Lacking(call, lacking) for call, tasks in found if (lacking := tuple(task for task in tasks if needed(task)))]


def follow(db: Connection, now: datetime) -> int:
    """What chats were asked says what is still missing; how many were looked at."""
    changed = volunteering.list_changed(db, now, BATCH)
    for post in changed:
        found = still_needed(db, post.chat_id, post.calls, now)
        if _said(found) != post.missing:
            _correct(db, post, now)
        _keep(db, post.chat_id, post.key, found, post.posted_at, post.until, post.calls)
    return len(changed)


def _correct(db: Connection, post: NeededPost, now: datetime) -> None:
    """What stands in the chat is edited; what waits to be sent says it anyway."""
    debt = outbox.find_debt(db, post.key)
    if debt is not None and debt.state is DebtState.SENT and debt.message_id is not None:
        params = {"chat": post.chat_id, "again": True}
        edit = Message("still-needed", params, Lane.BROADCAST, op=Op.EDIT, message_id=debt.message_id)
        outbox.owe(db, To(chat_id=debt.chat_id), edit, at=now)


def _said(found: list[Lacking]) -> list[list[int]]:
    return [[task.id, needed(task)] for each in found for task in each.tasks]
