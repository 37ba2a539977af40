"""Publishing at night: at once and without a sound, or with the card in the morning."""

from datetime import UTC, datetime, timedelta

import pytest

from community import events, publishing
from storage.cards import Card
from storage.outbox import Op
from tests.community.neighbourhood import ADMIN, RULES, Neighbourhood, in_private, presser

NIGHT, EIGHT = datetime(2027, 5, 11, 20, 0, tzinfo=UTC), datetime(2027, 5, 12, 5, 0, tzinfo=UTC)
"""23 on the wall of a Tuesday, and eight the next morning."""


async def publish(here: Neighbourhood, *, morning: bool) -> int:
    """The newest draft."""
    draft = (await here.draft()).id
    values = {"draft": draft, "admin": True, "chat": (await here.chat()).id, "message": 600, "rules": RULES, "now": here.now}
    return await here.do(publishing.publish, presser=presser(ADMIN), morning=morning, **values)


async def cards(here: Neighbourhood) -> list[datetime]:
    """When cards are to be posted."""
    return [debt.due_at for debt in await here.debts("card")]


async def test_the_preview_offers_the_morning_only_in_quiet_hours(here: Neighbourhood) -> None:
    for now, offered in ((here.now, None), (NIGHT, datetime.fromisoformat("2027-05-12T08:00"))):
        here.now = now
        await here.announce()
        shown = await here.db.read(events.show_draft, (await here.draft()).id, ADMIN, RULES, now)
        assert shown is not None
        assert shown.quiet_until == offered


async def test_in_the_group_the_preview_goes_and_the_card_comes_at_eight(here: Neighbourhood) -> None:
    here.now = NIGHT
    await here.announce()
    await publish(here, morning=True)
    assert await cards(here) == [EIGHT]
    assert [(debt.op, debt.message_id, debt.due_at) for debt in await here.debts("gone")] == [(Op.DELETE, 600, NIGHT)]
    assert [card.message_id for card in await here.rows(Card)] == [None]


async def test_from_private_too_and_at_once_whoever_wants_it_at_once(here: Neighbourhood) -> None:
    here.now = NIGHT
    for morning, at in ((True, EIGHT), (False, NIGHT)):
        await here.announce(origin=in_private())
        await publish(here, morning=morning)
        assert (await cards(here))[-1] == at
    assert all(debt.silent for debt in await here.debts("card"))


async def test_pressed_when_it_is_morning_already_it_is_published_at_once(here: Neighbourhood) -> None:
    here.now = NIGHT
    await here.announce(origin=in_private())
    here.now = EIGHT
    await publish(here, morning=True)
    assert await cards(here) == [EIGHT]


@pytest.mark.parametrize("cancelled", [True, False])
async def test_of_what_is_cancelled_before_the_morning_the_group_hears_nothing(here: Neighbourhood, cancelled: bool) -> None:
    here.now = NIGHT
    await here.announce()
    event = await publish(here, morning=True)
    if cancelled:
        await here.do(events.cancel, event=event, who=ADMIN, message=1, rules=RULES, now=here.now)
        await here.db.transaction(events.tell_cancelled, RULES, here.now + timedelta(minutes=1))
    card = (await here.rows(Card))[0].id
    assert (await here.db.read(events.show_card, card) is None) == cancelled
    assert await here.debts("cancelled-here") == []
