"""A press may come twice: delivered again by Telegram, made again by somebody impatient, or on a message that is gone."""

from typing import Any

import pytest

from handlers.buttons import Button
from handlers.taps.acknowledging import AnswerRequest, AskSender
from handlers.taps.announcement_hours import AskWhen
from handlers.taps.announcement_panel import EditNotice
from handlers.taps.announcements import LeaveOutText, NewAnnouncement, TakeTextBack, TextIsIn, UseReadyText
from handlers.taps.areas import NameArea
from handlers.taps.asking import AskOrganiser
from handlers.taps.ballots import WriteReason
from handlers.taps.call_changing import ChangeCallPart
from handlers.taps.call_making import CallForEvent, NewCall
from handlers.taps.changing import ChangePart, ClearPart
from handlers.taps.closing import SetDeadline
from handlers.taps.drafts import TryExample
from handlers.taps.founding import AddManyHouses, MakeGroupTexts
from handlers.taps.hand_overs import MakeTaskLink
from handlers.taps.invitations import Invite
from handlers.taps.linking import MakeAreaCode, MakeGroupCode
from handlers.taps.making import NewEvent
from handlers.taps.naming import MyName
from handlers.taps.parties import MyGuests
from handlers.taps.phoneless import FindPhoneless
from handlers.taps.poll_making import AskAgain, NewPoll
from handlers.taps.poll_panel import CancelPoll, WriteOutcome
from handlers.taps.poll_paper import ProposeOption, TypeSlips
from handlers.taps.rotas import NewRota
from handlers.taps.task_neighbours import AskTaskNeighbour
from tests.e2e.town import Neighbour, Town
from tests.handlers.scene import Scene, a_scene

SHOWS = ("outbox", "cards")
"""Pressed again, a button may show its screen again; what people have said and made must stay as it is."""

MAKES: dict[type[Button], tuple[str, ...]] = {
    TryExample: ("drafts",),
    MyName: ("drafts",),
    AskTaskNeighbour: ("drafts",),
    MakeTaskLink: ("hand_overs",),
    MyGuests: ("drafts",),
    AskOrganiser: ("drafts",),
    AskSender: ("drafts",),
    AnswerRequest: ("drafts",),
    NewEvent: ("drafts",),
    NewPoll: ("drafts",),
    NewCall: ("drafts",),
    CallForEvent: ("drafts",),
    NewRota: ("drafts",),
    AskAgain: ("drafts",),
    ChangePart: ("drafts",),
    ClearPart: ("drafts",),
    SetDeadline: ("drafts",),
    FindPhoneless: ("drafts",),
    Invite: ("invitations", "audit"),
    NameArea: ("drafts",),
    MakeAreaCode: ("invitations", "audit"),
    MakeGroupCode: ("invitations", "audit"),
    MakeGroupTexts: ("invitations", "audit"),
    AddManyHouses: ("drafts",),
    TypeSlips: ("drafts",),
    WriteReason: ("drafts",),
    WriteOutcome: ("drafts",),
    CancelPoll: ("drafts",),
    ProposeOption: ("drafts",),
    ChangeCallPart: ("drafts",),
    NewAnnouncement: ("drafts",),
    EditNotice: ("drafts",),
    AskWhen: ("drafts",),
    UseReadyText: ("drafts",),
    TextIsIn: ("drafts",),
    LeaveOutText: ("drafts",),
    TakeTextBack: ("drafts",),
}
"""What is made anew each time: two examples are two previews, who is asked twice answers the last time, two links are for two guests."""


@pytest.fixture
async def scene(town: Town) -> Scene:
    return await a_scene(town)


async def answers(scene: Scene, after: int) -> list[dict[str, Any]]:
    """The pop-ups since then."""
    return await scene.town.calls("answerCallbackQuery", after=after, wait=0)


async def again(scene: Scene, **how: bool) -> None:
    """Telegram hands the last update over once more. Whoever looks at what is stored then waits for rest."""
    await scene.town.telegram.act("redeliver", last=1, **how)


def part_of(scene: Scene, half: int) -> list[tuple[type[Button], tuple[Button, Neighbour]]]:
    """The first or the second half of the buttons, in their order: all at once would be a test of minutes."""
    buttons = list(scene.buttons().items())
    middle = len(buttons) // 2
    return [buttons[:middle], buttons[middle:]][half]


@pytest.mark.parametrize("half", [0, 1])
async def test_every_press_that_is_delivered_again_changes_nothing(scene: Scene, half: int) -> None:
    for kind, (button, who) in part_of(scene, half):
        shown = await scene.press(who, button.pack(), kind=kind)
        assert shown.answered, kind
        before, seq = await scene.stored(), await scene.town.seq()
        await again(scene)
        assert await scene.stored() == before, kind
        said = [call["request"].get("text", "") for call in await answers(scene, seq)]
        assert said, f"{kind} was left to spin"
        assert not any("out of date" in text or "too old" in text or "do not know" in text for text in said), (kind, said)


@pytest.mark.parametrize("half", [0, 1])
async def test_every_press_that_is_made_again_changes_nothing(scene: Scene, half: int) -> None:
    for kind, (button, who) in part_of(scene, half):
        await scene.press(who, button.pack(), kind=kind)
        before, seq = await scene.stored(*SHOWS), await scene.town.seq()
        await again(scene, fresh_id=True)
        after = await scene.stored(*SHOWS)
        for table in MAKES.get(kind, ()):
            before.pop(table), after.pop(table)
        assert after == before, kind
        assert await answers(scene, seq), f"{kind} was left to spin"


async def test_every_press_on_a_message_that_is_gone_is_answered(scene: Scene) -> None:
    wall = scene.wall
    gone: dict[int, int] = {}
    await delete(scene, scene.house.id, wall)
    for who in (scene.admin, scene.resident):
        gone[who.id] = await scene.town.telegram.said(who.id)
        await delete(scene, who.id, gone[who.id])
    for kind, (button, who) in scene.buttons().items():
        shown = await press_on(scene, kind, button, who, gone[who.id])
        assert shown["answered"], kind
    await scene.town.rest()


async def delete(scene: Scene, chat: int, message: int) -> None:
    """The message is there no more; whoever has it on the screen can still press it."""
    await scene.town.telegram.call("deleteMessage", chat_id=chat, message_id=message)


async def press_on(scene: Scene, kind: type[Button], button: Button, who: Neighbour, private: int) -> dict[str, Any]:
    """Press it where it would hang."""
    from tests.handlers.scene import IN_GROUP

    chat, message = (scene.house.id, scene.wall) if kind in IN_GROUP else (who.id, private)
    told = await scene.town.telegram.act("press", chat=chat, user=who.id, message=message, data=button.pack(), wait=20)
    return dict(told)
