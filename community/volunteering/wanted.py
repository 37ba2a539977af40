"""Somebody else is wanted for a task: those in its queue are asked, then the groups, once; and what they read when it is over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import budget, reminders
from community.house_rules import rules_in
from community.quiet import HouseRules
from community.volunteering.queue import tell
from community.when import instant
from storage import cards, outbox, volunteering
from storage.outbox import DebtState, Lane, Message, Op, To
from storage.people import Reach
from storage.volunteering import Call, CallState, Task, handovers, swaps
from storage.volunteering.handovers import HandOver

WANTED, NOT_ASKED = "task-wanted", "task-not-asked"

FOR_THE_QUEUE = timedelta(hours=4)
"""So long those in the queue are alone in being asked; the time stands still in quiet hours."""

SOON = timedelta(hours=12)
"""Nearer than this the groups are asked at once: nobody has time to wait."""

BATCH = 20


def ask_queue(db: Connection, hand: HandOver, call: Call, task: Task, rules: HouseRules, now: datetime) -> bool:
    """Everybody who waits for a task and can be written to hears that they can have it now; whether anybody does."""
    asked = False
    for volunteer in volunteering.list_waiting(db, task.id):
        person = volunteering.find_contact(db, volunteer) if volunteer.person_id is not None else None
        if person is not None and person.reach is Reach.OPEN:
            tell(db, call, task, person, WANTED, rules, now, hand=hand.id)
            asked = True
    return asked


def groups_time(call: Call, task: Task, rules: HouseRules, now: datetime, *, queue_asked: bool) -> datetime:
    """When the groups are asked."""
    starts, zone = task.starts_at or call.begins_at, ZoneInfo(call.zone)
    if not queue_asked or (starts is not None and starts - now <= SOON):
        return now
    return instant(rules.quiet.awake(now.astimezone(zone).replace(tzinfo=None), FOR_THE_QUEUE, rules.is_day_off), zone)


def ask_groups_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Tasks nobody of the queue has taken: the groups are asked. How many there were."""
    due = handovers.list_due(db, now, BATCH)
    for each in due:
        row = volunteering.get_volunteer(db, each.volunteer_id)
        asked = volunteering.lock_task(db, row.task_id) if row else None
        hand = handovers.get(db, each.id)  # somebody may have taken it before the call was held
        if asked is not None and hand is not None:
            ask_groups(db, hand, asked.call, asked.task, rules, now)
    return len(due)


def ask_groups(db: Connection, hand: HandOver, call: Call, task: Task, rules: HouseRules, now: datetime) -> None:
    """Each group is asked once; one that has had its messages for today, on the next morning if that is not too late.

    The one who hands over hears of it if no group can be asked. The caller holds the call.
    """
    starts, zone = task.starts_at or call.begins_at, ZoneInfo(call.zone)
    if call.state is not CallState.OPEN or (starts is not None and starts <= now):
        handovers.change(db, hand.id, groups_at=None)
        return
    left = [card for card in cards.list_cards(db, volunteering.shown_on(call)) if not _ask(db, hand, call, task, card, rules, now)]
    asked = outbox.was_owed(db, _posts(hand))
    morning = instant(rules.quiet.morning(now.astimezone(zone).date() + timedelta(days=1), rules.is_day_off), zone)
    later = morning if left and (starts is None or morning < starts) else None
    handovers.change(db, hand.id, groups_at=later, groups_asked=asked)
    if not asked and later is None:
        _say_not_asked(db, hand, call, task, rules, now)


def _ask(db: Connection, hand: HandOver, call: Call, task: Task, card: cards.Card, rules: HouseRules, now: datetime) -> bool:
    """Whether there is nothing more to ask in a group; False if another day has room."""
    key, zone = f"{_posts(hand)}{card.chat_id}", ZoneInfo(call.zone)
    if not card.is_seen or outbox.was_owed(db, key):
        return True
    at = reminders.not_in_quiet(now, zone, rules_in(db, card.chat_id, rules))
    params = {"task": task.id, "hand": hand.id}
    until = task.starts_at or call.begins_at
    post = Message("task-wanted-here", params, Lane.BROADCAST, key, reply_to=card.message_id, again=False, until=until)
    return budget.begin_post(db, To(chat_id=card.chat_id, thread=card.thread_id), post, at=at, zone=zone)


def _say_not_asked(db: Connection, hand: HandOver, call: Call, task: Task, rules: HouseRules, now: datetime) -> None:
    row = volunteering.get_volunteer(db, hand.volunteer_id)
    person = volunteering.find_contact(db, row) if row else None
    if person is not None:
        tell(db, call, task, person, NOT_ASKED, rules, now)


def end(db: Connection, volunteer: int, now: datetime, *, taken: bool = False) -> None:
    """A place (by row) is not to be handed over any more, or was `taken`: what was said in groups says so. Nor is it swapped.

    The caller holds the call.
    """
    swaps.remove_of(db, volunteer)
    hand, row = handovers.find_of(db, volunteer), volunteering.get_volunteer(db, volunteer)
    if hand is None or row is None:
        return
    handovers.remove(db, hand.id)
    outbox.drop_beginning(db, _posts(hand), now)
    for debt in outbox.list_beginning(db, _posts(hand)):
        if debt.state is DebtState.SENT and debt.message_id is not None:
            params = {"task": row.task_id, "taken": taken}
            edit = Message("task-wanted-here", params, lane=Lane.BROADCAST, op=Op.EDIT, message_id=debt.message_id)
            outbox.owe(db, To(chat_id=debt.chat_id), edit, at=now)


def _posts(hand: HandOver) -> str:
    """How the keys of all posts about a hand-over begin."""
    return f"task-wanted:{hand.id}:"
