"""An organiser answers whether somebody may give a task back so late."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import reminders
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering import wanted
from community.volunteering.answering import free
from community.volunteering.organising import may_organise, organised_by
from community.volunteering.queue import tell
from storage import cards, people, volunteering
from storage.events import Place
from storage.volunteering import Call, Task, Volunteer

LET_GO, STAY = "task-let-go", "task-stay"


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who wants to give a task back, for an organiser and for themselves; `name`: that they have set, None for none."""

    call: Call
    task: Task
    volunteer: Volunteer
    name: str | None


def leaver(db: Connection, volunteer: int, who: int) -> Leaver | None:
    """Whoever wants to give a task back; None when they do not (any more), or it is not for this reader."""
    row = volunteering.get_volunteer(db, volunteer)
    found = volunteering.find_task(db, row.task_id) if row else None
    if row is None or found is None or not row.leaving or row.place is not Place.SEATED:
        return None
    contact = volunteering.find_contact(db, row)
    if (contact is None or contact.telegram_id != who) and not may_organise(db, found[1], who):
        return None
    return Leaver(found[1], found[0], row, row.nickname or (contact.name if contact and row.person_id else None))


def answer_leaver(
    db: Connection,
    *,
    call: int,
    volunteer: int,
    go: bool,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """Somebody is let go, and who waits gets the place; or is asked to stay. They are told either way. `admin_of` as in `may_organise`.

    Raises: Refused (call-gone, not-call-organiser, leave-gone).
    """
    found = organised_by(db, call, presser.telegram_id, admin_of=admin_of)
    row = volunteering.get_volunteer(db, volunteer)
    asked = volunteering.lock_task(db, row.task_id) if row else None
    if row is None or asked is None or asked.call.id != found.id or not row.leaving or row.place is not Place.SEATED:
        raise Refused("leave-gone")
    contact = volunteering.find_contact(db, row)
    if go:
        _let_go(db, asked.call, asked.task, row, rules, now)
    else:
        volunteering.change_volunteer(db, row.id, leaving=False)
    if contact is not None:
        tell(db, asked.call, asked.task, contact, LET_GO if go else STAY, rules, now)
    person = people.find_person(db, presser.telegram_id)
    language = (person.language if person else None) or presser.language
    params = {"task": asked.task.id, "go": go}
    reply(db, kind="task-leave-answered", to=presser.telegram_id, language=language, params=params, edit=message, now=now)


def _let_go(db: Connection, call: Call, task: Task, row: Volunteer, rules: HouseRules, now: datetime) -> None:
    wanted.end(db, row.id, now)
    if row.person_id is None:  # nothing of a neighbour without a phone is kept
        volunteering.remove_volunteer(db, row.id)
    else:
        gone = {"place": Place.NONE, "changed_at": now, "overlaps": False, "leaving": False}
        volunteering.change_volunteer(db, row.id, **gone)
        reminders.plan_shift(db, row.model_copy(update=gone), task, call, rules, now)
    free(db, call, task, row, rules, now)
    cards.bump(db, volunteering.shown_on(call))
