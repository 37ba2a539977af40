"""A neighbour takes a task, or gives it back: at once, from a card or in private."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, StrEnum, auto

from sqlalchemy import Connection

from community import reminders
from community.events.pressing import Press, adopt
from community.people import Presser, met
from community.quiet import HouseRules
from community.refusals import Refused
from community.volunteering import wanted
from community.volunteering.late import in_time, must_ask
from community.volunteering.organising import organises
from community.volunteering.queue import move_capped, move_queue
from community.volunteering.rules import overlapping, place_in
from community.volunteering.weeks import must_be_below_cap
from storage import cards, outbox, people, volunteering
from storage.events import Place
from storage.outbox import Lane, Message, Op, To
from storage.people import Person, Reach, Reminding
from storage.volunteering import AskedTask, Call, CallState, Task, Volunteer

OVERLAP = "task-overlap"
"""The question whether somebody wants two tasks whose hours meet."""


class Wish(StrEnum):
    """What somebody wants of a task that has the hours of another one of theirs."""

    ASK = "a"  # they do not know it yet, or have not said
    BOTH = "b"
    INSTEAD = "i"


class Outcome(Enum):
    """What a press came to."""

    HAS = auto()  # the task is theirs
    WAITS = auto()  # they are in its queue
    OVERLAPS = auto()  # they have another at that time, and are asked whether they want both
    GIVEN_BACK = auto()
    ASKED = auto()  # it is so late that an organiser is asked whether they may give it back
    CHOOSE = auto()  # they have several, and say in private which to give back
    NOTHING = auto()  # they have no task here


@dataclass(frozen=True, slots=True)
class Taken:
    """How it is with somebody and a call after a press.

    `task`: what it is about, if it is one; `tasks`: what they have or wait for in the call, each with their place in its queue (0: they
    have it). `overlaps`: what they have at the same hours. `first`: this press made us meet; `reachable`: whether the bot can write to
    them; `too_late`: they want to be reminded of it, and the times for that are past.
    """

    call: Call
    outcome: Outcome
    language: str
    task: Task | None = None
    tasks: tuple[tuple[Task, int], ...] = ()
    overlaps: tuple[Task, ...] = ()
    first: bool = False
    reachable: bool = True
    too_late: bool = False


def take(
    db: Connection,
    *,
    call: int,
    task: int,
    presser: Presser,
    press: Press,
    rules: HouseRules,
    now: datetime,
    wish: Wish = Wish.ASK,
) -> Taken:
    """Somebody wants a task: it is theirs, or they come into its queue. Pressed twice it changes nothing.

    Has it the hours of another of theirs, they are asked in private which they want, unless they have said so (`wish`).

    Raises: Refused (call-gone, call-cancelled, call-over, call-closed, cap-reached, task-over, task-late for another one that should go,
    not-here, forgotten).
    """
    asked = open_task(db, call, task, press, now)
    person, new = met(db, presser, now)
    authorise(db, asked, press, person, now)
    people.hold(db, person.id)  # two presses on two calls could take what overlaps
    found = volunteering.find_volunteer(db, task, person.id)
    if (found is not None and found.place is not Place.NONE) or is_old(found, press):
        if found is not None and found.leaving and not is_old(found, press):
            volunteering.change_volunteer(db, found.id, leaving=False)  # they do it after all
        show(db, asked.call, person, press, now)
        return replace(state(db, asked.call, person, presser.language, asked.task), first=new)
    if asked.call.closed:
        raise Refused("call-closed")
    clashes = overlapping(asked.task, [each for _, each, _ in volunteering.list_of_person(db, person.id, now)])
    if clashes and wish is Wish.ASK:
        ask_about_overlap(db, asked.task, person, presser.language, now)
        language = person.language or presser.language
        own = Taken(asked.call, Outcome.OVERLAPS, language, asked.task, overlaps=tuple(clashes), first=new)
        return replace(own, reachable=person.reach is Reach.OPEN)
    for clash in clashes if wish is Wish.INSTEAD else ():
        give_up(db, clash.id, person, press, rules, now)
    must_be_below_cap(db, asked.call, asked.task, person=person.id)
    seat(db, asked, person, found, press, now, overlaps=bool(clashes) and wish is Wish.BOTH)
    too_late = not remind(db, asked, person, rules, now)
    show(db, asked.call, person, press, now)
    return replace(state(db, asked.call, person, presser.language, asked.task), first=new, too_late=too_late)


def leave(db: Connection, *, call: int, task: int, presser: Presser, press: Press, rules: HouseRules, now: datetime) -> Taken:
    """Somebody gives a task back; who waits for it gets it. After the organiser's hour an organiser is asked first. Twice is the same.

    Raises: Refused (call-gone, call-cancelled, call-over, task-over, not-here, forgotten).
    """
    asked = open_task(db, call, task, press, now)
    person, new = met(db, presser, now)
    authorise(db, asked, press, person, now)
    found = volunteering.find_volunteer(db, task, person.id)
    if found is not None and found.place is not Place.NONE and not is_old(found, press):
        if must_ask(db, asked.call, asked.task, found, rules, now):
            show(db, asked.call, person, press, now)
            return replace(state(db, asked.call, person, presser.language, asked.task), outcome=Outcome.ASKED)
        give_back(db, task, person, press, rules, now)
    show(db, asked.call, person, press, now)
    return replace(state(db, asked.call, person, presser.language, asked.task), first=new)


def leave_call(db: Connection, *, call: int, presser: Presser, press: Press, rules: HouseRules, now: datetime) -> Taken:
    """ "I can't after all" on a card: the one task somebody has is given back; of several they say in private which.

    Raises: Refused with the reasons of `leave`.
    """
    found = volunteering.find_call(db, call)
    tasks = volunteering.list_tasks(db, call)
    if found is None or not tasks:
        raise Refused("call-gone")
    person = people.find_person(db, presser.telegram_id)
    mine = volunteering.list_in_call(db, call, person.id) if person else []
    if len(mine) == 1:
        return leave(db, call=call, task=mine[0][1].id, presser=presser, press=press, rules=rules, now=now)
    authorise(db, open_task(db, call, tasks[0].id, press, now), press, person, now)
    if person is None or not mine:
        return state(db, found, person, presser.language)
    outbox.owe(db, To(address=person.telegram_id, language=person.language), Message("call", {"call": call}, lane=Lane.REPLY), at=now)
    return replace(state(db, found, person, presser.language), outcome=Outcome.CHOOSE)


def my_tasks(db: Connection, *, call: int, who: int, language: str) -> Taken:
    """What somebody has in a call. `language`: of a stranger. Raises: Refused("call-gone")."""
    found = volunteering.find_call(db, call)
    if found is None:
        raise Refused("call-gone")
    return state(db, found, people.find_person(db, who), language)


def open_task(db: Connection, call: int, task: int, press: Press, now: datetime) -> AskedTask:
    """The task, for who wants to take it or give it back, its call held until the transaction ends.

    Raises: Refused (call-gone, call-cancelled, call-over, task-over).
    """
    asked = volunteering.lock_task(db, task, press.chat)
    if asked is None or asked.call.id != call:
        raise Refused("call-gone")
    if not cards.count_copies(db, volunteering.shown_on(asked.call)):  # it was taken down everywhere
        raise Refused("call-gone")
    if asked.call.state is CallState.CANCELLED:
        raise Refused("call-cancelled")
    if asked.call.state is CallState.OVER or (asked.call.finishes_at is not None and asked.call.finishes_at <= now):
        raise Refused("call-over")
    if is_over(asked.task, now):
        raise Refused("task-over", task=asked.task.name)
    return asked


def is_over(task: Task, now: datetime) -> bool:
    """Whether a shift has ended; what has no hours ends with its call."""
    ends = task.ends_at or task.starts_at
    return ends is not None and ends <= now


def authorise(db: Connection, asked: AskedTask, press: Press, person: Person | None, now: datetime) -> None:
    """In a group the card must hang there (or be adopted); in private one lives where it hangs, holds a link, or has taken part.

    Raises: Refused("not-here").
    """
    if press.chat is not None:
        if asked.card_id is None:
            raise Refused("not-here")
        adopt(db, asked.card_id, asked.card_message, press, now)
    elif not press.invited and (person is None or not takes_part(db, asked.call, person)):
        raise Refused("not-here")


def takes_part(db: Connection, call: Call, person: Person) -> bool:
    """Whether somebody may see and answer a call in private: they live where it hangs, organise it, or have a task in it."""
    if organises(db, call, person.id) or volunteering.list_in_call(db, call.id, person.id):
        return True
    return any(people.belongs(db, person.id, house) for house in volunteering.list_houses_asked(db, call))


def is_old(found: Volunteer | None, press: Press) -> bool:
    """Whether a press that was made before the last one comes after it."""
    return found is not None and 0 < found.update_id - press.update < NEWER_COUNTS


NEWER_COUNTS = 100_000
"""Telegram's numbers of updates rise, but may start anew after a quiet week: one that is much lower is no older one."""


def seat(db: Connection, asked: AskedTask, person: Person, found: Volunteer | None, press: Press, now: datetime, *, overlaps: bool) -> None:
    """Somebody has the task now, or waits for it."""
    task, place = asked.task, place_in(asked.task, capped=asked.call.weekly_cap is not None)
    values = {
        "place": place,
        "queued_at": now if place is Place.WAITING else None,
        "changed_at": now,
        "update_id": press.update,
        "untold": False,
        "overlaps": overlaps,
        "confirmed": True,
    }
    if found is None:
        house = asked.chat_house_id or asked.house_id
        volunteering.add_volunteer(db, task_id=task.id, person_id=person.id, house_id=house, **values)
    else:
        volunteering.change_volunteer(db, found.id, **values)
    task.taken, task.waiting = task.taken + (place is Place.SEATED), task.waiting + (place is Place.WAITING)
    volunteering.change_task(db, task.id, taken=task.taken, waiting=task.waiting)
    cards.bump(db, volunteering.shown_on(asked.call), pressed=asked.card_id)


def remind(db: Connection, asked: AskedTask, person: Person, rules: HouseRules, now: datetime) -> bool:
    """The reminders of somebody's task are planned anew; False if one is wanted, and the times for it are past."""
    volunteer = volunteering.find_volunteer(db, asked.task.id, person.id)
    assert volunteer is not None, "they have answered"
    planned = reminders.plan_shift(db, volunteer, asked.task, asked.call, rules, now)
    awaited = volunteer.place is Place.SEATED and reminders.begins(asked.task, asked.call) is not None
    return planned or not awaited or person.reach is not Reach.OPEN or person.reminding is Reminding.OFF


def give_back(db: Connection, task: int, person: Person, press: Press, rules: HouseRules, now: datetime) -> None:
    """Somebody does a task no more, or waits for it no more; the next in its queue gets it."""
    asked = volunteering.lock_task(db, task, press.chat)
    found = volunteering.find_volunteer(db, task, person.id)
    if asked is None or found is None or found.place is Place.NONE:
        return
    row = {"place": Place.NONE, "queued_at": None, "changed_at": now, "update_id": press.update, "overlaps": False, "leaving": False}
    volunteering.change_volunteer(db, found.id, **row)
    wanted.end(db, found.id, now)
    reminders.plan_shift(db, found.model_copy(update=row), asked.task, asked.call, rules, now)
    free(db, asked.call, asked.task, found, rules, now)
    cards.bump(db, volunteering.shown_on(asked.call), pressed=asked.card_id)


def give_up(db: Connection, task: int, person: Person, press: Press, rules: HouseRules, now: datetime) -> None:
    """Another task of theirs goes for one they want more. Raises: Refused("task-late")."""
    found, row = volunteering.find_task(db, task), volunteering.find_volunteer(db, task, person.id)
    if found is not None and row is not None:
        in_time(found[1], found[0], row, now)
        give_back(db, task, person, press, rules, now)


def free(db: Connection, call: Call, task: Task, was: Volunteer, rules: HouseRules, now: datetime) -> None:
    """What somebody had (`was`) counts no more; the queue moves."""
    task.taken, task.waiting = task.taken - (was.place is Place.SEATED), task.waiting - (was.place is Place.WAITING)
    volunteering.change_task(db, task.id, taken=task.taken, waiting=task.waiting)
    move_queue(db, call, task, rules, now)
    move_capped(db, call, task, rules, now)


def ask_about_overlap(db: Connection, task: Task, person: Person, language: str, now: datetime) -> None:
    """In private somebody is asked whether they want a task that has the hours of another one of theirs."""
    if person.reach is Reach.OPEN:
        to = To(address=person.telegram_id, language=person.language or language)
        outbox.owe(db, to, Message(OVERLAP, {"task": task.id}, lane=Lane.REPLY), at=now)


def show(db: Connection, call: Call, person: Person, press: Press, now: datetime) -> None:
    """A message pressed in private shows the call as it is then."""
    if press.chat is None and press.message is not None:
        shown = Message("call", {"call": call.id, "page": press.page}, op=Op.EDIT, message_id=press.message)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), shown, at=now)


def state(db: Connection, call: Call, person: Person | None, language: str, task: Task | None = None) -> Taken:
    """How it is with somebody and a call, and with the `task` that was pressed. `language`: of a stranger."""
    mine = volunteering.list_in_call(db, call.id, person.id) if person else []
    tasks = tuple((each, 0 if who.place is Place.SEATED else volunteering.count_ahead(db, who) + 1) for who, each in mine)
    language = (person.language if person else None) or language
    pressed = [queue for each, queue in tasks if task is None or each.id == task.id]
    outcome = (Outcome.HAS if 0 in pressed else Outcome.WAITS) if pressed else Outcome.GIVEN_BACK if task else Outcome.NOTHING
    return Taken(call, outcome, language, task, tasks, reachable=person is not None and person.reach is Reach.OPEN)
