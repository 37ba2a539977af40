"""What there is to look after in the scene: the admin is the manager of the house, too."""

from dataclasses import dataclass

from community.choices import Setting
from handlers.buttons import Button
from handlers.taps.areas import AddHouses, MoveHouse, NameArea, OpenArea, ShowAreas, ShowMoves
from handlers.taps.board import Boarding, HouseBoard
from handlers.taps.choices import AskSetting, ChooseSetting, OpenSettings
from handlers.taps.founding import (
    AddManyHouses,
    AddNewHouses,
    MakeGroupTexts,
    MakePosters,
    ShowWaiting,
    TurnNewHouses,
    UndoHouses,
)
from handlers.taps.handing import HandOver, HandTo, TakeOnAll
from handlers.taps.houses import Coding, HouseCode, OpenHouse, ShowHouses
from handlers.taps.invitations import Invite, RevokeInvitation, ShowRoles, TakeOnRole, TakeRole
from handlers.taps.linking import (
    ChooseChat,
    JoinArea,
    LinkChosen,
    MakeAreaCode,
    MakeGroupCode,
    SeparateGroup,
    ShowGroups,
)
from handlers.taps.phoneless import ErasePhoneless, Erasing, FindPhoneless, PrintPhoneless, ShowPhoneless
from storage.roles import Role
from tests.e2e.post import Post
from tests.e2e.town import Neighbour, Town

HOUSE = 1
"""The scene's first house."""

OTHER = 2
"""Another house, and its group, of which the manager is an admin too."""

AREA = 1
"""Its area, to which the house does not belong yet."""


@dataclass(frozen=True)
class Caretaking:
    """Two invitations, one of them to be withdrawn, who has a role, a neighbour without a phone who was looked for, two codes."""

    withdrawn: int
    secret: str
    holder: int
    area_code: str
    sought: int
    group_code: str
    added: int
    listed: int

    def buttons(self, manager: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        return {
            ShowHouses: (ShowHouses(), manager),
            OpenHouse: (OpenHouse(house=HOUSE), manager),
            ShowRoles: (ShowRoles(house=HOUSE), manager),
            Invite: (Invite(role=Role.BOARD, house=HOUSE), manager),
            HouseCode: (HouseCode(house=HOUSE, step=Coding.ASK), manager),
            HouseBoard: (HouseBoard(house=HOUSE, step=Boarding.SHOW), manager),
            OpenSettings: (OpenSettings(house=HOUSE), manager),
            AskSetting: (AskSetting(house=HOUSE, what=Setting.QUIET), manager),
            ChooseSetting: (ChooseSetting(house=HOUSE, what=Setting.TENURE, value="rented"), manager),
            HandOver: (HandOver(house=HOUSE), manager),
            HandTo: (HandTo(house=HOUSE, area=0, person=2), manager),
            TakeOnAll: (TakeOnAll(draft=self.withdrawn), manager),
            ShowAreas: (ShowAreas(), manager),
            OpenArea: (OpenArea(area=AREA), manager),
            NameArea: (NameArea(area=AREA), manager),
            AddHouses: (AddHouses(area=AREA), manager),
            ShowMoves: (ShowMoves(house=HOUSE), manager),
            ShowGroups: (ShowGroups(house=HOUSE), manager),
            MakeGroupCode: (MakeGroupCode(house=HOUSE), manager),
            ChooseChat: (ChooseChat(house=HOUSE), manager),
            LinkChosen: (LinkChosen(house=HOUSE, chat=OTHER), manager),
            SeparateGroup: (SeparateGroup(house=HOUSE, chat=HOUSE), manager),
            MakeAreaCode: (MakeAreaCode(area=AREA), manager),
            AddManyHouses: (AddManyHouses(area=AREA), manager),
            ShowWaiting: (ShowWaiting(area=AREA), manager),
            MakeGroupTexts: (MakeGroupTexts(area=AREA), manager),
            MakePosters: (MakePosters(area=AREA), manager),
            TurnNewHouses: (TurnNewHouses(draft=self.listed, page=0), manager),
            UndoHouses: (UndoHouses(draft=self.added), manager),
            AddNewHouses: (AddNewHouses(draft=self.listed), manager),
            JoinArea: (JoinArea(token=self.area_code, house=HOUSE), manager),
            MoveHouse: (MoveHouse(house=HOUSE, area=0), manager),
            RevokeInvitation: (RevokeInvitation(invitation=self.withdrawn), manager),
            TakeOnRole: (TakeOnRole(token=self.secret), resident),
            TakeRole: (TakeRole(holder=self.holder), manager),
        }

    def for_a_neighbour(self, manager: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """The same for what a manager does for a neighbour without a phone."""
        return {
            FindPhoneless: (FindPhoneless(house=HOUSE), manager),
            ShowPhoneless: (ShowPhoneless(draft=self.sought), manager),
            PrintPhoneless: (PrintPhoneless(draft=self.sought), manager),
            ErasePhoneless: (ErasePhoneless(draft=self.sought, step=Erasing.KEEP), manager),
        }


async def caretaking(manager: Neighbour, town: Town) -> Caretaking:
    """Set it up, as people would."""
    await town.made_manager(manager, house=HOUSE)
    await manager.writes("/settings")
    seen = await manager.hears("Koivukuja 3", "no area")
    await manager.taps(seen, "Roles and invitations")
    shown = await manager.hears("Koivukuja 3: roles")
    await manager.taps(shown, "Invite to the board")
    await manager.hears("You are invited", "board")
    await manager.taps(shown, "Invite an activist")
    made = await manager.hears("You are invited", "resident activist")
    [[withdrawn], [_]] = town.rows("SELECT id FROM invitations ORDER BY id")
    [[holder]] = town.rows("SELECT id FROM roles")
    await town.telegram.act("press", chat=manager.id, user=manager.id, message=shown.id, data=FindPhoneless(house=HOUSE).pack(), wait=20)
    await manager.writes("Aino")
    [[sought]] = town.rows("SELECT id FROM drafts WHERE kind = 'phoneless'")
    area_code = await _an_area(manager)
    secret, group_code = (await made.text()).rpartition("r_")[2], await town.group_code(OTHER)
    return Caretaking(withdrawn, secret, holder, area_code, sought, group_code, *await _lists(manager, town))


async def _an_area(manager: Neighbour) -> str:
    """The manager makes an area, and a code for it."""
    await manager.writes("/settings")
    seen = await manager.hears("Koivukuja 3", "no area")
    await manager.taps(seen, "Area")
    await seen.shows("It is in no area")
    await manager.taps(seen, "New area")
    await seen.shows("What is the area called?")
    await manager.writes("Koivula")
    await manager.taps(await manager.hears("Koivula", "No house yet"), "Code for a house")
    return (await (await manager.hears("invited to the area Koivula")).text()).rpartition("l_")[2]


async def _lists(manager: Neighbour, town: Town) -> tuple[int, int]:
    """One list of houses that was added and can be undone, and one that was only written."""
    area = await manager.hears("Koivula", "1 community manager")
    await _writes_houses(manager, area, "Kaivokuja 9", town)
    await manager.taps(await manager.hears("Koivula: 1 house would be added.", "Kaivokuja 9"), "Add 1 house")
    await manager.hears("Koivula: 1 house was added.")
    await _writes_houses(manager, area, "Kaivokuja 10", town)
    await manager.hears("Koivula: 1 house would be added.", "Kaivokuja 10")
    [[added]], [[listed]] = (town.rows(f"SELECT id FROM drafts WHERE kind = '{kind}'") for kind in ("houses-added", "new-houses"))
    return added, listed


async def _writes_houses(manager: Neighbour, area: Post, line: str, town: Town) -> None:
    await town.telegram.act("press", chat=manager.id, user=manager.id, message=area.id, data=AddManyHouses(area=AREA).pack(), wait=20)
    await manager.writes(line)
