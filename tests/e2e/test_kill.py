"""`kill -9` at chosen points of a story: after a restart everything ends as if nothing had happened."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.databases import Copy
from tests.e2e.conftest import a_town
from tests.e2e.town import House, Neighbour, Town

LINE = "/event Sat 22 May 12-15 Spring clean-up @ courtyard max 2"
Step = Callable[[], Awaitable[Any]]
Disturb = Callable[[Step], Awaitable[None]]


class Story:
    """An event from its announcement over Monday's list to its reminder. Every step only acts; nobody waits for the bot until it rests."""

    def __init__(self, town: Town, house: House, people: list[Neighbour]) -> None:
        self.town, self.house = town, house
        self.admin, self.grace, self.lan, self.mikko = people
        self.steps: dict[str, Step] = {
            "announce": lambda: self.admin.writes(LINE, to=house),
            "publish": lambda: self._tap(self.admin, "Publish"),
            "first": lambda: self._tap(self.grace, "Coming"),
            "second": lambda: self._tap(self.mikko, "Coming"),
            "third": lambda: self._tap(self.lan, "Coming – join queue"),
            "again": lambda: self.admin.writes("/event Sun 23 May 12 Coffee", to=house),
            "drop": lambda: self._tap(self.admin, "Drop it"),
            "cancel": lambda: self._tap(self.grace, "Can't"),
            "week": lambda: town.clock(to="next_due"),
            "remind": lambda: town.clock(to="next_due"),
        }

    async def _tap(self, who: Neighbour, label: str) -> None:
        await who.taps(await self.house.shows_button(label), label, wait=0)

    async def run(self, disturbed: dict[str, Disturb] | None = None) -> None:
        """All steps; those that are named are disturbed."""
        for name, step in self.steps.items():
            disturb = (disturbed or {}).get(name)
            await (disturb(step) if disturb else step())
            await self.town.rest()

    async def end(self) -> "End":
        """How it ended."""
        town = self.town
        sign_ups = town.rows(
            "SELECT telegram_id, answer, place, party FROM sign_ups JOIN people ON people.id = person_id ORDER BY telegram_id"
        )
        events = town.rows("SELECT title, seated, waiting, maybe, state FROM events")
        left = town.rows("SELECT (SELECT count(*) FROM drafts), (SELECT count(*) FROM reminders), (SELECT count(*) FROM chat_lines)")
        owed = town.rows("SELECT kind, state FROM outbox WHERE state NOT IN ('sent', 'dropped')")
        said = Counter(message["text"] for message in await self.house.messages() if message["from"]["is_bot"])
        private = {who.id: Counter(m["text"] for m in await who.from_bot()) for who in (self.admin, self.grace, self.lan, self.mikko)}
        return End(sign_ups, events, left, owed, said, private)


@dataclass
class End:
    """What the database holds, what is owed, and what people read in the group and in private."""

    sign_ups: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]
    left: list[tuple[Any, ...]]
    owed: list[tuple[Any, ...]]
    said: Counter[str]
    private: dict[int, Counter[str]]

    def is_as(self, undisturbed: "End", kills: int) -> None:
        """The same, but that what was in flight at each kill may be there twice, or not at all if the bot says that it can't know."""
        assert (self.sign_ups, self.events, self.left) == (undisturbed.sign_ups, undisturbed.events, undisturbed.left)
        assert self.owed in ([], [("tomorrow", "uncertain")])
        unsent = {text for text in undisturbed.said if text.startswith("Tomorrow")} if self.owed else set()
        copy = {text for text in self.said if "Preview." in text}
        assert set(self.said) - copy | unsent == set(undisturbed.said)
        assert sum(count for text, count in self.said.items() if text.startswith("Tomorrow")) <= 1
        assert {who: set(texts) for who, texts in self.private.items()} == {who: set(texts) for who, texts in undisturbed.private.items()}
        doubled = (
            self.said.total()
            - len(set(self.said) - copy)
            + sum((texts - undisturbed.private[who]).total() for who, texts in self.private.items())
        )
        assert doubled <= kills


async def begun(town: Town) -> Story:
    """The house has moved in, and the story can begin."""
    await town.start_bot()
    house, people = await town.settled_house("en", "en", "en", "en")
    return Story(town, house, people)


async def replay(story: Story) -> None:
    """Telegram hands everything over once more, under the same numbers: nothing changes."""
    before = await story.end()
    await story.town.telegram.act("redeliver", last=60)
    await story.town.rest()
    assert await story.end() == before


async def told_in_peace(folder: Path, copies: Copy) -> End:
    """How the story ends in a town where nothing happens to the bot; there too a replay changes nothing."""
    async with a_town(folder, copies) as town:
        story = await begun(town)
        await story.run()
        await replay(story)
        return await story.end()


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, database_copies: Copy) -> End:
    """The end to compare with; numbers of people and groups are the same in every new playground."""
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, beside the tests'
        return thread.submit(asyncio.run, told_in_peace(tmp_path_factory.mktemp("peace"), database_copies)).result()


Point = tuple[str, str, str]
"""The step, the call of the bot that is held, and whether it is held before or after it is carried out."""

RUNS: list[tuple[Point, ...]] = [
    (("announce", "getChatAdministrators", "before"), ("publish", "editMessageText", "before"), ("second", "getUpdates", "before")),
    (("announce", "sendMessage", "before"), ("third", "answerCallbackQuery", "before"), ("remind", "sendMessage", "before")),
    (("announce", "sendMessage", "after"), ("publish", "editMessageText", "after"), ("remind", "sendMessage", "after")),
    (("second", "getUpdates", "after"), ("drop", "deleteMessage", "before"), ("remind the group", "sendMessage", "before")),
    (("cancel", "sendMessage", "after"), ("drop", "deleteMessage", "after"), ("remind the group", "sendMessage", "after")),
]


async def killed_while_held(town: Town, step: Step, match: dict[str, Any], when: str) -> None:
    """Act; when such a call of the bot is being held, before or after it was carried out, the bot is killed and started again."""
    action = {"hold": "here"} | ({"drop": "after"} if when == "after" else {})
    await town.telegram.emu("faults", {"match": match, "action": action})
    acting = asyncio.ensure_future(step())
    await town.until(lambda: _held(town))
    await town.bot.kill()
    await town.telegram.emu("faults/release", {"name": "here"})
    await town.telegram.emu("faults", verb="DELETE")
    await town.start_bot()
    await acting


async def _held(town: Town) -> bool:
    return any(fault.get("held") for fault in await town.telegram.see("faults"))


def killed_at(story: Story, point: Point) -> tuple[str, Disturb]:
    """The name of the step, and how it is disturbed."""
    at, method, when = point
    match: dict[str, Any] = {"method": method, "nth": 1}
    if at.startswith("remind"):
        match["chat"] = story.house.id if "group" in at else story.mikko.id
    return at.removesuffix(" the group"), lambda step: killed_while_held(story.town, step, match, when)


@pytest.mark.parametrize("points", RUNS, ids=lambda points: ", ".join(" ".join(point) for point in points))
async def test_calls_that_are_on_their_way_when_the_bot_is_killed(quiet_town: Town, undisturbed: End, points: tuple[Point, ...]) -> None:
    story = await begun(quiet_town)
    await story.run(dict(killed_at(story, point) for point in points))
    (await story.end()).is_as(undisturbed, kills=len(points))
    await replay(story)


async def test_the_bot_is_killed_inside_the_transactions_of_taps(quiet_town: Town, undisturbed: End, tmp_path: Path) -> None:
    def inside(point: str) -> Disturb:
        async def kill(step: Step) -> None:
            reached = tmp_path / point
            await quiet_town.bot.stop()
            await quiet_town.start_bot(TALKOOT_PAUSE_AT=f"{point} answer 1 {reached}")
            await step()
            await quiet_town.until(reached.exists)
            await quiet_town.bot.kill()
            await quiet_town.start_bot()

        return kill

    story = await begun(quiet_town)
    await story.run({"second": inside("before-commit"), "cancel": inside("after-commit")})
    (await story.end()).is_as(undisturbed, kills=2)
    await replay(story)
