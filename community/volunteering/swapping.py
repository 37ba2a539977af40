"""Swapping two shifts of a call: everybody who has the other one is asked, and the first who agrees swaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Connection

from community.events import Press
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering import wanted
from community.volunteering.answering import open_task, remind
from community.volunteering.handing import change_hands, mine_of
from community.volunteering.queue import move_capped, tell
from community.volunteering.rules import overlapping
from community.volunteering.weeks import must_be_below_cap
from storage import cards, people, volunteering
from storage.events import Place
from storage.people import Person, Reach
from storage.volunteering import AskedTask, Call, Task, Volunteer, swaps
from storage.volunteering.swaps import TaskSwap

SCREEN, ASKED, SWAPPED, FAILED = "task-swap", "task-swap-asked", "task-swapped", "task-swap-failed"
SURE_TO_ASK, SURE_TO_SWAP = "task-swap-overlap", "task-swap-agree"


@dataclass(frozen=True, slots=True)
class Swapping:
    """A task for the one who has it: for which others it can be swapped, and for which they asked (None: for none)."""

    call: Call
    task: Task
    others: tuple[Task, ...]
    wanted: Task | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A swap for somebody who is asked: they would give one task and get the other one."""

    swap: int
    call: Call
    get: Task
    give: Task


class Agreed(Enum):
    """What a yes came to."""

    SWAPPED = auto()
    OVERLAPS = auto()  # they are asked whether they want it although it has the hours of another one of theirs
    FAILED = auto()  # whoever asked has another task at that time by now


def shown(db: Connection, task: int, who: int) -> Swapping | None:
    """What the one who has a task sees of swapping it; None when they have it no more."""
    found, person = volunteering.find_task(db, task), people.find_person(db, who)
    mine = volunteering.find_volunteer(db, task, person.id) if person else None
    if found is None or person is None or mine is None or mine.place is not Place.SEATED:
        return None
    swap, tasks = swaps.find_of(db, mine.id), volunteering.list_tasks(db, found[1].id)
    others = tuple(each for each in tasks if each.id != task and _to_ask(db, each, person) and not _has(db, each, person))
    return Swapping(found[1], found[0], others, next((each for each in tasks if swap and each.id == swap.task_id), None))


def clashes(db: Connection, task: int, without: int, who: int, now: datetime) -> list[Task]:
    """What of somebody's has the hours of a task they would get for another one, which they would give."""
    found, person = volunteering.find_task(db, task), people.find_person(db, who)
    return _clashes(db, found[0], without, person, now) if found and person else []


def ask(db: Connection, *, call: int, task: int, other: int, sure: bool, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """All who have the other task are asked, without a name; what they asked for before is past. The message shows it.

    Has the other one the hours of yet another of theirs, they are asked first whether that is right (`sure`: they said so).

    Raises: Refused (call-gone, call-cancelled, call-over, task-over, not-joined, not-your-task, task-yours, nobody-to-swap).
    """
    asked, mine = mine_of(db, call, task, who, now)
    wanted_ = open_task(db, call, other, Press(None, None, 0), now).task
    person = known(db, who)
    if other == task or _has(db, wanted_, person):
        raise Refused("task-yours", task=wanted_.name)
    heard = _to_ask(db, wanted_, person)
    if not heard:
        raise Refused("nobody-to-swap")
    found = _clashes(db, wanted_, task, person, now)
    if found and not sure:
        _reply(db, SURE_TO_ASK, person, {"task": task, "other": other}, message, now)
        return
    before = swaps.find_of(db, mine.id)
    if before is None or before.task_id != other:
        swap = swaps.ask(db, mine.id, other, overlaps=bool(found))
        for each in heard:
            tell(db, asked.call, wanted_, each, ASKED, rules, now, swap=swap)
    _reply(db, SCREEN, person, {"task": task}, message, now)


def withdraw(db: Connection, *, call: int, task: int, who: int, message: int, now: datetime) -> None:
    """They keep their own. Raises: Refused as `handing.withdraw`."""
    _, mine = mine_of(db, call, task, who, now)
    swaps.remove_of(db, mine.id)
    _reply(db, SCREEN, known(db, who), {"task": task}, message, now)


def offered(db: Connection, *, swap: int, who: int) -> Offered:
    """What somebody is asked. Raises: Refused (task-swap-gone when it is done or withdrawn, or either has their task no more)."""
    found = swaps.get(db, swap)
    row = volunteering.get_volunteer(db, found.volunteer_id) if found else None
    get, give = (volunteering.find_task(db, number) if found and row else None for number in _numbers(found, row))
    person = people.find_person(db, who)
    if row is None or get is None or give is None or person is None or not _has(db, give[0], person) or row.person_id == person.id:
        raise Refused("task-swap-gone")
    return Offered(swap, get[1], get[0], give[0])


def agree(db: Connection, *, swap: int, sure: bool, who: int, press: Press, rules: HouseRules, now: datetime) -> Agreed:
    """Both get the other's task, in one transaction under the call's lock; both are told, and the message says it.

    `sure`: they said that it may overlap another task of theirs.

    Raises: Refused (task-swap-gone, call-gone, call-cancelled, call-over, task-over, task-yours, cap-reached).
    """
    seen = offered(db, swap=swap, who=who)
    get, give = (open_task(db, seen.call.id, task.id, press, now) for task in (seen.get, seen.give))
    offered(db, swap=swap, who=who)  # the call is held now: of two who agree at once, one finds it
    found, person = swaps.get(db, swap), known(db, who)
    row = volunteering.get_volunteer(db, found.volunteer_id) if found else None
    asker = people.get_person(db, row.person_id) if row and row.person_id is not None else None
    if found is None or row is None or asker is None or row.place is not Place.SEATED or _has(db, give.task, asker):
        raise Refused("task-swap-gone")
    if _has(db, get.task, person):
        raise Refused("task-yours", task=get.task.name)
    for number in sorted((asker.id, person.id)):
        people.hold(db, number)
    theirs, own = _clashes(db, give.task, get.task.id, asker, now), _clashes(db, get.task, give.task.id, person, now)
    if theirs and not found.overlaps:
        swaps.remove_of(db, row.id)
        tell(db, get.call, give.task, asker, FAILED, rules, now)
        return Agreed.FAILED
    if own and not sure:
        _reply(db, SURE_TO_SWAP, person, {"swap": swap}, press.message, now)
        return Agreed.OVERLAPS
    _swap(db, get, give, row, (asker, bool(theirs)), (person, bool(own)), press, rules, now)
    move_capped(db, get.call, get.task, rules, now)
    for asked, doer in ((get, person), (give, asker)):
        remind(db, asked, doer, rules, now)
    tell(db, get.call, give.task, asker, SWAPPED, rules, now, gave=get.task.id)
    _reply(db, SWAPPED, person, {"task": get.task.id, "gave": give.task.id}, press.message, now)
    return Agreed.SWAPPED


def _swap(
    db: Connection,
    get: AskedTask,
    give: AskedTask,
    of_asker: Volunteer,
    asker: tuple[Person, bool],
    person: tuple[Person, bool],
    press: Press,
    rules: HouseRules,
    now: datetime,
) -> None:
    """The two change hands. `asker`, `person`: each with whether what they get may overlap another one of theirs."""
    of_person = volunteering.find_volunteer(db, give.task.id, person[0].id)
    assert of_person is not None, "they have it"
    change_hands(db, get, of_asker, person[0], press, rules, now, overlaps=person[1])
    change_hands(db, give, of_person, asker[0], Press(None, None, 0), rules, now, overlaps=asker[1])
    for each, task in ((person[0], get.task), (asker[0], give.task)):
        must_be_below_cap(db, get.call, task, person=each.id)
    for row in (of_asker, of_person):
        wanted.end(db, row.id, now, taken=True)
    cards.bump(db, volunteering.shown_on(get.call))


def _numbers(swap: TaskSwap | None, row: Volunteer | None) -> Sequence[int]:
    return (row.task_id, swap.task_id) if swap and row else (0, 0)


def _to_ask(db: Connection, task: Task, asker: Person) -> list[Person]:
    """Who has a task and can be asked for it."""
    doing = [volunteering.find_contact(db, each) for each in volunteering.list_doing(db, task.id) if each.person_id is not None]
    return [person for person in doing if person is not None and person.id != asker.id and person.reach is Reach.OPEN]


def _has(db: Connection, task: Task, person: Person) -> bool:
    row = volunteering.find_volunteer(db, task.id, person.id)
    return row is not None and row.place is Place.SEATED


def _clashes(db: Connection, task: Task, without: int, person: Person, now: datetime) -> list[Task]:
    others = [each for _, each, _ in volunteering.list_of_person(db, person.id, now) if each.id != without]
    return overlapping(task, others)


def _reply(db: Connection, kind: str, person: Person, params: dict[str, int], message: int | None, now: datetime) -> None:
    reply(db, kind=kind, to=person.telegram_id, language=person.language or "en", params=params, edit=message, now=now)
