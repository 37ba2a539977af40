"""A call made in private, question by question: from the usual ones, in words, like an earlier one, changed from its preview."""

from datetime import timedelta
from typing import Any

import pytest

from community import announcing, events, publishing, stepwise
from community.refusals import Refused
from community.volunteering import Call, Rule, Step, Task, guiding
from storage.drafts import Draft
from storage.volunteering import CallState, list_tasks
from tests.community.calling import answer_checks, call_for
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, in_group, in_private, neighbour, presser

RAKING = ("Raking", 4, 8), ("Coffee", 1, 2)


class Author:
    """The admin, who makes a call in private."""

    def __init__(self, here: Neighbourhood) -> None:
        self.here = here

    async def begins(self) -> None:
        await self.here.do(announcing.announce, line="", origin=in_private(), rules=RULES, now=self.here.now, kind="call")

    async def does(self, use_case: Any, **values: Any) -> Draft:
        turn = {"draft": (await self.here.draft()).id, "who": ADMIN, "message": 900, "now": self.here.now}
        if use_case not in (stepwise.go_back, stepwise.go_on):
            turn["rules"] = RULES
        await self.here.do(use_case, **turn, **values)
        return await self.here.draft()

    async def answers(self, step: Step, value: str = "") -> Draft:
        return await self.does(guiding.answer, step=step, value=value)

    async def goes_to(self, *steps: Step) -> Draft:
        for step in steps:
            await self.does(guiding.go_to, step=step)
        return await self.here.draft()

    async def writes(self, text: str) -> Draft:
        assert await self.here.do(guiding.write, text=text, presser=presser(ADMIN), rules=RULES, now=self.here.now)
        return await self.here.draft()

    async def publishes(self) -> tuple[Call, list[Task]]:
        draft = await self.here.draft()
        await self.here.db.transaction(answer_checks, draft.id, self.here.now)
        values: dict[str, Any] = {"draft": draft.id, "admin": True, "chat": None, "message": 900, "rules": RULES, "now": self.here.now}
        number = await self.here.do(publishing.publish, presser=presser(ADMIN), **values)
        call = next(each for each in await self.here.rows(Call) if each.id == number)
        return call, await self.here.db.read(list_tasks, number)


@pytest.fixture
async def author(here: Neighbourhood) -> Author:
    return Author(here)


def said(data: dict[str, Any]) -> list[tuple[str, int, int, str | None, str | None]]:
    """The tasks of a draft, in short."""
    return [(each["name"], each["least"], each["most"], hour(each["starts"]), hour(each["ends"])) for each in data["tasks"]]


def hour(wall: str | None) -> str | None:
    return wall[5:13] if wall else None


async def test_a_usual_call_takes_five_taps(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    assert (await author.does(guiding.use_template, title="Spring clean-up", tasks=RAKING)).step == Step.WHEN
    assert (await author.answers(Step.WHEN, "2027-05-22")).step == Step.HOURS
    assert (await author.answers(Step.HOURS, "12-15")).step == Step.WHERE
    assert (await author.writes("courtyard")).step == Step.TASKS
    draft = await author.goes_to(Step.PREVIEW)
    assert (draft.step, said(draft.data)) == (
        Step.PREVIEW,
        [("Raking", 4, 8, "05-22T12", "05-22T15"), ("Coffee", 1, 2, "05-22T12", "05-22T15")],
    )
    call, tasks = await author.publishes()
    assert (call.title, call.place, call.begins_at, len(tasks)) == ("Spring clean-up", "courtyard", tasks[0].starts_at, 2)


async def test_tasks_are_written_one_by_one_and_asked_what_their_line_does_not_say(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Garden day")
    await author.writes("Sat 22 May 12-15")
    assert (await author.answers(Step.WHERE)).step == Step.TASKS
    with pytest.raises(Refused, match="call-needs-task"):
        await author.goes_to(Step.PREVIEW)
    assert (await author.writes("Raking")).step == Step.PEOPLE
    assert (await author.answers(Step.PEOPLE, "4")).step == Step.TIMES
    assert (await author.answers(Step.TIMES, "12-13")).step == Step.TASKS
    assert (await author.writes("Coffee")).step == Step.PEOPLE
    assert (await author.writes("1-2")).step == Step.TIMES
    assert (await author.writes("14-15")).step == Step.TASKS
    assert (await author.writes("Childminding 12-14")).step == Step.PEOPLE
    await author.answers(Step.PEOPLE, "1")
    draft = await author.writes("Grill ×2 13–15 (18+): bring an apron")
    assert draft.step == Step.TASKS
    assert said(draft.data) == [
        ("Raking", 4, 4, "05-22T12", "05-22T13"),
        ("Coffee", 1, 2, "05-22T14", "05-22T15"),
        ("Childminding", 1, 1, "05-22T12", "05-22T14"),
        ("Grill", 2, 2, "05-22T13", "05-22T15"),
    ]
    with pytest.raises(Refused, match="call-task-twice"):
        await author.writes("grill ×1 13–15")
    draft = await author.does(guiding.keep_first, left=3)
    assert [each["name"] for each in draft.data["tasks"]] == ["Raking", "Coffee", "Childminding"]
    draft = await author.writes("Sweeping ×2\nSorting ×1–2 14–15")
    assert (draft.step, said(draft.data)[3:]) == (
        Step.TASKS,
        [("Sweeping", 2, 2, "05-22T12", "05-22T15"), ("Sorting", 1, 2, "05-22T14", "05-22T15")],
    )


async def test_more_can_be_said_of_a_task(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Sofa to the third floor ×2")
    assert (await author.answers(Step.WHEN)).step == Step.WHERE
    await author.answers(Step.WHERE)
    await author.goes_to(Step.CHANGE, Step.TASKS, Step.MORE, Step.NEEDS)
    await author.writes("18+")
    await author.goes_to(Step.MORE, Step.ABOUT)
    draft = await author.writes("It does not fit the lift.")
    assert [(each["requirement"], each["about"]) for each in draft.data["tasks"]] == [("18+", "It does not fit the lift.")]
    await author.goes_to(Step.MORE, Step.NEEDS)
    await author.answers(Step.NEEDS)
    await author.goes_to(Step.PREVIEW)
    call, [task] = await author.publishes()
    assert (call.begins_at, task.starts, task.most, task.requirement) == (None, None, 2, None)


async def test_one_message_answers_everything_at_any_question(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.does(guiding.use_template, title="Spring clean-up", tasks=RAKING)
    draft = await author.writes("Sun 23 May 11-14 Sauna repair @ cellar\nPainting ×2\nask: Anna")
    assert (draft.step, draft.data["title"], draft.data["place"], draft.data["contact"]) == (Step.PREVIEW, "Sauna repair", "cellar", "Anna")
    assert said(draft.data) == [("Painting", 2, 2, "05-23T11", "05-23T14")]
    draft = await author.writes("Sun 23 May 12-14 Sauna repair\nPainting ×3")
    assert (draft.step, said(draft.data)) == (Step.PREVIEW, [("Painting", 3, 3, "05-23T12", "05-23T14")])
    with pytest.raises(Refused) as refused:
        await author.writes("Sun 23 May 12-14 Sauna repair\nPainting ×0\nFloor ×3-1")
    assert [number for number, *_ in refused.value.params["lines"]] == [1, 2]
    assert not await here.do(guiding.write, text="thanks", presser=presser(ADMIN), rules=RULES, now=here.now)


async def test_all_can_be_changed_from_the_preview_and_tasks_move_with_their_day(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Sat 22 May 12-15 Garden day @ courtyard\nRaking ×4\nCoffee ×2 14-15\nsu 23.5. 10-12 Cleaning ×1")
    await author.goes_to(Step.CHANGE, Step.TITLE)
    await author.writes("Autumn day")
    await author.goes_to(Step.CHANGE, Step.CONTACT)
    await author.writes("Anna 040 123")
    await author.goes_to(Step.CHANGE, Step.TEXT)
    await author.writes("Bring gloves.\nCoffee for all.")
    await author.goes_to(Step.CHANGE, Step.WHERE)
    await author.answers(Step.WHERE)
    await author.goes_to(Step.RULES)
    await author.does(guiding.set_rule, rule=Rule.LEAVE, value=24)
    await author.does(guiding.set_rule, rule=Rule.AUTO, value=1)
    await author.goes_to(Step.PREVIEW, Step.CHANGE, Step.WHEN)
    draft = await author.writes("Sat 29 May 13-16")
    assert draft.step == Step.PREVIEW
    assert said(draft.data) == [
        ("Raking", 4, 4, "05-29T13", "05-29T16"),
        ("Coffee", 2, 2, "05-29T14", "05-29T15"),
        ("Cleaning", 1, 1, "05-23T10", "05-23T12"),
    ]
    call, _ = await author.publishes()
    assert (call.title, call.contact, call.text, call.place, call.leave_hours, call.auto_needed) == (
        "Autumn day",
        "Anna 040 123",
        "Bring gloves.\nCoffee for all.",
        None,
        24,
        True,
    )


async def test_another_day_keeps_the_hours_and_other_hours_keep_the_day(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Sat 22 May 12-15 Garden day\nRaking ×4\nCoffee ×2 14-15")
    await author.goes_to(Step.CHANGE, Step.WHEN)
    draft = await author.answers(Step.WHEN, "2027-05-29")
    assert draft.step == Step.PREVIEW
    assert said(draft.data) == [("Raking", 4, 4, "05-29T12", "05-29T15"), ("Coffee", 2, 2, "05-29T14", "05-29T15")]
    await author.goes_to(Step.CHANGE, Step.HOURS)
    draft = await author.answers(Step.HOURS, "10-13")
    assert draft.step == Step.PREVIEW
    assert said(draft.data) == [("Raking", 4, 4, "05-29T10", "05-29T13"), ("Coffee", 2, 2, "05-29T14", "05-29T15")]
    await author.goes_to(Step.CHANGE, Step.WHEN)
    draft = await author.answers(Step.WHEN)
    assert [(each["starts"], each["ends"]) for each in draft.data["tasks"]] == [(None, None)] * 2
    await author.goes_to(Step.CHANGE)
    with pytest.raises(Refused, match="old-button"):
        await author.goes_to(Step.HOURS)
    await author.goes_to(Step.WHEN)
    assert (await author.answers(Step.WHEN, "2027-05-29")).step == Step.HOURS
    await author.answers(Step.HOURS, "9-12")
    await author.goes_to(Step.CHANGE, Step.WHEN)
    draft = await author.writes("Sun 30 May")
    assert (draft.step, said(draft.data)[0]) == (Step.PREVIEW, ("Raking", 4, 4, "05-30T09", "05-30T12"))


async def test_a_day_that_can_be_read_in_two_ways_is_chosen_and_tasks_go_there(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.does(guiding.use_template, title="Spring clean-up", tasks=RAKING)
    assert (await author.writes("next Friday 12-15")).step == Step.CHOOSE
    turn: dict[str, Any] = {"draft": (await here.draft()).id, "who": ADMIN, "admin": True, "message": 900, "now": here.now}
    await here.do(announcing.choose_reading, number=1, **turn)
    draft = await here.draft()
    assert draft.step == Step.WHERE
    assert said(draft.data)[0] == ("Raking", 4, 8, "05-21T12", "05-21T15")


async def test_a_call_like_last_years_asks_only_for_the_day(here: Neighbourhood, author: Author) -> None:
    lines = "Sat 22 May 12-15 Spring clean-up @ courtyard\nRaking ×4\nCoffee ×2 14-15\nsu 23.5. 10-12 Cleaning ×1"
    spring = await call_for(here, lines, leave_hours=24, state=CallState.OVER)
    here.now += timedelta(days=150)
    await call_for(here, f"{'Sat 16 Oct' if here.now.month == 10 else 'tomorrow'} 12-15 Autumn clean-up\nRaking ×3", state=CallState.OVER)
    here.now += timedelta(days=195)  # the next spring
    await author.begins()
    shown = await here.db.read(events.show_draft, (await here.draft()).id, ADMIN, RULES, here.now)
    assert shown is not None
    offered = await here.db.read(guiding.offered, shown, ADMIN, here.now)
    assert (offered.season, [each.title for each in offered.past]) == (True, ["Spring clean-up", "Autumn clean-up"])
    draft = await author.does(guiding.call_like, call=spring.id)
    assert draft.step == Step.WHEN
    day = (here.now + timedelta(days=10)).date()
    draft = await author.answers(Step.WHEN, day.isoformat())
    assert draft.step == Step.PREVIEW
    on, after = f"{day:%m-%d}", f"{day + timedelta(days=1):%m-%d}"
    assert said(draft.data) == [
        ("Raking", 4, 4, f"{on}T12", f"{on}T15"),
        ("Coffee", 2, 2, f"{on}T14", f"{on}T15"),
        ("Cleaning", 1, 1, f"{after}T10", f"{after}T12"),
    ]
    call, _ = await author.publishes()
    assert (call.title, call.place, call.leave_hours) == ("Spring clean-up", "courtyard", 24)


async def test_what_is_begun_is_gone_on_with_taken_back_and_started_over(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Garden day")
    await author.answers(Step.WHEN, "2027-05-22")
    await author.begins()
    assert len(await here.debts("event-begun")) == 1
    draft = await author.does(stepwise.go_on)
    assert (draft.step, draft.data["title"]) == (Step.HOURS, "Garden day")
    draft = await author.does(stepwise.go_back, to=1)
    assert (draft.step, draft.data["starts"]) == (Step.WHEN, None)
    await here.do(stepwise.begin, asks=guiding.ASKS, presser=presser(ADMIN), fresh=True, rules=RULES, now=here.now)
    assert (await here.draft()).step == Step.WHAT


async def test_what_no_button_of_ours_says_is_refused(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Garden day")
    for step, value in ((Step.WHEN, "soon"), (Step.WHEN, "2020-01-01")):
        with pytest.raises(Refused):
            await author.answers(step, value)
    await author.answers(Step.WHEN, "2027-05-22")
    for value in ("12-99", "x", "12"):
        with pytest.raises(Refused, match="old-button"):
            await author.answers(Step.HOURS, value)
    await author.answers(Step.HOURS)
    for value in ("x", "99"):
        with pytest.raises(Refused):
            await author.answers(Step.WHERE, value)
    draft = (await here.draft()).id
    with pytest.raises(Refused, match="not-yours"):
        await here.do(guiding.answer, draft=draft, step=Step.WHERE, value="", who=neighbour(1), message=1, rules=RULES, now=here.now)
    await author.answers(Step.WHERE)
    await author.writes("Raking")
    for value in ("0", "-1", "many"):
        with pytest.raises(Refused, match="old-button"):
            await author.answers(Step.PEOPLE, value)
    await author.answers(Step.PEOPLE, "2")
    assert (await author.answers(Step.TIMES)).data["tasks"][0]["starts"] is None


async def test_in_a_group_the_way_to_the_questions_is_shown(here: Neighbourhood) -> None:
    await here.do(announcing.announce, line="", origin=in_group(author=ADMIN), rules=RULES, now=here.now, kind="call")
    assert len(await here.debts("event-begin-here")) == 1
