"""The part of the scene that asks the neighbours: an open poll in the house's group, and every button that hangs on one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from community.polls import Rule, Step
from community.polls.making import NOTHING
from handlers.buttons import Button
from handlers.taps.ballots import OpenPollMore, RemoveReason, ShowVotes, WriteReason
from handlers.taps.poll_flats import AllowFlat, AskActivists, ChooseFlat
from handlers.taps.poll_helpers import AcceptHelp, AskHelper, RemoveHelper, ShowHelpers
from handlers.taps.poll_making import (
    AskAgain,
    Asked,
    AskLike,
    ChooseKind,
    GoTo,
    KeepFirst,
    NewPoll,
    PollTemplate,
    SetRule,
    UsePollTemplate,
)
from handlers.taps.poll_panel import CancelPoll, ClosePoll, ExtendPoll, MakeEvent, OpenPollPanel, OtherDates, WriteOutcome
from handlers.taps.poll_paper import OpenPaper, ProposeOption, ReviewOption, TakeSlipsBack, TypeSlips
from handlers.taps.poll_results import SendTable, ShowPicture
from handlers.taps.polls import MarkOption, MyBallot, OpenPoll, ShowPolls, TapOption, WithdrawBallot
from storage.drafts import add_draft
from storage.engine import open_database
from storage.polls import PollKind, PollState, Proposals, change_poll
from tests.e2e.town import House, Neighbour, Town

IN_GROUP: tuple[type[Button], ...] = (TapOption, MyBallot)
"""Buttons of polls that hang in the group."""


@dataclass(frozen=True, slots=True)
class Polling:
    """An open poll, which the admin asks and the resident has answered."""

    poll: int
    flats: int
    proposed: int
    helping: str
    over: int
    making: int
    consent: int

    def buttons(self, admin: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        return {
            TapOption: (TapOption(poll=self.poll, option=2), resident),
            MyBallot: (MyBallot(poll=self.poll), resident),
            OpenPoll: (OpenPoll(poll=self.poll), resident),
            OpenPollMore: (OpenPollMore(poll=self.poll), resident),
            ShowPolls: (ShowPolls(), resident),
            ChooseFlat: (ChooseFlat(poll=self.flats, flat="A 2"), resident),
            AskActivists: (AskActivists(poll=self.flats, flat="A 1"), resident),
            AllowFlat: (AllowFlat(claim=1, yes=1), admin),
            OpenPaper: (OpenPaper(poll=self.poll), admin),
            TypeSlips: (TypeSlips(poll=self.poll), admin),
            TakeSlipsBack: (TakeSlipsBack(entry=1), admin),
            ProposeOption: (ProposeOption(poll=self.poll), resident),
            ReviewOption: (ReviewOption(option=self.proposed, accept=1), admin),
            ShowHelpers: (ShowHelpers(poll=self.poll), admin),
            AskHelper: (AskHelper(poll=self.poll), admin),
            AcceptHelp: (AcceptHelp(token=self.helping), resident),
            RemoveHelper: (RemoveHelper(poll=self.poll, person=2), admin),
            MarkOption: (MarkOption(poll=self.poll, option=1, mark=1), resident),
            WithdrawBallot: (WithdrawBallot(poll=self.poll), resident),
            **self.drafted(admin),
            WriteReason: (WriteReason(poll=self.consent), resident),
            RemoveReason: (RemoveReason(poll=self.consent), resident),
            ShowVotes: (ShowVotes(poll=self.consent), resident),
            OpenPollPanel: (OpenPollPanel(poll=self.poll), admin),
            ExtendPoll: (ExtendPoll(poll=self.poll, day=date(2027, 6, 1).toordinal()), admin),
            OtherDates: (OtherDates(poll=self.poll), admin),
            CancelPoll: (CancelPoll(poll=self.flats), admin),
            ShowPicture: (ShowPicture(poll=self.poll), resident),
            SendTable: (SendTable(poll=self.poll), admin),
            ClosePoll: (ClosePoll(poll=self.poll, sure=1), admin),
            WriteOutcome: (WriteOutcome(poll=self.poll), admin),
            MakeEvent: (MakeEvent(poll=self.poll, option=1), admin),
        }

    def drafted(self, admin: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """What hangs on a poll that is being made, and on one that is over."""
        draft = self.making
        return {
            KeepFirst: (KeepFirst(draft=draft, left=2), admin),
            GoTo: (GoTo(draft=draft, step=Step.PREVIEW), admin),
            SetRule: (SetRule(draft=draft, rule=Rule.VISIBLE, value=1), admin),
            ChooseKind: (ChooseKind(draft=draft, kind=Asked.MANY), admin),
            UsePollTemplate: (UsePollTemplate(draft=draft, template=PollTemplate.BUY), admin),
            AskLike: (AskLike(draft=draft, poll=self.over), admin),
            AskAgain: (AskAgain(poll=self.over), admin),
            NewPoll: (NewPoll(), admin),
        }


async def polling(admin: Neighbour, resident: Neighbour, house: House, town: Town) -> Polling:
    """Ask, and answer."""
    await admin.writes("/poll What shall we get first? | Bench | Grill", to=house)
    await admin.taps(await house.shows("What shall we get first?"), "Publish")
    await resident.taps(await house.shows_button("Grill"), "Grill")
    [[poll]] = town.rows("SELECT id FROM polls")
    await admin.writes("/poll Shall we paint?", to=house)
    await admin.taps(await house.shows("Shall we paint?"), "Publish")
    await town.rest()
    [[over]] = town.rows("SELECT max(id) FROM polls")
    await admin.writes("/poll Shall the bins move?", to=house)
    await admin.taps(await house.shows("Shall the bins move?"), "Publish")
    await town.rest()
    [[flats]] = town.rows("SELECT max(id) FROM polls")
    await admin.writes("/poll Shall we paint the stairs?", to=house)
    await admin.taps(await house.shows("Shall we paint the stairs?"), "Publish")
    await town.rest()
    [[consent]] = town.rows("SELECT max(id) FROM polls")
    database = await open_database(f"sqlite:///{town.bot.database}")
    await database.transaction(change_poll, flats, by_flat=True)
    await database.transaction(change_poll, poll, proposals=Proposals.REVIEW)
    await database.transaction(change_poll, over, state=PollState.CLOSED)
    making = await database.transaction(add_draft, **_begun(admin))
    await database.transaction(change_poll, consent, kind=PollKind.CONSENT, visible=True)
    await database.close()
    await press(resident, MarkOption(poll=consent, option=1, mark=1))
    await press(admin, ChooseFlat(poll=flats, flat="A 1"))
    await press(resident, ChooseFlat(poll=flats, flat="A 1"))
    await press(admin, TypeSlips(poll=poll))
    await admin.writes("Bench 3, Grill 2")
    await admin.hears("5 slips")
    await press(resident, ProposeOption(poll=poll))
    await resident.writes("Swing")
    await admin.hears("proposes an option")
    [[proposed]] = town.rows("SELECT id FROM poll_options WHERE state = 'proposed'")
    await press(admin, AskHelper(poll=flats))
    await admin.hears("Will you look after this poll with me?")
    [[helping]] = town.rows("SELECT token FROM organiser_invitations WHERE thing_id = ?", flats)
    return Polling(int(poll), int(flats), int(proposed), helping, int(over), making, int(consent))


def _begun(admin: Neighbour) -> dict[str, Any]:
    """A poll whose author is writing the options."""
    options = [{"label": word, "starts": None, "ends": None, "whole_day": False, "limit": None} for word in ("Bench", "Grill")]
    data = {**NOTHING, "kind": "one", "question": "What else?", "options": options}
    until = datetime(2030, 1, 1, tzinfo=UTC)
    place = {"author": admin.id, "address": admin.id, "chat_id": None, "thread_id": None, "token": None}
    return {"kind": "poll", "step": Step.OPTIONS, "data": data, "expires_at": until, **place}


async def press(who: Neighbour, button: Button) -> None:
    """Press a button in somebody's private chat, without the way to it."""
    message = (await who.from_bot())[0]["message_id"]
    await who.town.telegram.act("press", chat=who.id, user=who.id, message=message, data=button.pack(), wait=20)
