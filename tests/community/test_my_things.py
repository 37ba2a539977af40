"""My things: tasks stand among what one has said yes to, each with the button that opens its call."""

from community import announcements
from handlers.taps.acknowledging import AskSender
from handlers.taps.volunteering import OpenCall
from storage.announcements import HelpRequest
from tests.community.calling import call_for, for_a_neighbour, take, tasks_of
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser
from tests.community.reading import reads, text
from tests.community.test_acknowledging import asking, asks, press
from tests.community.test_proxies import vouched

ONE, OTHER = neighbour(1), neighbour(2)


async def test_tasks_stand_in_turn_among_what_one_has_said_yes_to(here: Neighbourhood) -> None:
    await here.resident(ONE)
    tasks = await tasks_of(here, await call_for(here))
    dance = await here.event(line="Fri 21 May 18–20 Dance")
    await here.answer(dance, ONE)
    await take(here, tasks["Coffee"], OTHER)
    await take(here, tasks["Coffee"], ONE)
    await take(here, tasks["Childminding"], ONE)
    shown = await reads(here, "mine", ONE)
    assert shown is not None
    assert shown.text.split("\n")[1:4] == [
        "1. Dance, Fri 21 May, 18:00–20:00",
        "2. Coffee, Sat 22 May, 11:00–13:00, Spring clean-up, in the queue",
        "3. Childminding, Sat 22 May, 13:00–15:00, Spring clean-up",
    ]
    assert shown.keys[0] == ["1. Change", "2. Change", "3. Change"]
    assert shown.outgoing.keys[0][2].data == OpenCall(call=tasks["Coffee"].call_id).pack()


async def test_the_tasks_of_neighbours_one_answers_for_stand_there_too(here: Neighbourhood) -> None:
    await vouched(here, ONE)
    await for_a_neighbour(here, (await tasks_of(here, await call_for(here)))["Raking"], ONE, "Aino")
    assert "1. For Aino: Raking, Sat 22 May, 12:00–15:00, Spring clean-up" in await text(here, "mine", ONE)


async def test_who_organises_a_call_finds_it_there_until_it_is_over(here: Neighbourhood) -> None:
    call = await call_for(here)
    assert "1. You organise: Spring clean-up, Sat 22 May" in await text(here, "mine", ADMIN)
    assert call.finishes_at is not None
    await here.tick(call.finishes_at)
    assert await text(here, "mine", ADMIN) == "You have nothing coming up."


async def test_what_one_asked_after_a_notice_stands_there_with_its_state_until_it_is_done_or_taken_back(here: Neighbourhood) -> None:
    await here.resident(ONE)
    helped, asked = await asking(here), await asking(here, texts={"en": "The lift stands still"})
    await press(here, helped, ONE, help_=True)
    await asks(here, asked, ONE, "Until when?")
    shown = await reads(here, "mine", ONE)
    assert shown is not None
    assert shown.text.split("\n")[1:] == [
        "1. You asked for help: Water cut Tue 18 May, 9:00–12:00, no answer yet",
        "2. You asked the sender: The lift stands still, no answer yet",
    ]
    assert shown.outgoing.keys[0][0].data == AskSender(announcement=helped.id).pack()
    first, second = await here.rows(HelpRequest)
    await here.do(announcements.begin_answer, who=ADMIN, request=second.id, now=here.now)
    await here.do(announcements.write, presser=presser(ADMIN), text="Until Friday.", rules=RULES, now=here.now)
    assert "The lift stands still, you got an answer" in await text(here, "mine", ONE)
    await here.do(announcements.take_back, request=first.id, who=ONE, message=1, now=here.now)
    await here.do(announcements.close, who=ADMIN, request=second.id, message=1, now=here.now)
    assert await text(here, "mine", ONE) == "You have nothing coming up."


async def test_who_asked_after_a_notice_that_was_recalled_waits_for_nothing(here: Neighbourhood) -> None:
    await here.resident(ONE)
    notice = await asking(here)
    await press(here, notice, ONE, help_=True)
    await here.do(announcements.recall, who=ADMIN, announcement=notice.id, now=here.now)
    assert await text(here, "mine", ONE) == "You have nothing coming up."
