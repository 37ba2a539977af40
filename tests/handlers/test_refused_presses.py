"""The common refusals of what is gone, malformed or forged, for every button there is: answered in words, and nothing changes.

That no incident came of it is seen by the town itself: its log must hold no error.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import MISSING, fields

import pytest
import pytest_asyncio

from bot.texts import LANGUAGES
from community.events import Answer
from handlers.buttons import Button, Malformed
from handlers.routing import Feature, Taps
from handlers.taps.bringing import BringItem
from handlers.taps.drafts import PublishEvent
from handlers.taps.events import AnswerEvent, InOtherLanguages
from handlers.taps.people import ChooseReminders, Language
from handlers.taps.places import HouseLanguage
from storage.people import Reminding
from tests.databases import Copy
from tests.e2e.town import Neighbour
from tests.handlers.conftest import a_playground, a_town
from tests.handlers.scene import BUTTONS, Scene, a_scene, changed, code_of

GONE = 10**9

THEIRS = ("house-gone", "area-gone", "code-gone", "hand-over-gone", "not-manager", "invitation-gone", "role-gone")
GONES = (
    "event-gone",
    "draft-gone",
    "new-houses-gone",
    "houses-undo-gone",
    "old-code",
    "not-here",
    "feed-gone",
    "item-gone",
    "report-gone",
    "undo-gone",
    "voucher-gone",
    "not-resident",
    "rota-gone",
    "turn-gone",
    "member-gone",
    "announcement-gone",
    "notice-gone",
    "request-gone",
    "announcement-done",
    "not-your-houses",
    *THEIRS,
)
"""What is said of what is not there (any more)."""

NUMBERS = (
    "event",
    "draft",
    "chat",
    "item",
    "house",
    "area",
    "invitation",
    "holder",
    "report",
    "voucher",
    "rota",
    "turn",
    "member",
    "announcement",
    "request",
)
"""Fields that name a row by its number."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scene(database_copies: Copy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    """One scene for all: what is refused changes nothing, so that no test is in another's way."""
    directory = tmp_path_factory.mktemp("scene")
    database_copies(directory)
    async with a_playground() as playground, a_town(playground, directory) as town:
        yield await a_scene(town)


in_the_scene = pytest.mark.asyncio(loop_scope="module")


def numbers_of(button: type[Button]) -> list[str]:
    """The fields that name a thing by its number."""
    return [field.name for field in fields(button) if field.name in NUMBERS]  # type: ignore[arg-type]


async def all_refused(scene: Scene, presses: list[tuple[Neighbour, type[Button], str]], *codes: str) -> None:
    """Every one of these presses is answered with one of these refusals, and nothing is different afterwards."""
    before = await scene.stored()
    for who, kind, data in presses:
        shown = await scene.press(who, data, kind=kind)
        assert shown.answered, data
        assert code_of(shown.text) in codes, (data, shown.text)
        assert shown.alert, data
    assert await scene.stored() == before


@in_the_scene
async def test_every_button_is_in_the_scene(scene: Scene) -> None:
    assert set(scene.buttons()) == set(BUTTONS)


def test_the_bot_s_languages_are_those_of_its_texts() -> None:
    assert {*Language} == {*LANGUAGES}


@in_the_scene
async def test_what_is_gone_is_said_to_be_gone(scene: Scene) -> None:
    presses = []
    for kind, (button, who) in scene.buttons().items():
        presses += [(who, kind, changed(button, **{name: GONE})) for name in numbers_of(kind) if name != "chat"]
        if hasattr(button, "token"):
            presses.append((who, kind, changed(button, token="no-such-code")))
    presses.append((scene.admin, PublishEvent, PublishEvent(draft=GONE, chat=GONE).pack()))
    await all_refused(scene, presses, *GONES)


@in_the_scene
async def test_a_card_s_buttons_do_nothing_in_another_group(scene: Scene) -> None:
    before = await scene.stored()
    for kind in (AnswerEvent, InOtherLanguages):
        data = scene.buttons()[kind][0].pack()
        body = {"chat": scene.elsewhere.id, "user": scene.foreigner.id, "message": scene.far_wall, "data": data, "wait": 20}
        told = await scene.town.telegram.act("press", **body)
        assert code_of(told["text"]) == "not-here"
    assert await scene.stored() == before


def malformed(button: Button) -> Iterator[str]:
    """Data that this button never writes."""
    prefix, *values = button.pack().split(":")
    kinds = [button._types[name] for name in button._types]
    yield ":".join([prefix, *values, *[""] * (len(kinds) - len(values)), "1"])
    for at, kind in enumerate(kinds[: len(values)]):
        wrong = ["", "x", "-1", "+1", " 1", "1_0", "1.5", "1" * 30, "\u0663", "NaN", "1;DROP TABLE events"] if kind is int else []
        if not wrong and kind is not str:
            wrong = ["", "zz", "0", "\u202e", "FI"]
        yield from (":".join([prefix, *values[:at], each, *values[at + 1 :]]) for each in wrong)
    required = [field for field in fields(button) if field.default is MISSING]  # type: ignore[arg-type]
    if required:
        yield prefix
        yield ":".join([prefix, *values[: len(required) - 1]]) + ":" * (len(required) > len(values))


def is_read(kind: type[Button], data: str) -> bool:
    """Whether the data make a button of this kind; then it is its use case that refuses them."""
    try:
        kind.parse(data.split(":")[1:])
    except Malformed:
        return False
    return True


@in_the_scene
async def test_malformed_presses_are_out_of_date(scene: Scene) -> None:
    """What can't be read makes no button, which two presses of each show; what can be read is refused by its use case."""
    presses = []
    for kind, (button, who) in scene.buttons().items():
        every = [data for data in malformed(button) if len(data.encode()) <= 64]
        unread = [data for data in every if not is_read(kind, data)]
        presses += [(who, kind, data) for data in (*unread[:2], *(data for data in every if is_read(kind, data)))]
        assert unread, kind
    await all_refused(scene, presses, "old-button", "old-code", "invitation-gone")


@in_the_scene
async def test_numbers_beyond_every_bound_are_refused(scene: Scene) -> None:
    event, largest = scene.event, 2**63 - 1
    coming = AnswerEvent(event=event, answer=Answer.COMING)
    presses: list[tuple[Neighbour, type[Button], str]] = [
        *[(scene.resident, AnswerEvent, changed(coming, party=party)) for party in (0, 11, 10**6, largest)],
        (scene.resident, AnswerEvent, changed(coming, answer=Answer.MAYBE)),
        (scene.resident, AnswerEvent, changed(coming, event=largest)),
        *[(scene.resident, Button, BringItem(item=scene.item, pieces=pieces).pack()) for pieces in (3, largest)],
        (scene.resident, Button, ChooseReminders(reminding=Reminding.BOTH, minutes=largest).pack()),
        (scene.resident, Button, ChooseReminders(reminding=Reminding.BOTH, minutes=1441).pack()),
        (scene.admin, HouseLanguage, HouseLanguage(languages="sv,sv,sv").pack()),
        (scene.admin, PublishEvent, PublishEvent(draft=largest, chat=largest).pack()),
    ]
    await all_refused(
        scene, presses, "party-too-big", "no-maybe", "event-gone", "old-button", "no-such-language", "draft-gone", "all-brought"
    )


@in_the_scene
async def test_buttons_of_another_time_are_out_of_date(scene: Scene) -> None:
    presses: list[tuple[Neighbour, type[Button], str]] = []
    for data in ("zz", "zz:1:2", ":", "evv:1:c", "EV:1:c", "ev", "😀", "None", "../..", "ev;1;c"):
        presses += [(scene.resident, Button, data), (scene.stranger, AnswerEvent, data)]
    await all_refused(scene, presses, "old-button")


def test_the_older_form_of_a_button_is_understood() -> None:
    class Newer(Button, prefix="nw", retired=("od", "ol")):
        event: int
        party: int = 1

    async def on_tap(tap: Newer, context: object) -> None:
        """Never called."""

    known = Taps([Feature(buttons={Newer: on_tap})])._buttons
    assert {known[prefix][0] for prefix in ("nw", "od", "ol")} == {Newer}
    assert Newer.parse(["7"]) == Newer(event=7, party=1)


def test_no_two_buttons_share_a_beginning() -> None:
    prefixes = [prefix for button in BUTTONS for prefix in (button.prefix, *button.retired)]
    assert len(prefixes) == len(set(prefixes))


@in_the_scene
async def test_a_forged_answer_takes_no_other_message_away(scene: Scene) -> None:
    """A card's copy is removed when it is pressed; what is no copy must stay, whatever data come from under it."""
    await scene.press(scene.resident, scene.buttons()[AnswerEvent][0].pack(), kind=AnswerEvent)
    await scene.town.rest()
    assert scene.wall in [message["message_id"] for message in await scene.house.messages()]
