"""A duty that comes again: made from one line, joined by a tap, given in turn, on the wall clock."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from community import privacy, rotas
from community.events import Press
from community.people import note_reach
from community.refusals import Refused
from community.rotas import RotaState, TurnState
from community.rotas.making import read
from storage import people, places
from storage.cards import Card
from storage.people import Person, Reach
from storage.rotas import Member, Rota
from tests.community.duty import a_rota, cant, join, pause, running, skip, start, turns, whose
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, neighbour, presser

ANNA, BERT, CLEA, DORA = (neighbour(number) for number in range(1, 5))
HELSINKI = ZoneInfo("Europe/Helsinki")


async def rota_of(here: Neighbourhood) -> Rota:
    return (await here.rows(Rota))[-1]


@pytest.mark.parametrize(
    "line",
    [
        "su klo 9 joka viikko Saunan siivous @ sauna",
        "joka su klo 9 Saunan siivous @ sauna",
        "varje söndag kl. 9 Saunan siivous @ sauna",
        "every Sun 9:00 Saunan siivous @ sauna",
    ],
)
def test_one_line_says_what_when_and_where_in_three_languages(line: str) -> None:
    data = read(line, NOW, HELSINKI, None)
    assert (data["title"], data["place"], data["starts"]) == ("Saunan siivous", "sauna", "2027-05-16T09:00:00")
    assert data["repeats"]["cadence"] == "weekly"


def test_what_comes_once_is_no_rota() -> None:
    with pytest.raises(Refused) as refused:
        read("Sun 16 May 9:00 Sauna cleaning", NOW, HELSINKI, None)
    assert refused.value.code == "rota-needs-rule"


async def test_nothing_is_given_before_the_organiser_starts_it(here: Neighbourhood) -> None:
    rota = await a_rota(here)
    await join(here, rota, ANNA)
    assert ((await rota_of(here)).state, await turns(here)) == (RotaState.GATHERING, [])
    await start(here, rota)
    assert await whose(here) == [ANNA] * 8


async def test_it_can_not_start_with_nobody(here: Neighbourhood) -> None:
    rota = await a_rota(here)
    with pytest.raises(Refused) as refused:
        await start(here, rota)
    assert refused.value.code == "rota-nobody"


async def test_turns_are_given_two_months_ahead_in_the_order_of_joining(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    assert await whose(here) == [ANNA, BERT, CLEA, ANNA, BERT, CLEA, ANNA, BERT]
    assert [turn.day for turn in await turns(here)][:2] == [date(2027, 5, 16), date(2027, 5, 23)]
    assert [debt.kind for debt in await here.debts("rota-turns")] == ["rota-turns"] * 3


async def test_when_a_turn_is_over_the_next_one_is_given_and_the_card_follows(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    [card] = await here.rows(Card)
    await here.tick(datetime(2027, 5, 16, 7, 1, tzinfo=UTC))
    assert (await whose(here))[-1] == CLEA
    assert (await here.rows(Card))[0].version > card.version
    assert len(await turns(here)) == 9


async def test_pressing_twice_joins_once_and_somebody_new_is_met(here: Neighbourhood) -> None:
    rota = await a_rota(here)
    once, twice = [(await join(here, rota, ANNA))[0] for _ in range(2)]
    assert (once.first, once.again, once.reachable) == (True, False, False)
    assert (twice.first, twice.again) == (False, True)
    assert len(await here.rows(Member)) == 1


async def test_who_joins_later_goes_last_and_catches_up_on_nothing(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT)
    await join(here, rota, CLEA)
    assert CLEA not in await whose(here), "what was given stays"
    for sunday in range(16, 31, 7):
        await here.tick(datetime(2027, 5, sunday, 8, tzinfo=UTC))
    assert (await whose(here))[-3:] == [ANNA, BERT, CLEA]


async def test_every_sunday_at_nine_stays_at_nine_when_the_clock_jumps(here: Neighbourhood) -> None:
    here.now = datetime(2027, 3, 15, 9, tzinfo=UTC)
    await running(here, ANNA, BERT)
    spring = [turn.starts_at for turn in await turns(here)][:2]
    assert spring == [datetime(2027, 3, 21, 7, tzinfo=UTC), datetime(2027, 3, 28, 6, tzinfo=UTC)]
    assert {turn.starts.hour for turn in await turns(here)} == {9}


async def test_in_autumn_too(here: Neighbourhood) -> None:
    here.now = datetime(2027, 10, 20, 9, tzinfo=UTC)
    await running(here, ANNA, BERT)
    assert [turn.starts_at for turn in await turns(here)][:2] == [
        datetime(2027, 10, 24, 6, tzinfo=UTC),
        datetime(2027, 10, 31, 7, tzinfo=UTC),
    ]
    assert {(turn.starts.hour, turn.ends.hour if turn.ends else 0) for turn in await turns(here)} == {(9, 10)}


async def test_the_reminder_comes_the_day_before_at_seventeen_and_only_to_whose_turn_it_is(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT)
    await here.tick(datetime(2027, 5, 15, 13, 59, tzinfo=UTC))
    assert not await here.debts("rota-reminder")
    await here.tick(datetime(2027, 5, 15, 14, 0, tzinfo=UTC))
    assert [debt.address for debt in await here.debts("rota-reminder")] == [ANNA]


async def test_two_turns_of_one_day_are_one_reminder(here: Neighbourhood) -> None:
    await running(here, ANNA)
    await running(here, ANNA, line="Sun 12-13 every week Yard round")
    await here.tick(datetime(2027, 5, 15, 14, 0, tzinfo=UTC))
    [reminder] = await here.debts("rota-reminder")
    assert len(reminder.params["turns"]) == 2


async def test_who_cant_changes_the_turn_with_the_next_one_who_is_told(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    first, *_ = await turns(here)
    passed = await cant(here, first, ANNA)
    assert (await whose(here))[:4] == [BERT, ANNA, CLEA, ANNA]
    assert passed.mine is not None
    assert passed.mine.day == date(2027, 5, 23)
    [told] = await here.debts("rota-moved")
    assert (told.address, told.params["instead"]) == (BERT, "2027-05-23T09:00:00")


async def test_who_cant_either_passes_it_on_to_the_one_after(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    first, *_ = await turns(here)
    await cant(here, first, ANNA)
    await cant(here, first, BERT)
    assert (await whose(here))[:4] == [CLEA, ANNA, BERT, ANNA], "nobody has one more or less than before"
    await cant(here, first, CLEA)
    assert (await whose(here))[0] is None, "all three have said that they can't"
    assert [debt.address for debt in await here.debts("rota-open")] == [ADMIN]


async def test_a_turn_that_is_not_mine_i_can_not_pass_on(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT)
    first, *_ = await turns(here)
    for who in (BERT, ADMIN):
        with pytest.raises(Refused) as refused:
            await cant(here, first, who)
        assert refused.value.code == "not-your-turn"


async def test_a_turn_moves_only_to_somebody_who_can_be_told(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    await here.do(note_reach, who=BERT, reach=Reach.BLOCKED, rules=RULES, now=here.now)
    first, *_ = await turns(here)
    await cant(here, first, ANNA)
    assert (await whose(here))[:3] == [CLEA, BERT, ANNA]


async def test_an_open_turn_is_taken_once_and_who_took_it_has_one_less_later(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT)
    first, *_ = await turns(here)
    await cant(here, first, ANNA)
    await cant(here, first, BERT)
    assert (await whose(here))[0] is None
    await here.do(rotas.take_open, turn=first.id, who=BERT, now=here.now)
    with pytest.raises(Refused) as refused:
        await here.do(rotas.take_open, turn=first.id, who=ANNA, now=here.now)
    assert refused.value.code == "turn-taken"
    assert [(member.owed) for member in await here.rows(Member)] == [0, 0]


async def test_a_date_that_falls_out_counts_for_nobody(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    first, *_ = await turns(here)
    await skip(here, first)
    assert await whose(here) == [BERT, CLEA, ANNA, BERT, CLEA, ANNA, BERT, ANNA], "Anna's is made good before anybody has one more"
    assert [debt.address for debt in await here.debts("rota-skipped")] == [ANNA]


async def test_a_date_that_falls_out_can_come_back(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT)
    first, *_ = await turns(here)
    await skip(here, first)
    await skip(here, first, skipped=False)
    await skip(here, first, skipped=False)
    assert (await turns(here))[0].state is TurnState.GIVEN
    assert (await whose(here))[0] == ANNA


async def test_whose_pause_covers_turns_loses_them_to_the_next_and_keeps_the_place(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT, CLEA)
    await pause(here, rota, ANNA, date(2027, 5, 10), 1)
    assert await whose(here) == [CLEA, BERT, CLEA, BERT, BERT, CLEA, ANNA, BERT]
    await here.tick(datetime(2027, 5, 16, 8, tzinfo=UTC))
    assert (await whose(here))[-1] == ANNA, "back, and first"


async def test_a_pause_of_seven_months_or_from_yesterday_is_none(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT)
    for start_, months in ((date(2027, 5, 10), 7), (date(2027, 5, 9), 1), (date(2029, 5, 10), 1)):
        with pytest.raises(Refused) as refused:
            await pause(here, rota, ANNA, start_, months)
        assert refused.value.code == "old-button"


async def test_who_leaves_gives_the_coming_turns_to_the_others_who_are_told(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT, CLEA)
    await here.do(rotas.leave, rota=rota.id, who=BERT, rules=RULES, now=here.now)
    assert await whose(here) == [ANNA, CLEA, CLEA, ANNA, ANNA, CLEA, ANNA, CLEA]
    with pytest.raises(Refused) as refused:
        await here.do(rotas.leave, rota=rota.id, who=BERT, rules=RULES, now=here.now)
    assert refused.value.code == "not-in-rota"


async def test_when_all_have_left_turns_are_open_and_who_comes_gets_one(here: Neighbourhood) -> None:
    rota = await running(here, ANNA)
    await here.do(rotas.leave, rota=rota.id, who=ANNA, rules=RULES, now=here.now)
    assert await whose(here) == [None] * 8
    await join(here, rota, BERT)
    assert await whose(here) == [BERT, *[None] * 7]


async def test_ending_tells_those_who_had_turns_once(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT)
    for _ in range(2):
        await here.do(rotas.end, rota=rota.id, who=ADMIN, rules=RULES, now=here.now)
    assert sorted(debt.address or 0 for debt in await here.debts("rota-ended")) == [ANNA, BERT]
    assert ((await rota_of(here)).state, await turns(here)) == (RotaState.ENDED, [])


async def test_only_the_organiser_starts_ends_and_skips(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT)
    first, *_ = await turns(here)
    values = {"who": ANNA, "rules": RULES, "now": here.now}
    for attempt in (
        here.do(rotas.start, rota=rota.id, **values),
        here.do(rotas.end, rota=rota.id, **values),
        here.do(rotas.skip, turn=first.id, skipped=True, **values),
        here.do(rotas.remove_one, member=1, **values),
        here.do(rotas.add_flats, rota=rota.id, **values),
    ):
        with pytest.raises(Refused) as refused:
            await attempt
        assert refused.value.code == "not-rota-organiser"


async def test_holidays_and_their_eves_are_left_out_by_choice(here: Neighbourhood) -> None:
    festive = replace(RULES, is_holiday=lambda day: day == date(2027, 5, 24))
    rota = await a_rota(here, without_holidays=True)
    await join(here, rota, ANNA)
    await here.do(rotas.start, rota=rota.id, who=ADMIN, rules=festive, now=here.now)
    assert [turn.day.day for turn in await turns(here)][:2] == [16, 30]


async def test_a_rota_with_a_last_day_ends_by_itself(here: Neighbourhood) -> None:
    await running(here, ANNA, line="Sun 9 every week until 30.5. Sauna cleaning")
    assert len(await turns(here)) == 3
    await here.tick(datetime(2027, 5, 30, 7, tzinfo=UTC))
    assert (await rota_of(here)).state is RotaState.ENDED


async def flats(here: Neighbourhood) -> Rota:
    house = await here.house()
    await here.db.transaction(places.change_house, house.id, flats="A 1\nA 2\nA 3")
    rota = await a_rota(here, by_flat=True)
    assert await here.do(rotas.add_flats, rota=rota.id, who=ADMIN, rules=RULES, now=here.now) == 3
    return rota


async def test_flats_take_turns_and_only_who_said_which_is_theirs_is_reminded(here: Neighbourhood) -> None:
    rota = await flats(here)
    await here.resident(ANNA)
    await start(here, rota)
    assert (await whose(here))[:4] == ["A 1", "A 2", "A 3", "A 1"]
    await here.do(rotas.tie, member=1, presser=presser(ANNA), press=Press(None, None, 0), now=here.now)
    await here.tick(datetime(2027, 5, 15, 14, 0, tzinfo=UTC))
    assert [debt.address for debt in await here.debts("rota-reminder")] == [ANNA]
    assert [turn.day.day for turn, _ in await here.db.read(rotas.turns_of, who=ANNA, now=here.now)] == [16, 6, 27]


async def test_somebody_has_one_flat_and_a_person_joins_no_rota_of_flats(here: Neighbourhood) -> None:
    rota = await flats(here)
    await here.resident(ANNA)
    for member in (1, 2):
        await here.do(rotas.tie, member=member, presser=presser(ANNA), press=Press(None, None, 0), now=here.now)
    shown = await here.db.read(rotas.show, rota.id, ANNA, RULES, here.now)
    assert shown is not None
    assert shown.mine is not None
    assert shown.mine.flat == "A 2"
    with pytest.raises(Refused) as refused:
        await join(here, rota, ANNA)
    assert refused.value.code == "rota-by-flat"


async def test_a_first_name_is_read_only_of_whom_the_house_knows_and_who_agreed(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, ADMIN)

    async def names() -> list[str | None]:
        shown = await here.db.read(rotas.show, rota.id, None, RULES, here.now)
        assert shown is not None
        return [turn.whose for turn in shown.turns[:2]]

    assert await names() == [None, None]
    for who, name in ((ANNA, "Anna Virtanen"), (ADMIN, "Aino Korhonen")):
        person = await here.person(who)
        await here.db.transaction(people.change_person, person.id, name=name, listed=True)
    await here.manages(ADMIN)
    assert await names() == [None, "Aino"]


async def test_who_is_forgotten_leaves_and_what_was_theirs_goes_on(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    assert await whose(here) == [BERT] * 8
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN, BERT]
