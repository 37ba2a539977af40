"""Publishing where the author may: in one group, all groups of a house, the houses of an area, or those that were chosen."""

from typing import Any

import pytest

from community import events, places, publishing, roles
from community.events import choosing, targets
from community.places import Group
from community.refusals import Refused
from storage.cards import Card
from storage.places import Chat, House, add_chat
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, GROUP, LINE, OTHER_GROUP, RULES, Neighbourhood, in_group, in_private, neighbour, presser

ANNA = neighbour(1)
STAIRWELL = Group(-1002000000004, "Stairwell A")


@pytest.fixture
async def area(here: Neighbourhood) -> int:
    """Two houses; the first has two groups. The activist lives there and has the role."""
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    await here.db.transaction(add_chat, house_id=(await here.house()).id, telegram_id=STAIRWELL.telegram_id, title=STAIRWELL.title)
    groups = [GROUP.telegram_id, OTHER_GROUP.telegram_id]
    return await here.do(places.found_area, name="Koivula", groups=groups, now=here.now)


async def has(here: Neighbourhood, role: Role, scope: Scope, who: int = ADMIN) -> None:
    await here.do(roles.grant, by=None, person=(await here.person(who)).id, role=role, scope=scope, now=here.now)


async def publish(here: Neighbourhood, *, admin_of: tuple[int, ...] = (), who: int = ADMIN, **where: int) -> int:
    """The newest draft is published over all that is meant; in how many groups."""
    draft = (await here.draft()).id
    wanted = await here.db.read(choosing.meant, draft=draft, who=who, **where)
    values: dict[str, Any] = {"chats": [each.chat.id for each in wanted], "admin_of": frozenset(admin_of), "message": 9, "rules": RULES}
    return await here.do(publishing.publish_in, draft=draft, presser=presser(who), now=here.now, **values)


async def groups_with_a_card(here: Neighbourhood) -> list[str | None]:
    titles = {chat.id: chat.title for chat in await here.rows(Chat)}
    return [titles[card.chat_id] for card in await here.rows(Card)]


async def test_an_activist_publishes_in_all_groups_of_their_house_and_no_others(here: Neighbourhood, area: int) -> None:
    house = (await here.house()).id
    await has(here, Role.ACTIVIST, Scope(house=house))
    await here.announce(LINE)
    shown = await here.db.read(events.show_draft, (await here.draft()).id, None, RULES, here.now)
    assert shown is not None
    assert [each.chat.title for each in shown.wide] == [GROUP.title, STAIRWELL.title]
    with pytest.raises(Refused, match="house-gone"):
        await publish(here, house=2)
    assert await publish(here, house=house) == 2
    assert await groups_with_a_card(here) == [GROUP.title, STAIRWELL.title]
    assert [debt.chat_id for debt in await here.debts("card")] == [3], "the preview itself has become the other card"


async def test_a_manager_publishes_in_an_area_from_private_without_living_there(here: Neighbourhood, area: int) -> None:
    await here.do(places.settle, group=Group(-1002000000009, "Far away"), language="en", rules=RULES, now=here.now)
    token = (await here.rows(House))[-1].token
    await here.do(places.join, token=token, presser=presser(ANNA), notice=1, message=1, rules=RULES, now=here.now)
    await has(here, Role.MANAGER, Scope(area=area), ANNA)
    await here.announce(LINE, in_private(ANNA))
    assert await publish(here, who=ANNA, area=area) == 3
    assert await groups_with_a_card(here) == [GROUP.title, STAIRWELL.title, OTHER_GROUP.title]
    [told] = await here.debts("event-published")
    assert told.params["groups"] == 3
    assert (await here.db.read(events.show, 1)).house.name == GROUP.title  # type: ignore[union-attr]


async def test_groups_are_chosen_one_by_one_and_kept_over_another_look(here: Neighbourhood, area: int) -> None:
    house = (await here.house()).id
    await has(here, Role.ACTIVIST, Scope(house=house))
    await here.announce(LINE, in_private())
    draft = (await here.draft()).id
    press = {"draft": draft, "who": ADMIN, "message": 9, "now": here.now}
    await here.do(choosing.offer, admin_of=(), **press)
    offered = await here.db.read(choosing.look, draft)
    assert offered is not None
    assert ([each.chat.id for each in offered.offered], offered.chosen) == ([1, 3], frozenset())
    with pytest.raises(Refused, match="old-button"):
        await publish(here)
    with pytest.raises(Refused, match="old-button"):
        await here.do(choosing.choose, chat=2, chosen=True, page=0, **press)
    for chat, chosen in ((1, True), (3, True), (3, True), (1, False)):
        await here.do(choosing.choose, chat=chat, chosen=chosen, page=0, **press)
    await here.do(choosing.offer, admin_of=(2,), **press)
    again = await here.db.read(choosing.look, draft)
    assert again is not None
    assert again.chosen == frozenset({3})
    assert await publish(here) == 1
    assert await groups_with_a_card(here) == [STAIRWELL.title]


async def test_who_has_no_role_publishes_where_they_are_an_admin_and_nowhere_else(here: Neighbourhood, area: int) -> None:
    await here.resident(ANNA)
    await here.announce(LINE, in_group(author=ANNA))
    house = (await here.house()).id
    with pytest.raises(Refused, match="not-admin"):
        await publish(here, who=ANNA, house=house)
    with pytest.raises(Refused, match="not-admin"):
        await publish(here, who=ANNA, house=house, admin_of=(3,))
    with pytest.raises(Refused, match="not-yours"):
        await publish(here, who=ADMIN, house=house)
    assert await publish(here, who=ANNA, house=house, admin_of=(1,)) == 1


async def test_a_group_is_called_what_it_was_called_last(here: Neighbourhood) -> None:
    assert (await here.chat()).title == GROUP.title
    await here.do(places.rename, group=Group(GROUP.telegram_id, "Stairwell B"), now=here.now)
    assert (await here.chat()).title == "Stairwell B"
    await here.announce(LINE, in_group(group=Group(GROUP.telegram_id, "Stairwell C")))
    assert [each.chat.title for each in await here.db.read(targets.reached, ADMIN)] == ["Stairwell C"]


async def test_a_suggestion_and_an_anonymous_preview_stay_in_their_group_whatever_a_button_says(here: Neighbourhood, area: int) -> None:
    await here.resident(ANNA)
    other = next(chat.id for chat in await here.rows(Chat) if chat.telegram_id == OTHER_GROUP.telegram_id)
    await here.announce(LINE, in_group(author=None))
    await here.publish(who=ANNA, chat=other)
    assert await groups_with_a_card(here) == [GROUP.title]
    await here.announce(LINE, in_group(author=ANNA, admin=False))
    with pytest.raises(Refused, match="not-yours"):
        await publish(here, who=ADMIN, area=area)
    values: dict[str, Any] = {"chats": [other], "admin_of": frozenset({1, 2, 3}), "message": 9, "rules": RULES, "now": here.now}
    with pytest.raises(Refused, match="draft-gone"):
        await here.do(publishing.publish_in, draft=(await here.draft()).id, presser=presser(ANNA), **values)
