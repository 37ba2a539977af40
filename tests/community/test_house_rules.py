"""A house's own rules: its quiet hours hold for what is told and reminded there, and who announces is its choice."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from community import announcing, events, roles
from community.events import Answer
from community.house_rules import rules_of
from community.refusals import Refused
from storage import places
from storage.events import Event
from storage.places import Announcers, House
from storage.reminders import ChatLine, Reminder
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, in_group, in_private, neighbour, presser

ANNA = neighbour(1)


async def choose(here: Neighbourhood, **values: Any) -> None:
    await here.db.transaction(places.change_house, (await here.house()).id, **values)


def a_house(**values: Any) -> House:
    return House(id=1, name="A", token="t" * 16, created_at=NOW, **values)


@pytest.mark.parametrize(
    ("chosen", "quiet"),
    [
        ({}, (21, 8, 10)),
        ({"quiet_from": 22, "quiet_until": 7}, (22, 7, 10)),
        ({"quiet_from": 22, "quiet_until": 7, "quiet_until_day_off": 9}, (22, 7, 9)),
        ({"quiet_from": 22, "quiet_until": 11}, (22, 11, 11)),
    ],
)
def test_a_house_has_its_own_quiet_hours_or_those_of_the_bot(chosen: dict[str, int], quiet: tuple[int, int, int]) -> None:
    found = rules_of(a_house(**chosen), RULES).quiet
    assert (found.since, found.until, found.until_day_off) == quiet


async def test_what_is_due_in_the_quiet_hours_of_the_house_waits_for_their_end(here: Neighbourhood) -> None:
    await choose(here, quiet_from=16, quiet_until=9)
    await here.resident(ANNA)
    event = await here.event(line="Wed 19 May 18–20 Sauna")
    await here.answer(event, ANNA, Answer.COMING)
    at_sixteen_less_an_hour = datetime.fromisoformat("2027-05-19T09:00+03:00")
    assert [reminder.due_at for reminder in await here.rows(Reminder)] == [at_sixteen_less_an_hour]
    assert [line.due_at for line in await here.rows(ChatLine)] == [at_sixteen_less_an_hour]


async def test_a_cancellation_waits_for_the_house_to_wake_up(here: Neighbourhood) -> None:
    await choose(here, quiet_from=11, quiet_until=10)
    await here.resident(ANNA)
    event = await here.event()
    await here.answer(event, ANNA, Answer.COMING)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=9, rules=RULES, now=here.now)
    await here.db.transaction(events.tell_cancelled, RULES, here.now + timedelta(minutes=1))
    assert [debt.due_at for debt in await here.debts("cancelled")] == [datetime.fromisoformat("2027-05-11T10:00+03:00")]


async def published(here: Neighbourhood) -> Event:
    """Anna, no admin, publishes her newest draft in the group."""
    return await here.publish(who=ANNA, admin=False)


async def test_an_activist_publishes_in_the_group_and_from_private(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    house = await here.house()
    await here.do(roles.grant, by=None, person=(await here.person(ANNA)).id, role=Role.ACTIVIST, scope=Scope(house=house.id), now=here.now)
    await here.announce(origin=in_group(author=ANNA, admin=False))
    await published(here)
    await here.announce(origin=in_private(ANNA))
    await published(here)
    assert len(await here.rows(Event)) == 2


async def test_where_everyone_announces_whoever_is_in_the_group_may_and_nobody_else(here: Neighbourhood) -> None:
    await choose(here, announcers=Announcers.EVERYONE)
    await here.announce(origin=in_group(author=ANNA, admin=False))
    await published(here)
    await here.resident(ANNA)
    await here.announce(origin=in_private(ANNA))
    draft = (await here.draft()).id
    outsider = presser(neighbour(9))
    assert not await here.db.read(announcing.may_publish, draft=draft, chat=None, who=outsider.telegram_id, admin=False)
    assert await here.db.read(announcing.may_publish, draft=draft, chat=None, who=ANNA, admin=False)


async def test_where_only_admins_announce_an_activist_does_not(here: Neighbourhood) -> None:
    await choose(here, announcers=Announcers.ADMINS)
    await here.resident(ANNA)
    house = await here.house()
    await here.do(roles.grant, by=None, person=(await here.person(ANNA)).id, role=Role.ACTIVIST, scope=Scope(house=house.id), now=here.now)
    await here.announce(origin=in_private(ANNA))
    with pytest.raises(Refused, match="not-admin"):
        await published(here)
