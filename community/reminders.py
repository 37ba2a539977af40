"""When neighbours are reminded of what they said yes to: rules first, then what falls due."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.allowance import own_rules, tell, written_to
from community.budget import begin_post, is_last, monday_of
from community.house_rules import rules_at, rules_in
from community.quiet import HouseRules
from community.when import instant
from storage import cards, events, outbox, places, reminders
from storage.events import Event, EventState, Place, SignUp
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach, Reminding
from storage.reminders import ChatLine, Reminder, ReminderKind

DAY_BEFORE_AT = time(17)
USEFUL = timedelta(minutes=30)
"""A reminder that comes later than this before the start helps nobody."""
BEFORE_QUIET = timedelta(hours=1)
SOON = timedelta(hours=12)
"""What changes about something this near is told in quiet hours too."""
LATE = timedelta(minutes=5)
"""What is called so long after its time was held up by a downtime, and may have come into quiet hours by that."""
BATCH = 200

KINDS = {
    Reminding.OFF: (),
    Reminding.DAY_BEFORE: (ReminderKind.DAY_BEFORE,),
    Reminding.SHORTLY: (ReminderKind.SHORTLY,),
    Reminding.BOTH: (ReminderKind.DAY_BEFORE, ReminderKind.SHORTLY),
}


def wanted_at(kind: ReminderKind, starts: datetime, lead_minutes: int) -> datetime:
    """The wall-clock time a reminder is meant for, quiet hours apart."""
    if kind is ReminderKind.DAY_BEFORE:
        return datetime.combine(starts.date() - timedelta(days=1), DAY_BEFORE_AT)
    return starts - timedelta(minutes=lead_minutes)


def decent_at(wanted: datetime, starts: datetime, rules: HouseRules) -> datetime:
    """`wanted` moved out of the quiet hours: to their end while 30 minutes remain before the start, else to an hour before they begin."""
    end = rules.quiet.end(wanted, rules.is_day_off)
    if end is None:
        return wanted
    return end if starts - end >= USEFUL else rules.quiet.begin(wanted) - BEFORE_QUIET


def due_times(
    starts: datetime, zone: ZoneInfo, person_wants: Reminding, lead_minutes: int, rules: HouseRules, now: datetime
) -> dict[ReminderKind, datetime]:
    """The instants of a person's reminders of something that starts at wall time `starts`; what is past already is left out.

    Where quiet hours push the later one to the evening before, the earlier one has said it all.
    """
    walls = {kind: decent_at(wanted_at(kind, starts, lead_minutes), starts, rules) for kind in KINDS[person_wants]}
    if len({wall.date() for wall in walls.values()}) < len(walls):
        del walls[ReminderKind.SHORTLY]
    due = {kind: instant(wall, zone) for kind, wall in walls.items()}
    return {kind: at for kind, at in due.items() if at > now}


def not_in_quiet(now: datetime, zone: ZoneInfo, rules: HouseRules, *, event_at: datetime | None = None) -> datetime:
    """When something the bot starts now may go out: now, or at the end of the quiet hours unless it is about an event within 12 hours."""
    end = rules.quiet.end(now.astimezone(zone).replace(tzinfo=None), rules.is_day_off)
    soon = event_at is not None and event_at - now <= SOON
    return now if end is None or soon else instant(end, zone)


def write_to(
    db: Connection, person: Person, message: Message, rules: HouseRules, at: datetime, *, event_at: datetime | None = None
) -> bool:
    """Owe somebody a message from `at` on, or from the end of the hours that are quiet for them.

    It is not counted; what the bot writes by itself goes by `community.allowance.tell`. False if they can't be written to, or it was
    owed before.
    """
    if person.reach is not Reach.OPEN:
        return False
    awake = not_in_quiet(at, ZoneInfo(rules.zone), own_rules(person, rules), event_at=event_at)
    return outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=awake)


def still_at(due: datetime, starts: datetime, zone: ZoneInfo, rules: HouseRules, now: datetime) -> datetime | None:
    """When a reminder that was `due` goes out: now; if downtime pushed it into the quiet hours, at their end. None: it is of no use."""
    end = rules.quiet.end(now.astimezone(zone).replace(tzinfo=None), rules.is_day_off) if now - due > LATE else None
    at = now if end is None else instant(end, zone)
    return at if instant(starts, zone) - at >= USEFUL else None


def plan(db: Connection, sign_up: SignUp, event: Event, person: Person, rules: HouseRules, now: datetime) -> bool:
    """Make a sign-up's reminders what they must be; whether there is one."""
    due: dict[ReminderKind, datetime] = {}
    if sign_up.place is Place.SEATED and event.state is EventState.PUBLISHED and person.reach is Reach.OPEN:
        own = own_rules(person, rules_at(db, event.id, rules))
        due = due_times(event.starts, ZoneInfo(event.zone), person.reminding, person.lead_minutes, own, now)
    reminders.set_reminders(db, sign_up.id, due)
    return bool(due)


def plan_all(db: Connection, person: Person, rules: HouseRules, now: datetime) -> None:
    """The person can be written to again, or wants to be reminded otherwise."""
    for sign_up, event in events.list_sign_ups(db, person.id, now):
        plan(db, sign_up, event, person, rules, now)
    for sign_up, _, event in events.list_all_proxied(db, person.id, now):
        plan(db, sign_up, event, person, rules, now)


def plan_line(db: Connection, event: Event, chat_id: int, rules: HouseRules, now: datetime) -> None:
    """The chat gets its silent line the day before; none when that is past."""
    day = event.starts.date()
    wanted = datetime.combine(day - timedelta(days=1), DAY_BEFORE_AT)
    at = instant(decent_at(wanted, event.starts, rules_in(db, chat_id, rules)), ZoneInfo(event.zone))
    if at > now:
        reminders.plan_line(db, chat_id, day, at)


def plan_event(db: Connection, event: Event, rules: HouseRules, now: datetime) -> None:
    """The event has another time, or takes place after all: everyone's reminders and the lines of its chats follow."""
    for sign_up, person in events.list_people(db, event.id):
        plan(db, sign_up, event, person, rules, now)
    for card in cards.list_cards(db, event.id):
        plan_line(db, event, card.chat_id, rules, now)


@dataclass(frozen=True, slots=True)
class _Call:
    """A reminder that is to be given, and what it is about."""

    reminder: Reminder
    sign_up: SignUp
    event: Event

    @property
    def holds(self) -> bool:
        """Whether it is still true."""
        return self.event.state is EventState.PUBLISHED and self.sign_up.place is Place.SEATED


def call_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Turn reminders whose time has come into debts, unless they are of no use any more; how many there were.

    What somebody is to be reminded of at one moment, and for one day, is one message.
    """
    due = reminders.list_due_reminders(db, now, BATCH)
    called: set[int] = set()
    for reminder in due:
        if reminder.id not in called:
            called |= {reminder.id, *_call(db, reminder, rules, now)}
    reminders.remove_reminders(db, sorted(called))
    return len(due)


def _call(db: Connection, reminder: Reminder, rules: HouseRules, now: datetime) -> set[int]:
    """Remind somebody of this, and of what comes with it; the numbers of all reminders that are done with."""
    first = events.find_sign_up_with_event(db, reminder.sign_up_id)
    person = events.find_contact(db, first[0]) if first else None
    if first is None or person is None:
        return set()
    together = _together(db, person, _Call(reminder, *first), now)
    here, zone = rules_at(db, first[1].id, rules), ZoneInfo(first[1].zone)
    own = own_rules(person, here)
    useful = [
        (each, at)
        for each in together
        if each.holds and (at := still_at(each.reminder.due_at, each.event.starts, zone, own, now)) is not None
    ]
    if useful and person.reach is Reach.OPEN:
        tell(db, person, _message([each for each, _ in useful]), at=useful[0][1], zone=zone, rules=here)
        _to_be_passed_on(db, [each.sign_up for each, _ in useful])
    return {each.reminder.id for each in together}


def _to_be_passed_on(db: Connection, sign_ups: list[SignUp]) -> None:
    """Who signed up neighbours without a phone reminds them too."""
    for sign_up in sign_ups:
        if sign_up.person_id is None:
            events.change_proxy(db, sign_up.id, passing=events.Passing.OPEN)


def _together(db: Connection, person: Person, first: _Call, now: datetime) -> list[_Call]:
    """What is said with a reminder: all others of its kind for the same day that are due, and with the day's last message the rest."""
    of_person = [_Call(each, *found) for each in reminders.list_of_person(db, person.id) if (found := _find(db, each))]
    same = [
        each for each in of_person if (each.reminder.kind, each.event.starts.date()) == (first.reminder.kind, first.event.starts.date())
    ]
    due = [each for each in same if each.reminder.due_at <= now]
    if first.reminder.kind is not ReminderKind.SHORTLY or len(due) == len(same):
        return due
    zone = ZoneInfo(first.event.zone)
    day = now.astimezone(zone).date()
    later = [
        each for each in of_person if each.reminder.kind is ReminderKind.DAY_BEFORE and each.reminder.due_at.astimezone(zone).date() == day
    ]
    reserved = bool(later) + (person.digest_at is not None and person.digest_at.astimezone(zone).date() == day)
    return due if written_to(person).left(day) - reserved > 1 else same


def _find(db: Connection, reminder: Reminder) -> tuple[SignUp, Event] | None:
    return events.find_sign_up_with_event(db, reminder.sign_up_id)


def _message(calls: list[_Call]) -> Message:
    """One message for all of them."""
    first = calls[0]
    return Message(
        "reminder",
        {"events": list(dict.fromkeys((each.event.id, each.event.starts.isoformat()) for each in calls)), "kind": first.reminder.kind},
        lane=Lane.PRIVATE,
        key=f"reminder:{first.sign_up.id}:{first.reminder.kind}:{first.event.revision}",
        until=max(each.event.starts_at for each in calls) - USEFUL,
    )


def call_due_lines(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Turn the groups' lines whose time has come into debts, as far as the groups' budgets go; how many there were."""
    due = reminders.list_due_lines(db, now, BATCH)
    for line in due:
        chat, here = places.get_chat(db, line.chat_id), rules_in(db, line.chat_id, rules)
        coming = list_of_days(db, chat.id, [line.day])
        times = {event.id: still_at(line.due_at, event.starts, ZoneInfo(event.zone), here, now) for event in coming}
        useful = [event for event in coming if times[event.id] is not None]
        if useful and chat.line_shown and chat.state is places.ChatState.ACTIVE:
            _begin_line(db, chat, line, useful[0], times[useful[0].id] or now)
        reminders.remove_line(db, line.id)
    return len(due)


def _begin_line(db: Connection, chat: places.Chat, line: ChatLine, first: Event, at: datetime) -> None:
    zone = ZoneInfo(first.zone)
    days = [line.day, *_days_to_come(db, chat.id, at.astimezone(zone).date(), zone)]
    said, card = list_of_days(db, chat.id, days), cards.find_card(db, first.id, chat.telegram_id)
    message = Message(
        "tomorrow",
        {"chat": chat.id, "days": [day.isoformat() for day in days]},
        lane=Lane.BROADCAST,
        key=f"tomorrow:{chat.id}:{line.day}",
        reply_to=card.message_id if card else None,
        silent=True,
        again=False,
        until=max(event.starts_at for event in said if event.starts.date() == line.day) - USEFUL,
    )
    begin_post(db, To(chat_id=chat.id, thread=card.thread_id if card else None), message, at=at, zone=zone)


def _days_to_come(db: Connection, chat_id: int, today: date, zone: ZoneInfo) -> list[date]:
    """What the week's last post must speak for: the days whose lines are planned for the rest of the week, and have no room any more."""
    if not is_last(db, chat_id, today):
        return []
    planned = [(line.day, line.due_at.astimezone(zone).date()) for line in reminders.list_lines(db, chat_id)]
    return [day for day, on in planned if on > today and monday_of(on) == monday_of(today)]


def list_of_days(db: Connection, chat_id: int, days: list[date]) -> list[Event]:
    """The published events of some days that have a card in a chat, the first one first."""
    return [event for event in events.list_in_chat(db, chat_id) if event.starts.date() in days and event.state is EventState.PUBLISHED]
