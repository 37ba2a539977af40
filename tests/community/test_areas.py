"""Areas: made and named by who looks after something, and houses that come and go."""

from datetime import timedelta

import pytest

from community import areas, houses, linking, places, roles
from community.refusals import Refused
from storage import audit
from storage.audit import Act
from storage.invitations import Invitation
from storage.outbox import Op
from storage.places import House
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)


async def manager(here: Neighbourhood, who: int, scope: Scope) -> None:
    """Somebody looks after it."""
    person = (await here.person(who)).id
    await here.do(roles.grant, by=None, person=person, role=Role.MANAGER, scope=scope, now=here.now)


async def second_house(here: Neighbourhood) -> House:
    """Another group, whose house nobody manages."""
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    return (await here.rows(House))[-1]


async def named(here: Neighbourhood, text: str, who: int = ADMIN, area: int | None = None) -> int:
    """Somebody makes an area, or names one; its number."""
    await here.do(areas.ask_name, who=who, area=area, message=9, language="en", now=here.now)
    await here.do(areas.write_name, who=who, text=text, language="en", now=here.now)
    return int((await here.debts("area"))[-1].params["area"])


async def moved(here: Neighbourhood, house: int, area: int | None, who: int = ADMIN) -> None:
    await here.do(areas.move, who=who, house=house, area=area, message=9, language="en", now=here.now)


async def acts(here: Neighbourhood, house: int) -> list[Act]:
    return [entry.act for entry in reversed(await here.db.read(audit.list_acts, house, 20))]


async def test_who_looks_after_one_house_makes_an_area_and_looks_after_it(here: Neighbourhood) -> None:
    await manager(here, ADMIN, Scope(house=1))
    assert await here.db.read(areas.look_at_all, ADMIN) == []
    area = await named(here, "  Koivula ")
    shown = await here.db.read(areas.look, who=ADMIN, area=area)
    assert (shown.area.name, shown.houses, shown.groups, shown.managers) == ("Koivula", (), 0, 1)
    await moved(here, 1, area)
    await moved(here, 1, area)
    shown = await here.db.read(areas.look, who=ADMIN, area=area)
    assert ([house.id for house in shown.houses], shown.groups) == ([1], 1)
    assert await acts(here, 1) == [Act.ROLE_GIVEN, Act.HOUSE_LINKED]


async def test_a_house_moves_between_areas_and_out_of_them(here: Neighbourhood) -> None:
    await here.manages()
    house = (await second_house(here)).id
    first, second = await named(here, "Koivula"), await named(here, "Lepola")
    for area in (first, second, None):
        await moved(here, house, area)
        assert (await here.rows(House))[-1].area_id == area
    assert await acts(here, house) == [Act.HOUSE_LINKED, Act.HOUSE_LINKED, Act.HOUSE_UNLINKED]
    assert (await here.debts())[-1].kind == "house"


async def test_an_area_is_renamed_and_no_two_are_called_alike(here: Neighbourhood) -> None:
    await here.manages()
    area = await named(here, "Koivula")
    await named(here, "Lepola")
    assert await named(here, "Koivulan alue", area=area) == area
    for text, code in (("Lepola", "area-named-so"), ("\u200b", "bad-house-name"), ("K" * 61, "bad-house-name")):
        await here.do(areas.ask_name, who=ADMIN, area=area, message=9, language="en", now=here.now)
        with pytest.raises(Refused, match=code):
            await here.do(areas.write_name, who=ADMIN, text=text, language="en", now=here.now)
    assert [each.area.name for each in await here.db.read(areas.look_at_all, ADMIN)] == ["Koivulan alue", "Lepola"]


async def test_what_is_another_s_is_refused_and_a_stranger_sees_nothing(here: Neighbourhood) -> None:
    await here.manages()
    area = await named(here, "Koivula")
    for who in (ANNA, BERT):
        await here.resident(who)
    house = (await second_house(here)).id
    await manager(here, ANNA, Scope(house=house))
    for who in (BERT, neighbour(9)):
        with pytest.raises(Refused, match="not-manager"):
            await here.db.read(areas.managed, who)
    for who, number in ((ANNA, house), (BERT, 1)):
        with pytest.raises(Refused, match="not-manager"):
            await moved(here, number, area, who)
    with pytest.raises(Refused, match="area-gone"):
        await moved(here, 1, 99)
    with pytest.raises(Refused, match="not-manager"):
        await here.do(areas.ask_name, who=ANNA, area=area, message=9, language="en", now=here.now)


async def test_a_house_is_not_left_without_anybody_who_looks_after_it(here: Neighbourhood) -> None:
    await manager(here, ADMIN, Scope(house=1))
    area = await named(here, "Koivula")
    await moved(here, 1, area)
    await here.do(roles.take, who=ADMIN, holder=1, message=9, language="en", now=here.now)
    with pytest.raises(Refused, match="last-manager"):
        await moved(here, 1, None)
    assert (await here.house()).area_id == area


async def test_an_admin_brings_their_house_into_an_area_by_a_code_once(here: Neighbourhood) -> None:
    await here.manages()
    area = await named(here, "Koivula")
    other = await second_house(here)
    await here.do(places.join, token=other.token, presser=presser(ANNA), notice=1, message=1, rules=RULES, now=here.now)
    await here.do(linking.invite_house, who=ADMIN, area=area, language="en", now=here.now)
    secret = (await here.debts("area-code"))[-1].params["secret"]
    use = {"secret": secret, "who": ANNA, "house": other.id, "message": 9, "language": "en", "rules": RULES, "now": here.now}
    with pytest.raises(Refused, match="not-in-charge"):
        await here.do(linking.join_area, admin=False, **use)
    await here.do(linking.join_area, admin=True, **use)
    assert [house.area_id for house in await here.rows(House)] == [None, area]
    assert await acts(here, other.id) == [Act.HOUSE_LINKED]
    assert (await here.debts("area-code-used"))[-1].address == ADMIN
    with pytest.raises(Refused, match="code-gone"):
        await here.do(linking.join_area, admin=True, **use)
    assert await here.db.read(houses.manages_anything, ADMIN)


async def test_a_code_that_is_old_or_of_something_else_is_refused(here: Neighbourhood) -> None:
    await here.manages()
    area = await named(here, "Koivula")
    await here.do(linking.invite_house, who=ADMIN, area=area, language="en", now=here.now)
    secret = (await here.debts("area-code"))[-1].params["secret"]
    assert all(secret not in each.digest for each in await here.rows(Invitation)), "only a hash is kept"
    for wrong in ("", "nonsense", secret + "x"):
        with pytest.raises(Refused, match="code-gone"):
            await here.db.read(linking.area_of, wrong, here.now)
    with pytest.raises(Refused, match="code-gone"):
        await here.db.read(linking.area_of, secret, here.now + timedelta(days=7))
    assert (await here.debts("area-code"))[-1].op is Op.SEND


async def test_a_house_of_another_area_comes_only_by_its_manager(here: Neighbourhood) -> None:
    await here.manages()
    first, second = await named(here, "Koivula"), await named(here, "Lepola")
    await moved(here, 1, first)
    await here.resident(ANNA)
    await here.do(linking.invite_house, who=ADMIN, area=second, language="en", now=here.now)
    secret = (await here.debts("area-code"))[-1].params["secret"]
    use = {"secret": secret, "house": 1, "message": 9, "language": "en", "rules": RULES, "now": here.now}
    with pytest.raises(Refused, match="in-another-area"):
        await here.do(linking.join_area, who=ANNA, admin=True, **use)
    await here.do(linking.join_area, who=ADMIN, admin=False, **use)
    assert (await here.house()).area_id == second
