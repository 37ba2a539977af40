"""What has been kept long enough goes by itself, and the numbers stay."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from community import announcing, events, notice, places, retention
from community.retention import Night, Retention
from storage import consents, outbox, receipts
from storage import places as rows
from storage.consents import Consent, ConsentKind
from storage.drafts import Draft
from storage.engine import Database
from storage.events import Event, SignUp
from storage.outbox import DebtState
from storage.people import Person
from storage.places import Chat, House
from storage.receipts import HandledUpdate
from storage.reminders import Reminder
from storage.tables import TABLES
from tests.community.neighbourhood import ADMIN, GROUP, OTHER_GROUP, RULES, Neighbourhood, in_group, neighbour, presser
from tests.filled import ORGANISER, PASSER_BY, fill

ANNA, BERT = neighbour(1), neighbour(2)
KEPT = Retention(
    sign_ups=timedelta(days=30),
    nicknames=timedelta(days=7),
    outbox=timedelta(days=7),
    handled_updates=timedelta(hours=48),
    consents=timedelta(days=365),
    audit=timedelta(days=365),
    inactive_months=12,
    warned=timedelta(days=30),
    left_houses=timedelta(days=30),
    waiting_houses=timedelta(days=90),
    closed_requests=timedelta(days=14),
    requests=timedelta(days=60),
)
MINUTE = timedelta(minutes=1)


async def night(here: Neighbourhood, at: datetime) -> int:
    """The nightly round; how much went or was told."""
    return sum((await here.db.transaction(retention.keep, Night(at, KEPT, RULES))).values())


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
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
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
    await db.transaction(announcing.drop_expired, here.now + timedelta(hours=48))
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
    later = here.now + timedelta(days=360)
    await db.transaction(announcing.drop_expired, later)
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


async def test_a_house_the_bot_was_removed_from_rests_for_thirty_days_and_then_goes(db: Database) -> None:
    here = await fill(db)
    gone_at = here.now
    await here.do(places.leave, group=GROUP.telegram_id, now=gone_at)
    await night(here, gone_at + timedelta(days=30))
    assert len(await here.rows(House)) == 1
    await night(here, gone_at + timedelta(days=30, minutes=1))
    for table in (House, Chat, Event, SignUp, Reminder, Draft, Person, Consent):
        assert await here.rows(table) == [], table
    assert [debt.kind for debt in await here.debts() if debt.chat_id is not None] == []


async def test_a_house_whose_bot_comes_back_in_time_loses_nothing(db: Database) -> None:
    here = await fill(db)
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)
    await here.do(places.settle, group=GROUP, language="en", rules=RULES, now=here.now + timedelta(days=29))
    before = len(await here.rows(Person))
    await here.db.transaction(retention.keep, Night(here.now + timedelta(days=31), replace(KEPT, sign_ups=timedelta(days=99)), RULES))
    assert (len(await here.rows(House)), len(await here.rows(Event)), len(await here.rows(Person))) == (1, 2, before)


async def test_a_house_goes_only_when_the_bot_is_in_none_of_its_groups(here: Neighbourhood) -> None:
    house = (await here.house()).id
    await here.db.transaction(rows.add_chat, house_id=house, telegram_id=OTHER_GROUP.telegram_id)
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)
    await night(here, here.now + timedelta(days=60))
    assert len(await here.rows(House)) == 1
    await here.do(places.leave, group=OTHER_GROUP.telegram_id, now=here.now + timedelta(days=50))
    await night(here, here.now + timedelta(days=79))
    assert len(await here.rows(House)) == 1
    await night(here, here.now + timedelta(days=81))
    assert await here.rows(House) == []


async def test_residents_of_another_house_stay_when_one_goes(here: Neighbourhood) -> None:
    await here.resident(ANNA)
    await here.do(places.settle, group=OTHER_GROUP, language="en", rules=RULES, now=here.now)
    token = (await here.rows(House))[1].token
    await here.do(places.join, token=token, presser=presser(ANNA), notice=1, message=1, rules=RULES, now=here.now)
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)
    await night(here, here.now + timedelta(days=31))
    assert [person.telegram_id for person in await here.rows(Person)] == [ANNA]


async def test_what_was_agreed_to_is_kept_while_it_holds_and_a_year_after(here: Neighbourhood) -> None:
    person = (await here.person(ADMIN)).id
    await here.db.transaction(consents.give, person, ConsentKind.NAME, 1, here.now)
    ended_at = here.now + timedelta(days=100)
    await here.db.transaction(consents.withdraw, person, ConsentKind.NAME, 1, ended_at)
    kinds = [ConsentKind.JOINING, ConsentKind.NAME]
    for at, left in ((ended_at + timedelta(days=365), kinds), (ended_at + timedelta(days=365) + MINUTE, kinds[:1])):
        await here.db.transaction(notice.note_act, who=ADMIN, now=at)
        await night(here, at)
        assert [consent.kind for consent in await here.rows(Consent)] == left


async def test_a_dry_run_counts_what_would_go_and_changes_nothing(db: Database) -> None:
    here = await fill(db)
    later = Night(here.now + timedelta(days=500), KEPT, RULES)
    before = await db.read(everything)
    would = await db.transaction(retention.preview, later)
    assert await db.read(everything) == before
    assert await db.transaction(retention.keep, later) == would
    assert would["sign-ups"] > 0
    assert would["drafts"] > 0
    assert would["warned"] > 0


def everything(db: Connection) -> dict[str, list[object]]:
    """Every row of every table."""
    return {name: list(db.execute(table.select()).all()) for name, table in TABLES.tables.items()}
