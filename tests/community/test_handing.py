"""Whoever moves away hands over all they do, once a successor says yes; and a manager can take it over."""

from datetime import UTC, datetime, timedelta

import pytest

from community import events, handing, privacy
from community.refusals import Refused
from storage import events as rows
from storage.audit import Act, Entry
from storage.events.organisers import Organiser
from storage.outbox import DebtState
from storage.people import Person
from storage.roles import Holder, Role, Scope, take_role
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, in_group, neighbour, presser
from tests.community.test_reports import given

ANNA, BERT, CILLA = neighbour(1), neighbour(2), neighbour(3)
HOUSE = Scope(house=1)


async def busy(here: Neighbourhood) -> None:
    """The activist manages the house and organises an event and a series; Anna is on the board and organises one with them."""
    for who in (ANNA, BERT, CILLA):
        await here.resident(who)
    await given(here, ADMIN, Role.MANAGER)
    await given(here, ANNA, Role.BOARD)
    shared = await here.event()
    await here.event(line="every Tue 18-20 Coffee")
    await here.tick()
    await here.announce("Sun 23 May 12–15 Picnic", in_group(author=BERT))
    picnic = await here.publish(who=BERT)
    anna, admin = (await here.person(ANNA)).id, (await here.person(ADMIN)).id
    await here.db.transaction(rows.add_organiser, shared.id, anna)
    await here.db.transaction(rows.add_organiser, picnic.id, admin)


async def asks(here: Neighbourhood, whom: int, who: int = ADMIN) -> int:
    """They ask a successor; the number of the question."""
    person = (await here.person(whom)).id
    await here.do(handing.ask, who=who, scope=HOUSE, person=person, message=9, language="en", rules=RULES, now=here.now)
    return int((await here.debts("hand-over-asked"))[-1].params["draft"])


async def answers(here: Neighbourhood, draft: int, *, yes: bool = True, who: int = ANNA) -> None:
    await here.do(handing.answer, draft=draft, who=who, yes=yes, message=9, language="en", now=here.now)


async def holders(here: Neighbourhood) -> set[tuple[int, Role]]:
    by_row = {person.id: person.telegram_id for person in await here.rows(Person)}
    return {(by_row[row.person_id], row.role) for row in await here.rows(Holder)}


async def test_all_of_it_is_the_successor_s_once_they_say_yes(here: Neighbourhood) -> None:
    await busy(here)
    load = await here.db.read(handing.look, who=ADMIN, scope=HOUSE, now=here.now)
    assert (load.events, load.roles, [each.role for each in load.successors]) == (4, (Role.MANAGER,), [Role.BOARD])
    draft = await asks(here, ANNA)
    assert await holders(here) == {(ADMIN, Role.MANAGER), (ANNA, Role.BOARD)}, "nothing changes before"
    await answers(here, draft)
    anna, admin = await here.person(ANNA), await here.person(ADMIN)
    assert await holders(here) == {(ANNA, Role.MANAGER), (ANNA, Role.BOARD)}
    assert await here.db.read(lambda db: handing.organised_in(db, admin.id, HOUSE, here.now)) == []
    theirs = await here.db.read(lambda db: handing.organised_in(db, anna.id, HOUSE, here.now))
    assert len(theirs) == 4
    assert sum(event.organiser_id == anna.id for event in theirs) == 3
    assert [row.person_id for row in await here.rows(Organiser)] == [anna.id], "of Bert's picnic"
    entry = [entry for entry in await here.rows(Entry) if entry.act is Act.HANDED_OVER]
    assert [(each.person_id, each.whom_id, each.house_id, each.role) for each in entry] == [(admin.id, anna.id, 1, Role.MANAGER)]
    assert [debt.address for debt in await here.debts("handed-over")] == [ADMIN]
    await here.tick(theirs[0].ends_at)
    assert {event.organiser_id for event in await here.rows(events.Event) if event.series_id} == {anna.id}, "the next dates follow"
    with pytest.raises(Refused, match="hand-over-gone"):
        await answers(here, draft)


async def test_whoever_says_no_or_nothing_leaves_it_as_it_was(here: Neighbourhood) -> None:
    await busy(here)
    draft = await asks(here, ANNA)
    assert await asks(here, ANNA) == draft, "asking again changes nothing"
    assert len([debt for debt in await here.debts("hand-over-asked") if debt.state is DebtState.WAITING]) == 1
    with pytest.raises(Refused, match="not-yours"):
        await answers(here, draft, who=BERT)
    await answers(here, draft, yes=False)
    assert [debt.address for debt in await here.debts("not-handed-over")] == [ADMIN]
    later = await asks(here, ANNA)
    here.now += timedelta(hours=48)
    with pytest.raises(Refused, match="hand-over-gone"):
        await answers(here, later)
    assert await holders(here) == {(ADMIN, Role.MANAGER), (ANNA, Role.BOARD)}


async def test_only_a_role_can_be_handed_over_and_only_to_who_has_one_there(here: Neighbourhood) -> None:
    await busy(here)
    with pytest.raises(Refused, match="nothing-to-hand"):
        await here.db.read(handing.look, who=BERT, scope=HOUSE, now=here.now)
    with pytest.raises(Refused, match="role-gone"):
        await asks(here, CILLA)
    draft = await asks(here, ANNA)
    await here.do(privacy.forget, presser=presser(ADMIN), free_seats=True, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="hand-over-gone"):
        await answers(here, draft)


async def test_a_successor_is_not_asked_at_night(here: Neighbourhood) -> None:
    await busy(here)
    here.now = datetime(2027, 5, 10, 19, tzinfo=UTC)  # 22 on the wall
    await asks(here, ANNA)
    assert [debt.due_at for debt in await here.debts("hand-over-asked")] == [datetime(2027, 5, 11, 5, tzinfo=UTC)]


async def test_who_lost_their_role_meanwhile_does_not_get_another_s(here: Neighbourhood) -> None:
    await busy(here)
    draft = await asks(here, ANNA)
    await here.db.transaction(take_role, (await here.person(ANNA)).id, Role.BOARD, HOUSE)
    with pytest.raises(Refused, match="hand-over-gone"):
        await answers(here, draft)
    assert await holders(here) == {(ADMIN, Role.MANAGER)}


async def test_a_manager_takes_a_role_and_the_events_with_it(here: Neighbourhood) -> None:
    await busy(here)
    await given(here, BERT, Role.ACTIVIST)
    holder = next(row for row in await here.rows(Holder) if row.role is Role.ACTIVIST)
    bert, admin = await here.person(BERT), await here.person(ADMIN)
    await here.do(handing.take_over, who=ADMIN, holder=holder.id, message=9, language="en", now=here.now)
    assert await here.db.read(lambda db: handing.organised_in(db, bert.id, HOUSE, here.now)) == []
    picnic = next(event for event in await here.rows(events.Event) if event.title == "Picnic")
    assert picnic.organiser_id == admin.id
    assert (BERT, Role.ACTIVIST) not in await holders(here)
    assert [entry.act for entry in await here.rows(Entry)][-2:] == [Act.TAKEN_OVER, Act.ROLE_TAKEN]
    with pytest.raises(Refused, match="not-manager"):
        await here.do(handing.take_over, who=ANNA, holder=1, message=9, language="en", now=here.now)
