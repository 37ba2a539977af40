"""A bring-list: what is needed, who brings it, and that no piece is promised twice."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import bringing, events, privacy
from community.bringing import MOST_ITEMS, Wish, read_list
from community.events import Answer, Event
from community.refusals import Refused
from storage.bringing import ITEM, BringClaim, BringItem, Needed
from storage.cards import Card
from storage.events import forget_sign_ups
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)


async def wants(here: Neighbourhood, event: Event, text: str) -> None:
    """The organiser writes the list."""
    await here.do(bringing.ask, event=event.id, who=ADMIN, message=7, now=here.now)
    await here.do(bringing.write, who=ADMIN, text=text, rules=RULES, now=here.now)


async def brings(here: Neighbourhood, name: str, who: int, pieces: int = 1) -> bringing.Promised:
    """Somebody taps a thing of the list."""
    item = next(item.id for item in await here.rows(BringItem) if item.name == name)
    return await here.do(bringing.claim, item=item, pieces=pieces, who=who, message=8, now=here.now)


async def listed(here: Neighbourhood, event: Event, who: int = ADMIN) -> dict[str, tuple[int, int]]:
    """What is missing and what somebody brings, by thing."""
    shown = await here.db.read(events.show, event.id, who)
    assert shown is not None
    return {each.name: (each.missing, each.mine) for each in shown.needs}


async def an_event(here: Neighbourhood, text: str = "coffee\ncake ×2", capacity: int | None = None) -> Event:
    """An event with a list, to which Anna and Bert come."""
    event = await here.event(capacity)
    for who in (ANNA, BERT):
        await here.answer(event, await here.resident(who))
    await wants(here, event, text)
    return event


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("coffee", (Wish("coffee"),)),
        ("coffee\n\n  cake ×2 \n", (Wish("coffee"), Wish("cake", 2))),
        ("kahvia, pullaa x 3; mukit X12", (Wish("kahvia"), Wish("pullaa", 3), Wish("mukit", 12))),
        ("- kaffe\n• bulle ×2", (Wish("kaffe"), Wish("bulle", 2))),
        ("Cake\ncake ×2", (Wish("Cake", 3),)),
        ("2 chairs", (Wish("2 chairs"),)),
        ("box 4\n3 x chair\n4× table", (Wish("box 4"), Wish("chair", 3), Wish("table", 4))),
    ],
)
def test_a_list_is_read_as_people_write_it(text: str, wishes: tuple[Wish, ...]) -> None:
    assert read_list(text) == wishes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no-bring-list"),
        (" \n – ,;", "no-bring-list"),
        ("c" * (ITEM + 1), "item-too-long"),
        ("cake ×0", "bad-pieces"),
        ("cake ×51", "bad-pieces"),
        ("cake ×30, cake ×30", "bad-pieces"),
        (",".join(f"thing {n}" for n in range(MOST_ITEMS + 1)), "too-many-items"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_list(text)


@given(st.text(max_size=200))
def test_whatever_is_written_it_is_a_list_or_refused(text: str) -> None:
    try:
        wishes = read_list(text)
    except Refused:
        return
    assert 1 <= len(wishes) <= MOST_ITEMS
    assert all(wish.name and len(wish.name) <= ITEM and 1 <= wish.pieces <= bringing.MOST_PIECES for wish in wishes)
    assert len({wish.name.casefold() for wish in wishes}) == len(wishes)


async def test_a_thing_is_promised_in_one_tap_and_the_card_follows(here: Neighbourhood) -> None:
    event = await an_event(here)
    before = (await here.rows(Card))[0].version
    for _ in range(2):
        assert await brings(here, "cake", ANNA) == bringing.Promised("cake", 1, "en")
    assert await listed(here, event, ANNA) == {"coffee": (1, 0), "cake": (1, 1)}
    assert await listed(here, event, BERT) == {"coffee": (1, 0), "cake": (1, 0)}
    assert (await here.rows(Card))[0].version == before + 1


async def test_a_promise_is_taken_back_in_one_tap(here: Neighbourhood) -> None:
    event = await an_event(here)
    await brings(here, "cake", ANNA, 2)
    for _ in range(2):
        await brings(here, "cake", ANNA, 0)
    assert await listed(here, event, ANNA) == {"coffee": (1, 0), "cake": (2, 0)}


async def test_of_two_who_reach_for_the_last_piece_one_gets_it(here: Neighbourhood) -> None:
    event = await an_event(here)
    taps = await asyncio.gather(brings(here, "coffee", ANNA), brings(here, "coffee", BERT), return_exceptions=True)
    assert sorted(type(tap) for tap in taps if isinstance(tap, Exception)) == [Refused]
    assert (await listed(here, event))["coffee"] == (0, 0)
    assert [claim.pieces for claim in await here.rows(BringClaim)] == [1]


@pytest.mark.parametrize("pieces", [3, 10**9])
async def test_nobody_promises_more_than_is_missing(here: Neighbourhood, pieces: int) -> None:
    await an_event(here)
    with pytest.raises(Refused, match="all-brought"):
        await brings(here, "cake", ANNA, pieces)
    assert await here.rows(BringClaim) == []


async def test_who_can_not_come_is_free_of_the_promise(here: Neighbourhood) -> None:
    event = await an_event(here)
    await brings(here, "coffee", ANNA)
    await here.answer(event, ANNA, Answer.MAYBE)
    assert (await listed(here, event))["coffee"] == (0, 0)
    await here.cant(event, ANNA)
    assert (await listed(here, event))["coffee"] == (1, 0)
    with pytest.raises(Refused, match="not-coming"):
        await brings(here, "coffee", ANNA)


@pytest.mark.parametrize("free_seats", [True, False])
async def test_who_is_forgotten_is_free_of_the_promise_and_the_card_follows(here: Neighbourhood, free_seats: bool) -> None:
    event = await an_event(here)
    await brings(here, "coffee", ANNA)
    before = (await here.rows(Card))[0].version
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=free_seats, rules=RULES, now=here.now)
    assert (await listed(here, event))["coffee"] == (1, 0)
    assert (await here.rows(Card))[0].version > before


async def test_promises_go_with_the_answers_and_the_list_stays(here: Neighbourhood) -> None:
    event = await an_event(here)
    await brings(here, "coffee", ANNA)
    await here.db.transaction(forget_sign_ups, ended_before=event.starts_at.replace(year=2028))
    assert await here.rows(BringClaim) == []
    assert [item.name for item in await here.rows(BringItem)] == ["coffee", "cake"]


async def test_only_who_comes_brings_something(here: Neighbourhood) -> None:
    await an_event(here, capacity=2)
    stranger, waiting = neighbour(3), neighbour(4)
    with pytest.raises(Refused, match="not-coming"):
        await brings(here, "coffee", stranger)
    await here.answer((await here.rows(Event))[0], waiting)
    with pytest.raises(Refused, match="no-place-yet"):
        await brings(here, "coffee", waiting)


async def test_a_new_list_keeps_what_is_promised_and_tells_who_is_free_of_it(here: Neighbourhood) -> None:
    event = await an_event(here, "coffee, cake ×2, cups ×9")
    await brings(here, "cake", ANNA, 2)
    await brings(here, "coffee", BERT)
    await wants(here, event, "napkins\nCake")
    shown = await here.db.read(events.show, event.id, ANNA)
    assert shown is not None
    assert [(each.name, each.wanted, each.promised, each.missing) for each in shown.needs] == [("napkins", 1, 0, 1), ("cake", 1, 2, 0)]
    (told,) = await here.debts("not-needed")
    assert (told.address, told.params["name"]) == (BERT, "coffee")
    with pytest.raises(Refused, match="item-gone"):
        await here.do(bringing.claim, item=1, pieces=1, who=ANNA, message=8, now=here.now)


async def test_a_list_can_be_emptied_twice(here: Neighbourhood) -> None:
    event = await an_event(here)
    for _ in range(2):
        await here.do(bringing.clear, event=event.id, who=ADMIN, message=7, rules=RULES, now=here.now)
    assert await listed(here, event) == {}


async def test_the_organiser_sees_who_brings_what_and_nobody_else_does(here: Neighbourhood) -> None:
    event = await an_event(here)
    await brings(here, "cake", ANNA)
    (coffee, cake) = await here.db.read(bringing.bringers, event=event.id, who=ADMIN)
    assert coffee.by == ()
    assert cake.by == ((None, 1),)
    assert cake.needed == Needed(cake.needed.item, "cake", 2, 1)
    for use_case in (bringing.show, bringing.ask):
        with pytest.raises(Refused, match="not-organiser"):
            await here.do(use_case, event=event.id, who=ANNA, message=7, now=here.now)
    with pytest.raises(Refused, match="not-organiser"):
        await here.db.read(bringing.bringers, event=event.id, who=ANNA)


async def test_nothing_is_brought_to_what_is_over_or_cancelled(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=9, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="event-cancelled"):
        await brings(here, "coffee", ANNA)
    other = await here.event()
    await here.answer(other, ANNA)
    await wants(here, other, "tea")
    here.now = other.ends_at or other.starts_at
    with pytest.raises(Refused, match="event-over"):
        await brings(here, "tea", ANNA)
    with pytest.raises(Refused, match="event-over"):
        await wants(here, other, "more tea")
