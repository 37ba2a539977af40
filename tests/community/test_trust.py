"""The trust ladder: who is asked, who may say yes, and what it takes to be known in a house."""

from datetime import timedelta

import pytest

from community import naming, places, privacy, retention, roles, trust
from community.refusals import Refused
from community.retention import Night
from storage.audit import Act, Entry
from storage.roles import Role, Scope
from storage.vouchers import Voucher
from tests.community.neighbourhood import ADMIN, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.test_retention import KEPT

ANNA, BERT, CILLA = (neighbour(number) for number in range(1, 4))
HOUSE = 1


async def named(here: Neighbourhood, who: int = ANNA) -> None:
    """A resident with a name."""
    await here.resident(who)
    await here.do(naming.ask, who=who, message=7, now=here.now)
    await here.do(naming.choose, who=who, text="Kaiku", now=here.now)


async def asked(here: Neighbourhood, who: int = ANNA, *, house: int = HOUSE, admins: tuple[int, ...] = (ADMIN,)) -> None:
    """Somebody asks to be known."""
    await here.do(trust.ask, house=house, who=who, admins=admins, message=8, rules=RULES, now=here.now)


async def said(here: Neighbourhood, *, lives: bool = True, who: int = ADMIN, admin: bool = True) -> None:
    """Somebody answers the first question there is."""
    await here.do(trust.vouch, voucher=1, lives=lives, who=who, admin=admin, message=9, now=here.now)


async def known(here: Neighbourhood, who: int = ANNA, house: int = HOUSE) -> bool:
    return await here.db.read(trust.is_vouched, (await here.person(who)).id, house)


async def told(here: Neighbourhood, kind: str) -> list[int | None]:
    return [debt.address for debt in await here.debts(kind)]


async def given(here: Neighbourhood, who: int, role: Role) -> None:
    person = (await here.person(who)).id
    await here.do(roles.grant, by=None, person=person, role=role, scope=Scope(house=HOUSE), now=here.now)


async def test_one_yes_makes_a_resident_known_and_they_hear_of_it(here: Neighbourhood) -> None:
    await named(here)
    await asked(here)
    assert await told(here, "vouch-asked") == [ADMIN]
    assert not await known(here)
    for _ in range(2):
        await said(here)
    assert await known(here)
    assert await told(here, "vouched") == [ANNA]
    (entry,) = [each for each in await here.rows(Entry) if each.act is Act.VOUCHED]
    assert (entry.person_id, entry.whom_id) == ((await here.person(ADMIN)).id, (await here.person(ANNA)).id)


async def test_who_does_not_know_changes_nothing(here: Neighbourhood) -> None:
    await named(here)
    await asked(here)
    await said(here, lives=False)
    assert not await known(here)
    assert await told(here, "vouched") == []


async def test_activists_are_asked_first_then_admins_and_never_more_than_three(here: Neighbourhood) -> None:
    await named(here)
    for who in (BERT, CILLA, neighbour(4), neighbour(5)):
        await here.resident(who)
    await given(here, BERT, Role.MANAGER)
    await given(here, CILLA, Role.ACTIVIST)
    await asked(here, admins=(ADMIN, CILLA, ANNA, neighbour(4), neighbour(9)))
    assert await known(here), "an admin of the group is known by that"
    await here.do(trust.take_back, voucher=1, who=BERT, admin=False, message=9, now=here.now)
    await asked(here, admins=(ADMIN, CILLA, neighbour(4), neighbour(9)))
    assert await told(here, "vouch-asked") == [CILLA, ADMIN, neighbour(4)]


async def test_who_has_a_role_in_the_house_is_known_there(here: Neighbourhood) -> None:
    await named(here)
    await given(here, ANNA, Role.ACTIVIST)
    assert await known(here)
    await asked(here)
    assert await told(here, "vouch-asked") == []
    assert await here.db.read(trust.unknown_in, ANNA) == ()


async def test_the_same_people_are_not_asked_again_on_the_same_day(here: Neighbourhood) -> None:
    await named(here)
    for _ in range(2):
        await asked(here)
    assert len(await told(here, "vouch-asked")) == 1
    here.now += timedelta(days=1)
    await asked(here)
    assert len(await told(here, "vouch-asked")) == 2
    assert len(await here.rows(Voucher)) == 1


async def test_what_one_house_knows_another_does_not(here: Neighbourhood) -> None:
    await named(here)
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    await asked(here)
    await said(here)
    assert not await known(here, house=2)
    with pytest.raises(Refused, match="not-resident"):
        await asked(here, house=2)


async def test_without_a_name_nobody_would_know_who_asks(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    with pytest.raises(Refused, match="name-first"):
        await asked(here)
    await named(here)
    with pytest.raises(Refused, match="nobody-to-ask"):
        await asked(here, admins=(neighbour(9),))
    assert await here.rows(Voucher) == []


async def test_only_who_does_something_for_the_house_may_vouch_and_nobody_for_themselves(here: Neighbourhood) -> None:
    await named(here)
    await asked(here)
    await here.resident(BERT)
    with pytest.raises(Refused, match="may-not-vouch"):
        await said(here, who=BERT, admin=False)
    with pytest.raises(Refused, match="not-joined"):
        await said(here, who=neighbour(9))
    with pytest.raises(Refused, match="not-for-oneself"):
        await said(here, who=ANNA)
    with pytest.raises(Refused, match="may-not-vouch"):
        await here.do(trust.take_back, voucher=1, who=BERT, admin=False, message=9, now=here.now)
    assert not await known(here)
    await given(here, BERT, Role.ACTIVIST)
    await said(here, who=BERT, admin=False)
    assert await known(here)


async def test_a_voucher_can_be_taken_back(here: Neighbourhood) -> None:
    await named(here)
    await asked(here)
    await said(here)
    await here.do(trust.take_back, voucher=1, who=ADMIN, admin=True, message=9, now=here.now)
    assert not await known(here)
    with pytest.raises(Refused, match="voucher-gone"):
        await said(here)
    person = (await here.person(ANNA)).id
    with pytest.raises(Refused, match="not-vouched"):
        await here.db.transaction(trust.must_be_vouched, person, HOUSE)


async def test_an_unanswered_question_goes_and_so_does_everything_of_who_is_forgotten(here: Neighbourhood) -> None:
    await named(here)
    await named(here, BERT)
    await asked(here)
    await asked(here, BERT)
    await said(here)
    here.now += KEPT.sign_ups + timedelta(seconds=1)
    await here.db.transaction(retention.keep, Night(here.now, KEPT, RULES))
    assert [voucher.id for voucher in await here.rows(Voucher)] == [1]
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=True, rules=RULES, now=here.now)
    assert await here.rows(Voucher) == []
