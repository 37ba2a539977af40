"""The part of the scene that asks the neighbours: an open poll in the house's group, and every button that hangs on one."""

from dataclasses import dataclass

from handlers.buttons import Button
from handlers.taps.polls import MarkOption, MyBallot, OpenPoll, ShowPolls, TapOption, WithdrawBallot
from tests.e2e.town import House, Neighbour, Town

IN_GROUP: tuple[type[Button], ...] = (TapOption, MyBallot)
"""Buttons of polls that hang in the group."""


@dataclass(frozen=True, slots=True)
class Polling:
    """An open poll, which the admin asks and the resident has answered."""

    poll: int

    def buttons(self, admin: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        return {
            TapOption: (TapOption(poll=self.poll, option=2), resident),
            MyBallot: (MyBallot(poll=self.poll), resident),
            OpenPoll: (OpenPoll(poll=self.poll), resident),
            ShowPolls: (ShowPolls(), resident),
            MarkOption: (MarkOption(poll=self.poll, option=1, mark=1), resident),
            WithdrawBallot: (WithdrawBallot(poll=self.poll), resident),
        }


async def polling(admin: Neighbour, resident: Neighbour, house: House, town: Town) -> Polling:
    """Ask, and answer."""
    await admin.writes("/poll What shall we get first? | Bench | Grill", to=house)
    await admin.taps(await house.shows("What shall we get first?"), "Publish")
    await resident.taps(await house.shows_button("Grill"), "Grill")
    [[poll]] = town.rows("SELECT id FROM polls")
    return Polling(int(poll))
