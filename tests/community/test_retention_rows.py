"""Every rule of the nightly round, with the clock on both sides of its limit; and what is personal, under both rights of a person."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update

from community import privacy
from community.retention import RULES as ROUND
from community.retention import Night
from storage import people, places
from storage.engine import Database
from storage.events import Event
from storage.personal import PERSONAL
from storage.places import ChatState
from storage.tables import TABLES
from tests.community.neighbourhood import NOW, RULES, presser
from tests.community.test_retention import KEPT
from tests.filled import ORGANISER, fill

MINUTE = timedelta(minutes=1)
A_MINUTE_BEFORE = -MINUTE
OVER = {
    "events": {"starts_at": NOW - timedelta(hours=3), "ends_at": NOW},
    "polls": {"closed_at": NOW - timedelta(days=99)},
    "calls": {"ended_at": NOW - timedelta(days=99)},
}

LIMITS: Mapping[str, tuple[timedelta, Mapping[str, Mapping[str, Any]]]] = {
    "houses": (KEPT.left_houses, {"chats": {"state": ChatState.REMOVED, "removed_at": NOW}}),
    "waiting-houses": (KEPT.waiting_houses, {"houses": {"created_at": NOW}}),
    "sign-ups": (KEPT.sign_ups, OVER),
    "nicknames": (KEPT.nicknames, {**OVER, "calls": {"ended_at": NOW}}),
    "organisers": (KEPT.sign_ups, {**OVER, "organiser_invitations": {"expires_at": NOW + timedelta(days=99)}}),
    "pictures": (KEPT.sign_ups, {"events": {**OVER["events"], "picture": "AgAC"}}),
    "reasons": (KEPT.sign_ups, {**OVER, "cancellations": {"words": "It rains."}}),
    "votes": (KEPT.sign_ups, {"polls": {"closed_at": NOW, "state": "closed"}}),
    "volunteers": (KEPT.sign_ups, {"calls": {"ended_at": NOW, "state": "over"}}),
    "helpers": (datetime(2028, 1, 30, 23, 59, tzinfo=NOW.tzinfo) - NOW, {}),
    "turns": (KEPT.sign_ups, {"rota_turns": {"ends_at": NOW}}),
    "readings": (KEPT.sign_ups, {"announcements": {"ended_at": NOW}}),
    "help-requests": (KEPT.closed_requests, {"help_requests": {"closed_at": NOW}}),
    "inactive": (KEPT.warned, {"people": {"told_at": NOW}}),
    "passers-by": (KEPT.sign_ups, OVER),
    "drafts": (A_MINUTE_BEFORE, {"drafts": {"expires_at": NOW}}),
    "messages": (KEPT.outbox, {"outbox": {"state": "sent", "done_at": NOW}}),
    "consents": (KEPT.consents, {"consents": {"ended_at": NOW}}),
    "reports": (KEPT.sign_ups, {"reports": {"made_at": NOW}}),
    "vouchers": (KEPT.sign_ups, {"vouchers": {"asked_at": NOW, "given_at": None}}),
    "audit": (KEPT.audit, {"audit": {"at": NOW}}),
    "invitations": (A_MINUTE_BEFORE, {"invitations": {"expires_at": NOW}}),
    "warned": (datetime(2027, 5, 31, 23, 59, tzinfo=NOW.tzinfo) - NOW, {"people": {"active_month": "2026-05", "told_at": None}}),
}
"""Of each rule: how long something is still kept, and from when, written into every row there is. One minute later it goes."""

OF_REAL_TIME = {"updates"}
"""They stand for Telegram's clock, which is not moved (see `test_retention`)."""


def went(db: Connection, rule: str, at: datetime, rows: Mapping[str, Mapping[str, Any]]) -> int:
    """How much a rule lets go at that time, once the rows are so; it is taken back."""
    attempt, night = db.begin_nested(), Night(at, KEPT, RULES)
    for table, values in rows.items():
        db.execute(update(TABLES.tables[table]).values(**values))
    if rule == "passers-by":
        ROUND["sign-ups"](db, night), ROUND["organisers"](db, night), ROUND["votes"](db, night), ROUND["volunteers"](db, night)
    try:
        return ROUND[rule](db, night)
    finally:
        attempt.rollback()


async def test_what_every_rule_keeps_goes_a_minute_after_its_limit(db: Database) -> None:
    await fill(db)
    await db.transaction(places.add_house, name="It waits for its group", token="waiting", languages="en", zone="UTC", created_at=NOW)
    assert {*LIMITS} | OF_REAL_TIME == {*ROUND}, "a rule without a limit here is not tested"
    for rule, (kept, rows) in LIMITS.items():
        for late, gone in ((timedelta(), False), (MINUTE, True)):
            number = await db.transaction(went, rule, NOW + kept + late, rows)
            assert bool(number) is gone, (rule, number)


async def test_my_data_has_every_column_of_every_row_that_is_not_a_secret(db: Database) -> None:
    here = await fill(db)
    found = (await db.read(privacy.my_data, who=ORGANISER, now=here.now)).tables
    for each in PERSONAL:
        columns = {column.name for column in TABLES.tables[each.table].columns} - set(each.hidden)
        shown = {name for row in found[each.table] for name in row}
        stored = await db.read(lambda c, name=each.table: [dict(row._mapping) for row in c.execute(TABLES.tables[name].select())])
        mine = [row for row in stored if any(_is(row, shown_) for shown_ in found[each.table])]
        filled = {name for row in mine for name, value in row.items() if value is not None}
        assert shown == filled & columns, each.table


def _is(row: Mapping[str, Any], shown: Mapping[str, Any]) -> bool:
    """Whether a stored row is the one that is shown, by the numbers in it."""
    return all(row[name] == value for name, value in shown.items() if isinstance(value, int))


@pytest.mark.parametrize("free", [True, False], ids=["freed", "nameless"])
async def test_forgetting_leaves_no_row_of_the_person_and_no_other_total_changes(db: Database, free: bool) -> None:
    here = await fill(db)
    person = await db.read(people.find_person, ORGANISER)
    assert person is not None
    before = {event.id: (event.came, event.thanks, event.seated) for event in await here.rows(Event)}
    seated = await db.read(_seats_of, person.id)
    await here.do(privacy.forget, presser=presser(ORGANISER), free_seats=free, rules=RULES, now=here.now)
    left = await db.read(privacy.my_data, who=ORGANISER, now=here.now)
    assert left.tables == {}
    for event in await here.rows(Event):
        came, thanks, seats = before[event.id]
        assert (event.came, event.thanks) == (came, thanks)
        assert event.seated >= seats - (seated.get(event.id, 0) if free else 0), "whoever waits may have the place"


def _seats_of(db: Connection, person_id: int) -> dict[int, int]:
    sign_ups = TABLES.tables["sign_ups"]
    rows = db.execute(sign_ups.select().where(sign_ups.c.person_id == person_id, sign_ups.c.place == "seated"))
    return {row.event_id: row.party for row in rows}
