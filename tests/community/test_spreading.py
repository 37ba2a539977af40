"""An event in several groups: one card in each, in step, where its organiser may publish."""

from typing import Any

import pytest

from community import events, places, roles
from community.events import Answer, Event, Press, spreading
from community.places import Group
from community.refusals import Refused
from storage.cards import Card
from storage.places import Chat, House
from storage.roles import Holder, Role, Scope, take_role
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser

ANNA, BERT = neighbour(1), neighbour(2)
THIRD = Group(-1002000000003, "Koivukuja 7")


@pytest.fixture
async def event(here: Neighbourhood) -> Event:
    """In an area of three houses; the activist lives in the first and manages the area."""
    for group in (OTHER_GROUP, THIRD):
        await here.do(places.settle, group=group, language="en", rules=RULES, now=here.now)
    groups = [group.telegram_id for group in (GROUP, OTHER_GROUP, THIRD)]
    area = await here.do(places.found_area, name="Koivula", groups=groups, now=here.now)
    person = (await here.person(ADMIN)).id
    await here.do(roles.grant, by=None, person=person, role=Role.MANAGER, scope=Scope(area=area), now=here.now)
    return await here.event()


async def spread(here: Neighbourhood, event: Event, *groups: Group, who: int = ADMIN, admin: bool = False) -> int:
    """The organiser hangs it in these groups."""
    chats = {chat.telegram_id: chat.id for chat in await here.rows(Chat)}
    wanted = frozenset(chats[group.telegram_id] for group in groups)
    values: dict[str, Any] = {"chats": wanted, "admin_of": wanted if admin else frozenset(), "message": 5, "rules": RULES, "now": here.now}
    return await here.do(spreading.show_in, event=event.id, who=who, **values)


async def test_a_manager_hangs_it_in_every_group_of_the_area_once(here: Neighbourhood, event: Event) -> None:
    assert await spread(here, event, OTHER_GROUP, THIRD) == 2
    assert await spread(here, event, OTHER_GROUP, THIRD) == 0, "asking twice changes nothing"
    assert len(await here.rows(Card)) == 3
    assert len(await here.debts("card")) == 2
    found = await here.db.read(spreading.look, event=event.id, who=ADMIN)
    assert ([each.house.name for each in found.shown], found.offered) == (["Koivukuja 3", "Koivukuja 5", "Koivukuja 7"], ())


async def test_a_tap_in_one_group_is_true_in_all_and_the_pressed_card_comes_first(here: Neighbourhood, event: Event) -> None:
    await spread(here, event, OTHER_GROUP, THIRD)
    before = {card.id: card.version for card in await here.rows(Card)}
    await here.answer(event, ANNA, press=Press(OTHER_GROUP.telegram_id, None, next(here.updates)))
    after = await here.rows(Card)
    assert all(card.version > before[card.id] for card in after)
    assert [card.urgent for card in after] == [False, True, False]


async def test_neighbours_of_every_house_where_it_hangs_see_and_answer_it_in_private(here: Neighbourhood, event: Event) -> None:
    token = next(house.token for house in await here.rows(House) if house.name == OTHER_GROUP.title)
    await here.do(places.join, token=token, presser=presser(BERT), notice=1, message=1, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="not-here"):
        await here.answer(event, BERT, press=Press(None, None, next(here.updates)))
    await spread(here, event, OTHER_GROUP)
    assert await here.db.read(events.may_see, event=event.id, who=BERT)
    answered = await here.answer(event, BERT, press=Press(None, None, next(here.updates)))
    assert answered.answer is Answer.COMING


async def test_only_where_the_organiser_may_publish(here: Neighbourhood, event: Event) -> None:
    await here.resident(ANNA)
    with pytest.raises(Refused, match="not-organiser"):
        await spread(here, event, OTHER_GROUP, who=ANNA, admin=True)
    area = next(house.area_id for house in await here.rows(House))
    holder = next(each for each in await here.rows(Holder) if each.area_id == area)
    await here.do(take_role, holder.person_id, Role.MANAGER, Scope(area=area))
    assert (await here.db.read(spreading.look, event=event.id, who=ADMIN)).offered == ()
    token = next(house.token for house in await here.rows(House) if house.name == OTHER_GROUP.title)
    await here.do(places.join, token=token, presser=presser(ADMIN), notice=1, message=1, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="not-admin"):
        await spread(here, event, OTHER_GROUP)
    assert await spread(here, event, OTHER_GROUP, admin=True) == 1
