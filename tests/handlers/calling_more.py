"""What hangs behind "More…" of a call in the scene: a neighbour without a phone whom the admin signed up, and every button there."""

from dataclasses import dataclass

from handlers.buttons import Button
from handlers.taps.call_more import OpenCallMore
from handlers.taps.hand_overs import FindSomebody, KeepTask, MakeTaskLink, OpenHandOver, TakeByLink, TakeHandedOver
from handlers.taps.late import AnswerLeaver
from handlers.taps.swaps import AgreeToTaskSwap, AskTaskSwap, LeaveTaskSwap, OpenTaskSwap
from handlers.taps.task_neighbours import AskTaskNeighbour, OpenTaskNeighbours, PassTaskNewsOn, SignUpTaskNeighbour, TaskNeighbourCant
from handlers.taps.volunteering import TakeTask
from handlers.views.hand_overs import LINK
from tests.e2e.town import Neighbour, Town

MORE_IN_GROUP: tuple[type[Button], ...] = (TakeHandedOver,)
"""Those of these buttons that hang in the group."""


@dataclass(frozen=True, slots=True)
class CallingMore:
    """The call with two tasks. The resident has the first, where `neighbour` has a place too; the admin hands the second one over."""

    call: int
    task: int
    neighbour: int
    secret: str

    def buttons(self, admin: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it."""
        return {
            OpenCallMore: (OpenCallMore(call=self.call), resident),
            OpenTaskNeighbours: (OpenTaskNeighbours(call=self.call), admin),
            AskTaskNeighbour: (AskTaskNeighbour(call=self.call, task=self.task), admin),
            SignUpTaskNeighbour: (SignUpTaskNeighbour(call=self.call, task=self.task, number=2), admin),
            OpenHandOver: (OpenHandOver(call=self.call, task=self.task), resident),
            FindSomebody: (FindSomebody(call=self.call, task=self.task), resident),
            MakeTaskLink: (MakeTaskLink(call=self.call, task=self.task), resident),
            KeepTask: (KeepTask(call=self.call, task=self.task), resident),
            TakeByLink: (TakeByLink(secret=self.secret), resident),
            TakeHandedOver: (TakeHandedOver(call=self.call, task=self.task + 1, hand=1), resident),
            OpenTaskSwap: (OpenTaskSwap(call=self.call, task=self.task), resident),
            AskTaskSwap: (AskTaskSwap(call=self.call, task=self.task, other=self.task + 1), resident),
            AgreeToTaskSwap: (AgreeToTaskSwap(swap=1), admin),
            LeaveTaskSwap: (LeaveTaskSwap(call=self.call, task=self.task), resident),
            AnswerLeaver: (AnswerLeaver(call=self.call, volunteer=self.neighbour, go=0), admin),
            PassTaskNewsOn: (PassTaskNewsOn(volunteer=self.neighbour, told=1), admin),
            TaskNeighbourCant: (TaskNeighbourCant(volunteer=self.neighbour), admin),
        }


async def calling_more(admin: Neighbour, resident: Neighbour, town: Town, call: int, task: int) -> CallingMore:
    """The admin signs up a neighbour for the first task, and looks for somebody to do the second one, which is theirs."""
    await press(admin, town, SignUpTaskNeighbour(call=call, task=task, number=1))
    [[neighbour]] = town.rows("SELECT id FROM volunteers WHERE by_id IS NOT NULL")
    for wanted in (TakeTask, FindSomebody, MakeTaskLink):
        await press(admin, town, wanted(call=call, task=task + 1))
    passed_on = (await (await admin.hears("Can you do this instead of me?")).text()).partition(f"?start={LINK}")[2]
    return CallingMore(call, task, int(neighbour), passed_on.split()[0])


async def press(who: Neighbour, town: Town, button: Button) -> None:
    """Press a button in private, without the way to it."""
    message = (await who.from_bot())[0]["message_id"]
    await town.telegram.act("press", chat=who.id, user=who.id, message=message, data=button.pack(), wait=20)
