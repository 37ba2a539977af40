"""A rota among a house's other things: reported, taken down, handed over, moved with its group, and let go by the night."""

from datetime import timedelta

import pytest

from community import calendar, handing, privacy, reports, rotas, taking_down
from community import week as weeks
from community.calendar.file import uid
from community.events import Mine
from community.refusals import Refused
from handlers.views import mine as mine_views
from handlers.views import week as views
from storage import cards, events, moves, places
from storage.cards import Card, Thing
from storage.feeds import Feed
from storage.places import Chat, House
from storage.roles import Role, Scope
from storage.rotas import Member, Rota, Turn, forget_turns
from tests.community.duty import a_rota, join, running, start, turns
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.test_reports import given
from tests.handlers.showing import reader

ANNA, BERT, CLEA = (neighbour(number) for number in range(1, 4))
HERE = frozenset({GROUP.telegram_id})


async def take_down(here: Neighbourhood, rota: Rota) -> taking_down.TakenDown:
    values = {"admin_of": HERE, "message": 5, "rules": RULES, "now": here.now}
    return await here.do(taking_down.take_down, thing=rota.id, who=ADMIN, **values)


async def test_a_reported_rota_goes_to_two_who_do_not_organise_it(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT, CLEA)
    told = await here.do(reports.report, thing=rota.id, who=ANNA, admins=(ADMIN, BERT, CLEA), message=5, now=here.now)
    assert (told, [debt.address for debt in await here.debts("report")]) == (2, [BERT, CLEA])


async def test_a_rota_that_is_taken_down_reminds_nobody_and_gives_no_turn_until_that_is_undone(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT)
    done = await take_down(here, rota)
    with pytest.raises(Refused, match="rota-gone"):
        await here.do(rotas.leave, rota=rota.id, who=ANNA, rules=RULES, now=here.now)
    await here.do(taking_down.undo, draft=done.draft, who=ADMIN, message=5, rules=RULES, now=here.now)
    assert len(await here.rows(Card)) == 1
    await take_down(here, rota)
    await here.tick(here.now + timedelta(days=7))
    assert await here.debts("rota-reminder") == []
    assert len(await turns(here)) == 8


async def test_what_one_organises_is_the_successors_or_the_helpers(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT)
    await given(here, ADMIN, Role.MANAGER)
    await given(here, ANNA, Role.BOARD)
    scope = Scope(house=1)
    person = (await here.person(ANNA)).id
    await here.do(handing.ask, who=ADMIN, scope=scope, person=person, message=9, language="en", rules=RULES, now=here.now)
    draft = int((await here.debts("hand-over-asked"))[-1].params["draft"])
    await here.do(handing.answer, draft=draft, who=ANNA, yes=True, message=9, language="en", now=here.now)
    assert (await here.rows(Rota))[0].organiser_id == person
    mine = await here.db.read(rotas.my_rotas, who=ANNA, now=here.now)
    assert ([each.id for each in mine.organised], len(mine.turns)) == ([rota.id], 4)
    assert "You organise: Sauna cleaning, every Sunday" in mine_views.mine(Mine((), ()), reader("en"), rotas=mine).text
    helper = (await here.person(BERT)).id
    await here.db.transaction(events.add_organiser, rota.id, helper)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    assert (await here.rows(Rota))[0].organiser_id == helper


async def test_a_group_that_gets_a_house_of_its_own_takes_its_rota_along(here: Neighbourhood) -> None:
    rota = await running(here, ANNA)
    other = await a_rota(here, "every Sat 9 Yard duty")
    new = await here.db.transaction(lambda db: places.add_house(db, name="New", token="new", created_at=here.now))
    chat = await here.db.transaction(lambda db: places.add_chat(db, house_id=1, telegram_id=OTHER_GROUP.telegram_id))
    await here.db.transaction(lambda db: cards.add_card(db, thing=other.id, chat=chat))
    await here.db.transaction(moves.split_house, chat=1, old=1, new=new)
    assert {thing.id: thing.house_id for thing in await here.rows(Thing)} == {rota.id: new, other.id: 1}, "what hangs elsewhere too stays"
    assert [each.house_id for each in await here.rows(Chat)] == [new, 1]
    assert len(await here.rows(House)) == 2


async def test_thirty_days_later_turns_are_nobody_s_and_still_count(here: Neighbourhood) -> None:
    rota = await running(here, ANNA, BERT)
    await here.tick(here.now + timedelta(days=70))
    old = here.now - timedelta(days=30)
    gone = await here.db.transaction(lambda db: forget_turns(db, over_before=old))
    past = [turn for turn in await here.rows(Turn) if turn.over_at < old]
    assert gone == len(past) == 5
    assert {(turn.member_id, turn.state) for turn in past} == {(None, rotas.TurnState.GIVEN)}
    await here.do(rotas.end, rota=rota.id, who=ADMIN, rules=RULES, now=here.now)
    await here.db.transaction(lambda db: forget_turns(db, over_before=here.now + timedelta(days=1)))
    assert await here.rows(Member) == []


async def test_who_can_t_be_reached_at_the_start_is_a_member_all_the_same(here: Neighbourhood) -> None:
    rota = await a_rota(here)
    await join(here, rota, ANNA)
    await start(here, rota)
    assert await here.debts("rota-turns") == []
    assert [turn.member_id for turn in await turns(here)] == [1] * 8


async def test_ones_turns_stand_in_ones_calendar_and_among_ones_things(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT)
    await here.do(calendar.open_feed, who=ANNA, house=None, message=9, now=here.now)
    [feed] = await here.rows(Feed)
    served = await here.db.read(calendar.feed, token=feed.token, now=here.now)
    assert served is not None
    assert [(entry.title, entry.starts_at.day, entry.busy) for entry in served.entries][:2] == [
        ("Sauna cleaning", 16, True),
        ("Sauna cleaning", 30, True),
    ]
    assert len({uid(1, entry.event, entry.turn) for entry in served.entries}) == 4
    assert len(await here.db.read(rotas.turns_of, who=ANNA, now=here.now)) == 4


async def test_a_week_with_a_turn_of_ones_own_is_not_empty(here: Neighbourhood) -> None:
    await running(here, ANNA, BERT)
    week = await here.db.read(weeks.of_person, who=ANNA, monday=None, zone="Europe/Helsinki", now=here.now)
    assert ([turn.day.day for turn, _ in week.turns], week.houses) == ([16], ())
    shown = views.week(week, reader("en"))
    assert "Your turn: Sun 16 May 2027, 9:00–10:00. Sauna cleaning" in shown.text
    assert views.digest(week, reader("en")) is not None
    other = await here.db.read(weeks.of_person, who=BERT, monday=None, zone="Europe/Helsinki", now=here.now)
    assert (other.turns, views.digest(other, reader("en"))) == ((), None)
