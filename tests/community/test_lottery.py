"""Drawing lots: nobody can bend it, parties stay together, and anybody can check it without this program."""

import hashlib
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import people
from community.events import Event, Place, Way
from community.events.lottery import drawn, new_seed, seal_of
from community.events.rules import Seats, promoted
from community.refusals import Refused
from storage.events import Seating
from storage.people import Reach
from tests.community.neighbourhood import RULES, Neighbourhood, neighbour
from tests.community.test_reserve import RELEASED
from tests.community.test_seats import Waiting

PAGE = Path(__file__).resolve().parents[2] / "docs" / "lottery.md"
SEED = "0123456789abcdef0123456789abcdef"


class Lot(Waiting):
    """Somebody in the draw."""

    @property
    def id(self) -> int:
        return self.number


lots = st.lists(st.builds(Lot, st.integers(1, 10**6), st.integers(1, 10)), unique_by=lambda lot: lot.number, max_size=30)


@given(lots, st.randoms(use_true_random=False))
def test_the_order_depends_on_the_seed_and_the_numbers_alone(found: list[Lot], chance: object) -> None:
    shuffled = sorted(found, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert drawn(SEED, shuffled) == drawn(SEED, found)
    assert {lot.number for lot in drawn(SEED, found)} == {lot.number for lot in found}


@given(lots, st.integers(1, 40))
def test_parties_sit_together_and_no_seat_stays_free_that_fits(found: list[Lot], capacity: int) -> None:
    order = drawn(SEED, found)
    lucky = promoted(order, Seats(capacity))
    free = capacity - sum(lot.party for lot in lucky)
    assert free >= 0
    assert all(lot.party > free for lot in order if lot not in lucky)


def test_every_lot_wins_about_as_often_as_every_other() -> None:
    found = [Lot(number, 1) for number in range(1, 11)]
    first = Counter(drawn(f"{seed:032x}", found)[0].number for seed in range(3000))
    assert set(first) == set(range(1, 11))
    assert max(first.values()) < 3000 / 10 * 1.3


def test_a_seal_fixes_a_seed_and_does_not_tell_it() -> None:
    one, two = new_seed(), new_seed()
    assert one != two
    assert seal_of(one) == hashlib.sha256(one.encode()).hexdigest() != seal_of(two)


@pytest.fixture
async def event(here: Neighbourhood) -> Event:
    """Three places, for which lots are drawn the day before at 17; six want to come."""
    event = await here.event(capacity=3)
    await here.arrange(event, Way.DRAW, 1)
    for number in range(6):
        await here.resident(neighbour(number))
        await here.answer(event, neighbour(number), party=1 + number % 2)
    return event


async def seating(here: Neighbourhood) -> Seating:
    return (await here.rows(Seating))[0]


async def test_until_the_draw_nobody_has_a_place_and_everybody_is_in_it(here: Neighbourhood, event: Event) -> None:
    seen = await here.see(event)
    assert (seen.seated, seen.held, seen.waiting) == (0, 3, 9)
    answer = await here.answer(event, neighbour(0), party=2)
    assert (answer.place, answer.draw, answer.number > 0) == (Place.WAITING, datetime(2027, 5, 21, 17), True)  # noqa: DTZ001
    await here.tick(RELEASED - timedelta(minutes=1))
    assert (await here.see(event)).seated == 0


async def test_everybody_is_told_once_and_the_rest_are_the_queue_in_drawn_order(here: Neighbourhood, event: Event) -> None:
    for _ in range(2):
        await here.tick(RELEASED)
    found = {number: await here.sign_up(event, neighbour(number)) for number in range(6)}
    record = (await seating(here)).record
    assert record is not None
    order = [number for number, *_ in record["lots"]]
    waiting = sorted((each for each in found.values() if each and each.place is Place.WAITING), key=lambda each: each.queued_at or RELEASED)
    assert [each.id for each in waiting] == [number for number in order if number in {each.id for each in waiting}]
    heard = [await here.hears(neighbour(number)) for number in range(6)]
    assert all(kinds.count("drawn") == 1 and "promoted" not in kinds for kinds in heard)
    late = await here.answer(event, neighbour(9))
    assert late.ahead == len(waiting)
    assert (await here.see(event)).seated == sum(each.party for each in found.values() if each and each.place is Place.SEATED)


async def test_the_few_lines_of_the_page_find_the_same(here: Neighbourhood, event: Event) -> None:
    seal = seal_of((await seating(here)).seed or "")
    await here.tick(RELEASED)
    drawn_ = await seating(here)
    assert drawn_.record is not None
    [script] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    from handlers.views.seating import draw_file

    namespace: dict[str, object] = {"file": draw_file(drawn_, seal).content.decode(), "seal": seal}
    exec(script, namespace)
    assert namespace["places"] == [number for number, _, _, seated in drawn_.record["lots"] if seated]


async def test_a_draw_keeps_its_seed_and_can_not_be_drawn_again(here: Neighbourhood, event: Event) -> None:
    first = await seating(here)
    assert (await here.arrange(event, Way.DRAW, 1, 2)).seed == first.seed
    await here.tick(datetime(2027, 5, 20, 14, 0, tzinfo=UTC))
    assert (await seating(here)).drawn_at is not None
    for number in (0, 1):
        with pytest.raises(Refused, match="draw-done"):
            await here.arrange(event, Way.DRAW, number)


async def test_a_draw_that_is_given_up_gives_places_in_the_order_of_answers(here: Neighbourhood, event: Event) -> None:
    before = await seating(here)
    await here.arrange(event, Way.DRAW, 0)
    found = [await here.sign_up(event, neighbour(number)) for number in range(3)]
    assert [each.place for each in found if each] == [Place.SEATED, Place.SEATED, Place.WAITING]
    assert (await here.arrange(event, Way.DRAW, 1)).seed not in (None, before.seed)


async def test_who_has_a_place_before_the_draw_keeps_it(here: Neighbourhood) -> None:
    event = await here.event(capacity=2)
    await here.answer(event, neighbour(1))
    await here.arrange(event, Way.DRAW, 1)
    await here.answer(event, neighbour(2))
    with pytest.raises(Refused, match="party-does-not-fit"):
        await here.answer(event, neighbour(1), party=2)
    await here.tick(RELEASED)
    assert (await here.see(event)).seated == 2


async def test_who_can_not_be_told_keeps_what_was_drawn(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.arrange(event, Way.DRAW, 1)
    await here.answer(event, neighbour(1))
    await here.do(people.note_reach, who=neighbour(1), reach=Reach.BLOCKED, rules=RULES, now=here.now)
    await here.tick(RELEASED)
    found = await here.sign_up(event, neighbour(1))
    assert found is not None
    assert (found.place, found.untold) == (Place.SEATED, True)
