"""A neighbourhood in which every button there is hangs somewhere, with people who may press it and people who may not."""

from dataclasses import dataclass, replace
from typing import Any

from community.events import Answer, Part, Step, Way, Why
from community.series import Promised, Scope
from community.when import Cadence
from handlers.buttons import Button
from handlers.features import FEATURES
from handlers.taps.aftermath import SayCame, ThankForEvent, WriteCame
from handlers.taps.asking import AnswerAsker, AskOrganiser
from handlers.taps.attendance import CheckIn, OpenAttendance
from handlers.taps.bringing import BringItem, BringList, BringSomething, Listing
from handlers.taps.calendar import AddToCalendar, CloseFeed, OpenFeed, RenewFeed, ShowCalendar
from handlers.taps.call_making import CallForEvent
from handlers.taps.cancelling import CancelEvent, ChooseWhy, UndoCancel
from handlers.taps.changing import ChangePart, ChooseChange, ChooseTime, ClearPart, SaveChange
from handlers.taps.choosing import ChooseGroup, ChooseGroups, ChooseTopic, PublishOver, ShowTopics, TurnGroups
from handlers.taps.closing import CloseSignUp, SetDeadline
from handlers.taps.drafts import ChooseReading, DropDraft, PassOn, PublishEvent, TryExample
from handlers.taps.events import AnswerEvent, InOtherLanguages, MyAnswer, OpenEvent, OpenPanel, ShowEvents
from handlers.taps.linking import LinkGroup
from handlers.taps.making import AnswerQuestion, AskFor, NewEvent, RepeatEvent, Template, UseTemplate, WriteAnswer
from handlers.taps.minimums import CallForMore, GoAhead
from handlers.taps.more import OpenMore
from handlers.taps.names import ShowNames
from handlers.taps.naming import MyName, Naming
from handlers.taps.organisers import (
    AcceptInvitation,
    InviteOrganiser,
    LeaveOrganising,
    RemoveOrganiser,
    ShowOrganisers,
    TakeOver,
    WithdrawInvitation,
)
from handlers.taps.panel import OpenPanelMore
from handlers.taps.parties import AskParty, BringParty, ComeAlone, Guests, MyGuests
from handlers.taps.people import ChooseLanguage, ChooseReminders, Language, ShowLanguages, ShowMenu, ShowMine, ShowReminders
from handlers.taps.places import DeclineHouse, HouseLanguage, HouseLanguages, JoinHouse, JoinLanguage
from handlers.taps.privacy import ForgetMe, Forgetting, ReadNotice, ShowData, ShowPrivacy
from handlers.taps.proxies import AskNeighbours, NeighbourCant, NoneCan, PassNewsOn, SignUpNeighbours
from handlers.taps.quiet import ChooseQuiet, ShowQuiet
from handlers.taps.reports import LeaveReport, ReportCard, Reporting, TakeDown, UndoTakeDown
from handlers.taps.seating import ArrangeSeats, ShowDraw, ShowSeating
from handlers.taps.series import (
    AskEnd,
    ComeAgain,
    JustOnce,
    LeaveOut,
    OpenDate,
    PauseSeries,
    SeriesToCalendar,
    SetEnd,
    ShowDates,
    ShowSeries,
    SpreadChange,
)
from handlers.taps.spreading import OpenSpread, SpreadOver, SpreadTo
from handlers.taps.stepwise import GoBack, GoOn
from handlers.taps.trust import AskVoucher, TakeVoucher, Vouch
from handlers.taps.week import ShowWeek, WantDigest
from handlers.views.refusals import REFUSALS
from storage.people import Reminding
from storage.tables import TABLES
from tests.e2e.post import PopUp, Post, pop_up
from tests.e2e.town import House, Neighbour, Town
from tests.handlers import calling as calls
from tests.handlers import noticing as notices
from tests.handlers import polling as polls
from tests.handlers import rotating as rotas
from tests.handlers.announcing_scene import announcing
from tests.handlers.calling import Calling, calling
from tests.handlers.caretaking import Caretaking, caretaking
from tests.handlers.hours_scene import waiting_notices
from tests.handlers.noticing import Noticing, noticing
from tests.handlers.polling import Polling, polling
from tests.handlers.rotating import Rotating, rotating

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 9"

BUTTONS: tuple[type[Button], ...] = tuple(button for feature in FEATURES for button in feature.buttons)
"""Every button the bot can make."""

IN_GROUP = (
    AnswerEvent,
    MyAnswer,
    InOtherLanguages,
    TryExample,
    HouseLanguages,
    HouseLanguage,
    PublishEvent,
    PublishOver,
    ChooseReading,
    DropDraft,
    LeaveOut,
    JustOnce,
    ThankForEvent,
    LinkGroup,
    *polls.IN_GROUP,
    *calls.IN_GROUP,
    *rotas.IN_GROUP,
    *notices.IN_GROUP,
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
    item: int
    sign_up: int
    proxied: int
    preview: int
    series: int
    choice: int
    suggestion: int
    begun: int
    own_preview: int
    edit: int
    token: str
    invitation: str
    own_feed: int
    house_feed: int
    caretaking: Caretaking
    polling: Polling
    calling: Calling
    rotating: Rotating
    announcing: dict[type[Button], tuple[Button, Neighbour]]
    noticing: Noticing

    def buttons(self) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        language = Language.EN
        return {
            MyAnswer: (MyAnswer(event=self.event), self.resident),
            AnswerEvent: (AnswerEvent(event=self.event, answer=Answer.COMING, party=2), self.resident),
            InOtherLanguages: (InOtherLanguages(event=self.event), self.resident),
            OpenEvent: (OpenEvent(event=self.event), self.resident),
            OpenMore: (OpenMore(event=self.event), self.resident),
            TryExample: (TryExample(), self.admin),
            HouseLanguages: (HouseLanguages(), self.admin),
            HouseLanguage: (HouseLanguage(languages="en"), self.admin),
            JoinLanguage: (JoinLanguage(token=self.token, language=language), self.resident),
            JoinHouse: (JoinHouse(token=self.token, language=language), self.resident),
            DeclineHouse: (DeclineHouse(language=language), self.resident),
            ReadNotice: (ReadNotice(token=self.token, language=language), self.resident),
            ShowMenu: (ShowMenu(), self.resident),
            ShowEvents: (ShowEvents(), self.resident),
            ShowMine: (ShowMine(), self.resident),
            ShowLanguages: (ShowLanguages(), self.resident),
            ChooseLanguage: (ChooseLanguage(language=language), self.resident),
            ShowReminders: (ShowReminders(), self.resident),
            ChooseReminders: (ChooseReminders(reminding=Reminding.BOTH, minutes=60), self.resident),
            ShowWeek: (ShowWeek(), self.resident),
            WantDigest: (WantDigest(wanted=0), self.resident),
            ShowQuiet: (ShowQuiet(), self.resident),
            ChooseQuiet: (ChooseQuiet(since=22, until=7), self.resident),
            MyName: (MyName(step=Naming.ASK), self.resident),
            AddToCalendar: (AddToCalendar(event=self.event), self.resident),
            ShowCalendar: (ShowCalendar(), self.resident),
            OpenFeed: (OpenFeed(house=0), self.resident),
            RenewFeed: (RenewFeed(feed=self.own_feed), self.resident),
            CloseFeed: (CloseFeed(feed=self.house_feed), self.resident),
            ShowPrivacy: (ShowPrivacy(), self.resident),
            ShowData: (ShowData(), self.resident),
            ShowDates: (ShowDates(event=self.event), self.resident),
            OpenDate: (OpenDate(event=self.event, day=20270529), self.resident),
            SeriesToCalendar: (SeriesToCalendar(event=self.event), self.resident),
            ShowSeries: (ShowSeries(event=self.event), self.admin),
            ComeAgain: (ComeAgain(event=self.event, cadence=Cadence.WEEKLY), self.admin),
            AskEnd: (AskEnd(event=self.event), self.admin),
            SpreadChange: (SpreadChange(event=self.event, scope=Scope.ALL, promised=Promised.ASK), self.admin),
            PauseSeries: (PauseSeries(event=self.event, paused=1), self.admin),
            SetEnd: (SetEnd(event=self.event, more=3), self.admin),
            LeaveOut: (LeaveOut(draft=self.series), self.admin),
            JustOnce: (JustOnce(draft=self.series), self.admin),
            ChooseReading: (ChooseReading(draft=self.choice, number=0), self.admin),
            DropDraft: (DropDraft(draft=self.choice), self.admin),
            PassOn: (PassOn(draft=self.suggestion), self.resident),
            ChooseGroups: (ChooseGroups(draft=self.own_preview), self.admin),
            TurnGroups: (TurnGroups(draft=self.own_preview, page=0), self.admin),
            ChooseGroup: (ChooseGroup(draft=self.own_preview, chat=1, chosen=1), self.admin),
            ShowTopics: (ShowTopics(draft=self.own_preview), self.admin),
            ChooseTopic: (ChooseTopic(draft=self.own_preview, thread=0), self.admin),
            PublishOver: (PublishOver(draft=self.series, house=1), self.admin),
            PublishEvent: (PublishEvent(draft=self.preview), self.admin),
            AskParty: (AskParty(event=self.event, adults=1), self.resident),
            BringParty: (BringParty(event=self.event, adults=1, children=1), self.resident),
            MyGuests: (MyGuests(event=self.event, step=Guests.ASK), self.resident),
            ComeAlone: (ComeAlone(event=self.event, alone=1), self.resident),
            AskNeighbours: (AskNeighbours(event=self.event), self.admin),
            SignUpNeighbours: (SignUpNeighbours(event=self.event, party=1), self.admin),
            PassNewsOn: (PassNewsOn(sign_up=self.proxied, told=1), self.admin),
            **self.caretaking.for_a_neighbour(self.admin),
            OpenAttendance: (OpenAttendance(event=self.event), self.admin),
            CheckIn: (CheckIn(event=self.event, sign_up=self.sign_up, came=1), self.admin),
            NewEvent: (NewEvent(), self.admin),
            GoOn: (GoOn(draft=self.begun), self.admin),
            WriteAnswer: (WriteAnswer(step=Step.DAY), self.admin),
            UseTemplate: (UseTemplate(draft=self.begun, template=Template.SAUNA), self.admin),
            AnswerQuestion: (AnswerQuestion(draft=self.begun, step=Step.DAY, value="2027-05-22"), self.admin),
            GoBack: (GoBack(draft=self.begun, to=0), self.admin),
            AskFor: (AskFor(draft=self.begun, step=Step.PAST), self.admin),
            RepeatEvent: (RepeatEvent(draft=self.begun, event=self.event), self.admin),
            OpenPanel: (OpenPanel(event=self.event), self.admin),
            ChooseChange: (ChooseChange(event=self.event), self.admin),
            ChangePart: (ChangePart(event=self.event, part=Part.TIME), self.admin),
            ClearPart: (ClearPart(event=self.event, part=Part.PLACE), self.admin),
            ChooseTime: (ChooseTime(draft=self.edit, number=0), self.admin),
            SaveChange: (SaveChange(draft=self.edit), self.admin),
            CloseSignUp: (CloseSignUp(event=self.event, closed=0), self.admin),
            SetDeadline: (SetDeadline(event=self.event, days=1), self.admin),
            ShowOrganisers: (ShowOrganisers(event=self.event), self.admin),
            OpenSpread: (OpenSpread(event=self.event), self.admin),
            SpreadTo: (SpreadTo(event=self.event, chat=1), self.admin),
            SpreadOver: (SpreadOver(event=self.event), self.admin),
            InviteOrganiser: (InviteOrganiser(event=self.event), self.admin),
            TakeOver: (TakeOver(event=self.event), self.admin),
            AcceptInvitation: (AcceptInvitation(token=self.invitation), self.resident),
            LeaveOrganising: (LeaveOrganising(event=self.event, sure=1), self.resident),
            RemoveOrganiser: (RemoveOrganiser(event=self.event, person=2), self.admin),
            WithdrawInvitation: (WithdrawInvitation(event=self.event), self.admin),
            ReportCard: (ReportCard(event=self.event, step=Reporting.SEND), self.resident),
            AskVoucher: (AskVoucher(house=1), self.resident),
            Vouch: (Vouch(voucher=1, lives=1), self.admin),
            TakeVoucher: (TakeVoucher(voucher=1), self.admin),
            LeaveReport: (LeaveReport(report=1), self.admin),
            UndoTakeDown: (UndoTakeDown(draft=self.preview), self.admin),
            BringSomething: (BringSomething(event=self.event), self.resident),
            BringItem: (BringItem(item=self.item, pieces=1), self.resident),
            BringList: (BringList(event=self.event, step=Listing.CLEAR), self.admin),
            OpenPanelMore: (OpenPanelMore(event=self.event), self.admin),
            CallForEvent: (CallForEvent(event=self.event), self.admin),
            ShowNames: (ShowNames(event=self.event, shown=1), self.admin),
            ShowSeating: (ShowSeating(event=self.event, way=Way.RESERVE), self.admin),
            ArrangeSeats: (ArrangeSeats(event=self.event, way=Way.DRAW, number=1, days=1), self.admin),
            ShowDraw: (ShowDraw(event=self.event), self.resident),
            AskOrganiser: (AskOrganiser(event=self.event), self.resident),
            AnswerAsker: (AnswerAsker(event=self.event, person=2), self.admin),
            SayCame: (SayCame(event=self.event, came=3), self.admin),
            WriteCame: (WriteCame(event=self.event), self.admin),
            ThankForEvent: (ThankForEvent(event=self.event), self.resident),
            NeighbourCant: (NeighbourCant(sign_up=self.proxied), self.admin),
            NoneCan: (NoneCan(event=self.event), self.admin),
            CallForMore: (CallForMore(event=self.event), self.admin),
            GoAhead: (GoAhead(event=self.event), self.admin),
            ChooseWhy: (ChooseWhy(event=self.event, why=Why.WEATHER), self.admin),
            CancelEvent: (CancelEvent(event=self.event, sure=1), self.admin),
            UndoCancel: (UndoCancel(event=self.event), self.admin),
            TakeDown: (TakeDown(event=self.event), self.admin),
            **self.caretaking.buttons(self.admin, self.resident),
            **self.polling.buttons(self.admin, self.resident),
            **self.calling.buttons(self.admin, self.resident),
            **self.rotating.buttons(self.admin, self.resident),
            **self.announcing,
            **self.noticing.buttons(self.admin, self.resident),
            LinkGroup: (LinkGroup(token=self.caretaking.group_code), self.admin),
            ForgetMe: (ForgetMe(step=Forgetting.FREE), self.resident),
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
        with self.town.looking() as db:
            return {name: db.execute(f"SELECT {columns_of(name)} FROM {name} ORDER BY 1").fetchall() for name in tables}


def columns_of(table: str) -> str:
    """What of a row must stay: not the number of a reminder that is planned anew, not when somebody last saw the notice, not whether
    the files were scrubbed since a poll closed."""
    passing = {"reminders": "id", "shift_reminders": "id", "people": "notice_at", "polls": "sealed"}.get(table)
    return ", ".join(f'"{column.name}"' for column in TABLES.tables[table].columns if column.name != passing)


async def a_scene(town: Town) -> Scene:
    """Set it up, as people would. Then the calendar stands still, so that nothing happens by itself."""
    await town.telegram.emu("limits", {"mode": "off"}, "PATCH")
    house, [admin, resident] = await town.settled_house("en", "en")
    elsewhere, [foreigner] = await town.settled_house("en")
    stranger = await town.neighbour("Passer-by")
    await town.telegram.act("join", chat=house.id, user=stranger.id)
    await town.telegram.act("send", chat=stranger.id, user=stranger.id, text="/start")
    card = await admin.announces(house, LINE)
    await resident.taps(card, "We are 2")
    await _neighbour_without_phone(admin, town)
    item = await _bring_list(admin, town)
    await admin.writes("/event every Fri 18 Jam session", to=house)
    await house.shows_button("Only once")
    await admin.writes("/event Sun 23 May 12 Coffee", to=house)
    await house.shows_button("Publish")
    await admin.writes("/event next Friday at 18:00 Sauna", to=house)
    await house.shows_button("I write it again")
    await resident.writes("/event Mon 24 May 18:00 Jazz", to=house)
    await resident.hears("Shall I pass on your suggestion?")
    await admin.taps(await _panel(admin), "Organisers")
    await admin.taps(await admin.hears("Who organises"), "Ask somebody to help")
    await admin.hears("Will you organise this with me?")
    await _comes_again(admin, town)
    await _two_times(admin)
    await admin.writes("/event Tue 25 May 18 Chess")
    await admin.hears("Preview", "Chess")
    await _press_at_once(admin, town, NewEvent())
    await admin.hears("What is it?")
    feeds = await _two_feeds(resident, town)
    await town.rest()
    drafts = dict(town.rows("SELECT step, id FROM drafts WHERE kind = 'event' AND (address < 0 OR step <> 'preview') ORDER BY id"))
    [[own_preview]] = town.rows("SELECT id FROM drafts WHERE step = 'preview' AND address > 0")
    [[series]] = town.rows("SELECT min(id) FROM drafts WHERE kind = 'event' AND step = 'preview'")
    [[edit]] = town.rows("SELECT id FROM drafts WHERE kind = 'change'")
    [[event, sign_up]] = town.rows("SELECT event_id, id FROM sign_ups WHERE person_id IS NOT NULL")
    [[proxied]] = town.rows("SELECT sign_up_id FROM proxies")
    [[token]] = town.rows("SELECT token FROM houses ORDER BY id LIMIT 1")
    [[invitation]] = town.rows("SELECT token FROM organiser_invitations WHERE thing_id IN (SELECT id FROM events)")
    walls = await town.telegram.said(house.id), await town.telegram.said(elsewhere.id)
    numbers = drafts["preview"], series, drafts["choose"], drafts["suggest"], drafts["what"], own_preview, edit
    for act in ("join", "promote"):
        await town.telegram.act(act, chat=elsewhere.id, user=admin.id)
    cared, asked = await caretaking(admin, town), await polling(admin, resident, house, town)
    called = await calling(admin, resident, house, town)
    turning = await rotating(admin, resident, house, town)
    writing = await announcing(admin, town)
    noticed = await noticing(admin, resident, house, town)
    waiting = await waiting_notices(admin, town, event)
    await town.rest()
    await town.clock(mode="frozen")
    things = event, item, sign_up, proxied, *numbers
    return Scene(
        town,
        house,
        admin,
        resident,
        stranger,
        elsewhere,
        foreigner,
        *walls,
        *things,
        token,
        invitation,
        *feeds,
        cared,
        asked,
        called,
        turning,
        writing | waiting,
        noticed,
    )


async def _press_at_once(who: Neighbour, town: Town, button: Button) -> None:
    """Press a button, without the way to it."""
    await town.telegram.act("press", chat=who.id, user=who.id, message=(await who.from_bot())[0]["message_id"], data=button.pack(), wait=20)


async def _comes_again(admin: Neighbour, town: Town) -> None:
    """The event is the first of a series."""
    [[event]] = town.rows("SELECT DISTINCT event_id FROM sign_ups")
    await _press_at_once(admin, town, ComeAgain(event=event, cadence=Cadence.WEEKLY))


async def _neighbour_without_phone(admin: Neighbour, town: Town) -> None:
    """The organiser signs up somebody who has no phone."""
    [[event]] = town.rows("SELECT DISTINCT event_id FROM sign_ups")
    await _press_at_once(admin, town, AskNeighbours(event=event, nickname=1))
    await admin.writes("Aino")


async def _bring_list(admin: Neighbour, town: Town) -> int:
    """The event needs something; its number."""
    [[event]] = town.rows("SELECT id FROM events")
    await _press_at_once(admin, town, BringList(event=event, step=Listing.ASK))
    await admin.writes("cake ×2")
    await admin.hears("Bring-list")
    [[item]] = town.rows("SELECT id FROM bring_items")
    return int(item)


async def _panel(admin: Neighbour) -> Post:
    """What the admin can do as the organiser of the event."""
    await admin.writes("/my")
    await admin.taps(await admin.hears("You organise"), "1. Change")
    await admin.taps(await admin.hears("How many of you are coming?"), "For the organiser")
    return await admin.hears("For the organiser: ")


async def _two_times(admin: Neighbour) -> None:
    """The admin wants to move the event to a time that can be read in two ways."""
    await admin.taps(await _panel(admin), "Change")
    await admin.taps(await admin.hears("What shall be different?"), "Time")
    await admin.hears("Write the new time")
    await admin.writes("next Friday at 18:00")
    await admin.hears("which time do you mean?")


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


def code_of(text: str) -> str:
    """The refusal whose English text this is; numbers and examples in it may be any."""
    for code, template in REFUSALS.items():
        beginning = template.split("{")[0]
        if text.startswith(beginning) and beginning:
            return code
    return "party-too-big" if text.startswith("You can sign up") else ""
