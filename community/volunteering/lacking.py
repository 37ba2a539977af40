"""Tasks that lack people: when that is looked at, and the question to those who organise them.

Nothing is cancelled but by them: without an answer it goes on.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.allowance import own_rules
from community.house_rules import rules_at
from community.people import Presser
from community.quiet import HouseRules
from community.replies import reply
from community.volunteering.closing import changeable
from community.volunteering.needing import Asking, call_for
from community.volunteering.organising import organisers_of
from community.volunteering.rules import needed
from community.when import instant
from storage import volunteering
from storage.outbox import Lane, Message
from storage.volunteering import Call, CallState, Task

BEFORE = (24, 3)
"""Hours before a task begins at which it is looked at: enough to find somebody, and enough to decide."""

BATCH = 20


def check_times(starts: datetime, zone: ZoneInfo, everybody: Sequence[HouseRules], now: datetime) -> dict[int, datetime]:
    """When it is looked at a task that starts at wall time `starts`, by the hours before it; what is past already is left out.

    `everybody`: the rules each organiser sleeps by. What would come in somebody's quiet hours comes an hour before they begin.
    """
    due = {}
    for hours in BEFORE:
        wall = starts - timedelta(hours=hours)
        due[hours] = instant(min(before_quiet(wall, rules) for rules in everybody), zone)
    return {hours: at for hours, at in due.items() if at > now}


def before_quiet(wall: datetime, rules: HouseRules) -> datetime:
    """`wall`, or an hour before the quiet hours it falls into begin."""
    if rules.quiet.end(wall, rules.is_day_off) is None:
        return wall
    return rules.quiet.begin(wall) - reminders.BEFORE_QUIET


def plan_checks(db: Connection, call: Call, rules: HouseRules, now: datetime) -> None:
    """The hours of a call are new, or it is: its tasks are looked at in time, and at no other."""
    here, zone = rules_at(db, call.id, rules), ZoneInfo(call.zone)
    everybody = [own_rules(person, here) for person in organisers_of(db, call)] or [here]
    for task in volunteering.list_tasks(db, call.id):
        open_ = call.state is CallState.OPEN and task.starts is not None
        volunteering.set_checks(db, task.id, check_times(task.starts, zone, everybody, now) if open_ and task.starts else {})


def check_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Tasks that are looked at now: of what they lack the organisers are told, once for a call; how many there were."""
    due = volunteering.list_due_checks(db, now, BATCH)
    together: dict[tuple[int, int], list[int]] = {}
    for check in due:
        found = volunteering.find_task(db, check.task_id)
        assert found is not None, "a check is one of a task"
        together.setdefault((found[1].id, check.hours), []).append(check.task_id)
    for (call, hours), tasks in together.items():
        _check(db, call, hours, frozenset(tasks), rules, now)
    return len(due)


def _check(db: Connection, call: int, hours: int, due: frozenset[int], rules: HouseRules, now: datetime) -> None:
    found = volunteering.lock_call(db, call)
    volunteering.remove_checks(db, due, hours)
    if found is None or found.state is not CallState.OPEN:
        return
    tasks = volunteering.list_tasks(db, call)
    days = {task.starts.date() for task in tasks if task.starts and task.id in due and lacks(task, now)}
    lacking = [task for task in tasks if task.starts and task.starts.date() in days and lacks(task, now)]
    if not lacking:
        return
    volunteering.remove_checks(db, [task.id for task in lacking], hours)
    asked = found.auto_needed and not found.closed and call_for(db, found, rules, now).outcome >= Asking.ALREADY
    _ask(db, found, lacking, hours, rules, now, asked=asked)


def lacks(task: Task, now: datetime) -> bool:
    """Whether somebody is missing, and there is time to find them."""
    return needed(task) > 0 and (task.starts_at is None or task.starts_at > now)


def _ask(db: Connection, call: Call, lacking: Iterable[Task], hours: int, rules: HouseRules, now: datetime, *, asked: bool) -> None:
    here, starts = rules_at(db, call.id, rules), min(task.starts_at for task in lacking if task.starts_at)
    params = {"call": call.id, "tasks": [task.id for task in lacking], "asked": asked}
    for person in organisers_of(db, call):
        key = f"call-lacks:{call.id}:{hours}:{starts.isoformat()}:{person.id}"
        reminders.write_to(db, person, Message("call-lacks", params, lane=Lane.PRIVATE, key=key, until=starts), here, now, event_at=starts)


def go_on(db: Connection, *, call: int, presser: Presser, message: int, now: datetime, admin_of: frozenset[int] = frozenset()) -> None:
    """It goes on with those there are, and is not asked about any more. Asking twice changes nothing. `admin_of` as in `may_organise`.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over).
    """
    changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    volunteering.remove_checks(db, [task.id for task in volunteering.list_tasks(db, call)])
    reply(db, kind="call-goes-on", to=presser.telegram_id, language=presser.language, params={"call": call}, edit=message, now=now)
