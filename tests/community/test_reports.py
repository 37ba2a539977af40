"""A card that does not belong: who is told, who may take it down, what becomes of the event, and what can be undone."""

from datetime import timedelta

import pytest

from community import events, privacy, reports, retention, roles, taking_down
from community.events import Event, EventState
from community.refusals import Refused
from community.retention import Night
from community.taking_down import UNDO, By, TakenDown
from storage import audit, cards, places
from storage.audit import Act, Entry
from storage.cards import Card
from storage.outbox import DebtState, Op
from storage.reminders import Reminder
from storage.reports import Report, ReportState
from storage.roles import Role, Scope
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.test_retention import KEPT

ANNA, BERT, CILLA, DORA = (neighbour(number) for number in range(1, 5))
ADMINS = (ADMIN, ANNA, BERT, CILLA)
"""Who administers the group, in Telegram's order."""

HERE = frozenset({GROUP.telegram_id})


async def an_event(here: Neighbourhood) -> Event:
    """Dora comes to it; the activist organises it."""
    for who in (ANNA, BERT, CILLA, DORA):
        await here.resident(who)
    event = await here.event()
    await here.answer(event, DORA)
    return event


async def elsewhere_too(here: Neighbourhood, event: Event) -> int:
    """The event hangs in another group too; its card."""
    await here.db.transaction(lambda db: places.add_chat(db, house_id=1, telegram_id=OTHER_GROUP.telegram_id))
    return await here.db.transaction(lambda db: cards.add_card(db, thing=event.id, chat=2, message=77))


async def reported(here: Neighbourhood, event: Event, who: int = DORA, admins: tuple[int, ...] = ADMINS) -> int:
    """Somebody reports it; how many were told."""
    return await here.do(reports.report, thing=event.id, who=who, admins=admins, message=5, now=here.now)


async def taken_down(here: Neighbourhood, event: Event, who: int = ANNA, admin_of: frozenset[int] = HERE) -> TakenDown:
    """Somebody takes it down."""
    return await here.do(taking_down.take_down, thing=event.id, who=who, admin_of=admin_of, message=6, rules=RULES, now=here.now)


async def undone(here: Neighbourhood, done: TakenDown, who: int = ANNA) -> int:
    """Somebody undoes it."""
    return await here.do(taking_down.undo, draft=done.draft, who=who, message=6, rules=RULES, now=here.now)


async def given(here: Neighbourhood, who: int, role: Role) -> None:
    """Somebody has a role in the house."""
    person, scope = (await here.person(who)).id, Scope(house=(await here.house()).id)
    await here.do(roles.grant, by=None, person=person, role=role, scope=scope, now=here.now)


async def waiting(here: Neighbourhood, kind: str) -> list[int | None]:
    """To whom messages of a kind are owed."""
    return [debt.address for debt in await here.debts(kind) if debt.state is DebtState.WAITING]


async def acts(here: Neighbourhood) -> list[Act]:
    return [entry.act for entry in await here.rows(Entry) if entry.act is not Act.ROLE_GIVEN]


async def test_a_report_reaches_two_admins_who_do_not_organise_it_and_holds_no_text(here: Neighbourhood) -> None:
    event = await an_event(here)
    assert await reported(here, event) == 2
    assert await waiting(here, "report") == [ANNA, BERT]
    assert [debt.params for debt in await here.debts("report")] == [{"report": 1}] * 2
    assert await waiting(here, "reported") == [DORA]


async def test_reporting_twice_changes_nothing(here: Neighbourhood) -> None:
    event = await an_event(here)
    await reported(here, event)
    assert await reported(here, event) == 0
    assert len(await here.rows(Report)) == 1
    assert len(await waiting(here, "report")) == 2


async def test_without_an_admin_a_manager_is_told_and_without_one_the_board(here: Neighbourhood) -> None:
    event = await an_event(here)
    await given(here, BERT, Role.BOARD)
    await reported(here, event, DORA, ())
    await given(here, CILLA, Role.MANAGER)
    here.now += timedelta(days=1)
    await reported(here, event, ANNA, (ADMIN, ANNA))
    assert await waiting(here, "report") == [BERT, CILLA]


async def test_where_nobody_can_decide_the_way_out_is_told_and_nothing_is_stored(here: Neighbourhood) -> None:
    event = await an_event(here)
    with pytest.raises(Refused, match="nobody-to-tell"):
        await reported(here, event, DORA, (ADMIN, DORA, neighbour(9)))
    assert await here.rows(Report) == []


async def test_at_most_three_things_a_day_are_reported(here: Neighbourhood) -> None:
    first = await an_event(here)
    for event in (first, await here.event(), await here.event()):
        await reported(here, event)
    fourth = await here.event()
    with pytest.raises(Refused, match="reported-enough"):
        await reported(here, fourth)
    here.now += timedelta(days=1)
    assert await reported(here, fourth) == 2


async def test_what_is_left_stays_and_the_reporter_hears_of_it(here: Neighbourhood) -> None:
    event = await an_event(here)
    await reported(here, event)
    await reported(here, event, CILLA)
    for _ in range(2):
        await here.do(reports.leave, report=1, who=ANNA, admin_of=HERE, message=6, now=here.now)
    assert {report.state for report in await here.rows(Report)} == {ReportState.LEFT}
    assert await waiting(here, "report-done") == [DORA, CILLA]
    assert await acts(here) == [Act.REPORT_LEFT]
    assert (await here.see(event)).state is EventState.PUBLISHED


async def test_an_admin_takes_the_card_from_their_group_and_it_stays_elsewhere(here: Neighbourhood) -> None:
    event = await an_event(here)
    other = await elsewhere_too(here, event)
    assert not (await taken_down(here, event)).cancelled
    assert [card.id for card in await here.rows(Card)] == [other]
    assert (await here.see(event)).state is EventState.PUBLISHED
    gone = [(debt.op, debt.message_id) for debt in await here.debts() if debt.chat_id == 1 and debt.message_id]
    assert gone[-2:] == [(Op.EDIT, 601), (Op.DELETE, 601)]
    assert await waiting(here, "taken-down") == []
    with pytest.raises(Refused, match="not-here"):
        await here.answer(event, BERT)
    assert await acts(here) == [Act.CARD_TAKEN_DOWN]


@pytest.mark.parametrize(("role", "by"), [(Role.BOARD, By.BOARD), (Role.MANAGER, By.MANAGER)])
async def test_board_and_managers_take_it_down_everywhere_and_who_signed_up_is_told(here: Neighbourhood, role: Role, by: By) -> None:
    event = await an_event(here)
    await elsewhere_too(here, event)
    await given(here, BERT, role)
    assert (await taken_down(here, event, BERT, frozenset())).told == 2
    assert await here.rows(Card) == []
    found = await here.see(event)
    assert (found.state, found.revision) == (EventState.CANCELLED, event.revision + 1)
    told = await here.debts("taken-down")
    assert {(debt.address, debt.params["by"], debt.due_at) for debt in told} == {(who, by, here.now + UNDO) for who in (ADMIN, DORA)}
    assert await here.rows(Reminder) == []
    assert await acts(here) == [Act.TAKEN_DOWN]


async def test_the_last_card_takes_the_event_with_it(here: Neighbourhood) -> None:
    event = await an_event(here)
    assert (await taken_down(here, event)).cancelled
    assert (await here.see(event)).state is EventState.CANCELLED
    assert await here.db.read(events.whats_on, who=DORA, now=here.now) == []


async def test_it_can_be_undone_for_a_minute_and_nobody_heard_of_it(here: Neighbourhood) -> None:
    event = await an_event(here)
    await reported(here, event)
    done = await taken_down(here, event)
    here.now += UNDO - timedelta(seconds=1)
    assert await undone(here, done) == event.id
    assert (await here.see(event)).state is EventState.PUBLISHED
    (card,) = await here.rows(Card)
    assert (card.chat_id, card.message_id) == (1, None)
    assert [debt.card_id for debt in await here.debts("card")] == [card.id]
    for kind in ("taken-down", "report-done"):
        assert await waiting(here, kind) == []
    assert [report.state for report in await here.rows(Report)] == [ReportState.OPEN]
    assert len(await here.rows(Reminder)) == 1
    assert await acts(here) == [Act.TAKEN_DOWN, Act.TAKE_DOWN_UNDONE]


async def test_after_the_minute_it_can_not_be_undone_and_the_reporter_is_told(here: Neighbourhood) -> None:
    event = await an_event(here)
    await reported(here, event)
    done = await taken_down(here, event)
    here.now += UNDO
    with pytest.raises(Refused, match="undo-gone"):
        await undone(here, done)
    assert [(debt.address, debt.params) for debt in await here.debts("report-done")] == [(DORA, {"state": "taken-down"})]


async def test_only_who_took_it_down_undoes_it_and_only_once(here: Neighbourhood) -> None:
    done = await taken_down(here, await an_event(here))
    with pytest.raises(Refused, match="not-yours"):
        await undone(here, done, BERT)
    await undone(here, done)
    with pytest.raises(Refused, match="undo-gone"):
        await undone(here, done)


async def test_what_is_taken_down_can_not_be_taken_down_again(here: Neighbourhood) -> None:
    event = await an_event(here)
    await taken_down(here, event)
    with pytest.raises(Refused, match="taken-down"):
        await taken_down(here, event)


@pytest.mark.parametrize("admin_of", [frozenset(), frozenset({OTHER_GROUP.telegram_id}), frozenset({-1})])
async def test_who_administers_no_group_with_the_card_may_not(here: Neighbourhood, admin_of: frozenset[int]) -> None:
    event = await an_event(here)
    await reported(here, event)
    await given(here, CILLA, Role.ACTIVIST)
    for who in (DORA, CILLA, neighbour(9)):
        with pytest.raises(Refused, match="may-not-take-down"):
            await taken_down(here, event, who, admin_of)
        with pytest.raises(Refused, match="may-not-take-down"):
            await here.do(reports.leave, report=1, who=who, admin_of=admin_of, message=6, now=here.now)
    assert len(await here.rows(Card)) == 1


async def test_a_report_loses_its_reporter_when_they_are_forgotten_and_goes_after_thirty_days(here: Neighbourhood) -> None:
    event = await an_event(here)
    await reported(here, event)
    await here.do(privacy.forget, presser=presser(DORA), free_seats=True, rules=RULES, now=here.now)
    assert [report.person_id for report in await here.rows(Report)] == [None]
    await here.do(reports.leave, report=1, who=ANNA, admin_of=HERE, message=6, now=here.now)
    assert await waiting(here, "report-done") == []
    here.now += KEPT.sign_ups + timedelta(seconds=1)
    await here.db.transaction(retention.keep, Night(here.now, KEPT, RULES))
    assert await here.rows(Report) == []


async def test_the_log_says_who_did_it_and_where(here: Neighbourhood) -> None:
    event = await an_event(here)
    await taken_down(here, event)
    house, anna = await here.house(), await here.person(ANNA)
    (entry,) = await here.db.read(audit.list_acts, house.id, 1)
    assert (entry.act, entry.person_id, entry.thing_id) == (Act.TAKEN_DOWN, anna.id, event.id)
