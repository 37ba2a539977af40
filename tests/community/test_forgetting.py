"""Being seen and being forgotten: every row of every table, and not a byte more."""

from typing import Any

import pytest
from sqlalchemy import Connection

from community import events, privacy, replies
from community.events import Answer, Place
from community.refusals import Refused
from storage import people, personal
from storage.drafts import Draft
from storage.engine import Database
from storage.erasures import Erasure
from storage.events import Event, SignUp
from storage.outbox import DebtState, Op
from storage.outbox import close as close_debt
from storage.people import Person
from storage.personal import IMPERSONAL, PERSONAL
from storage.tables import TABLES
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, neighbour, presser
from tests.filled import FORGOTTEN, ORGANISER, PASSER_BY, counts, fill

ANNA, BERT = neighbour(1), neighbour(2)

GROUPS = {("chats", "telegram_id"): "the number of a group", ("drafts", "address"): "in private it is the author's, else a group's"}
"""Columns that are called like those that hold people, and hold none of their own."""


async def forget(here: Neighbourhood, who: int, *, free: bool = True) -> privacy.Forgotten:
    """Somebody says yes, forget me."""
    return await here.do(privacy.forget, presser=presser(who), free_seats=free, rules=RULES, now=here.now)


async def traces(db: Database, *needles: object) -> list[tuple[str, dict[str, Any]]]:
    """Rows of any table in which one of these appears in any column, also inside JSON."""

    def look(connection: Connection) -> list[tuple[str, dict[str, Any]]]:
        found = []
        for name, table in TABLES.tables.items():
            for row in connection.execute(table.select()):
                if any(str(needle) in str(value) for needle in needles for value in row):
                    found.append((name, dict(row._mapping)))
        return found

    return await db.read(look)


def test_every_table_is_declared_once() -> None:
    assert personal.undeclared() == set()
    assert len({each.table for each in PERSONAL}) == len(PERSONAL)
    assert not {each.table for each in PERSONAL} & set(IMPERSONAL)
    assert {each.table for each in PERSONAL} | set(IMPERSONAL) == set(TABLES.tables), "nothing is declared that is not there"


def test_every_column_that_points_to_a_person_is_declared() -> None:
    declared = {(each.table, column) for each in PERSONAL for column in each.columns} | {("people", "telegram_id")} | set(GROUPS)
    pointing = {
        (name, column.name)
        for name, table in TABLES.tables.items()
        for column in table.columns
        if any(key.column.table.name == "people" for key in column.foreign_keys) or column.name in ("telegram_id", "address", "author")
    }
    assert pointing <= declared


def test_what_hangs_on_a_persons_rows_is_declared_too() -> None:
    owned = {each.table for each in PERSONAL if each.table in ("sign_ups", "people", "memberships", "drafts")}
    hanging = {
        name
        for name, table in TABLES.tables.items()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in owned
    }
    assert hanging <= {each.table for each in PERSONAL}


def test_everything_personal_says_how_long_it_is_kept() -> None:
    assert all(each.kept for each in PERSONAL)


def test_the_declaration_names_columns_that_are_there() -> None:
    for each in PERSONAL:
        assert {*each.columns, *each.hidden} <= set(TABLES.tables[each.table].columns.keys())


async def test_the_filled_database_has_a_row_in_every_table(db: Database) -> None:
    await fill(db)
    assert {name for name, rows in (await counts(db)).items() if not rows} == set()


async def test_my_data_holds_every_row_that_points_to_me(db: Database) -> None:
    here = await fill(db)
    found = (await db.read(privacy.my_data, who=ORGANISER, now=here.now)).tables
    assert set(found) == {each.table for each in PERSONAL}
    assert found["people"][0]["telegram_id"] == ORGANISER
    assert {row["event_id"] for row in found["sign_ups"]} == {event.id for event in await here.rows(Event)}
    assert [row["title"] for row in found["events"]] == ["Spring clean-up"]
    assert {row["data"].get("title") or row["data"]["line"] for row in found["drafts"]} == {"Flea market", "31.2. klo 12 Pihatalkoot"}
    known = await db.read(privacy.my_data, who=ORGANISER, now=here.now)
    assert known.details == {
        "sign_ups": ("Spring clean-up", "Picnic"),
        "events": ("Spring clean-up",),
        "memberships": ("Koivukuja 3",),
        "poll_voters": ("What shall we get?",),
        "rotas": ("Sauna cleaning",),
        "rota_members": ("Sauna cleaning",),
        "calls": ("Spring clean-up",),
        "volunteers": ("Raking, Spring clean-up",),
    }
    mine = {row["id"] for _, row in await traces(db, ORGANISER) if "kind" in row and "lane" in row}
    assert {row["id"] for row in found["outbox"]} == mine


async def test_my_data_holds_nobody_else(db: Database) -> None:
    here = await fill(db)
    text = str(await db.read(privacy.my_data, who=PASSER_BY, now=here.now))
    assert str(PASSER_BY) in text
    assert str(ADMIN) not in text
    assert str(ORGANISER) not in text


async def test_of_a_stranger_there_is_nothing_to_show_and_nothing_to_forget(db: Database) -> None:
    here = await fill(db)
    for stranger in (neighbour(99), FORGOTTEN):
        assert await db.read(privacy.my_data, who=stranger, now=here.now) == privacy.Known({}, {})
    before = await counts(db)
    with pytest.raises(Refused, match="not-joined"):
        await forget(here, neighbour(99))
    assert await counts(db) == before, "not even that they asked"


@pytest.mark.parametrize("free", [True, False], ids=["freed", "nameless"])
@pytest.mark.parametrize("who", [ORGANISER, PASSER_BY], ids=["resident", "passer-by"])
async def test_no_byte_of_a_forgotten_person_is_left_once_they_are_told(db: Database, who: int, free: bool) -> None:
    here = await fill(db)
    row = (await here.person(who)).id
    told = await forget(here, who, free=free)
    (debt,) = [debt for debt in await here.debts() if debt.address == who]
    assert (debt.kind, debt.params) == ("forgotten", {"code": told.code})
    await db.transaction(close_debt, debt.id, DebtState.SENT, here.now)
    assert await traces(db, who) == []
    pointing = [(each.table, column) for each in PERSONAL if not each.by_telegram_id and each.through is None for column in each.columns]
    for table, column in pointing:
        left = await db.read(lambda c, t=table, n=column: c.execute(TABLES.tables[t].select().where(TABLES.tables[t].c[n] == row)).all())
        assert left == [], table


async def test_who_declines_leaves_nothing_behind_once_they_are_answered(here: Neighbourhood) -> None:
    for kind in ("join-languages", "join-notice", "declined"):
        params = {"token": (await here.house()).token}
        await here.do(replies.reply, kind=kind, to=ANNA, language="en", params=params, edit=3, now=here.now)
    for debt in await here.debts():
        await here.db.transaction(close_debt, debt.id, DebtState.SENT, here.now)
    assert await traces(here.db, ANNA) == []
    assert len(await here.rows(Person)) == 1


async def test_what_remains_is_a_mark_and_a_month(db: Database) -> None:
    here = await fill(db)
    before = {erasure.mark for erasure in await here.rows(Erasure)}
    await forget(here, ORGANISER)
    (left,) = [erasure for erasure in await here.rows(Erasure) if erasure.mark not in before]
    assert (left.mark, left.month) == (presser(ORGANISER).mark, "2027-05")
    assert str(ORGANISER) not in left.mark


async def test_the_same_person_may_be_forgotten_twice(here: Neighbourhood) -> None:
    for _ in range(2):
        await here.resident(ANNA)
        await forget(here, ANNA)
    assert len(await here.rows(Erasure)) == 1


async def test_freed_seats_go_to_the_queue_which_is_told(here: Neighbourhood) -> None:
    event = await here.event(capacity=2)
    await here.resident(BERT)
    await here.answer(event, ANNA, party=2)
    await here.answer(event, BERT)
    await forget(here, ANNA)
    seen = await here.see(event)
    assert (seen.seated, seen.waiting) == (1, 0)
    assert [debt.address for debt in await here.debts("promoted")] == [BERT]


async def test_kept_seats_stay_without_a_name(here: Neighbourhood) -> None:
    event = await here.event(capacity=3)
    await here.answer(event, ANNA, party=2)
    await here.answer(event, BERT, party=2)
    before = await here.see(event)
    await forget(here, ANNA, free=False)
    seen = await here.see(event)
    assert (seen.seated, seen.waiting) == (before.seated, before.waiting) == (2, 2)
    nameless = [each for each in await here.rows(SignUp) if each.person_id is None]
    assert [(each.party, each.place) for each in nameless] == [(2, Place.SEATED)]


async def test_a_place_in_the_queue_is_given_up(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    await here.answer(event, BERT)
    await here.answer(event, ANNA, party=1)
    await forget(here, ANNA, free=False)
    seen = await here.see(event)
    assert (seen.seated, seen.waiting) == (1, 0)


async def test_other_totals_do_not_change(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA, Answer.MAYBE)
    await here.answer(event, BERT)
    past = await here.event(line="Wed 12 May 12–15 Coffee")
    await here.answer(past, ANNA, party=3)
    here.now = past.ends_at or past.starts_at
    await forget(here, ANNA)
    assert ((await here.see(event)).maybe, (await here.see(event)).seated) == (1, 1)
    assert (await here.see(past)).seated == 3


async def test_a_preview_in_the_group_goes_with_its_author(db: Database) -> None:
    here = await fill(db)
    await forget(here, ORGANISER)
    assert [draft for draft in await here.rows(Draft) if draft.author == ORGANISER] == []
    assert [(debt.op, debt.message_id) for debt in await here.debts("gone")] == [(Op.DELETE, 650)]


async def test_the_event_stays_and_has_no_organiser(db: Database) -> None:
    here = await fill(db)
    organised = next(event for event in await here.rows(Event) if event.title == "Spring clean-up")
    await forget(here, ORGANISER)
    seen = await here.see(organised)
    assert (seen.organiser_id, seen.title) == (None, "Spring clean-up")
    shown = await db.read(events.show, organised.id, ADMIN)
    assert shown is not None
    assert shown.organisers == ()


async def test_others_keep_all_they_have(db: Database) -> None:
    here = await fill(db)
    before = (await db.read(privacy.my_data, who=ADMIN, now=here.now)).tables
    await forget(here, PASSER_BY)
    after = (await db.read(privacy.my_data, who=ADMIN, now=here.now)).tables
    assert {table: rows for table, rows in after.items() if table != "outbox"} == {
        table: rows for table, rows in before.items() if table != "outbox"
    }


async def test_the_question_about_seats_is_asked_when_there_are_some(here: Neighbourhood) -> None:
    event = await here.event(capacity=1)
    assert not await here.db.read(privacy.has_seats, who=ANNA, now=here.now)
    await here.answer(event, ANNA)
    await here.answer(event, BERT)
    assert await here.db.read(privacy.has_seats, who=ANNA, now=here.now)
    assert not await here.db.read(privacy.has_seats, who=BERT, now=here.now)


async def test_a_person_has_no_name_but_the_one_they_set(db: Database) -> None:
    here = await fill(db)
    assert {person.name for person in await here.rows(Person)} == {None, "Kaiku"}
    assert await db.read(people.find_person, ORGANISER) is not None
