"""A resident signs up neighbours without a phone for tasks, and tells them what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.names import LONGEST_NAME, clean_line
from community import questions, reminders, roles, trust
from community.events import Press
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering.answering import free, open_task
from community.volunteering.late import must_ask
from community.volunteering.organising import may_organise
from community.volunteering.rules import overlapping, place_in
from community.volunteering.weeks import must_be_below_cap
from storage import cards, drafts, people, volunteering
from storage.events import Passing, Place
from storage.people import Person
from storage.volunteering import AskedTask, Call, CallState, Task, Volunteer

KIND = "task-nickname"

MOST_NEIGHBOURS = 5
"""So many places may a resident take for neighbours in one call; who enters slips for the house, as many as there are."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """What a neighbour without a phone has. `queue`: where they wait for it, 0 when they have it."""

    volunteer: Volunteer
    task: Task
    queue: int = 0


@dataclass(frozen=True, slots=True)
class NeighbourTasks:
    """A call for who signs neighbours up for it, and what these have."""

    call: Call
    tasks: tuple[Task, ...]
    theirs: tuple[Theirs, ...]

    def nameless(self, task: int) -> int:
        """How many of them have a task without a nickname."""
        return sum(each.task.id == task and each.volunteer.nickname is None for each in self.theirs)


def may_sign_up(db: Connection, *, call: int, who: int, admin_of: frozenset[int] = frozenset()) -> None:
    """For looking. Raises: Refused (call-gone, not-joined, not-vouched)."""
    found = volunteering.find_call(db, call)
    if found is None:
        raise Refused("call-gone")
    _neighbour(db, found, who, admin_of)


def neighbour_tasks(db: Connection, call: int, who: int) -> NeighbourTasks | None:
    """A call and what somebody's neighbours have in it; None when either is gone."""
    found, person = volunteering.find_call(db, call), people.find_person(db, who)
    if found is None or person is None:
        return None
    return NeighbourTasks(found, tuple(volunteering.list_tasks(db, call)), _theirs(db, call, person))


def neighbour_task(db: Connection, volunteer: int, who: int) -> tuple[Call, Theirs] | None:
    """What a neighbour has whom somebody answers for; None when they have it no more, or it does not take place."""
    row, person = volunteering.get_volunteer(db, volunteer), people.find_person(db, who)
    found = volunteering.find_task(db, row.task_id) if row else None
    if row is None or found is None or person is None or row.person_id is not None or row.by_id != person.id:
        return None
    task, call = found
    return (call, _shown(db, row, task)) if call.state is CallState.OPEN else None


def ask_nickname(
    db: Connection, *, call: int, task: int, who: int, message: int, now: datetime, admin_of: frozenset[int] = frozenset()
) -> None:
    """By which nickname? The next words are it; a button does without.

    Raises: Refused (call-gone, call-cancelled, call-over, call-closed, task-over, not-joined, not-vouched, too-many-for-tasks).
    """
    asked = _open(db, call, task, now)
    person = _neighbour(db, asked.call, who, admin_of)
    _must_have_room(db, asked.call, person, admin_of)
    questions.ask(db, who=who, kind=KIND, data={"call": call, "task": task}, now=now)
    params = {"call": call, "task": task}
    reply(db, kind="ask-task-nickname", to=who, language=person.language or "en", params=params, edit=message, now=now)


def task_of_nickname(db: Connection, *, who: int, now: datetime) -> tuple[int, int] | None:
    """The call and the task for which the next words of somebody are the nickname of a neighbour."""
    draft = questions.asked(db, who=who, kind=KIND, now=now)
    return (int(draft.data["call"]), int(draft.data["task"])) if draft is not None else None


def sign_up_by_nickname(
    db: Connection, *, who: int, text: str, rules: HouseRules, now: datetime, admin_of: frozenset[int] = frozenset()
) -> None:
    """A neighbour who agreed to it gets a task by this nickname, once.

    Raises: Refused (draft-gone, no-name, neighbour-busy with another task of theirs at that time; and as `ask_nickname`).
    """
    draft, nickname = questions.awaited(db, who=who, kind=KIND, now=now), clean_line(text, longest=LONGEST_NAME)
    if nickname is None:
        raise Refused("no-name")
    asked = _open(db, draft.data["call"], draft.data["task"], now)
    person = _neighbour(db, asked.call, who, admin_of)
    if not any(_is_called(each.volunteer, nickname, asked.task) for each in _theirs(db, asked.call.id, person)):
        _must_be_free(db, asked.task, person, nickname, now)
        must_be_below_cap(db, asked.call, asked.task, by=person.id, name=nickname)
        _must_have_room(db, asked.call, person, admin_of)
        _seat(db, asked, person, nickname, rules, now)
    drafts.leave_drafts(db, who)
    _show(db, person, asked.call.id, None, now)


def sign_up_nameless(
    db: Connection,
    *,
    call: int,
    task: int,
    number: int,
    who: int,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """A neighbour without a nickname gets a task, the so-manieth of them there: pressed twice it changes nothing.

    Raises: Refused with the reasons of `ask_nickname`.
    """
    asked = _open(db, call, task, now)
    person = _neighbour(db, asked.call, who, admin_of)
    tasks = NeighbourTasks(asked.call, (asked.task,), _theirs(db, call, person))
    if tasks.nameless(task) < number:
        _must_have_room(db, asked.call, person, admin_of)
        _seat(db, asked, person, None, rules, now)
    drafts.leave_drafts(db, who)
    _show(db, person, call, message, now)


def neighbour_cant(db: Connection, *, volunteer: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """The neighbour does not do it after all: nothing of them is kept, who waits gets the place. Late, an organiser is asked first.

    Raises: Refused("old-button").
    """
    row, person = _own(db, volunteer, who)
    asked = volunteering.lock_task(db, row.task_id)
    held = volunteering.get_volunteer(db, volunteer)
    if asked is None or held is None:
        raise Refused("old-button")
    if not must_ask(db, asked.call, asked.task, held, rules, now):
        release(db, asked, held, rules, now)
    _show(db, person, asked.call.id, message, now)


def pass_news_on(db: Connection, *, volunteer: int, told: bool, who: int) -> Passing:
    """The neighbour was told, or could not be reached, which the organiser sees. Raises: Refused("old-button")."""
    _own(db, volunteer, who)
    passing = Passing.TOLD if told else Passing.UNREACHED
    volunteering.change_volunteer(db, volunteer, passing=passing)
    return passing


def forget_answering(db: Connection, person: Person, rules: HouseRules, now: datetime) -> None:
    """Who answers for neighbours is forgotten: places stay, without anybody; who waits could not be told any more, and leaves the queue."""
    for row, task, _ in volunteering.list_answered_for(db, person.id, now):
        asked = volunteering.lock_task(db, task.id)
        held = volunteering.get_volunteer(db, row.id)  # somebody who left before may have made room for this one
        if asked is not None and held is not None and held.place is Place.WAITING:
            release(db, asked, held, rules, now)
    volunteering.stop_answering(db, person.id)


def leave_tasks(db: Connection, person: Person, rules: HouseRules, now: datetime, *, free_seats: bool) -> None:
    """Who is forgotten waits for nothing any more; their tasks go to who waits (`free_seats`), or stay done by somebody without a name."""
    for row, task, _ in sorted(volunteering.list_of_person(db, person.id, now), key=lambda each: (each[2].id, each[1].number)):
        asked = volunteering.lock_task(db, task.id)
        held = volunteering.get_volunteer(db, row.id)  # somebody who left before may have made room for this one
        if asked is not None and held is not None and (free_seats or held.place is Place.WAITING):
            release(db, asked, held, rules, now)


def release(db: Connection, asked: AskedTask, held: Volunteer, rules: HouseRules, now: datetime) -> None:
    """A neighbour's place is free, and nothing of them is kept. The caller holds the call."""
    volunteering.remove_volunteer(db, held.id)
    free(db, asked.call, asked.task, held, rules, now)
    cards.bump(db, volunteering.shown_on(asked.call))


def _open(db: Connection, call: int, task: int, now: datetime) -> AskedTask:
    asked = open_task(db, call, task, Press(None, None, 0), now)
    if asked.call.closed:
        raise Refused("call-closed")
    return asked


def _neighbour(db: Connection, call: Call, who: int, admin_of: frozenset[int]) -> Person:
    """Who organises a call, or lives in its house and is known there. Raises: Refused (not-joined, not-vouched)."""
    person = known(db, who)
    if not may_organise(db, call, who, admin_of=admin_of):
        house = volunteering.house_of(db, call.id).id
        if not people.belongs(db, person.id, house):
            raise Refused("not-joined")
        trust.must_be_vouched(db, person.id, house)
    return person


def _must_have_room(db: Connection, call: Call, person: Person, admin_of: frozenset[int]) -> None:
    """Raises: Refused("too-many-for-tasks") for who is not trusted with slips and has taken as many places as a resident may."""
    if len(_theirs(db, call.id, person)) < MOST_NEIGHBOURS or may_organise(db, call, person.telegram_id, admin_of=admin_of):
        return
    if not roles.roles_in(db, person.id, volunteering.house_of(db, call.id).id):
        raise Refused("too-many-for-tasks", most=MOST_NEIGHBOURS)


def _must_be_free(db: Connection, task: Task, person: Person, nickname: str, now: datetime) -> None:
    """Nobody can ask the neighbour whether they want both. Raises: Refused("neighbour-busy")."""
    theirs = [each for row, each, _ in volunteering.list_answered_for(db, person.id, now) if _same(row.nickname, nickname)]
    if clashes := overlapping(task, theirs):
        raise Refused("neighbour-busy", task=clashes[0].name)


def _seat(db: Connection, asked: AskedTask, person: Person, nickname: str | None, rules: HouseRules, now: datetime) -> None:
    task, place = asked.task, place_in(asked.task, capped=asked.call.weekly_cap is not None)
    values: dict[str, Any] = {"by_id": person.id, "nickname": nickname, "house_id": asked.house_id, "place": place, "changed_at": now}
    number = volunteering.add_volunteer(db, task_id=task.id, queued_at=now if place is Place.WAITING else None, **values)
    volunteer = volunteering.get_volunteer(db, number)
    assert volunteer is not None, "it was added just now"
    reminders.plan_shift(db, volunteer, task, asked.call, rules, now)
    task.taken, task.waiting = task.taken + (place is Place.SEATED), task.waiting + (place is Place.WAITING)
    volunteering.change_task(db, task.id, taken=task.taken, waiting=task.waiting)
    cards.bump(db, volunteering.shown_on(asked.call))


def _own(db: Connection, volunteer: int, who: int) -> tuple[Volunteer, Person]:
    """A neighbour's place somebody answers for. Raises: Refused("old-button")."""
    row, person = volunteering.get_volunteer(db, volunteer), people.find_person(db, who)
    if row is None or person is None or row.person_id is not None or row.by_id != person.id:
        raise Refused("old-button")
    return row, person


def _theirs(db: Connection, call: int, person: Person) -> tuple[Theirs, ...]:
    return tuple(_shown(db, row, task) for row, task in volunteering.list_answered_in_call(db, call, person.id))


def _shown(db: Connection, row: Volunteer, task: Task) -> Theirs:
    return Theirs(row, task, volunteering.count_ahead(db, row) + 1 if row.place is Place.WAITING else 0)


def _is_called(row: Volunteer, nickname: str, task: Task) -> bool:
    return row.task_id == task.id and _same(row.nickname, nickname)


def _same(nickname: str | None, other: str) -> bool:
    return (nickname or "").casefold() == other.casefold()


def _show(db: Connection, person: Person, call: int, message: int | None, now: datetime) -> None:
    language = person.language or "en"
    reply(db, kind="task-for-neighbours", to=person.telegram_id, language=language, params={"call": call}, edit=message, now=now)
