"""Roles: who has one where, who may give and take it, and that no place loses its last manager."""

import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community import places, privacy, retention, roles
from community.refusals import Refused
from community.retention import Night
from storage import people
from storage import roles as rows
from storage.audit import Act, Entry
from storage.places import Announcers
from storage.roles import Holder, Role, Scope
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.test_retention import KEPT

ANNA, BERT, CILLA = neighbour(1), neighbour(2), neighbour(3)

TAP: dict[str, Any] = {"message": 7, "language": "en"}
"""What a press brings along."""


async def grant(here: Neighbourhood, who: int, role: Role = Role.MANAGER, *, scope: Scope | None = None) -> int:
    """The command line gives a role, in the (first) house if nothing else is said; the number of the row."""
    scope = scope or Scope(house=(await here.house()).id)
    await here.do(roles.grant, by=None, person=(await here.person(who)).id, role=role, scope=scope, now=here.now)
    return (await here.rows(Holder))[-1].id


@pytest.fixture
async def house(here: Neighbourhood) -> int:
    """A house in an area, with Anna, Bert and Cilla; its number."""
    for who in (ANNA, BERT, CILLA):
        await here.resident(who)
    await here.do(places.found_area, name="Koivula", groups=[GROUP.telegram_id], now=here.now)
    return (await here.house()).id


async def in_house(here: Neighbourhood, who: int, house: int) -> set[Role]:
    return set(await here.db.read(roles.roles_in, (await here.person(who)).id, house))


async def test_a_role_holds_in_its_house_in_every_house_of_its_area_or_everywhere(here: Neighbourhood, house: int) -> None:
    area = (await here.house()).area_id
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    elsewhere = 2
    await grant(here, ANNA, Role.ACTIVIST, scope=Scope(house=house))
    await grant(here, BERT, scope=Scope(area=area))
    await grant(here, CILLA, scope=Scope())
    found = {who: (await in_house(here, who, house), await in_house(here, who, elsewhere)) for who in (ANNA, BERT, CILLA)}
    assert found == {ANNA: ({Role.ACTIVIST}, set()), BERT: ({Role.MANAGER}, set()), CILLA: ({Role.MANAGER}, {Role.MANAGER})}


async def test_a_manager_gives_a_role_once_and_it_is_written_down_once(here: Neighbourhood, house: int) -> None:
    await grant(here, ANNA)
    anna, bert = (await here.person(ANNA)).id, (await here.person(BERT)).id
    values = {"who": ANNA, "person": bert, "role": Role.ACTIVIST, "scope": Scope(house=house), "now": here.now}
    assert [await here.do(roles.give, **values) for _ in range(2)] == [True, False]
    assert [(each.act, each.person_id, each.whom_id, each.role) for each in await here.rows(Entry)] == [
        (Act.ROLE_GIVEN, None, anna, Role.MANAGER),
        (Act.ROLE_GIVEN, anna, bert, Role.ACTIVIST),
    ]


@pytest.mark.parametrize("has", [None, Role.ACTIVIST, Role.BOARD])
async def test_nobody_but_a_manager_gives_or_takes_a_role(here: Neighbourhood, house: int, has: Role | None) -> None:
    theirs = await grant(here, BERT, Role.ACTIVIST)
    if has is not None:
        await grant(here, ANNA, has)
    cilla = (await here.person(CILLA)).id
    with pytest.raises(Refused, match="not-manager"):
        await here.do(roles.give, who=ANNA, person=cilla, role=Role.BOARD, scope=Scope(house=house), now=here.now)
    with pytest.raises(Refused, match="not-manager"):
        await here.do(roles.take, who=ANNA, holder=theirs, **TAP, now=here.now)


async def test_the_manager_of_a_house_gives_nothing_in_its_area(here: Neighbourhood, house: int) -> None:
    await grant(here, ANNA)
    bert, area = (await here.person(BERT)).id, (await here.house()).area_id
    for scope in (Scope(area=area), Scope()):
        with pytest.raises(Refused, match="not-manager"):
            await here.do(roles.give, who=ANNA, person=bert, role=Role.ACTIVIST, scope=scope, now=here.now)


async def test_a_button_that_names_a_house_and_an_area_names_nothing(here: Neighbourhood, house: int) -> None:
    area = (await here.house()).area_id or 0
    for both in ((house, area), (house + 1, 0), (0, area + 1)):
        with pytest.raises(Refused, match="house-gone"):
            await here.db.read(roles.scope_of, house=both[0], area=both[1])
    assert await here.db.read(roles.scope_of, house=0, area=area) == Scope(area=area)


async def test_a_role_is_left_by_its_holder_and_taken_by_a_manager(here: Neighbourhood, house: int) -> None:
    await grant(here, ANNA)
    for who, act in ((BERT, Act.ROLE_LEFT), (ANNA, Act.ROLE_TAKEN)):
        holder = await grant(here, BERT, Role.ACTIVIST)
        await here.do(roles.take, who=who, holder=holder, **TAP, now=here.now)
        assert (await here.rows(Entry))[-1].act is act
        with pytest.raises(Refused, match="role-gone"):
            await here.do(roles.take, who=who, holder=holder, **TAP, now=here.now)
    assert await in_house(here, BERT, house) == set()


async def test_the_last_manager_goes_only_when_there_is_another(here: Neighbourhood, house: int) -> None:
    mine = await grant(here, ANNA)
    with pytest.raises(Refused, match="last-manager"):
        await here.do(roles.take, who=ANNA, holder=mine, **TAP, now=here.now)
    await grant(here, BERT, scope=Scope(area=(await here.house()).area_id))
    await here.do(roles.take, who=ANNA, holder=mine, **TAP, now=here.now)
    assert await in_house(here, ANNA, house) == set()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["give", "take"]), st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 2]), st.booleans())))
async def test_whatever_managers_do_a_place_that_has_a_manager_keeps_one(
    here: Neighbourhood, house: int, steps: list[tuple[str, int, int, bool]]
) -> None:
    area = (await here.house()).area_id
    people_ = [await here.person(who) for who in (ANNA, BERT, CILLA)]
    scopes = (Scope(house=house), Scope(area=area))
    await here.do(roles.grant, by=None, person=people_[0].id, role=Role.MANAGER, scope=scopes[1], now=here.now)
    for what, actor, other, wide in steps:
        had = [await here.db.read(rows.list_holders, Role.MANAGER, scope) for scope in scopes]
        with contextlib.suppress(Refused):
            if what == "give":
                values = {"person": people_[other].id, "role": Role.MANAGER, "scope": scopes[wide]}
                await here.do(roles.give, who=people_[actor].telegram_id, now=here.now, **values)
            else:
                held = await here.db.read(rows.list_roles, people_[other].id)
                await here.do(roles.take, who=people_[actor].telegram_id, holder=held[0].id if held else 0, **TAP, now=here.now)
        has = [await here.db.read(rows.list_holders, Role.MANAGER, scope) for scope in scopes]
        assert all(after or not before for before, after in zip(had, has, strict=True))


@pytest.mark.parametrize(
    ("announcers", "has", "admin", "present", "may"),
    [
        (Announcers.ADMINS, set(), True, True, True),
        (Announcers.ADMINS, {Role.ACTIVIST}, False, True, False),
        (Announcers.ADMINS, {Role.MANAGER}, False, False, True),
        (Announcers.ACTIVISTS, {Role.ACTIVIST}, False, True, True),
        (Announcers.ACTIVISTS, {Role.BOARD}, False, True, True),
        (Announcers.ACTIVISTS, set(), False, True, False),
        (Announcers.EVERYONE, set(), False, True, True),
        (Announcers.EVERYONE, set(), False, False, False),
    ],
)
def test_who_may_announce_is_what_the_house_chose(announcers: Announcers, has: set[Role], admin: bool, present: bool, may: bool) -> None:
    assert roles.announces(announcers, frozenset(has), admin=admin, present=present) is may


async def test_who_has_a_role_is_kept_without_a_house_and_the_log_outlives_who_is_forgotten(here: Neighbourhood, house: int) -> None:
    await grant(here, ANNA, scope=Scope(area=(await here.house()).area_id))
    await grant(here, BERT)
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)
    here.now += KEPT.left_houses * 2
    await here.db.transaction(retention.keep, Night(here.now, KEPT, RULES))
    assert ANNA in {person.telegram_id for person in await here.rows(people.Person)}
    assert ADMIN not in {person.telegram_id for person in await here.rows(people.Person)}
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    assert await here.rows(Holder) == []
    assert [(each.act, each.whom_id, each.house_id) for each in await here.rows(Entry)] == [(Act.ROLE_GIVEN, None, None)] * 2
    here.now += KEPT.audit
    await here.db.transaction(retention.keep, Night(here.now, KEPT, RULES))
    assert await here.rows(Entry) == []
