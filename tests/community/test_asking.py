"""An event made in private, question by question: by buttons or in words, taken back, interrupted, gone on with."""

from datetime import timedelta
from typing import Any

import pytest

from community import announcing, events, naming, replies, stepwise
from community.events import Event, Step, asking
from community.refusals import Refused
from storage import drafts
from storage.drafts import Draft
from storage.outbox import Op
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, in_group, in_private, neighbour, presser

ANNA = neighbour(1)


class Author:
    """Somebody who makes an event, and what they press."""

    def __init__(self, here: Neighbourhood, who: int = ADMIN) -> None:
        self.here, self.who = here, who

    async def begins(self, *, fresh: bool = False) -> None:
        """Presses "New event"."""
        message = 80 if fresh else None
        await self.here.do(
            stepwise.begin, asks=asking.ASKS, presser=presser(self.who), fresh=fresh, rules=RULES, now=self.here.now, message=message
        )

    async def does(self, use_case: Any, **values: Any) -> None:
        """Presses something on the question."""
        turn = {"who": self.who, "message": 80, "now": self.here.now}
        if use_case not in (stepwise.go_back, stepwise.go_on):
            turn["rules"] = RULES
        await self.here.do(use_case, **{"draft": (await self.draft()).id, **turn, **values})

    async def answers(self, step: Step, value: str = "") -> None:
        """Presses an answer."""
        await self.does(asking.answer, step=step, value=value)

    async def writes(self, text: str) -> bool:
        """Writes something in private."""
        return await self.here.do(asking.write, text=text, presser=presser(self.who), rules=RULES, now=self.here.now)

    async def draft(self) -> Draft:
        """What is being made."""
        return [draft for draft in await self.here.rows(Draft) if draft.author == self.who][-1]

    async def knows(self) -> dict[str, Any]:
        """What is known of it."""
        data = (await self.draft()).data
        return {name: data[name] for name in ("title", "starts", "ends", "place", "capacity")}

    async def step(self) -> str:
        """Where it is."""
        return (await self.draft()).step


@pytest.fixture
async def author(here: Neighbourhood) -> Author:
    return Author(here)


WHOLE = {"title": "Coffee", "starts": "2027-05-22T12:00:00", "ends": None, "place": None, "capacity": 10}


async def test_five_taps_make_a_whole_event(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.does(asking.use_template, title="Coffee", text="Everybody is welcome.")
    for step, value in ((Step.DAY, "2027-05-22"), (Step.TIME, "1200"), (Step.WHERE, ""), (Step.SEATS, "10")):
        assert await author.step() == step
        await author.answers(step, value)
    assert await author.step() == Step.PREVIEW
    assert await author.knows() == WHOLE
    event = await here.publish()
    assert (event.title, event.text, event.capacity) == ("Coffee", "Everybody is welcome.", 10)


async def test_words_answer_every_question_too(author: Author) -> None:
    await author.begins()
    for words in ("Coffee", "la 22.5.", "12", "club room", "10 people"):
        assert await author.writes(words)
    assert await author.step() == Step.PREVIEW
    assert await author.knows() == {**WHOLE, "place": "club room"}


async def test_of_two_times_one_is_chosen_and_the_questions_go_on(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Coffee")
    await author.answers(Step.DAY, "2027-05-22")
    await author.writes("at 6")
    assert await author.step() == Step.CHOOSE
    draft = (await author.draft()).id
    await here.do(announcing.choose_reading, draft=draft, number=1, who=ADMIN, admin=False, message=80, now=here.now)
    assert await author.step() == Step.WHERE
    assert (await author.knows())["starts"] == "2027-05-22T18:00:00"


async def test_what_can_not_be_used_leaves_the_question_open(author: Author) -> None:
    await author.begins()
    with pytest.raises(Refused, match="title-too-long"):
        await author.writes("x" * 81)
    assert await author.step() == Step.WHAT


async def test_answers_are_taken_back_one_by_one_and_never_two_by_pressing_twice(author: Author) -> None:
    await author.begins()
    await author.writes("Coffee")
    await author.writes("Sat 22 May 12–15")
    await author.answers(Step.WHERE)
    for _ in range(2):
        await author.does(stepwise.go_back, to=2)
        assert await author.step() == Step.WHERE
    await author.does(stepwise.go_back, to=1)
    assert (await author.step(), (await author.knows())["starts"]) == (Step.DAY, None)
    await author.does(stepwise.go_back, to=0)
    assert (await author.step(), (await author.knows())["title"]) == (Step.WHAT, "")


async def test_an_answer_to_a_question_that_is_answered_changes_nothing(author: Author) -> None:
    await author.begins()
    await author.writes("Coffee")
    await author.answers(Step.DAY, "2027-05-22")
    await author.answers(Step.DAY, "2027-05-29")
    assert (await author.step(), (await author.draft()).data["day"]) == (Step.TIME, "2027-05-22")


async def test_a_command_interrupts_and_the_next_words_are_no_answer(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Coffee")
    await here.do(replies.leave_drafts, who=ADMIN)
    assert not await here.db.read(stepwise.asked, asking.ASKS, ADMIN, here.now)
    assert not await author.writes("22.5.")
    await author.begins()
    assert len(await here.debts("event-begun")) == 1
    await author.does(stepwise.go_on)
    assert await author.writes("22.5.")
    assert await author.step() == Step.TIME


async def test_who_starts_over_begins_with_nothing(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await author.writes("Coffee")
    await author.begins(fresh=True)
    assert (await author.step(), (await author.knows())["title"]) == (Step.WHAT, "")
    assert len(await here.rows(Draft)) == 1


async def test_who_is_asked_for_their_name_is_not_asked_about_an_event(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await here.do(naming.ask, who=ADMIN, message=3, now=here.now)
    assert not await here.db.read(stepwise.asked, asking.ASKS, ADMIN, here.now)


async def test_what_was_answered_in_words_goes_and_the_next_question_comes_below(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    await here.db.transaction(drafts.change_draft, (await author.draft()).id, message_id=77)
    await author.writes("Coffee")
    gone, asked = (await here.debts())[-2:]
    assert (gone.op, gone.message_id) == (Op.DELETE, 77)
    assert (asked.op, asked.kind) == (Op.SEND, "event-draft")


async def test_places_and_events_of_the_house_are_offered_and_no_others(here: Neighbourhood, author: Author) -> None:
    for line in ("Mon 10 May 13 Coffee @ club room max 6", "Mon 10 May 13 Jazz @ yard", "Mon 10 May 14 Dance @ club room"):
        await here.event(line=line)
    far = await far_event(here)
    here.now += timedelta(days=7)
    await author.begins()
    shown = await here.db.read(events.show_draft, (await author.draft()).id, ADMIN, RULES, here.now)
    assert shown is not None
    assert sorted(event.title for event in shown.past) == ["Coffee", "Dance", "Jazz"]
    await author.does(asking.ask_for, step=Step.PAST)
    with pytest.raises(Refused, match="not-here"):
        await author.does(asking.repeat, event=far.id)
    coffee = next(event for event in shown.past if event.title == "Coffee")
    await author.does(asking.repeat, event=coffee.id)
    await author.answers(Step.DAY, "2027-05-22")
    assert await author.step() == Step.PREVIEW
    assert await author.knows() == {
        "title": "Coffee",
        "starts": "2027-05-22T13:00:00",
        "ends": None,
        "place": "club room",
        "capacity": 6,
    }
    await author.begins(fresh=True)
    for words in ("Chess", "22.5.", "18"):
        await author.writes(words)
    shown = await here.db.read(events.show_draft, (await author.draft()).id, ADMIN, RULES, here.now)
    assert shown is not None
    assert [place for _, place in shown.places] == ["club room", "yard"]
    await author.answers(Step.WHERE, str(shown.places[0][0]))
    assert (await author.knows())["place"] == "club room"
    await author.does(stepwise.go_back, to=3)
    with pytest.raises(Refused, match="not-here"):
        await author.answers(Step.WHERE, str(far.id))


async def far_event(here: Neighbourhood) -> Event:
    """An event in a house where the activist does not live."""
    origin = in_group(group=OTHER_GROUP, author=ANNA)
    await here.announce("Mon 10 May 13 Far away @ elsewhere", origin)
    return await here.publish(who=ANNA)


async def test_a_text_can_be_added_to_a_preview_also_of_a_line(here: Neighbourhood, author: Author) -> None:
    await here.announce(origin=in_private())
    await author.does(asking.ask_for, step=Step.TEXT)
    assert await author.writes("Bring gloves.\nCoffee after.")
    assert (await author.step(), (await author.draft()).data["text"]) == (Step.PREVIEW, "Bring gloves.\nCoffee after.")
    await author.does(stepwise.go_back, to=1)
    assert await author.step() == Step.TEXT
    await author.does(stepwise.go_back, to=0)
    assert (await author.step(), (await author.draft()).data["text"]) == (Step.PREVIEW, None)


async def test_a_preview_takes_another_line_and_nothing_else(author: Author, here: Neighbourhood) -> None:
    await here.announce(origin=in_private())
    assert not await author.writes("hello")
    assert await author.writes("Sun 23 May 13 Coffee")
    assert (await author.knows())["title"] == "Coffee"


async def test_a_command_without_a_line_in_the_group_leads_into_private(here: Neighbourhood, author: Author) -> None:
    await here.announce("", in_group())
    (line,) = await here.debts("event-begin-here")
    assert line.delete_after
    token = (await here.draft()).token
    assert token is not None
    await here.do(announcing.carry_on, token=token, presser=presser(ADMIN), rules=RULES, now=here.now)
    assert await author.writes("Coffee")
    assert await author.step() == Step.DAY


async def test_a_neighbour_without_a_house_is_told_so(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="no-house"):
        await Author(here, ANNA).begins()


async def test_questions_of_somebody_else_can_not_be_answered(here: Neighbourhood, author: Author) -> None:
    await here.resident(ANNA)
    await author.begins()
    draft = (await author.draft()).id
    with pytest.raises(Refused, match="not-yours"):
        await Author(here, ANNA).here.do(
            asking.answer, draft=draft, step=Step.WHAT, value="", who=ANNA, message=1, rules=RULES, now=here.now
        )


async def test_a_draft_that_is_not_touched_for_two_days_is_gone(here: Neighbourhood, author: Author) -> None:
    await author.begins()
    draft = (await author.draft()).id
    here.now += timedelta(hours=48)
    assert not await author.writes("Coffee")
    with pytest.raises(Refused, match="draft-gone"):
        await author.does(stepwise.go_on, draft=draft)
