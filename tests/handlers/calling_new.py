"""The part of the scene where somebody makes a call in private, and every button that hangs on it."""

from datetime import UTC, datetime
from typing import Any

from community.volunteering import Rule, Step
from community.volunteering.steps import NOTHING
from handlers.buttons import Button
from handlers.taps.call_making import AnswerCall, CallLike, CallTemplate, GoToCall, KeepTasks, NewCall, SetCallRule, UseCallTemplate
from storage.drafts import add_draft
from storage.engine import open_database
from storage.volunteering import CallState, change_call
from tests.e2e.town import House, Neighbour, Town

OVER = "/call Sun 23 May Earlier day\nCookies ×2 12–15"


async def making_a_call(admin: Neighbour, house: House, town: Town) -> dict[type[Button], tuple[Button, Neighbour]]:
    """One of each button, with the author, at a draft that is asked for its tasks; and a call that is over."""
    await admin.writes(OVER, to=house)
    await admin.taps(await house.shows("Earlier day"), "Publish")
    await town.rest()
    [[over]] = town.rows("SELECT max(id) FROM calls")
    database = await open_database(f"sqlite:///{town.bot.database}")
    await database.transaction(change_call, over, state=CallState.OVER)
    draft = await database.transaction(add_draft, **_begun(admin))
    await database.close()
    return {
        KeepTasks: (KeepTasks(draft=draft, left=1), admin),
        GoToCall: (GoToCall(draft=draft, step=Step.PREVIEW), admin),
        SetCallRule: (SetCallRule(draft=draft, rule=Rule.LEAVE, value=24), admin),
        AnswerCall: (AnswerCall(draft=draft, step=Step.WHERE), admin),
        UseCallTemplate: (UseCallTemplate(draft=draft, template=CallTemplate.SPRING), admin),
        CallLike: (CallLike(draft=draft, call=int(over)), admin),
        NewCall: (NewCall(), admin),
    }


def _begun(admin: Neighbour) -> dict[str, Any]:
    """A call whose author is writing the tasks."""
    task = {"about": None, "requirement": None, "least": 1, "most": 2, "own_day": False, "starts": None, "ends": None}
    tasks = [{"name": name, **task} for name in ("Raking", "Coffee")]
    data = {**NOTHING, "title": "Garden day", "tasks": tasks, "answered": [Step.WHEN, Step.WHERE]}
    until = datetime(2030, 1, 1, tzinfo=UTC)
    place = {"author": admin.id, "address": admin.id, "chat_id": None, "thread_id": None, "token": None}
    return {"kind": "call", "step": Step.TASKS, "data": data, "expires_at": until, **place}
