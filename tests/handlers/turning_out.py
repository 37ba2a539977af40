"""The part of the scene in which a call is over, and every button that hangs on one then."""

from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.buttons import Button
from handlers.taps.turnout import AddOthers, ConfirmCame, MarkCame, SayHours, SendHours, ShowCame, ShowHours
from storage.engine import open_database
from storage.volunteering import CallState, Turnout, change_call
from tests.e2e.town import House, Neighbour, Town

LINES = "/call Sat 22 May Attic day\nSweeping ×2\nLadder ×1 15–16"


@dataclass(frozen=True, slots=True)
class Over:
    """A call that is over, which the admin organised and of which the resident had the first task."""

    call: int
    task: int
    volunteer: int

    def buttons(self, admin: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it."""
        return {
            ShowCame: (ShowCame(call=self.call), admin),
            MarkCame: (MarkCame(volunteer=self.volunteer, came=0), admin),
            AddOthers: (AddOthers(task=self.task, others=2), admin),
            SayHours: (SayHours(task=self.task, minutes=60), admin),
            ConfirmCame: (ConfirmCame(call=self.call), admin),
            ShowHours: (ShowHours(house=1, year=2027), admin),
            SendHours: (SendHours(house=1, year=2027), admin),
        }


async def over(admin: Neighbour, resident: Neighbour, house: House, town: Town) -> Over:
    """Call, help, and let it be over."""
    await admin.writes(LINES, to=house)
    await admin.taps(await house.shows("Attic day"), "Publish")
    await resident.taps(await house.shows_button("Sweeping"), "Sweeping")
    await town.rest()
    [[call, task, volunteer]] = town.rows(
        "SELECT call_id, tasks.id, volunteers.id FROM tasks JOIN volunteers ON task_id = tasks.id WHERE name = 'Sweeping'"
    )
    database = await open_database(f"sqlite:///{town.bot.database}")
    now = datetime(2027, 5, 10, 9, tzinfo=UTC)
    values = {"state": CallState.OVER, "ended_at": now, "turnout": Turnout.ASKED, "turnout_at": datetime(2030, 1, 1, tzinfo=UTC)}
    await database.transaction(change_call, call, **values)
    await database.close()
    return Over(int(call), int(task), int(volunteer))
