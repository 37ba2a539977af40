"""What there is to look after in the scene: the admin is the manager of the house, too."""

from dataclasses import dataclass

from community.choices import Setting
from handlers.buttons import Button
from handlers.taps.choices import AskSetting, ChooseSetting, OpenSettings
from handlers.taps.houses import Coding, HouseCode, OpenHouse, ShowHouses
from handlers.taps.invitations import Invite, RevokeInvitation, ShowRoles, TakeOnRole, TakeRole
from storage.roles import Role
from tests.e2e.town import Neighbour, Town

HOUSE = 1
"""The scene's first house."""


@dataclass(frozen=True)
class Caretaking:
    """Two invitations, one of them to be withdrawn, and who has a role."""

    withdrawn: int
    secret: str
    holder: int

    def buttons(self, manager: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        return {
            ShowHouses: (ShowHouses(), manager),
            OpenHouse: (OpenHouse(house=HOUSE), manager),
            ShowRoles: (ShowRoles(house=HOUSE), manager),
            Invite: (Invite(role=Role.BOARD, house=HOUSE), manager),
            HouseCode: (HouseCode(house=HOUSE, step=Coding.ASK), manager),
            OpenSettings: (OpenSettings(house=HOUSE), manager),
            AskSetting: (AskSetting(house=HOUSE, what=Setting.QUIET), manager),
            ChooseSetting: (ChooseSetting(house=HOUSE, what=Setting.TENURE, value="rented"), manager),
            RevokeInvitation: (RevokeInvitation(invitation=self.withdrawn), manager),
            TakeOnRole: (TakeOnRole(token=self.secret), resident),
            TakeRole: (TakeRole(holder=self.holder), manager),
        }


async def caretaking(manager: Neighbour, town: Town) -> Caretaking:
    """Set it up, as people would."""
    await town.made_manager(manager, house=HOUSE)
    await manager.writes("/settings")
    await manager.taps(await manager.hears("Koivukuja 3", "no area"), "Roles and invitations")
    shown = await manager.hears("Koivukuja 3: roles")
    await manager.taps(shown, "Invite to the board")
    await manager.hears("You are invited", "board")
    await manager.taps(shown, "Invite an activist")
    made = await manager.hears("You are invited", "resident activist")
    [[withdrawn], [_]] = town.rows("SELECT id FROM invitations ORDER BY id")
    [[holder]] = town.rows("SELECT id FROM roles")
    return Caretaking(withdrawn, (await made.text()).rpartition("r_")[2], holder)
