"""A neighbourhood in which every button there is hangs somewhere, with people who may press it and people who may not."""

import inspect
from dataclasses import dataclass, replace
from typing import Any

from community.events import Answer
from handlers import taps
from handlers.buttons import Button
from storage.people import Reminding
from storage.tables import TABLES
from tests.e2e.post import PopUp, Post, pop_up
from tests.e2e.town import House, Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 9"

BUTTONS: tuple[type[Button], ...] = tuple(
    each for _, each in inspect.getmembers(taps, inspect.isclass) if issubclass(each, Button) and each is not Button
)
"""Every button the bot can make."""

IN_GROUP = (
    taps.AnswerEvent,
    taps.MyAnswer,
    taps.InOtherLanguages,
    taps.TryExample,
    taps.HouseLanguages,
    taps.HouseLanguage,
    taps.PublishEvent,
    taps.ChooseReading,
    taps.DropDraft,
)
"""Buttons that hang in the group; the others are private."""

MOVING = ("handled_updates", "job_runs", "receiving", "leases")
"""Tables that change by themselves, or with every update."""


@dataclass
class Scene:
    """Who and what there is. `wall` is a message of the bot in the house's group, on which anything can be pressed."""

    town: Town
    house: House
    admin: Neighbour
    resident: Neighbour
    stranger: Neighbour
    elsewhere: House
    foreigner: Neighbour
    wall: int
    far_wall: int
    event: int
    preview: int
    choice: int
    suggestion: int
    token: str
    own_feed: int
    house_feed: int

    def buttons(self) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        language = taps.Language.EN
        return {
            taps.MyAnswer: (taps.MyAnswer(event=self.event), self.resident),
            taps.AnswerEvent: (taps.AnswerEvent(event=self.event, answer=Answer.COMING, party=2), self.resident),
            taps.InOtherLanguages: (taps.InOtherLanguages(event=self.event), self.resident),
            taps.OpenEvent: (taps.OpenEvent(event=self.event), self.resident),
            taps.TryExample: (taps.TryExample(), self.admin),
            taps.HouseLanguages: (taps.HouseLanguages(), self.admin),
            taps.HouseLanguage: (taps.HouseLanguage(languages="en"), self.admin),
            taps.JoinLanguage: (taps.JoinLanguage(token=self.token, language=language), self.resident),
            taps.JoinHouse: (taps.JoinHouse(token=self.token, language=language), self.resident),
            taps.DeclineHouse: (taps.DeclineHouse(language=language), self.resident),
            taps.ReadNotice: (taps.ReadNotice(token=self.token, language=language), self.resident),
            taps.ShowMenu: (taps.ShowMenu(), self.resident),
            taps.ShowEvents: (taps.ShowEvents(), self.resident),
            taps.ShowMine: (taps.ShowMine(), self.resident),
            taps.ShowLanguages: (taps.ShowLanguages(), self.resident),
            taps.ChooseLanguage: (taps.ChooseLanguage(language=language), self.resident),
            taps.ShowReminders: (taps.ShowReminders(), self.resident),
            taps.ChooseReminders: (taps.ChooseReminders(reminding=Reminding.BOTH, minutes=60), self.resident),
            taps.MyName: (taps.MyName(step=taps.Naming.ASK), self.resident),
            taps.AddToCalendar: (taps.AddToCalendar(event=self.event), self.resident),
            taps.ShowCalendar: (taps.ShowCalendar(), self.resident),
            taps.OpenFeed: (taps.OpenFeed(house=0), self.resident),
            taps.RenewFeed: (taps.RenewFeed(feed=self.own_feed), self.resident),
            taps.CloseFeed: (taps.CloseFeed(feed=self.house_feed), self.resident),
            taps.ShowPrivacy: (taps.ShowPrivacy(), self.resident),
            taps.ShowData: (taps.ShowData(), self.resident),
            taps.ChooseReading: (taps.ChooseReading(draft=self.choice, number=0), self.admin),
            taps.DropDraft: (taps.DropDraft(draft=self.choice), self.admin),
            taps.PassOn: (taps.PassOn(draft=self.suggestion), self.resident),
            taps.PublishEvent: (taps.PublishEvent(draft=self.preview), self.admin),
            taps.CancelEvent: (taps.CancelEvent(event=self.event, sure=1), self.admin),
            taps.ForgetMe: (taps.ForgetMe(step=taps.Forgetting.FREE), self.resident),
        }

    async def press(self, who: Neighbour, data: str, *, kind: type[Button] | None = None, wall: int | None = None) -> PopUp:
        """Press such data: in the group if that is where the button hangs, else in the person's private chat."""
        in_group = kind in IN_GROUP
        chat, message = (self.house.id, wall or self.wall) if in_group else (who.id, await self.private_wall(who))
        body = {"chat": chat, "user": who.id, "message": message, "data": data, "wait": 20}
        return pop_up(await self.town.telegram.act("press", **body))

    async def private_wall(self, who: Neighbour) -> int:
        """A message of the bot in somebody's private chat."""
        mine = await who.from_bot()
        return int(mine[0]["message_id"]) if mine else await self.town.telegram.said(who.id)

    async def stored(self, *without: str) -> dict[str, list[Any]]:
        """Everything in the database, but for what moves by itself."""
        await self.town.rest()
        tables = [name for name in TABLES.tables if name not in (*MOVING, *without)]
        return {name: self.town.rows(f"SELECT {columns_of(name)} FROM {name} ORDER BY 1") for name in tables}


def columns_of(table: str) -> str:
    """What of a row must stay: not the number of a reminder that is planned anew, not when somebody last saw the notice."""
    passing = {"reminders": "id", "people": "notice_at"}.get(table)
    return ", ".join(f'"{column.name}"' for column in TABLES.tables[table].columns if column.name != passing)


async def a_scene(town: Town) -> Scene:
    """Set it up, as people would."""
    await town.telegram.emu("limits", {"mode": "off"}, "PATCH")
    house, [admin, resident] = await town.settled_house("en", "en")
    elsewhere, [foreigner] = await town.settled_house("en")
    stranger = await town.neighbour("Passer-by")
    await town.telegram.act("join", chat=house.id, user=stranger.id)
    await town.telegram.act("send", chat=stranger.id, user=stranger.id, text="/start")
    card = await admin.announces(house, LINE)
    await resident.taps(card, "We are 2")
    await admin.writes("/event Sun 23 May 12 Coffee", to=house)
    await house.shows_button("Publish")
    await admin.writes("/event next Friday at 18:00 Sauna", to=house)
    await house.shows_button("I write it again")
    await resident.writes("/event Mon 24 May 18:00 Jazz", to=house)
    await resident.hears("Shall I pass on your suggestion?")
    feeds = await _two_feeds(resident, town)
    await town.rest()
    drafts = dict(town.rows("SELECT step, id FROM drafts"))
    [[event]], [[token]] = town.rows("SELECT id FROM events"), town.rows("SELECT token FROM houses ORDER BY id LIMIT 1")
    walls = await town.telegram.said(house.id), await town.telegram.said(elsewhere.id)
    numbers = drafts["preview"], drafts["choose"], drafts["suggest"]
    return Scene(town, house, admin, resident, stranger, elsewhere, foreigner, *walls, event, *numbers, token, *feeds)


async def _two_feeds(resident: Neighbour, town: Town) -> list[int]:
    """The resident has an address for the calendar of their own things, and one for the house's."""
    await resident.writes("/my")
    await resident.taps(await resident.hears("Your things"), "In my own calendar")
    shown = await resident.hears("An address is yours alone")
    for made in (1, 2):
        label = next(label for label in await shown.labels() if label.startswith("Make an address"))
        await resident.taps(shown, label)
        await shown.shows(f"{made}. ")
    return [number for [number] in town.rows("SELECT id FROM feeds ORDER BY id")]


def changed(button: Button, **fields: object) -> str:
    """The data of a button with other values in some fields."""
    return replace(button, **fields).pack()


async def post(scene: Scene, who: Neighbour) -> Post:
    """The newest message of the bot in somebody's private chat."""
    return Post(scene.town, who.id, (await who.from_bot())[-1]["message_id"], who.id)
