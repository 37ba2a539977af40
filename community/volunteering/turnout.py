"""After a call: its organiser says in private who came; the numbers are counted, and those who came are thanked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.allowance import may_be_asked, own_rules, tell
from community.house_rules import rules_at
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering.doing import Doer, who_does_what
from community.volunteering.organising import organised_by, organisers_of, organises
from storage import cards, volunteering
from storage.events import Place
from storage.outbox import Lane, Message
from storage.people import Person, Reach
from storage.volunteering import Call, CallState, Task, Turnout, Volunteer

SCREEN, THANKS = "who-came", "help-thanks"

ASSUMED_AFTER = timedelta(days=7)
"""So long the organiser may say who came; then all who had a task are taken to have come."""

MOST_OTHERS = 100
MOST_EACH = 24 * 60
"""Minutes one can have worked at a task without hours."""

BATCH = 20


@dataclass(frozen=True, slots=True)
class Came:
    """Who came to a call, task by task: those who had it, each with whether they came (`doer.volunteer.absent`)."""

    call: Call
    tasks: tuple[tuple[Task, tuple[Doer, ...]], ...]


def worked(task: Task) -> int:
    """How many minutes one did a task: by the clock that runs on while summer time begins or ends; without hours, what was said."""
    if task.starts_at is None or task.ends_at is None:
        return task.each_minutes or 0
    return max(0, round((task.ends_at - task.starts_at) / timedelta(minutes=1)))


def has_hours(task: Task) -> bool:
    """Whether a task says itself how long it is."""
    return task.starts_at is not None and task.ends_at is not None


def who_came(db: Connection, *, call: int, who: int, rules: HouseRules, now: datetime) -> Came:
    """Who came, for those who organise it. Raises: Refused (call-gone, not-call-organiser, call-cancelled, turnout-early, turnout-late)."""
    found = who_does_what(db, call=call, who=who)
    _can_be_said(found.call, rules, now)
    theirs = ((task, tuple(each for each in doers if each.volunteer.place is Place.SEATED)) for task, doers in found.tasks)
    return Came(found.call, tuple(theirs))


def mark_came(db: Connection, *, volunteer: int, came: bool, who: int, page: int, message: int, rules: HouseRules, now: datetime) -> None:
    """Somebody came, or did not. Raises: Refused with the reasons of `who_came`."""
    row = volunteering.get_volunteer(db, volunteer)
    found = volunteering.find_task(db, row.task_id) if row else None
    if row is None or found is None or row.place is not Place.SEATED:
        raise Refused("call-gone")
    call = _held(db, found[1].id, who, rules, now)
    volunteering.change_volunteer(db, volunteer, absent=not came)
    _changed(db, call, found[0], who, page, message, now)


def add_others(db: Connection, *, task: int, others: int, who: int, page: int, message: int, rules: HouseRules, now: datetime) -> None:
    """So many helped with a task without having signed up. Raises: Refused with the reasons of `who_came`, no-number."""
    if others > MOST_OTHERS:
        raise Refused("no-number", most=MOST_OTHERS)
    call, found = _task(db, task, who, rules, now)
    volunteering.change_task(db, task, others=others)
    _changed(db, call, found, who, page, message, now)


def say_hours(db: Connection, *, task: int, minutes: int, who: int, page: int, message: int, rules: HouseRules, now: datetime) -> None:
    """One did a task without hours so long (0: nobody knows). Raises: Refused with the reasons of `who_came`, no-number, task-has-hours."""
    if minutes > MOST_EACH:
        raise Refused("no-number", most=MOST_EACH // 60)
    call, found = _task(db, task, who, rules, now)
    if has_hours(found):
        raise Refused("task-has-hours")
    volunteering.change_task(db, task, each_minutes=minutes or None)
    _changed(db, call, found, who, page, message, now)


def confirm(db: Connection, *, call: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """It was so: the numbers are counted, and who came is thanked, once. Raises: Refused with the reasons of `who_came`."""
    found = _held(db, call, who, rules, now)
    count(db, found, Turnout.CONFIRMED)
    thank(db, found, rules, now)
    _show(db, {"call": call}, who, message, now)


def settle_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Calls that are over: the organiser is asked, once; and a week later silence means that all came. How many."""
    due = volunteering.list_to_settle(db, now, BATCH)
    for call in due:
        ended = call.ended_at or now
        if call.turnout is Turnout.ASKED or now >= ended + ASSUMED_AFTER or not _anybody(db, call):
            count(db, call, Turnout.ASSUMED)
            thank(db, call, rules, now)
        else:
            _ask(db, call, rules, now)
    return len(due)


def count(db: Connection, call: Call, turnout: Turnout) -> None:
    """Write what a call came to: of each task how many helped and how long, and of all how many people they were."""
    came = [each for each, _ in volunteering.list_doers(db, call.id) if _was_there(each)]
    tasks = volunteering.list_tasks(db, call.id)
    for task in tasks:
        there = sum(each.task_id == task.id for each in came) + task.others
        volunteering.change_task(db, task.id, came=there, minutes=there * worked(task))
    people, strangers = heads(came, tasks)
    month = _month(call)
    volunteering.set_helpers(db, call, volunteering.house_of(db, call.id).id, month, people)
    total = len(people) + strangers
    volunteering.change_call(db, call.id, turnout=turnout, turnout_at=None, came=total, strangers=strangers, month=month)
    cards.bump(db, volunteering.shown_on(call))


def heads(came: Iterable[Volunteer], tasks: Iterable[Task]) -> tuple[set[int], int]:
    """Who helped, each once however many tasks they did; and how many more, whom the bot does not know."""
    came = list(came)
    known_ones = {each.person_id for each in came if each.person_id is not None}
    return known_ones, sum(each.person_id is None for each in came) + sum(task.others for task in tasks)


def thank(db: Connection, call: Call, rules: HouseRules, now: datetime) -> None:
    """Who came is thanked in private, once; who answers for a neighbour without a phone passes it on. The organisers need no thanks."""
    here, zone = rules_at(db, call.id, rules), ZoneInfo(call.zone)
    told: dict[int, Person] = {}
    for volunteer, _ in volunteering.list_doers(db, call.id):
        person = volunteering.find_contact(db, volunteer)
        if volunteer.thanked or not _was_there(volunteer) or person is None:
            continue
        volunteering.change_volunteer(db, volunteer.id, thanked=True)
        if person.reach is Reach.OPEN and not (volunteer.person_id and organises(db, call, person.id)):
            told.setdefault(person.id, person)
    for person in told.values():
        message = Message("help-thanks", {"call": call.id}, lane=Lane.PRIVATE, until=now + ASSUMED_AFTER)
        tell(db, person, message, at=reminders.not_in_quiet(now, zone, own_rules(person, here)), zone=zone, rules=here)


@dataclass(frozen=True, slots=True)
class Thanked:
    """What somebody is thanked for. `mine`: they helped; `neighbours`: so many helped for whom they answer; `came`: all who did."""

    call: Call
    mine: bool
    neighbours: int


def thanked_for(db: Connection, *, call: int, who: int) -> Thanked | None:
    """What to thank somebody for now; None if it turned out that they did not come."""
    found, rows = volunteering.find_call(db, call), volunteering.list_doers(db, call)
    theirs = [each for each, _ in rows if _was_there(each) and _telegram(db, each) == who]
    if found is None or not theirs:
        return None
    return Thanked(found, any(each.person_id for each in theirs), sum(each.person_id is None for each in theirs))


def _telegram(db: Connection, volunteer: Volunteer) -> int | None:
    person = volunteering.find_contact(db, volunteer)
    return person.telegram_id if person else None


def _was_there(volunteer: Volunteer) -> bool:
    return volunteer.place is Place.SEATED and not volunteer.absent


def _anybody(db: Connection, call: Call) -> bool:
    return any(task.taken for task in volunteering.list_tasks(db, call.id))


def _month(call: Call) -> str:
    """The month a call counts in: that in which it began, on the clock of its house."""
    wall = call.starts or (call.begins_at or call.ended_at or call.finishes_at)
    assert wall is not None, "it is over, so it has an end"
    return f"{wall.astimezone(ZoneInfo(call.zone)) if wall.tzinfo else wall:%Y-%m}"


def _ask(db: Connection, call: Call, rules: HouseRules, now: datetime) -> None:
    """The first organiser who can be written to is asked; who was asked enough that day, on the next."""
    zone, here = ZoneInfo(call.zone), rules_at(db, call.id, rules)
    person = next((each for each in organisers_of(db, call) if each.reach is Reach.OPEN), None)
    if person is None:
        volunteering.change_call(db, call.id, turnout=Turnout.ASKED, turnout_at=(call.ended_at or now) + ASSUMED_AFTER)
        return
    at = reminders.not_in_quiet(now, zone, own_rules(person, here))
    if not may_be_asked(person, at, zone):
        volunteering.change_call(db, call.id, turnout_at=at + timedelta(days=1))
        return
    question = Message("who-came", {"call": call.id, "asked": True}, lane=Lane.PRIVATE, until=at + ASSUMED_AFTER)
    tell(db, person, question, at=at, zone=zone, rules=here)
    volunteering.change_call(db, call.id, turnout=Turnout.ASKED, turnout_at=at + ASSUMED_AFTER)


def _task(db: Connection, task: int, who: int, rules: HouseRules, now: datetime) -> tuple[Call, Task]:
    found = volunteering.find_task(db, task)
    if found is None:
        raise Refused("call-gone")
    return _held(db, found[1].id, who, rules, now), found[0]


def _held(db: Connection, call: int, who: int, rules: HouseRules, now: datetime) -> Call:
    """The call, for an organiser who may say who came, held until the transaction ends."""
    found = organised_by(db, call, who)
    _can_be_said(found, rules, now)
    return found


def _can_be_said(call: Call, rules: HouseRules, now: datetime) -> None:
    """Raises: Refused (call-cancelled, turnout-early, turnout-late)."""
    if call.state is CallState.CANCELLED:
        raise Refused("call-cancelled")
    if call.state is not CallState.OVER:
        raise Refused("turnout-early")
    if now > (call.ended_at or now) + timedelta(days=rules.sign_ups_days):
        raise Refused("turnout-late", days=rules.sign_ups_days)


def _changed(db: Connection, call: Call, task: Task, who: int, page: int, message: int, now: datetime) -> None:
    """What was confirmed is counted anew at once; the pressed message shows the task."""
    if call.turnout in (Turnout.CONFIRMED, Turnout.ASSUMED):
        count(db, call, Turnout.CONFIRMED)
    _show(db, {"call": call.id, "task": task.id, "page": page}, who, message, now)


def _show(db: Connection, params: dict[str, int], who: int, message: int, now: datetime) -> None:
    reply(db, kind=SCREEN, to=who, language=known(db, who).language or "en", params=params, edit=message, now=now)
