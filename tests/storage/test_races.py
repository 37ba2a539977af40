"""Many at once on PostgreSQL, where transactions really run beside each other."""

import asyncio
import itertools

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from community import events, places, privacy
from community.events import Place, Press
from community.places import Group
from storage import cards, outbox
from storage.engine import Database, is_outage, open_database
from storage.events import SignUp
from storage.outbox import Message, To
from storage.people import Person
from storage.places import Chat, House
from storage.postgres import TRIES
from storage.rows import every
from tests.community.neighbourhood import GROUP, NOW, RULES, Neighbourhood, neighbour, presser

pytestmark = pytest.mark.postgres


async def test_twenty_answers_at_once_on_one_seat_give_one_seat(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    answers = await asyncio.gather(*(here.answer(event, neighbour(number)) for number in range(20)))
    assert [answer.place for answer in answers].count(Place.SEATED) == 1
    seen = await here.see(event)
    assert (seen.seated, seen.waiting) == (1, 19)
    (card,) = await here.rows(cards.Card)
    assert card.version == 1 + 20


async def test_two_replicas_do_not_give_the_same_seat(here: Neighbourhood, database_url: str) -> None:
    event = await here.event(capacity=3)
    other = Neighbourhood(await open_database(database_url), updates=itertools.count(1000))
    try:
        both = itertools.cycle((here, other))
        answers = await asyncio.gather(*(next(both).answer(event, neighbour(number)) for number in range(16)))
    finally:
        await other.db.close()
    assert [answer.place for answer in answers].count(Place.SEATED) == 3
    assert (await here.see(event)).seated == 3


async def test_the_first_presses_of_one_person_at_once_make_one_person(here: Neighbourhood) -> None:
    one, two = await here.event(), await here.event(line="Sun 23 May 12–15 Picnic")
    await asyncio.gather(*(here.answer(event, neighbour(1), party=party) for party in (1, 2) for event in (one, two)))
    assert [person.telegram_id for person in await here.rows(Person)].count(neighbour(1)) == 1
    assert {(await here.see(event)).seated for event in (one, two)} <= {1, 2}


async def test_two_publishers_make_one_event(here: Neighbourhood) -> None:
    await here.announce("today 18–20 Coffee")  # too late for a line the day before, which would keep the two apart as well
    draft = (await here.draft()).id
    results = await asyncio.gather(*(here.publish(draft=draft) for _ in range(5)), return_exceptions=True)
    assert [isinstance(result, events.Event) for result in results].count(True) == 1


async def test_a_group_met_by_many_at_once_becomes_one_house(here: Neighbourhood) -> None:
    group = Group(-77, "Koivukuja 7")
    calls = (here.do(places.settle, group=group, language="fi", rules=RULES, now=NOW) for _ in range(6))
    await asyncio.gather(*calls)
    assert [chat.telegram_id for chat in await here.rows(Chat)] == [GROUP.telegram_id, -77]
    assert len(await here.rows(House)) == 2
    assert len(await here.debts("welcome")) == 2


async def test_a_key_asked_for_at_once_is_owed_once(db: Database) -> None:
    message = Message("a", key="one")
    owed = await asyncio.gather(*(db.transaction(outbox.owe, To(address=1), message, at=NOW) for _ in range(8)))
    assert owed.count(True) == 1


async def test_one_of_many_claims_a_debt(db: Database) -> None:
    await db.transaction(outbox.owe, To(address=1), Message("a"), at=NOW)
    claimed = await asyncio.gather(*(db.transaction(outbox.mark_sending, 1) for _ in range(8)))
    assert claimed.count(True) == 1


async def test_who_is_forgotten_while_others_press_leaves_right_numbers(here: Neighbourhood) -> None:
    event = await here.event(capacity=4)
    for number in range(8):
        await here.answer(event, neighbour(number))
    forgetting = [here.do(privacy.forget, presser=presser(neighbour(number)), free_seats=True, rules=RULES, now=NOW) for number in range(3)]
    pressing = [here.cant(event, neighbour(number)) for number in range(3, 6)]
    coming = [here.answer(event, neighbour(number)) for number in range(20, 24)]
    await asyncio.gather(*forgetting, *pressing, *coming)
    seen = await here.see(event)
    answers = await here.rows(SignUp)
    assert seen.seated == sum(each.party for each in answers if each.place is Place.SEATED) == 4
    assert seen.waiting == sum(each.party for each in answers if each.place is Place.WAITING)


async def test_who_loses_a_deadlock_is_tried_again(here: Neighbourhood) -> None:
    one, two = await here.event(), await here.event(line="Sun 23 May 12–15 Picnic")
    tries: list[str] = []
    holding: set[str] = set()

    def both(db: Connection, name: str, first: int, second: int) -> str:
        tries.append(name)
        db.execute(select(events.Event).where(events.Event.id == first).with_for_update())  # type: ignore[arg-type]
        holding.add(name)
        while len(holding) < 2:
            # Each holds its first event before it asks for the other's; the pause is PostgreSQL's own, so that no loop is blocked.
            db.exec_driver_sql("SELECT pg_sleep(0.05)")
        db.execute(select(events.Event).where(events.Event.id == second).with_for_update())  # type: ignore[arg-type]
        cards.bump(db, first)
        return name

    done = await asyncio.gather(here.db.transaction(both, "a", one.id, two.id), here.db.transaction(both, "b", two.id, one.id))
    assert done == ["a", "b"]
    assert len(tries) == 3, "one of them had to begin again"


async def test_a_conflict_that_never_ends_is_told_in_the_end(db: Database) -> None:
    tries = 0

    def always(connection: Connection) -> None:
        nonlocal tries
        tries += 1
        connection.exec_driver_sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")

    with pytest.raises(DBAPIError) as failed:
        await db.transaction(always)
    assert is_outage(failed.value)
    assert tries == TRIES


async def test_a_server_that_is_not_there_is_an_outage() -> None:
    nowhere = await open_database("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(DBAPIError) as failed:
        await nowhere.transaction(lambda db: every(db, House, select(House)))
    assert is_outage(failed.value)
    with pytest.raises(DBAPIError):
        await nowhere.read(lambda db: every(db, House, select(House)))
    await nowhere.close()


async def test_a_server_that_goes_away_is_an_outage_and_comes_back(here: Neighbourhood) -> None:
    def cut(db: Connection) -> None:
        db.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(DBAPIError) as failed:
        await here.db.transaction(cut)
    assert is_outage(failed.value)
    event = await here.event(capacity=1)
    assert (await here.answer(event, neighbour(1), press=Press(GROUP.telegram_id, None, 9999))).place is Place.SEATED
