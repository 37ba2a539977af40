"""Tasks of neighbours without a phone: taken by a neighbour, who hears what becomes of it and tells them."""

from datetime import timedelta

import pytest

from community import privacy, volunteering
from community.refusals import Refused
from community.retention import Night, keep
from community.volunteering import Call, Task, proxies
from storage.events import Passing, Place
from storage.people import Reach, change_reach
from storage.volunteering import Volunteer, change_call
from tests.community.calling import call_for, for_a_neighbour, leave, take, tasks_of, the_task
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser
from tests.community.test_proxies import vouched
from tests.community.test_retention import KEPT

ANNA, BERT = neighbour(1), neighbour(2)


@pytest.fixture
async def call(here: Neighbourhood) -> Call:
    """A call in a house that knows Anna and Bert."""
    for who in (ANNA, BERT):
        await vouched(here, who)
    return await call_for(here)


async def neighbours(here: Neighbourhood) -> list[tuple[Place, str | None, Passing]]:
    """Place, nickname and how far the news have come, for each neighbour without a phone."""
    return [(row.place, row.nickname, row.passing) for row in await here.rows(Volunteer) if row.person_id is None]


async def cant(here: Neighbourhood, volunteer: int, who: int) -> None:
    """The neighbour does not do it after all."""
    await here.do(proxies.neighbour_cant, volunteer=volunteer, who=who, message=72, rules=RULES, now=here.now)


async def test_a_place_counts_like_any_other_and_is_taken_once_however_often_it_is_pressed(here: Neighbourhood, call: Call) -> None:
    raking = (await tasks_of(here, call))["Raking"]
    for nickname in ("Aino", "aino"):
        await for_a_neighbour(here, raking, ANNA, nickname)
    for _ in range(2):
        await for_a_neighbour(here, raking, ANNA)
    assert await neighbours(here) == [(Place.SEATED, "Aino", Passing.NOTHING), (Place.SEATED, None, Passing.NOTHING)]
    assert (await the_task(here, raking)).taken == 2


async def test_the_news_go_to_who_answers_and_are_passed_on(here: Neighbourhood, call: Call) -> None:
    coffee = (await tasks_of(here, call))["Coffee"]
    await take(here, coffee, BERT)
    await for_a_neighbour(here, coffee, ANNA, "Aino")
    await leave(here, coffee, BERT)
    [told] = await here.debts(volunteering.NEIGHBOURS)
    assert told.address == ANNA
    assert await neighbours(here) == [(Place.SEATED, "Aino", Passing.OPEN)]
    for reached, passing in ((True, Passing.TOLD), (False, Passing.UNREACHED)):
        assert await here.do(proxies.pass_news_on, volunteer=told.params["volunteer"], told=reached, who=ANNA) is passing
    with pytest.raises(Refused, match="old-button"):
        await here.do(proxies.pass_news_on, volunteer=told.params["volunteer"], told=True, who=BERT)


async def test_who_answers_gives_it_back_and_the_queue_moves(here: Neighbourhood, call: Call) -> None:
    coffee = (await tasks_of(here, call))["Coffee"]
    await for_a_neighbour(here, coffee, ANNA, "Aino")
    await take(here, coffee, BERT)
    [row, _] = await here.rows(Volunteer)
    with pytest.raises(Refused, match="old-button"):
        await cant(here, row.id, BERT)
    await cant(here, row.id, ANNA)
    assert [debt.address for debt in await here.debts(volunteering.YOURS)] == [BERT]
    assert await neighbours(here) == []
    with pytest.raises(Refused, match="old-button"):
        await cant(here, row.id, ANNA)


async def test_a_resident_takes_five_places_and_who_organises_more(here: Neighbourhood, call: Call) -> None:
    childminding = (await tasks_of(here, call))["Childminding"]
    for number in range(1, 6):
        await for_a_neighbour(here, childminding, ANNA, number=number)
    with pytest.raises(Refused, match="too-many-for-tasks"):
        await for_a_neighbour(here, childminding, ANNA, number=6)
    for number in range(1, 7):
        await for_a_neighbour(here, childminding, ADMIN, number=number)


async def test_only_a_house_that_knows_somebody_lets_them_answer_for_others(here: Neighbourhood, call: Call) -> None:
    unknown = await here.resident(neighbour(3))
    for who, code in ((unknown, "not-vouched"), (neighbour(4), "not-joined")):
        with pytest.raises(Refused, match=code):
            await for_a_neighbour(here, (await tasks_of(here, call))["Coffee"], who)


async def test_a_neighbour_by_name_is_never_in_two_places_at_once(here: Neighbourhood, call: Call) -> None:
    tasks = await tasks_of(here, call)
    await for_a_neighbour(here, tasks["Raking"], ANNA, "Aino")
    with pytest.raises(Refused, match="neighbour-busy"):
        await for_a_neighbour(here, tasks["Coffee"], ANNA, "Aino")


async def test_who_answers_and_can_not_be_reached_leaves_the_place_marked(here: Neighbourhood, call: Call) -> None:
    coffee = (await tasks_of(here, call))["Coffee"]
    await take(here, coffee, BERT)
    await for_a_neighbour(here, coffee, ANNA, "Aino")
    await here.db.transaction(change_reach, ANNA, Reach.NEVER)
    await leave(here, coffee, BERT)
    assert [(row.place, row.untold) for row in await here.rows(Volunteer) if row.person_id is None] == [(Place.SEATED, True)]


async def test_forgotten_who_answered_leaves_nameless_places_and_no_place_in_a_queue(here: Neighbourhood, call: Call) -> None:
    tasks = await tasks_of(here, call)
    await take(here, tasks["Coffee"], BERT)
    for task in (tasks["Raking"], tasks["Coffee"]):
        await for_a_neighbour(here, task, ANNA, "Aino" if task.name == "Raking" else "Eino")
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    left = [row for row in await here.rows(Volunteer) if row.person_id is None]
    assert [(row.place, row.nickname, row.by_id) for row in left] == [(Place.SEATED, None, None)]
    counts: dict[str, Task] = await tasks_of(here, call)
    assert [(task.taken, task.waiting) for task in counts.values()] == [(1, 0), (1, 0), (0, 0)]


async def test_nicknames_go_soon_after_the_call_and_the_numbers_stay(here: Neighbourhood, call: Call) -> None:
    raking = (await tasks_of(here, call))["Raking"]
    await for_a_neighbour(here, raking, ANNA, "Aino")
    await here.db.transaction(change_call, call.id, ended_at=here.now, state="over")
    await here.db.transaction(keep, Night(here.now + KEPT.nicknames + timedelta(minutes=1), KEPT, RULES))
    assert [(row.nickname, row.by_id) for row in await here.rows(Volunteer)] == [(None, None)]
    assert (await the_task(here, raking)).taken == 1
