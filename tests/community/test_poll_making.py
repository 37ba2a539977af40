"""Making a poll in private: the usual ones in a few answers, and each answer can be changed."""

from datetime import timedelta
from typing import Any

import pytest

from community import announcing, publishing, stepwise
from community.polls import Rule, Step, guiding
from community.refusals import Refused
from storage import drafts
from storage.drafts import Draft
from storage.polls import Poll, PollKind, PollOption, PollState, Proposals
from storage.polls import change_poll as change
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, in_group, in_private, neighbour, presser


class Author:
    """Somebody who makes a poll by answering."""

    def __init__(self, here: Neighbourhood) -> None:
        self.here = here

    async def begins(self) -> None:
        await self.here.do(announcing.announce, line="", origin=in_private(), rules=RULES, now=self.here.now, kind="poll")

    async def does(self, use_case: Any, **values: Any) -> Draft:
        draft = (await self.here.draft()).id
        await self.here.do(use_case, draft=draft, who=ADMIN, message=900, rules=RULES, now=self.here.now, **values)
        return await self.here.draft()

    async def writes(self, text: str) -> Draft:
        assert await self.here.do(guiding.write, text=text, presser=presser(ADMIN), rules=RULES, now=self.here.now)
        return await self.here.draft()

    async def publishes(self) -> Poll:
        draft = await self.here.draft()
        values: dict[str, Any] = {"draft": draft.id, "admin": True, "chat": None, "message": 900, "rules": RULES, "now": self.here.now}
        number = await self.here.do(publishing.publish, presser=presser(ADMIN), **values)
        return next(each for each in await self.here.rows(Poll) if each.id == number)


@pytest.fixture
async def author(here: Neighbourhood) -> Author:
    return Author(here)


async def test_yes_or_no_takes_one_tap_and_the_question(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    assert (await author.does(guiding.use_template, kind="", question=None)).step == Step.QUESTION
    assert (await author.writes("Shall we get a grill?")).step == Step.PREVIEW
    poll = await author.publishes()
    assert (poll.kind, poll.question, f"{poll.closes:%d.%m. %H}") == (PollKind.ONE, "Shall we get a grill?", "17.05. 20")
    assert [each.label for each in await here.rows(PollOption)] == ["", ""]


async def test_options_come_one_by_one_or_all_at_once_and_the_last_can_be_taken_back(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.does(guiding.choose_kind, kind="many")
    await author.writes("What shall we buy?")
    with pytest.raises(Refused, match="poll-needs-options"):
        await author.does(guiding.go_to, step=Step.PREVIEW)
    await author.writes("Bench")
    await author.writes("Grill\nSwing\nTable")
    await author.does(guiding.keep_first, left=3)
    with pytest.raises(Refused, match="poll-option-twice"):
        await author.writes("grill")
    assert (await author.does(guiding.go_to, step=Step.PREVIEW)).step == Step.PREVIEW
    await author.publishes()
    assert [each.label for each in await here.rows(PollOption)] == ["Bench", "Grill", "Swing"]


async def test_days_are_written_as_people_do_and_it_closes_before_the_first(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.does(guiding.choose_kind, kind="dates")
    await author.writes("Grill evening")
    await author.writes("Fri 14 May 18–20\nSat 15 May")
    asked = await author.writes("next Friday 18")
    assert asked.step == Step.CHOOSE
    values: dict[str, Any] = {"draft": asked.id, "number": 1, "who": ADMIN, "admin": False, "message": 900, "now": here.now}
    await here.do(announcing.choose_reading, **values)
    assert (await here.draft()).step == Step.OPTIONS
    await author.does(guiding.go_to, step=Step.PREVIEW)
    await author.does(guiding.go_to, step=Step.CLOSES)
    with pytest.raises(Refused, match="poll-closes-after-dates"):
        await author.writes("Sat 15 May 12:00")
    poll = await _published(author)
    assert f"{poll.closes:%d.%m. %H:%M}" == "13.05. 20:00"
    assert [f"{each.starts:%d.%m. %H}" for each in await here.rows(PollOption) if each.starts] == ["14.05. 18", "15.05. 00", "21.05. 18"]


async def _published(author: Author) -> Poll:
    await author.does(guiding.go_to, step=Step.PREVIEW)
    return await author.publishes()


async def test_everything_else_is_set_from_the_preview_and_twice_is_the_same(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.does(guiding.choose_kind, kind="many")
    await author.writes("Which? | This | That | Other")
    await author.does(guiding.choose_kind, kind="many")
    await author.does(guiding.go_to, step=Step.RULES)
    for rule, value in ((Rule.VISIBLE, 1), (Rule.LIVE, 1), (Rule.BY_FLAT, 1), (Rule.QUORUM, 5), (Rule.PROPOSALS, 1)) * 2:
        await author.does(guiding.set_rule, rule=rule, value=value)
    await author.writes("12 answers")
    await author.does(guiding.go_to, step=Step.PREVIEW)
    await author.does(guiding.go_to, step=Step.CLOSES)
    await author.does(guiding.set_rule, rule=Rule.CLOSES, value=20270513)
    poll = await author.publishes()
    assert (poll.visible, poll.live, poll.by_flat, poll.quorum, poll.proposals) == (True, True, True, 12, Proposals.REVIEW)
    assert f"{poll.closes:%d.%m. %H}" == "13.05. 20"


async def test_any_answer_is_changed_from_the_preview_and_what_is_refused_keeps_the_rest(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.does(guiding.choose_kind, kind="one")
    draft = await author.writes("Which? | This | That")
    assert draft.step == Step.PREVIEW
    for step in (Step.CHANGE, Step.QUESTION):
        await author.does(guiding.go_to, step=step)
    with pytest.raises(Refused, match="question-too-long"):
        await author.writes("x" * 201)
    assert (await author.writes("Which one?")).step == Step.PREVIEW
    for step in (Step.CHANGE, Step.KIND):
        await author.does(guiding.go_to, step=step)
    draft = await author.does(guiding.choose_kind, kind="dots")
    assert (draft.step, draft.data["most"], len(draft.data["options"])) == (Step.PREVIEW, 10, 2)
    for step in (Step.CHANGE, Step.KIND):
        await author.does(guiding.go_to, step=step)
    assert (await author.does(guiding.choose_kind, kind="dates")).step == Step.OPTIONS


async def test_a_poll_that_is_over_is_asked_again_without_its_days(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.does(guiding.choose_kind, kind="dates")
    await author.writes("Grill evening | Fri 14 May 18 | Sat 15 May 18")
    poll = await author.publishes()
    with pytest.raises(Refused, match="not-here"):
        await here.do(guiding.ask_again, poll=poll.id, presser=presser(ADMIN), rules=RULES, now=here.now)
    await here.db.transaction(change, poll.id, state=PollState.CLOSED, closed_at=here.now)
    await here.do(guiding.ask_again, poll=poll.id, presser=presser(ADMIN), rules=RULES, now=here.now)
    draft = await here.draft()
    assert (draft.step, draft.data["question"], draft.data["options"]) == (Step.OPTIONS, "Grill evening", [])
    await author.begins()
    assert (await here.debts("event-begun"))[-1].params == {"draft": draft.id}
    await here.do(stepwise.begin, asks=guiding.ASKS, presser=presser(ADMIN), fresh=True, rules=RULES, now=here.now)
    await author.does(guiding.go_to, step=Step.LIKE)
    assert (await author.does(guiding.ask_like, poll=poll.id)).data["question"] == "Grill evening"


async def test_in_a_group_the_command_alone_shows_the_way(here: Neighbourhood) -> None:
    await here.do(announcing.announce, line="", origin=in_group(), rules=RULES, now=here.now, kind="poll")
    [way] = await here.debts("event-begin-here")
    assert (way.reply_to, (await here.draft()).kind) == (500, "poll")


async def test_nobody_else_answers_and_a_preview_of_a_group_is_not_made_in_private(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    draft = (await here.draft()).id
    other = await here.resident(neighbour(1))
    with pytest.raises(Refused, match="not-yours"):
        await here.do(guiding.choose_kind, draft=draft, kind="one", who=other, message=1, rules=RULES, now=here.now)
    await here.do(announcing.announce, line="Which? | This | That", origin=in_group(), rules=RULES, now=here.now, kind="poll")
    with pytest.raises(Refused, match="draft-gone"):
        await author.does(guiding.go_to, step=Step.RULES)
    here.now += timedelta(days=3)
    with pytest.raises(Refused, match="draft-gone"):
        await here.do(guiding.choose_kind, draft=draft, kind="one", who=ADMIN, message=1, rules=RULES, now=here.now)


async def test_who_asks_too_much_in_a_day_waits(here: Neighbourhood, author: Author) -> None:
    for number in range(5):
        await here.do(
            announcing.announce, line=f"Which {number}? | This | That", origin=in_private(), rules=RULES, now=here.now, kind="poll"
        )
        await author.publishes()
    await here.do(announcing.announce, line="Which? | This | That", origin=in_private(), rules=RULES, now=here.now, kind="poll")
    with pytest.raises(Refused, match="published-enough"):
        await author.publishes()


async def test_a_command_leaves_the_question(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await here.db.transaction(drafts.leave_drafts, ADMIN)
    assert not await here.do(guiding.write, text="words", presser=presser(ADMIN), rules=RULES, now=here.now)
