"""A group comes to a house with everything it had, and can have a house of its own again."""

from datetime import timedelta

import pytest

from community import calendar, choices, houses, linking, merging, naming, places, roles, trust
from community.events import Press, spreading
from community.merging import By, Merge
from community.refusals import Refused
from storage import moves
from storage.audit import Act, Entry
from storage.cards import Card, Thing
from storage.events import Event, SignUp
from storage.feeds import Feed
from storage.outbox import Op
from storage.people import Membership
from storage.places import Chat, House
from storage.reminders import Reminder
from storage.roles import Holder, Role, Scope
from storage.series import Series
from storage.tables import TABLES
from storage.vouchers import Voucher
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, in_group, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)
SECOND = 2
"""The other group, and its house."""


async def two_houses(here: Neighbourhood) -> None:
    """The other group has a resident and a manager, an event, a series, a calendar, and somebody who asked to be vouched for."""
    await here.do(places.settle, group=OTHER_GROUP, language="sv", rules=RULES, now=here.now)
    token = (await here.rows(House))[-1].token
    for who in (ANNA, ADMIN):
        await here.do(places.join, token=token, presser=presser(who), notice=1, message=1, rules=RULES, now=here.now)
    scope, anna = Scope(house=SECOND), (await here.person(ANNA)).id
    await here.do(roles.grant, by=None, person=anna, role=Role.MANAGER, scope=scope, now=here.now)
    for line in ("Sat 22 May 12–15 Spring clean-up", "every Tue 18-20 Coffee"):
        await here.announce(line, in_group(author=ANNA, group=OTHER_GROUP))
        event = await here.publish(who=ANNA)
        await here.answer(event, ANNA, press=Press(OTHER_GROUP.telegram_id, None, next(here.updates)))
    await here.do(calendar.open_feed, who=ANNA, house=SECOND, message=9, now=here.now)
    await here.do(naming.choose, who=ADMIN, text="Kaiku", now=here.now)
    await here.do(trust.ask, house=SECOND, who=ADMIN, admins=(ANNA,), message=9, rules=RULES, now=here.now)
    await here.tick()


async def code(here: Neighbourhood, house: int = 1) -> str:
    """An admin of the house makes a code."""
    await here.do(merging.make_code, who=ADMIN, house=house, admin=True, language="en", now=here.now)
    return str((await here.debts("group-code"))[-1].params["secret"])


async def linked(here: Neighbourhood, secret: str) -> Merge:
    """An admin of the other group says yes."""
    values = {"group": OTHER_GROUP.telegram_id, "message": 77, "rules": RULES, "now": here.now}
    return await here.do(merging.link_by_code, secret=secret, who=ANNA, **values)


def test_every_table_that_hangs_on_a_house_or_a_group_follows_it() -> None:
    for column, known in (("house_id", moves.OF_HOUSE), ("chat_id", moves.OF_CHAT)):
        hanging = {name for name, table in TABLES.tables.items() if column in table.columns and table.c[column].foreign_keys}
        assert hanging == {table.__tablename__ for table in known}


async def test_a_group_brings_everything_its_house_had(here: Neighbourhood) -> None:
    await two_houses(here)
    before = {table: len(await here.rows(table)) for table in (Thing, Event, Series, SignUp, Card, Reminder, Feed, Voucher)}
    old = (await here.rows(House))[-1].token
    found = await linked(here, await code(here))
    assert (found.coming, found.residents) == (3, 2)
    assert [house.id for house in await here.rows(House)] == [1]
    assert {table: len(await here.rows(table)) for table in before} == before
    for table in (Chat, Thing, Series, SignUp, Membership, Feed, Voucher):
        assert {row.house_id for row in await here.rows(table)} == {1}
    assert sorted(row.person_id for row in await here.rows(Membership)) == [1, 2], "who lived in both lives there once"
    assert [(row.role, row.house_id) for row in await here.rows(Holder)] == [(Role.MANAGER, 1)]
    assert [entry.act for entry in await here.rows(Entry)][-1] is Act.GROUP_LINKED
    assert {entry.house_id for entry in await here.rows(Entry)} == {1}
    assert (await here.db.read(places.house_of_token, old)) is not None, "what is printed on a board still works"
    [edit] = await here.debts("group-linked")
    assert (edit.op, edit.message_id, edit.chat_id) == (Op.EDIT, 77, SECOND)
    assert (await here.debts("group-code-used"))[-1].address == ADMIN


async def test_what_is_on_its_way_and_being_written_speaks_of_the_house_that_stays(here: Neighbourhood) -> None:
    await two_houses(here)
    values = {"house": SECOND, "message": 9, "language": "en", "now": here.now}
    await here.do(choices.ask, who=ANNA, admin=True, what=choices.Setting.NAME, **values)
    await linked(here, await code(here))
    assert (await here.debts("setting"))[-1].params["house"] == 1
    await here.do(choices.write, who=ANNA, admin=True, text="As Oy Koivukuja", language="en", rules=RULES, now=here.now)
    assert (await here.house()).name == "As Oy Koivukuja"


async def test_a_code_works_once_for_a_week_and_only_for_what_it_is_of(here: Neighbourhood) -> None:
    await two_houses(here)
    secret = await code(here)
    look = {"group": OTHER_GROUP.telegram_id, "now": here.now}
    for wrong, there, refused in (
        ("nonsense", look, "code-gone"),
        (secret, {**look, "now": here.now + timedelta(days=7)}, "code-gone"),
        (secret, {**look, "group": GROUP.telegram_id}, "linked-already"),
        (secret, {**look, "group": -1}, "chat-gone"),
    ):
        with pytest.raises(Refused, match=refused):
            await here.db.read(merging.look, secret=wrong, **there)
    with pytest.raises(Refused, match="code-of-group"):
        await here.db.read(linking.area_of, secret, here.now)
    await linked(here, secret)
    with pytest.raises(Refused, match="code-gone"):
        await linked(here, secret)


async def test_only_who_looks_after_the_house_makes_a_code_for_it(here: Neighbourhood) -> None:
    with pytest.raises(Refused, match="not-in-charge"):
        await here.do(merging.make_code, who=ADMIN, house=1, admin=False, language="en", now=here.now)


async def test_choosing_a_group_needs_an_admin_of_both(here: Neighbourhood) -> None:
    await two_houses(here)
    values = {"house": 1, "chat": SECOND, "now": here.now}
    for by, refused in ((By(ADMIN, admin=False, there=True), "not-in-charge"), (By(ADMIN, admin=True), "not-admin-there")):
        with pytest.raises(Refused, match=refused):
            await here.db.read(merging.look_chosen, by=by, **values)
    by = By(ADMIN, admin=True, there=True)
    await here.do(merging.link_chosen, by=by, message=9, language="en", rules=RULES, **values)
    assert [chat.house_id for chat in await here.rows(Chat)] == [1, 1]
    with pytest.raises(Refused, match="linked-already"):
        await here.db.read(merging.look_chosen, by=by, **values)


async def test_a_group_that_goes_its_own_way_takes_what_hangs_nowhere_else(here: Neighbourhood) -> None:
    await two_houses(here)
    shared = await here.event(line="Sun 23 May 12–15 Picnic")
    await linked(here, await code(here))
    by = By(ADMIN, admin=True)
    new = await here.do(merging.separate, by=by, house=1, chat=SECOND, message=9, language="en", now=here.now)
    assert (new.name, new.languages, new.zone) == ("Koivukuja 5", "en", "Europe/Helsinki")
    assert [chat.house_id for chat in await here.rows(Chat)] == [1, new.id]
    assert {thing.id: thing.house_id for thing in await here.rows(Thing)}[shared.id] == 1
    assert {thing.house_id for thing in await here.rows(Thing) if thing.id != shared.id} == {new.id}
    assert [series.house_id for series in await here.rows(Series)] == [new.id]
    assert {row.house_id for row in await here.rows(SignUp)} == {new.id}
    assert [debt.chat_id for debt in await here.debts("welcome")][-1] == SECOND
    with pytest.raises(Refused, match="only-group"):
        await here.do(merging.separate, by=by, house=1, chat=1, message=9, language="en", now=here.now)


async def test_what_hangs_in_two_groups_stays_with_the_house(here: Neighbourhood) -> None:
    await two_houses(here)
    await linked(here, await code(here))
    event = await here.event(line="Sun 23 May 12–15 Picnic")
    await here.do(
        spreading.show_in,
        event=event.id,
        who=ADMIN,
        chats=frozenset({SECOND}),
        admin_of=frozenset({SECOND}),
        message=9,
        rules=RULES,
        now=here.now,
    )
    await here.do(merging.separate, by=By(ADMIN, admin=True), house=1, chat=SECOND, message=9, language="en", now=here.now)
    assert {thing.id: thing.house_id for thing in await here.rows(Thing)}[event.id] == 1


async def test_a_new_code_ends_those_that_came_along_and_the_welcomes_say_it(here: Neighbourhood) -> None:
    await two_houses(here)
    old = (await here.rows(House))[-1].token
    await linked(here, await code(here))
    welcome = next(debt for debt in await here.debts("welcome") if debt.chat_id == SECOND)
    await here.db.transaction(places.note_sent, welcome, 55)
    first = (await here.house()).token[: houses.SHOWN]
    await here.do(houses.renew_code, who=ADMIN, admin=True, house=1, old=first, message=9, language="en", now=here.now)
    assert await here.db.read(places.house_of_token, old) is None
    edits = [(debt.chat_id, debt.message_id) for debt in await here.debts("welcome") if debt.op is Op.EDIT]
    assert edits == [(SECOND, 55)]
