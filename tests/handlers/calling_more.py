"""What hangs behind "More…" of a call in the scene: a neighbour without a phone whom the admin signed up, and every button there."""

from dataclasses import dataclass

from handlers.buttons import Button
from handlers.taps.call_more import OpenCallMore
from handlers.taps.task_neighbours import AskTaskNeighbour, OpenTaskNeighbours, PassTaskNewsOn, SignUpTaskNeighbour, TaskNeighbourCant
from tests.e2e.town import Neighbour, Town


@dataclass(frozen=True, slots=True)
class CallingMore:
    """The call with two tasks, the first of which the resident has; `neighbour` has a place there too."""

    call: int
    task: int
    neighbour: int

    def buttons(self, admin: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it."""
        return {
            OpenCallMore: (OpenCallMore(call=self.call), resident),
            OpenTaskNeighbours: (OpenTaskNeighbours(call=self.call), admin),
            AskTaskNeighbour: (AskTaskNeighbour(call=self.call, task=self.task), admin),
            SignUpTaskNeighbour: (SignUpTaskNeighbour(call=self.call, task=self.task, number=2), admin),
            PassTaskNewsOn: (PassTaskNewsOn(volunteer=self.neighbour, told=1), admin),
            TaskNeighbourCant: (TaskNeighbourCant(volunteer=self.neighbour), admin),
        }


async def calling_more(admin: Neighbour, resident: Neighbour, town: Town, call: int, task: int) -> CallingMore:
    """The admin signs up a neighbour for the first task."""
    await press(admin, town, SignUpTaskNeighbour(call=call, task=task, number=1))
    [[neighbour]] = town.rows("SELECT id FROM volunteers WHERE by_id IS NOT NULL")
    return CallingMore(call, task, int(neighbour))


async def press(who: Neighbour, town: Town, button: Button) -> None:
    """Press a button in private, without the way to it."""
    message = (await who.from_bot())[0]["message_id"]
    await town.telegram.act("press", chat=who.id, user=who.id, message=message, data=button.pack(), wait=20)
