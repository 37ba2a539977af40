"""A manager's houses, notices to them, and what Telegram makes of the copies, for tests of use cases."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from community import announcements, places
from community.announcements import Announcement, Audience, Counts, Voice, Written
from community.places import Group
from storage import announcements as rows
from storage import delivery, outbox
from storage.outbox import Debt, DebtState, Lane, Op
from storage.places import ChatState, change_chat, find_chat
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood

TEXTS = {"en": "Water cut <b>Tue 18 May</b>, 9:00–12:00", "fi": "Vesikatko <b>ti 18.5.</b> klo 9–12"}


async def houses(here: Neighbourhood, number: int, languages: str = "en") -> list[int]:
    """So many houses more, each with a group; their chats' rows. The activist manages all there are."""
    made = []
    for each in range(number):
        group = Group(-1002000100000 - each, f"Lehtokuja {each + 1}")
        await here.do(places.settle, group=group, language=languages, rules=RULES, now=here.now)
        found = await here.db.read(find_chat, group.telegram_id)
        assert found is not None
        made.append(found.id)
    await here.manages()
    return made


def everywhere(**values: Any) -> Written:
    """A notice to all houses."""
    return Written(**{"texts": TEXTS, "audience": Audience(everywhere=True), "voice": Voice.COMMUNITY_MANAGER, **values})


async def announce(here: Neighbourhood, written: Written | None = None, *, who: int = ADMIN) -> Announcement:
    """It is announced; nothing of it has been sent yet."""
    written = written or everywhere()
    return await here.do(announcements.announce, who=who, written=written, rules=RULES, now=here.now, progress=42)


async def copies_owed(here: Neighbourhood) -> list[Debt]:
    """The copies and changes that wait for Telegram, after all duties did their part."""
    await here.tick()
    return [
        debt
        for debt in await here.rows(Debt)
        if debt.kind.startswith(announcements.KIND) and debt.state is DebtState.WAITING and debt.lane == Lane.BROADCAST
    ]


async def arrive(here: Neighbourhood, debts: list[Debt]) -> None:
    """Telegram takes them."""
    for debt in debts:
        await here.db.transaction(_arrive, debt, here)


async def fail(here: Neighbourhood, debt: Debt, state: DebtState, reason: str) -> None:
    """Telegram does not take it, or nobody knows."""
    await here.db.transaction(outbox.mark_sending, debt.id)
    await here.db.transaction(outbox.close, debt.id, state, here.now, reason=reason)


async def leave(here: Neighbourhood, chat: int) -> None:
    """The bot is removed from a group."""
    await here.db.transaction(change_chat, chat, state=ChatState.REMOVED, removed_at=here.now)


async def counted(here: Neighbourhood, announcement: Announcement) -> Mapping[str, int]:
    """How many copies are how far."""
    counts: Counts = await here.db.read(announcements.counts, announcement.id)
    return {str(state): number for state, number in counts.states.items()}


async def the_announcement(here: Neighbourhood, announcement: Announcement) -> Announcement:
    """As it is now."""
    found = await here.db.read(rows.find_announcement, announcement.id)
    assert found is not None
    return found


def _arrive(db: Connection, debt: Debt, here: Neighbourhood) -> None:
    outbox.mark_sending(db, debt.id)
    message = debt.message_id or 5000 + debt.id
    delivery.settle_sent(db, debt, here.now, message_id=None if debt.op is Op.DELETE else message, version=1)
    if debt.op is not Op.DELETE:
        announcements.note_sent(db, debt, message, here.now)
