"""Handing a task over: it stays one's own until somebody else takes it, asked for in the queue and the groups, or by a link."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from community import reminders
from community.events import Press
from community.people import Presser, known, met
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering import wanted
from community.volunteering.answering import Outcome, Taken, Wish, authorise, give_up, is_old, open_task, remind, show, state
from community.volunteering.queue import move_capped, tell
from community.volunteering.rules import overlapping
from community.volunteering.weeks import must_be_below_cap
from storage import cards, outbox, people, volunteering
from storage.events import Place
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.volunteering import AskedTask, Call, Task, Volunteer, handovers
from storage.volunteering.handovers import HandOver

SECRET_BYTES = 18
"""144 bits: nobody guesses a link, and a button has room for it."""

SCREEN, TAKEN_OVER, CLASHES = "task-hand-over", "task-taken-over", "task-wanted-overlap"


@dataclass(frozen=True, slots=True)
class Handing:
    """A task for the one who has it, and how far handing it over has come (None: it is not begun)."""

    call: Call
    task: Task
    hand: HandOver | None


def shown(db: Connection, task: int, who: int) -> Handing | None:
    """What the one who has a task sees of handing it over; None when they have it no more."""
    found, person = volunteering.find_task(db, task), people.find_person(db, who)
    mine = volunteering.find_volunteer(db, task, person.id) if person else None
    if found is None or mine is None or mine.place is not Place.SEATED:
        return None
    return Handing(found[1], found[0], handovers.find_of(db, mine.id))


def is_open(db: Connection, hand: int) -> bool:
    """Whether somebody is still wanted."""
    return handovers.get(db, hand) is not None


def may_hand_over(db: Connection, *, task: int, who: int) -> None:
    """Raises: Refused("not-your-task") for who does not have it."""
    if shown(db, task, who) is None:
        raise Refused("not-your-task")


def find_somebody(db: Connection, *, call: int, task: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """Those in the queue are asked, then the groups; at once where nobody waits or it begins soon. Asking twice changes nothing.

    Raises: Refused (call-gone, call-cancelled, call-over, task-over, not-joined, not-your-task).
    """
    asked, mine = mine_of(db, call, task, who, now)
    hand = handovers.begin(db, mine.id)
    if not hand.asking:
        heard = wanted.ask_queue(db, hand, asked.call, asked.task, rules, now)
        at = wanted.groups_time(asked.call, asked.task, rules, now, queue_asked=heard)
        handovers.change(db, hand.id, asking=True, groups_at=at)
        if at <= now:
            wanted.ask_groups(db, hand, asked.call, asked.task, rules, now)
    _show(db, task, who, message, now)


def make_link(db: Connection, *, call: int, task: int, who: int, message: int, now: datetime) -> None:
    """A link for one neighbour; one that was made before leads nowhere any more. Raises: as `find_somebody`."""
    _, mine = mine_of(db, call, task, who, now)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    handovers.set_secret(db, handovers.begin(db, mine.id).id, secret)
    _show(db, task, who, message, now)
    language = known(db, who).language or "en"
    reply(db, kind="task-link", to=who, language=language, params={"task": task, "secret": secret}, now=now)


def withdraw(db: Connection, *, call: int, task: int, who: int, message: int, now: datetime) -> None:
    """They do it themselves after all: nobody is asked any more. Raises: as `find_somebody`."""
    _, mine = mine_of(db, call, task, who, now)
    wanted.end(db, mine.id, now)
    _show(db, task, who, message, now)


def look(db: Connection, *, secret: str, now: datetime) -> tuple[Call, Task]:
    """What a link leads to. Raises: Refused (hand-gone, call-gone, call-cancelled, call-over, task-over)."""
    hand = handovers.find_by_secret(db, secret)
    row = volunteering.get_volunteer(db, hand.volunteer_id) if hand else None
    found = volunteering.find_task(db, row.task_id) if row else None
    if found is None:
        raise Refused("hand-gone")
    asked = open_task(db, found[1].id, found[0].id, Press(None, None, 0), now)
    return asked.call, asked.task


def take_by_link(
    db: Connection, *, secret: str, presser: Presser, press: Press, rules: HouseRules, now: datetime, wish: Wish = Wish.ASK
) -> Taken:
    """Whoever got the link takes the task over, once.

    Raises: Refused (hand-gone, own-task, task-yours, task-late for another one that should go; and as `look`, forgotten).
    """
    call, task = look(db, secret=secret, now=now)
    asked = open_task(db, call.id, task.id, press, now)
    hand = handovers.find_by_secret(db, secret)  # the call is held now: of two who press at once, one finds it
    if hand is None:
        raise Refused("hand-gone")
    return _take(db, hand, asked, presser, press, wish, {"secret": secret}, rules, now)


def take_over(
    db: Connection,
    *,
    call: int,
    task: int,
    hand: int,
    presser: Presser,
    press: Press,
    rules: HouseRules,
    now: datetime,
    wish: Wish = Wish.ASK,
) -> Taken:
    """Somebody who was asked takes the task over: the first who says so has it. Whoever took it sees that it is theirs.

    Raises: Refused (hand-gone, own-task, task-yours, not-here, task-late for another one that should go; and as `look`, forgotten).
    """
    asked = open_task(db, call, task, press, now)
    found = handovers.get(db, hand)
    row = volunteering.get_volunteer(db, found.volunteer_id) if found else None
    if found is None or row is None or row.task_id != task or not found.asking:
        person = people.find_person(db, presser.telegram_id)
        mine = volunteering.find_volunteer(db, task, person.id) if person else None
        if mine is None or mine.place is not Place.SEATED:
            raise Refused("hand-gone")
        return state(db, asked.call, person, presser.language, asked.task)
    _must_be_asked(db, found, asked, presser.telegram_id, press, now)
    return _take(db, found, asked, presser, press, wish, {"hand": hand}, rules, now)


def _must_be_asked(db: Connection, hand: HandOver, asked: AskedTask, who: int, press: Press, now: datetime) -> None:
    """Those in the queue are asked first, then everybody who may take a task. Raises: Refused("not-here")."""
    person = people.find_person(db, who)
    row = volunteering.find_volunteer(db, asked.task.id, person.id) if person else None
    if row is None or row.place is not Place.WAITING:
        if not hand.groups_asked:
            raise Refused("not-here")
        authorise(db, asked, press, person, now)


def _take(
    db: Connection,
    hand: HandOver,
    asked: AskedTask,
    presser: Presser,
    press: Press,
    wish: Wish,
    by: dict[str, Any],
    rules: HouseRules,
    now: datetime,
) -> Taken:
    """The task changes hands, in one transaction under the call's lock. `by`: how the question about an overlap finds the way back."""
    giver = volunteering.get_volunteer(db, hand.volunteer_id)
    assert giver is not None, "a hand-over goes with its volunteer"
    person, new = met(db, presser, now)
    people.hold(db, person.id)
    found = volunteering.find_volunteer(db, asked.task.id, person.id)
    if found is not None and found.place is Place.SEATED:
        raise Refused("own-task" if found.id == giver.id else "task-yours", task=asked.task.name)
    if is_old(found, press):
        return replace(state(db, asked.call, person, presser.language, asked.task), first=new)
    clashes = overlapping(asked.task, [each for _, each, _ in volunteering.list_of_person(db, person.id, now)])
    if clashes and wish is Wish.ASK:
        _ask_about_overlap(db, asked.task, person, presser.language, press, by, now)
        language = person.language or presser.language
        own = Taken(asked.call, Outcome.OVERLAPS, language, asked.task, overlaps=tuple(clashes), first=new)
        return replace(own, reachable=person.reach is Reach.OPEN)
    for clash in clashes if wish is Wish.INSTEAD else ():
        give_up(db, clash.id, person, press, rules, now)
    must_be_below_cap(db, asked.call, asked.task, person=person.id)
    change_hands(db, asked, giver, person, press, rules, now, overlaps=bool(clashes) and wish is Wish.BOTH)
    too_late = not remind(db, asked, person, rules, now)
    move_capped(db, asked.call, asked.task, rules, now)
    cards.bump(db, volunteering.shown_on(asked.call), pressed=asked.card_id)
    wanted.end(db, giver.id, now, taken=True)
    _tell_giver(db, asked, giver, rules, now)
    show(db, asked.call, person, press, now)
    return replace(state(db, asked.call, person, presser.language, asked.task), first=new, too_late=too_late)


def change_hands(
    db: Connection, asked: AskedTask, giver: Volunteer, taker: Person, press: Press, rules: HouseRules, now: datetime, *, overlaps: bool
) -> None:
    """The giver's place in a task is the taker's now, who waits for it no more; how many have it stays. The giver is not reminded of it.

    The caller holds the call.
    """
    gone = {"place": Place.NONE, "queued_at": None, "changed_at": now, "overlaps": False, "leaving": False}
    volunteering.change_volunteer(db, giver.id, **gone)
    reminders.plan_shift(db, giver.model_copy(update=gone), asked.task, asked.call, rules, now)
    task, found = asked.task, volunteering.find_volunteer(db, asked.task.id, taker.id)
    values = {"place": Place.SEATED, "queued_at": None, "changed_at": now, "update_id": press.update, "untold": False}
    if found is None:
        house = giver.house_id
        volunteering.add_volunteer(db, task_id=task.id, person_id=taker.id, house_id=house, overlaps=overlaps, **values)
    else:
        waited = found.place is Place.WAITING
        volunteering.change_volunteer(db, found.id, overlaps=overlaps or (found.overlaps and waited), **values)
        task.waiting -= waited
        volunteering.change_task(db, task.id, waiting=task.waiting)


def _ask_about_overlap(db: Connection, task: Task, person: Person, language: str, press: Press, by: dict[str, Any], now: datetime) -> None:
    if person.reach is Reach.OPEN:
        to = To(address=person.telegram_id, language=person.language or language)
        outbox.owe(db, to, Message(CLASHES, {"task": task.id, **by}, lane=Lane.REPLY), at=now)


def _tell_giver(db: Connection, asked: AskedTask, giver: Volunteer, rules: HouseRules, now: datetime) -> None:
    person = volunteering.find_contact(db, giver)
    if person is not None:
        tell(db, asked.call, asked.task, person, TAKEN_OVER, rules, now)


def mine_of(db: Connection, call: int, task: int, who: int, now: datetime) -> tuple[AskedTask, Volunteer]:
    """A task for the one who has it, its call held until the transaction ends. Raises: Refused as `find_somebody`."""
    asked = open_task(db, call, task, Press(None, None, 0), now)
    mine = volunteering.find_volunteer(db, task, known(db, who).id)
    if mine is None or mine.place is not Place.SEATED:
        raise Refused("not-your-task")
    return asked, mine


def _show(db: Connection, task: int, who: int, message: int, now: datetime) -> None:
    reply(db, kind=SCREEN, to=who, language=known(db, who).language or "en", params={"task": task}, edit=message, now=now)
