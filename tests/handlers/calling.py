"""The part of the scene that calls for hands: an open call in the house's group, and every button that hangs on one."""

from dataclasses import dataclass

from community.events import Why
from community.volunteering import Part
from handlers.buttons import Button
from handlers.taps.call_cancelling import CancelCall, ChooseCallWhy, UndoCallCancel
from handlers.taps.call_changing import ChangeCall, ChangeCallPart, ChangeTasks, ClearCallPart, RemoveTask, StillCan
from handlers.taps.call_helpers import (
    AcceptCallHelp,
    AskCallHelper,
    LeaveCallHelp,
    RemoveCallHelper,
    ShowCallHelpers,
    WithdrawCallLink,
)
from handlers.taps.call_panel import AskByItself, AskChat, CloseCall, FinishCall, GoOnAnyway, OpenCallPanel, ShowDoers
from handlers.taps.caps import SetCap, ShowCap
from handlers.taps.volunteering import LeaveCall, LeaveTask, MyTasks, OpenCall, ShowCalls, TakeTask
from tests.e2e.town import House, Neighbour, Town
from tests.handlers.calling_more import MORE_IN_GROUP, CallingMore, calling_more
from tests.handlers.calling_new import making_a_call
from tests.handlers.turning_out import Over, over
from tests.handlers.yard import IN_GROUP as OF_YARD
from tests.handlers.yard import Yard, publishes_yard_work, yard

IN_GROUP: tuple[type[Button], ...] = (TakeTask, MyTasks, LeaveCall, *MORE_IN_GROUP, *OF_YARD)
"""Buttons of calls that hang in the group."""

LINES = "/call Sat 22 May Garden day @ courtyard\nRaking ×2 12–15\nCoffee ×1 15–16"


@dataclass(frozen=True, slots=True)
class Calling:
    """An open call, which the admin organises and of which the resident has taken the first task."""

    call: int
    task: int
    more: CallingMore
    over: Over
    new: dict[type[Button], tuple[Button, Neighbour]]
    yard: Yard

    def buttons(self, admin: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        return {
            TakeTask: (TakeTask(call=self.call, task=self.task + 1), resident),
            MyTasks: (MyTasks(call=self.call), resident),
            OpenCall: (OpenCall(call=self.call), resident),
            ShowCalls: (ShowCalls(), resident),
            OpenCallPanel: (OpenCallPanel(call=self.call), admin),
            ShowDoers: (ShowDoers(call=self.call), admin),
            ShowCap: (ShowCap(call=self.call), admin),
            SetCap: (SetCap(call=self.call, most=2), admin),
            CloseCall: (CloseCall(call=self.call, closed=0), admin),
            **self.more.buttons(admin, resident),
            ChooseCallWhy: (ChooseCallWhy(call=self.call, why=Why.ILL), admin),
            FinishCall: (FinishCall(call=self.call), admin),
            AskChat: (AskChat(call=self.call), admin),
            AskByItself: (AskByItself(call=self.call, auto=1), admin),
            GoOnAnyway: (GoOnAnyway(call=self.call), admin),
            **self.over.buttons(admin),
            **self.new,
            **self.yard.buttons(admin),
            StillCan: (StillCan(call=self.call), resident),
            LeaveTask: (LeaveTask(call=self.call, task=self.task), resident),
            LeaveCall: (LeaveCall(call=self.call), resident),
            ShowCallHelpers: (ShowCallHelpers(call=self.call), admin),
            AskCallHelper: (AskCallHelper(call=self.call), admin),
            AcceptCallHelp: (AcceptCallHelp(token="t" * 16), resident),
            WithdrawCallLink: (WithdrawCallLink(call=self.call), admin),
            RemoveCallHelper: (RemoveCallHelper(call=self.call, person=1), admin),
            LeaveCallHelp: (LeaveCallHelp(call=self.call, sure=1), admin),
            ChangeCall: (ChangeCall(call=self.call), admin),
            ChangeTasks: (ChangeTasks(call=self.call), admin),
            ChangeCallPart: (ChangeCallPart(call=self.call, part=Part.TITLE), admin),
            ClearCallPart: (ClearCallPart(call=self.call, part=Part.TEXT), admin),
            RemoveTask: (RemoveTask(call=self.call, task=self.task + 1, sure=1), admin),
            CancelCall: (CancelCall(call=self.call, sure=1), admin),
            UndoCallCancel: (UndoCallCancel(call=self.call), admin),
        }


async def calling(admin: Neighbour, resident: Neighbour, house: House, town: Town) -> Calling:
    """Call, and take a task."""
    await admin.writes(LINES, to=house)
    await publishes_yard_work(admin, house, "Garden day")
    await resident.taps(await house.shows_button("Raking"), "Raking")
    [[call, task]] = town.rows("SELECT calls.id, min(tasks.id) FROM calls JOIN tasks ON tasks.call_id = calls.id")
    more = await calling_more(admin, resident, town, int(call), int(task))
    ended, new = await over(admin, resident, house, town), await making_a_call(admin, house, town)
    return Calling(int(call), int(task), more, ended, new, await yard(admin, house, town, int(call)))
