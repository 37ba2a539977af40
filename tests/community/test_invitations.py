"""Invitations: one link, one guest, seven days; whoever made it can withdraw it, and hears that it was used."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from community import invitations, privacy, quiet_hours, roles
from community.invitations import KEPT, MOST_OPEN
from community.refusals import Refused
from storage.audit import Act, Entry
from storage.consents import Consent
from storage.invitations import Invitation
from storage.people import Membership
from storage.roles import Holder, Role, Scope
from tests.community.neighbourhood import RULES, Neighbourhood, neighbour, presser

MANAGER, ANNA, BERT = neighbour(1), neighbour(2), neighbour(3)


@pytest.fixture
async def house(here: Neighbourhood) -> Scope:
    """A house with a manager."""
    scope = Scope(house=(await here.house()).id)
    await here.resident(MANAGER)
    await here.do(roles.grant, by=None, person=(await here.person(MANAGER)).id, role=Role.MANAGER, scope=scope, now=here.now)
    return scope


async def invite(here: Neighbourhood, scope: Scope, role: Role = Role.ACTIVIST, who: int = MANAGER) -> str:
    """The manager asks for a link; its secret."""
    await here.do(invitations.invite, who=who, role=role, scope=scope, language="en", now=here.now)
    return str((await here.debts("invitation-made"))[-1].params["secret"])


async def accept(here: Neighbourhood, secret: str, who: int = ANNA) -> None:
    """Somebody opens it and takes the role."""
    values = {"secret": secret, "presser": presser(who), "notice": 1, "message": 7, "rules": RULES, "now": here.now}
    await here.do(invitations.accept, **values)


async def has(here: Neighbourhood, who: int) -> set[Role]:
    return set(await here.db.read(roles.roles_in, (await here.person(who)).id, (await here.house()).id))


async def test_a_stranger_takes_a_role_joins_the_house_and_says_so_once(here: Neighbourhood, house: Scope) -> None:
    await accept(here, await invite(here, house))
    anna = await here.person(ANNA)
    assert await has(here, ANNA) == {Role.ACTIVIST}
    assert house.house in {each.house_id for each in await here.rows(Membership) if each.person_id == anna.id}
    assert [each.person_id for each in await here.rows(Consent)][-1] == anna.id
    assert [(debt.kind, debt.address) for debt in await here.debts()][-2:] == [("role-taken", ANNA), ("invitation-used", MANAGER)]


async def test_only_a_hash_of_the_secret_is_kept(here: Neighbourhood, house: Scope) -> None:
    secret = await invite(here, house)
    (kept,) = await here.rows(Invitation)
    assert secret not in str(kept)
    assert len(secret) >= 24


async def test_a_link_works_once_however_many_press_it_at_once(here: Neighbourhood, house: Scope) -> None:
    secret, guests = await invite(here, house), [neighbour(number) for number in range(20, 40)]
    done = await asyncio.gather(*(accept(here, secret, who) for who in guests), return_exceptions=True)
    assert [str(each) for each in done if each is not None] == ["invitation-gone"] * (len(guests) - 1)
    assert len([each for each in await here.rows(Holder) if each.role is Role.ACTIVIST]) == 1


async def test_who_has_the_role_leaves_the_link_to_somebody_else(here: Neighbourhood, house: Scope) -> None:
    first, second = await invite(here, house), await invite(here, house)
    await accept(here, first)
    with pytest.raises(Refused, match="has-role"):
        await accept(here, second)
    await accept(here, second, BERT)
    assert await has(here, BERT) == {Role.ACTIVIST}


async def test_a_link_ends_with_its_time_and_by_hand(here: Neighbourhood, house: Scope) -> None:
    late, withdrawn = await invite(here, house), await invite(here, house)
    number = (await here.rows(Invitation))[1].id
    await here.do(invitations.revoke, who=MANAGER, invitation=number, message=7, language="en", now=here.now)
    with pytest.raises(Refused, match="invitation-gone"):
        await accept(here, withdrawn)
    here.now += KEPT - timedelta(minutes=1)
    await here.db.read(invitations.look, secret=late, who=ANNA, now=here.now)
    here.now += timedelta(minutes=1)
    with pytest.raises(Refused, match="invitation-gone"):
        await accept(here, late)


async def test_only_managers_invite_and_not_without_end(here: Neighbourhood, house: Scope) -> None:
    with pytest.raises(Refused, match="not-manager"):
        await invite(here, house, who=ANNA)
    with pytest.raises(Refused, match="not-manager"):
        await invite(here, Scope())
    for _ in range(MOST_OPEN):
        await invite(here, house)
    with pytest.raises(Refused, match="too-many-invitations"):
        await invite(here, house)


async def test_every_step_is_written_down(here: Neighbourhood, house: Scope) -> None:
    await accept(here, await invite(here, house, Role.BOARD))
    manager, anna = (await here.person(MANAGER)).id, (await here.person(ANNA)).id
    assert [(each.act, each.person_id, each.whom_id, each.role) for each in await here.rows(Entry)][1:] == [
        (Act.INVITED, manager, None, Role.BOARD),
        (Act.ROLE_GIVEN, manager, anna, Role.BOARD),
    ]


async def test_somebody_who_was_forgotten_comes_back_by_an_invitation(here: Neighbourhood, house: Scope) -> None:
    await here.resident(ANNA)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    await accept(here, await invite(here, house))
    assert await has(here, ANNA) == {Role.ACTIVIST}


async def test_links_of_a_manager_who_is_forgotten_end(here: Neighbourhood, house: Scope) -> None:
    secret = await invite(here, house)
    await here.do(privacy.forget, presser=presser(MANAGER), free_seats=True, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="invitation-gone"):
        await accept(here, secret)


async def test_whoever_made_the_link_hears_of_it_when_it_is_not_quiet_for_them(here: Neighbourhood, house: Scope) -> None:
    await here.do(quiet_hours.choose, who=MANAGER, since=19, until=7, message=9, rules=RULES, now=here.now)
    here.now = datetime(2027, 5, 10, 17, tzinfo=UTC)  # an hour before it is quiet in the house
    await accept(here, await invite(here, house))
    [told] = await here.debts("invitation-used")
    assert (told.address, told.due_at) == (MANAGER, datetime(2027, 5, 11, 4, tzinfo=UTC))
