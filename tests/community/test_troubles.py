"""Those who look after a house hear once that something is wrong with its group, and once more only if it went wrong once more."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from community import choices, moving, places, topics, troubles
from community.choices import Choice, Setting
from community.places import Group
from community.troubles import Standing
from handlers.views.owed.troubles import VIEWS
from storage import people
from storage.outbox import Op
from storage.people import Reach
from storage.places import ChatState
from storage.roles import Role
from storage.troubles import GRACE, Trouble, TroubleKind
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, neighbour
from tests.community.test_reports import given
from tests.handlers.showing import reader

ANNA, BERT = neighbour(1), neighbour(2)
NEW = -1003000000009
TOPIC = 42

Act = Callable[[Neighbourhood], Awaitable[None]]


async def told(here: Neighbourhood, admins: tuple[int, ...] = (ADMIN,)) -> list[tuple[int | None, str]]:
    """A minute later: who has been told what so far."""
    here.now += GRACE
    for each in await here.db.read(troubles.list_due, here.now):
        await here.db.transaction(troubles.tell, number=each.number, admins=admins, rules=RULES, now=here.now)
    return [(debt.address, debt.params["kind"]) for debt in await here.debts("trouble")]


async def left(here: Neighbourhood) -> None:
    await here.do(places.leave, group=GROUP.telegram_id, now=here.now)


async def back(here: Neighbourhood) -> None:
    await here.do(places.settle, group=GROUP, language="en", rules=RULES, now=here.now)


async def stands(here: Neighbourhood, *, admin: bool = False, was_admin: bool = False, muted: bool = False) -> None:
    standing = Standing(admin, was_admin, muted)
    await here.do(troubles.note_standing, group=GROUP.telegram_id, standing=standing, now=here.now)


async def topic(here: Neighbourhood, *, closed: bool) -> None:
    await here.do(topics.hear, group=GROUP.telegram_id, thread=TOPIC, now=here.now, name="Events", closed=closed)


async def demoted(here: Neighbourhood) -> None:
    await stands(here, was_admin=True)


async def promoted(here: Neighbourhood) -> None:
    await stands(here, admin=True)


async def muted(here: Neighbourhood) -> None:
    await stands(here, muted=True)


async def unmuted(here: Neighbourhood) -> None:
    await stands(here)


async def closed(here: Neighbourhood) -> None:
    if (await here.chat()).thread_id is None:
        await here.db.transaction(choices.choose, **chosen(here, str(TOPIC)))
    await topic(here, closed=True)


async def opened(here: Neighbourhood) -> None:
    await topic(here, closed=False)


def chosen(here: Neighbourhood, thread: str) -> dict[str, Any]:
    choice = Choice(1, Setting.TOPIC, 1, thread)
    return {"who": ADMIN, "admin": True, "choice": choice, "message": 9, "language": "en", "rules": RULES, "now": here.now}


STATES = [
    (TroubleKind.REMOVED, left, back),
    (TroubleKind.DEMOTED, demoted, promoted),
    (TroubleKind.MUTED, muted, unmuted),
    (TroubleKind.NO_TOPIC, closed, opened),
]


@pytest.mark.parametrize(("kind", "breaks", "mends"), STATES, ids=[str(kind) for kind, *_ in STATES])
async def test_it_is_told_once_until_it_was_well_and_went_wrong_again(
    here: Neighbourhood, kind: TroubleKind, breaks: Act, mends: Act
) -> None:
    for _ in range(2):
        await breaks(here)
    assert await told(here) == [(ADMIN, kind)]
    await breaks(here)
    assert await told(here) == [(ADMIN, kind)], "not again"
    await mends(here)
    assert await here.rows(Trouble) == []
    await breaks(here)
    assert await told(here) == [(ADMIN, kind)] * 2


@pytest.mark.parametrize(("kind", "breaks", "mends"), STATES, ids=[str(kind) for kind, *_ in STATES])
async def test_what_is_well_again_within_a_minute_disturbs_nobody(here: Neighbourhood, kind: TroubleKind, breaks: Act, mends: Act) -> None:
    await breaks(here)
    await mends(here)
    assert await told(here) == []


async def test_what_is_well_again_before_the_morning_is_not_said_any_more(here: Neighbourhood) -> None:
    here.now = datetime(2027, 5, 10, 20, tzinfo=UTC)
    await demoted(here)
    await told(here)
    [debt] = await here.debts("trouble")
    assert debt.due_at == datetime(2027, 5, 11, 5, tzinfo=UTC)
    assert await here.db.read(VIEWS["trouble"], debt.params, reader("en")) is not None
    await promoted(here)
    assert await here.db.read(VIEWS["trouble"], debt.params, reader("en")) is None


async def test_a_move_and_a_new_name_are_told_and_nothing_is_lost(here: Neighbourhood) -> None:
    event = await here.event()
    for _ in range(2):
        await here.do(moving.migrate, old=GROUP.telegram_id, new=NEW, now=here.now)
    assert await told(here) == [(ADMIN, TroubleKind.MOVED)]
    for title in (GROUP.title, "Koivukuja 3 A"):
        await here.do(places.rename, group=Group(NEW, title), now=here.now)
    assert await told(here) == [(ADMIN, TroubleKind.MOVED), (ADMIN, TroubleKind.RENAMED)]
    assert await here.rows(Trouble) == []
    chat = await here.chat()
    assert (chat.state, chat.telegram_id, chat.title) == (ChatState.ACTIVE, NEW, "Koivukuja 3 A")
    assert (await here.see(event)).id == event.id


async def test_without_an_admin_who_can_be_reached_the_manager_hears_then_who_has_a_role(here: Neighbourhood) -> None:
    for who in (ANNA, BERT):
        await here.resident(who)
    await given(here, BERT, Role.BOARD)
    await left(here)
    assert await told(here, (neighbour(9),)) == [(BERT, TroubleKind.REMOVED)]
    await given(here, ANNA, Role.MANAGER)
    await demoted(here)
    await here.db.transaction(people.change_reach, ADMIN, Reach.BLOCKED)
    assert (await told(here))[-1] == (ANNA, TroubleKind.DEMOTED)


async def test_another_topic_that_opens_ends_nothing(here: Neighbourhood) -> None:
    await closed(here)
    for closes in (True, False):
        await here.do(topics.hear, group=GROUP.telegram_id, thread=TOPIC + 1, now=here.now, name="Cellar", closed=closes)
    assert await told(here) == [(ADMIN, TroubleKind.NO_TOPIC)]


async def test_an_edit_that_comes_through_does_not_say_that_the_bot_may_write(here: Neighbourhood) -> None:
    await muted(here)
    [welcome] = await here.debts("welcome")
    welcome.op = Op.EDIT
    await here.db.transaction(places.note_sent, welcome, 55)
    assert await told(here) == [(ADMIN, TroubleKind.MUTED)]


async def test_a_message_that_comes_through_says_that_the_bot_may_write_again(here: Neighbourhood) -> None:
    await muted(here)
    await here.db.transaction(places.note_sent, (await here.debts("welcome"))[0], 55)
    assert await told(here) == []
