"""Calling for hands and taking tasks as neighbours do, for tests of use cases."""

from datetime import datetime

from sqlalchemy import Connection

from community import announcing, publishing, volunteering
from community.events import Press
from community.volunteering import Call, Taken, Task, Wish, checks, proxies
from storage.drafts import change_draft, find_draft
from storage.volunteering import Verdict, change_call, find_call, find_task, list_tasks
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, in_group, presser

LINES = "Sat 22 May Spring clean-up @ courtyard\nRaking ×2 12–15\nCoffee ×1 11–13\nChildminding ×1-2 13–15"
"""Raking overlaps the other two."""


async def call_for(here: Neighbourhood, lines: str = LINES, *, who: int = ADMIN, **values: object) -> Call:
    """A call with a card in the group. `values`: columns of it that the lines can't say."""
    await here.do(announcing.announce, line=lines, origin=in_group(author=who), rules=RULES, now=here.now, kind="call")
    number = (await here.draft()).id
    await here.db.transaction(answer_checks, number, here.now)
    pressed = {"presser": presser(who), "message": 900 + number, "rules": RULES, "now": here.now}
    call = await here.do(publishing.publish, draft=number, admin=True, chat=None, **pressed)
    if values:
        await here.db.transaction(change_call, call, **values)
    return await the_call(here, call)


def answer_checks(db: Connection, draft: int, now: datetime) -> None:
    """Of yard work, insurance and permission are in order."""
    found = find_draft(db, draft)
    while found is not None and (check := checks.unanswered(found.data)):
        change_draft(db, draft, data=checks.answered(found.data, check, Verdict.IN_ORDER, found.author or 0, now))
        found = find_draft(db, draft)


async def the_call(here: Neighbourhood, call: int) -> Call:
    """The call as it is now."""
    found = await here.db.read(find_call, call)
    assert found is not None
    return found


async def tasks_of(here: Neighbourhood, call: Call) -> dict[str, Task]:
    """The tasks of a call as they are now, by name."""
    return {task.name: task for task in await here.db.read(list_tasks, call.id)}


async def the_task(here: Neighbourhood, task: Task) -> Task:
    """The task as it is now."""
    found = await here.db.read(find_task, task.id)
    assert found is not None
    return found[0]


async def take(here: Neighbourhood, task: Task, who: int, *, wish: Wish = Wish.ASK, press: Press | None = None) -> Taken:
    """Somebody takes a task: on the card in the group, unless they press elsewhere."""
    press = press or Press(GROUP.telegram_id, None, next(here.updates))
    pressed = {"presser": presser(who), "press": press, "rules": RULES, "now": here.now}
    return await here.do(volunteering.take, call=task.call_id, task=task.id, wish=wish, **pressed)


async def leave(here: Neighbourhood, task: Task, who: int, *, press: Press | None = None) -> Taken:
    """Somebody gives a task back."""
    press = press or Press(GROUP.telegram_id, None, next(here.updates))
    pressed = {"presser": presser(who), "press": press, "rules": RULES, "now": here.now}
    return await here.do(volunteering.leave, call=task.call_id, task=task.id, **pressed)


async def for_a_neighbour(here: Neighbourhood, task: Task, who: int, nickname: str | None = None, number: int = 1) -> None:
    """Somebody takes a task for a neighbour without a phone, by a nickname or as their so-manieth there without one."""
    asked = {"who": who, "now": here.now}
    await here.do(proxies.ask_nickname, call=task.call_id, task=task.id, message=71, **asked)
    if nickname is None:
        await here.do(proxies.sign_up_nameless, call=task.call_id, task=task.id, number=number, message=71, rules=RULES, **asked)
    else:
        await here.do(proxies.sign_up_by_nickname, text=nickname, rules=RULES, **asked)
