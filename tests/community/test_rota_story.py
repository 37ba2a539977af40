"""Swaps, races, and a year of a rota in which everything happens in any order: turns stay even, and nobody is told nothing."""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from community import rotas
from community.refusals import Refused
from community.rotas import TurnState, swapping
from storage import outbox
from storage.outbox import DebtState
from storage.rotas import Member
from tests.community.duty import cant, join, pause, running, skip, turns, whose
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour

ANNA, BERT, CLEA, DORA, EMIL = (neighbour(number) for number in range(1, 6))


async def ask(here: Neighbourhood, mine: int, theirs: int, who: int) -> swapping.Swap:
    found = await turns(here)
    values: dict[str, Any] = {"turn": found[mine].id, "other": found[theirs].id, "rules": RULES, "now": here.now}
    return await here.do(swapping.ask, who=who, **values)


async def answer(here: Neighbourhood, mine: int, theirs: int, who: int, *, yes: bool = True) -> swapping.Swap:
    found = await turns(here)
    values: dict[str, Any] = {"turn": found[mine].id, "other": found[theirs].id, "rules": RULES, "now": here.now}
    return await here.do(swapping.answer, who=who, yes=yes, **values)


async def test_two_change_turns_when_both_say_yes(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    await ask(here, 0, 2, ANNA)
    assert [debt.address for debt in await here.debts("rota-swap")] == [CLEA]
    assert (await whose(here))[:3] == [ANNA, BERT, CLEA], "nothing changes before the other says yes"
    await answer(here, 0, 2, CLEA)
    assert (await whose(here))[:3] == [CLEA, BERT, ANNA]
    assert [(debt.address, debt.params["yes"]) for debt in await here.debts("rota-swapped")] == [(ANNA, True)]


async def test_a_no_changes_nothing_and_is_told(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    await ask(here, 0, 1, ANNA)
    await answer(here, 0, 1, BERT, yes=False)
    assert (await whose(here))[:2] == [ANNA, BERT]
    assert [(debt.address, debt.params["yes"]) for debt in await here.debts("rota-swapped")] == [(ANNA, False)]


async def test_a_yes_that_comes_twice_or_too_late_changes_nothing(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    await ask(here, 0, 1, ANNA)
    await answer(here, 0, 1, BERT)
    with pytest.raises(Refused) as refused:
        await answer(here, 0, 1, BERT)
    assert refused.value.code == "swap-gone"
    await ask(here, 2, 0, CLEA)
    await cant(here, (await turns(here))[2], CLEA)
    with pytest.raises(Refused) as refused:
        await answer(here, 2, 0, BERT)
    assert refused.value.code == "swap-gone", "the turn is another's meanwhile"


async def test_nobody_else_answers_for_the_one_who_is_asked(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    await ask(here, 0, 1, ANNA)
    for who in (ANNA, CLEA):
        with pytest.raises(Refused) as refused:
            await answer(here, 0, 1, who)
        assert refused.value.code == "not-your-turn"


async def test_of_two_yeses_at_once_one_counts(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT, CLEA)
    await ask(here, 0, 2, ANNA)
    await ask(here, 1, 2, BERT)
    done = await asyncio.gather(answer(here, 0, 2, CLEA), answer(here, 1, 2, CLEA), return_exceptions=True)
    assert sorted(isinstance(each, Refused) for each in done) == [False, True]
    assert sorted(str(each) for each in (await whose(here))[:3]) == sorted(map(str, (ANNA, BERT, CLEA)))


async def test_of_many_who_join_at_once_each_has_a_place_of_their_own(here: Neighbourhood) -> None:
    rota = await running(here, ANNA)
    await asyncio.gather(*(join(here, rota, neighbour(10 + number)) for number in range(8)))
    members = await here.rows(Member)
    assert len({member.place for member in members}) == len(members) == 9


@pytest.mark.parametrize("seed", range(2))
async def test_a_year_in_which_everything_happens_leaves_turns_even(here: Neighbourhood, seed: int) -> None:
    dice, crowd = random.Random(seed), (ANNA, BERT, CLEA, DORA)
    rota = await running(here, *crowd)
    for _ in range(26):
        coming = [turn for turn in await turns(here) if turn.starts_at > here.now]
        act, turn = dice.choice(["cant", "cant", "swap", "skip", "join"]), dice.choice(coming)
        holder = await holder_of(here, turn.member_id)
        if act == "skip":
            await skip(here, turn, skipped=turn.state is not TurnState.SKIPPED)
        elif act == "join":
            await join(here, rota, EMIL)
        elif holder is not None and turn.state is TurnState.GIVEN:
            await _try(here, act, turn.id, holder, dice)
        await here.tick(here.now + timedelta(days=7))
    await here.tick(here.now + timedelta(days=70))
    counted = Counter(await whose(here))
    members = {member.id: member.owed for member in await here.rows(Member)}
    people = {who: (await here.person(who)).id for who in crowd}
    owed = {who: next(members[each.id] for each in await here.rows(Member) if each.person_id == number) for who, number in people.items()}
    balances = [counted[who] + owed[who] for who in crowd]
    assert max(balances) - min(balances) <= 1


async def holder_of(here: Neighbourhood, member: int | None) -> int | None:
    persons = {each.id: each.person_id for each in await here.rows(Member)}
    for who in (ANNA, BERT, CLEA, DORA, EMIL):
        try:
            if (await here.person(who)).id == persons.get(member or 0):
                return who
        except StopIteration:
            continue
    return None


async def _try(here: Neighbourhood, act: str, turn: int, who: int, dice: random.Random) -> None:
    """A turn is passed on, or changed for another one."""
    if act == "cant":
        await here.do(rotas.cant, turn=turn, who=who, rules=RULES, now=here.now)
        return
    _, _, choices = await here.db.read(rotas.swappable, turn=turn, who=who, now=here.now)
    if choices:
        other = dice.choice(choices)
        asked: dict[str, Any] = {"turn": turn, "other": other.id, "rules": RULES, "now": here.now}
        await here.do(swapping.ask, who=who, **asked)
        holder = await holder_of(here, other.member_id)
        assert holder is not None
        await here.do(swapping.answer, who=holder, yes=dice.random() < 0.7, **asked)


async def test_who_was_told_of_turns_hears_of_the_next_one_too(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT)
    for debt in await here.debts("rota-turns"):
        await here.db.transaction(outbox.close, debt.id, DebtState.SENT, here.now)
    here.now += timedelta(minutes=1)
    await here.do(rotas.leave, rota=rota.id, who=ANNA, rules=RULES, now=here.now)
    assert [debt.address for debt in await here.debts("rota-turns") if debt.state is DebtState.WAITING] == [BERT]


async def test_a_date_that_is_back_is_another_s_where_whose_it_was_pauses_or_left(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT, CLEA)
    first, second, *_ = await turns(here)
    for turn in (first, second):
        await skip(here, turn)
    await pause(here, rota, ANNA, here.now.date(), 1)
    await here.do(rotas.leave, rota=rota.id, who=BERT, rules=RULES, now=here.now)
    for turn in (first, second):
        await skip(here, turn, skipped=False)
    assert (await whose(here))[:2] == [CLEA, CLEA]


async def test_who_ends_a_rota_that_has_ended_must_organise_it(here: Neighbourhood) -> None:
    rota = await running(here, ANNA)
    await here.do(rotas.end, rota=rota.id, who=ADMIN, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="not-rota-organiser"):
        await here.do(rotas.end, rota=rota.id, who=ANNA, rules=RULES, now=here.now)
