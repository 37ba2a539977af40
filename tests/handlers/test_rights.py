"""Who may what, as docs/rights.md says: everybody who may not is refused, with the reason named there, and nothing is stored."""

import asyncio
import re
from pathlib import Path

import pytest

from handlers.buttons import Button
from storage.roles import Role
from tests.e2e.town import Neighbour, Town
from tests.handlers.caretaking import HOUSE
from tests.handlers.conftest import RATE
from tests.handlers.scene import BUTTONS, IN_GROUP, Scene, a_scene, code_of
from tests.handlers.test_commands import LINE, SAYS, answers, group_answers

PAGE = (Path(__file__).parents[2] / "docs" / "rights.md").read_text()
RIGHTS_ARE_KEPT_S = 60
"""So long the bot goes by what Telegram said of a group's admins (ADR 7)."""

ENDS = ("CancelEvent", "UndoCancel", "TakeDown", "RemoveOrganiser", "LeaveOrganising", "TakeRole", "LinkGroup", "ForgetMe")
"""What changes who may what is pressed last."""


def table(heading: str) -> list[list[str]]:
    """The cells of the table below a heading of the page, without its head."""
    _, _, below = PAGE.partition(f"## {heading}\n")
    lines = below.partition("\n## ")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return rows[2:]


IN_ORDER = [row[0] for row in table("What somebody can be to a house")]
STANDINGS = frozenset(IN_ORDER)


def who_may(cell: str) -> frozenset[str]:
    """The standings that a cell names."""
    named = {"everybody": STANDINGS, "one person": frozenset[str]()}
    return named.get(cell) or named["one person"] if cell in named else frozenset(cell.split(", "))


def codes_in(cell: str) -> set[str]:
    return {code.strip() for code in cell.split(",")} - {""}


def named_in(cell: str) -> list[str]:
    """The names a cell gives as code."""
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture
async def scene(town: Town) -> Scene:
    return await a_scene(town)


async def everybody(scene: Scene) -> dict[str, Neighbour]:
    """Somebody of each standing. The admin of the scene is everything at once, so others stand for what an admin is."""
    town, people = scene.town, {"stranger": scene.stranger, "foreigner": scene.foreigner}
    await town.clock(mode="scaled", rate=RATE)
    for standing in [standing for standing in IN_ORDER if standing not in people]:
        who = people[standing] = await town.neighbour(standing.capitalize())
        if standing == "manager":
            await town.made(who, Role.MANAGER)
            continue
        await town.telegram.act("join", chat=scene.house.id, user=who.id)
        await who.joins_by(await town.link(scene.token))
        if standing == "admin":
            await town.telegram.act("promote", chat=scene.house.id, user=who.id)
        elif standing == "organiser":
            await who.accepts(await town.link(f"o_{scene.invitation}"), "You are asked")
        elif standing in (Role.ACTIVIST, Role.BOARD):
            await town.made(who, Role(standing), house=HOUSE)
    await town.clock(mode="scaled", rate=RIGHTS_ARE_KEPT_S * RATE)
    await asyncio.sleep(1 / RATE + 0.05)
    await town.clock(mode="frozen", rate=RATE)
    return people


def kind_for(standing: str, kind: type[Button]) -> type[Button]:
    """Those who are not in the house's group can press its buttons only by forging them, in private."""
    return Button if standing in ("foreigner", "manager") and kind in IN_GROUP else kind


def test_every_button_is_on_the_page_once() -> None:
    named = [name for row in table("Buttons") for name in named_in(row[1])]
    assert sorted(named) == sorted(button.__name__ for button in BUTTONS)


async def test_who_may_not_is_refused_and_nothing_is_stored(scene: Scene) -> None:
    people, buttons = await everybody(scene), {kind.__name__: (kind, button) for kind, (button, _) in scene.buttons().items()}
    before, wrong = await scene.stored(), []
    for may, names, told in table("Buttons"):
        for name in named_in(names):
            kind, button = buttons[name]
            for standing in sorted(STANDINGS - who_may(may)):
                shown = await scene.press(people[standing], button.pack(), kind=kind_for(standing, kind))
                if not shown.alert or code_of(shown.text) not in codes_in(told):
                    wrong.append((name, standing, shown.text))
    assert not wrong, "\n".join(map(str, wrong))
    assert await scene.stored() == before


async def test_who_may_is_not_refused_for_what_they_are(scene: Scene) -> None:
    people, wrong = await everybody(scene), []
    rights = {code for row in table("Buttons") for code in codes_in(row[2])} - {"not-coming", "not-there", "undo-gone"}
    may_press = {name: who_may(may) for may, names, _ in table("Buttons") for name in named_in(names)}
    order = {name: at for at, name in enumerate(ENDS, 1)}
    for kind, (button, _) in sorted(scene.buttons().items(), key=lambda pair: order.get(pair[0].__name__, 0)):
        for standing in sorted(may_press[kind.__name__]):
            shown = await scene.press(people[standing], button.pack(), kind=kind_for(standing, kind))
            if shown.alert and code_of(shown.text) in rights:
                wrong.append((kind.__name__, standing, shown.text))
    assert not wrong, "\n".join(map(str, wrong))


async def test_who_may_not_give_a_command_is_told_why_not(scene: Scene) -> None:
    people = await everybody(scene)
    await scene.town.clock(mode="scaled", rate=RATE)
    assert {name for row in table("Commands") for name in named_in(row[1])} == {f"/{english}" for english in SAYS}
    for may, names, told in table("Commands"):
        for command in named_in(names):
            for standing, who in people.items():
                [said] = await answers(who, command)
                if standing in who_may(may):
                    assert code_of(said) not in {"not-joined", "not-in-charge", "no-house"}, (command, standing, said)
                else:
                    assert code_of(said) in codes_in(told), (command, standing, said)


async def test_who_may_not_publish_in_the_group_is_shown_how_to_suggest_it(scene: Scene) -> None:
    people, house = await everybody(scene), scene.house
    await scene.town.clock(mode="scaled", rate=RATE)
    for standing in sorted(STANDINGS - {"foreigner", "manager"}):
        answered = await group_answers(house, people[standing].writes(LINE, to=house))
        if standing in ("activist", "board", "admin"):
            assert next(key["text"] for row in answered[0]["reply_markup"]["inline_keyboard"] for key in row) == "Publish"
        else:
            said = [message["text"] for message in answered] or [(await people[standing].from_bot())[-1]["text"]]
            assert "In this group the admins publish events." in said[0], (standing, said)
