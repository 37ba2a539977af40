"""What has been kept long enough goes by itself, and the numbers stay."""

from datetime import UTC, datetime, timedelta

from community import events, privacy
from community.privacy import Retention
from storage import outbox, receipts
from storage.drafts import Draft
from storage.engine import Database
from storage.events import Event, SignUp
from storage.outbox import DebtState
from storage.people import Person
from storage.receipts import HandledUpdate
from storage.reminders import Reminder
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, in_group, neighbour
from tests.filled import ORGANISER, PASSER_BY, fill

ANNA, BERT = neighbour(1), neighbour(2)
KEPT = Retention(sign_ups=timedelta(days=30), outbox=timedelta(days=7), handled_updates=timedelta(hours=48))
MINUTE = timedelta(minutes=1)


async def night(here: Neighbourhood, at: datetime) -> int:
    """The nightly round."""
    return await here.db.transaction(privacy.keep_house, at, KEPT)


async def test_thirty_days_after_the_event_answers_are_numbers_only(here: Neighbourhood) -> None:
    event = await here.event(capacity=3)
    await here.answer(event, ADMIN, party=2)
    await here.answer(event, ANNA)
    await here.answer(event, BERT)
    assert event.ends_at is not None
    await night(here, event.ends_at + timedelta(days=30))
    assert len(await here.rows(SignUp)) == 3
    await night(here, event.ends_at + timedelta(days=30) + MINUTE)
    assert await here.rows(SignUp) == []
    seen = await here.see(event)
    assert (seen.seated, seen.waiting) == (3, 1)


async def test_an_event_without_an_end_counts_from_its_start(here: Neighbourhood) -> None:
    event = await here.event(line="Sat 22 May 12:00 Coffee")
    await here.answer(event, ADMIN)
    await night(here, event.starts_at + timedelta(days=30) + MINUTE)
    assert await here.rows(SignUp) == []


async def test_answers_to_a_cancelled_event_go_too(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ADMIN)
    await here.do(events.cancel, event=event.id, who=ADMIN, admin=False, message=1, rules=RULES, now=here.now)
    await night(here, event.starts_at + timedelta(days=31))
    assert await here.rows(SignUp) == []


async def test_a_passer_by_goes_with_the_last_answer_and_a_resident_stays(here: Neighbourhood) -> None:
    first, second = await here.event(), await here.event(line="Sat 19 June 12–15 Midsummer")
    for event in (first, second):
        await here.answer(event, ANNA)
    await night(here, first.starts_at + timedelta(days=31))
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN, ANNA]
    await night(here, second.starts_at + timedelta(days=31))
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN]


async def test_an_organiser_who_never_joined_is_not_kept_for_ever(here: Neighbourhood) -> None:
    await here.announce(origin=in_group(author=ANNA))
    event = await here.publish(who=ANNA)
    await night(here, event.starts_at + timedelta(days=20))
    assert (await here.see(event)).organiser_id is not None
    await night(here, event.starts_at + timedelta(days=31))
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN]
    assert (await here.see(event)).organiser_id is None


async def test_who_changed_their_mind_to_cannot_is_kept_no_longer(here: Neighbourhood) -> None:
    event = await here.event()
    await here.cant(event, ANNA)
    await night(here, event.starts_at + timedelta(days=31))
    assert [person.telegram_id for person in await here.rows(Person)] == [ADMIN]


async def test_what_was_sent_is_gone_after_a_week_and_what_waits_is_kept(here: Neighbourhood) -> None:
    first, second, *others = await here.debts()
    await here.db.transaction(outbox.close, first.id, DebtState.SENT, here.now)
    await here.db.transaction(outbox.close, second.id, DebtState.FAILED, here.now, reason="blocked")
    await night(here, here.now + timedelta(days=7))
    assert len(await here.debts()) == 2 + len(others)
    await night(here, here.now + timedelta(days=7) + MINUTE)
    assert [debt.id for debt in await here.debts()] == [debt.id for debt in others]


async def test_what_was_said_is_gone_as_soon_as_it_was_sent(here: Neighbourhood) -> None:
    debt = next(debt for debt in await here.debts() if debt.address is not None and debt.params)
    await here.db.transaction(outbox.close, debt.id, DebtState.SENT, here.now)
    sent = next(each for each in await here.debts() if each.id == debt.id)
    assert (sent.params, sent.address, sent.language) == ({}, None, None)


async def test_drafts_end_by_themselves(db: Database) -> None:
    here = await fill(db)
    assert await here.rows(Draft) != []
    await db.transaction(events.drop_expired, here.now + timedelta(hours=48))
    assert await here.rows(Draft) == []


async def test_numbers_of_updates_are_kept_for_two_days_of_the_real_clock(here: Neighbourhood) -> None:
    """They stand for Telegram's clock, so a playground's calendar that jumps ahead must not forget them."""
    await night(here, here.now + timedelta(days=365))
    kept = await here.rows(HandledUpdate)
    assert kept != []
    latest = max(each.handled_at for each in kept)
    assert datetime.now(UTC) - latest < timedelta(minutes=5)
    assert await here.db.transaction(receipts.forget_handled, kept=timedelta(hours=48)) == 0
    assert await here.db.transaction(receipts.forget_handled, kept=-MINUTE) == len(kept)
    assert await here.rows(HandledUpdate) == []


async def test_a_year_later_nothing_is_left_of_anybody_but_residents(db: Database) -> None:
    here = await fill(db)
    later = here.now + timedelta(days=365)
    await db.transaction(events.drop_expired, later)
    await night(here, later)
    await night(here, later)
    assert await here.rows(SignUp) == []
    assert await here.rows(Reminder) == []
    assert sorted(person.telegram_id for person in await here.rows(Person)) == [ADMIN, ORGANISER]
    assert PASSER_BY not in {debt.address for debt in await here.debts() if debt.state is not DebtState.WAITING}
    assert len(await here.rows(Event)) == 2, "what neighbours did together stays, as numbers"


async def test_the_round_counts_what_went_and_is_quiet_the_second_time(here: Neighbourhood) -> None:
    event = await here.event()
    await here.answer(event, ANNA)
    later = event.starts_at + timedelta(days=31)
    assert await night(here, later) == 2, "an answer and the one who gave it"
    assert await night(here, later) == 0
