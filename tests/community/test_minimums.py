"""How many must come: the card says how many more are needed, and the organisers are asked, once and in time. Nothing cancels itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from community import events
from community.events import Changes, Event, EventState, together
from community.refusals import Refused
from storage.cards import Card
from storage.events import Event as Row
from storage.events import Invitation
from storage.posts import StartedPost
from tests.community.neighbourhood import ADMIN, LINE, RULES, Neighbourhood, neighbour, presser

ANNA, BERT, CECILIA = (neighbour(number) for number in range(1, 4))
DAY_BEFORE = datetime(2027, 5, 21, 9, tzinfo=UTC)
"""Noon on the wall, 24 hours before the event."""


async def an_event(here: Neighbourhood, least: str = "min 3") -> Event:
    event = await here.event(line=f"{LINE} {least}")
    await here.resident(ANNA)
    await here.answer(event, ANNA, party=2)
    return event


async def decide(here: Neighbourhood, event: Event, use_case: Any, who: int = ADMIN) -> Any:
    """Somebody presses one of the ways out."""
    values = {"rules": RULES} if use_case is events.call_for_more else {}
    return await here.do(use_case, event=event.id, presser=presser(who), message=7, now=here.now, **values)


async def asked(here: Neighbourhood) -> list[int]:
    """Which organisers were asked."""
    return sorted(debt.address or 0 for debt in await here.debts("too-few"))


@pytest.mark.parametrize("least", ["min 3", "vähintään 3 henkeä", "minst 3", "at least 3 people", "max 9 min 3", "min 3 max 9"])
async def test_it_can_be_said_in_the_line(here: Neighbourhood, least: str) -> None:
    event = await an_event(here, least)
    assert (event.title, event.place, event.minimum, event.check_at) == ("Spring clean-up", "courtyard", 3, DAY_BEFORE)
    assert event.capacity == (9 if "max" in least else None)
    assert events.missing(await here.see(event)) == 1


@pytest.mark.parametrize(
    ("least", "code"), [("min 0", "bad-minimum"), ("min 1001", "bad-minimum"), ("max 2 min 3", "minimum-above-capacity")]
)
async def test_what_can_not_be_is_refused_with_the_reason(here: Neighbourhood, least: str, code: str) -> None:
    await here.announce(f"{LINE} {least}")
    assert (await here.draft()).data["reason"] == code


async def test_every_organiser_is_asked_once_a_day_before(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.resident(BERT)
    await here.do(together.invite, event=event.id, who=ADMIN, now=here.now)
    [token] = [each.token for each in await here.rows(Invitation)]
    await here.do(together.accept, token=token, presser=presser(BERT), message=71, now=here.now)
    await here.tick(DAY_BEFORE - timedelta(seconds=1))
    assert await asked(here) == []
    await here.tick(DAY_BEFORE)
    await here.tick(DAY_BEFORE + timedelta(hours=5))
    assert await asked(here) == [ADMIN, BERT]
    await here.tick(event.ends_at)
    assert (await here.see(event)).state is EventState.OVER, "no answer: it took place"


async def test_after_a_downtime_it_is_asked_while_there_is_something_to_decide(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.tick(event.starts_at - timedelta(hours=2))
    assert await asked(here) == [ADMIN]
    other = await an_event(here)
    await here.tick(other.starts_at)
    assert await asked(here) == [ADMIN]


async def test_nobody_is_asked_when_enough_come(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.answer(event, BERT)
    await here.tick(DAY_BEFORE)
    assert await asked(here) == []
    with pytest.raises(Refused, match="enough-come"):
        await decide(here, event, events.call_for_more)


async def test_with_a_deadline_it_is_asked_when_sign_up_ends(here: Neighbourhood) -> None:
    event = await here.event(line=f"{LINE} min 3 sign up by Wed 19 May 18")
    assert event.check_at == event.deadline_at
    await here.do(events.change, event=event.id, who=ADMIN, changes=Changes(deadline=None), rules=RULES, now=here.now)
    assert (await here.see(event)).check_at == DAY_BEFORE


async def test_at_night_the_question_waits_for_the_morning(here: Neighbourhood) -> None:
    event = await here.event(line="Sat 22 May 23 Night walk min 3")
    await here.tick(event.check_at)
    [debt] = await here.debts("too-few")
    assert debt.due_at == datetime(2027, 5, 22, 7, tzinfo=UTC)  # a Saturday, 10 on the wall


async def test_a_moved_event_is_looked_at_again_and_another_name_asks_nobody_twice(here: Neighbourhood) -> None:
    event = await an_event(here)
    await here.tick(DAY_BEFORE)
    change: dict[str, Any] = {"event": event.id, "who": ADMIN, "rules": RULES, "now": here.now}
    await here.do(events.change, changes=Changes(title="Yard day"), **change)
    assert (await here.see(event)).check_at is None
    await here.do(events.change, changes=Changes(starts=event.starts + timedelta(days=7), ends=None), **change)
    await here.tick(DAY_BEFORE + timedelta(days=7))
    assert await asked(here) == [ADMIN, ADMIN]


async def test_going_ahead_needs_nobody_more(here: Neighbourhood) -> None:
    event = await an_event(here)
    [before] = await here.rows(Card)
    for _ in range(2):
        await decide(here, event, events.go_ahead)
    seen = await here.see(event)
    assert (seen.minimum, seen.check_at, seen.state) == (None, None, EventState.PUBLISHED)
    assert (await here.rows(Card))[0].version == before.version + 1


async def test_the_group_is_called_once_within_its_budget(here: Neighbourhood) -> None:
    event = await an_event(here)
    for _ in range(2):
        await decide(here, event, events.call_for_more)
    [line] = await here.debts("more-needed")
    assert line.reply_to == (await here.rows(Card))[0].message_id
    for number in range(2):
        other = await here.event(line=f"Sun {23 + 7 * number} May 12–15 Picnic min 3")
        if number == 0:
            await decide(here, other, events.call_for_more)
    with pytest.raises(Refused, match="no-room-today"):
        await decide(here, other, events.call_for_more)


async def test_nobody_is_called_when_it_is_too_late_to_come(here: Neighbourhood) -> None:
    event = await an_event(here)
    here.now = event.starts_at - timedelta(hours=1)
    with pytest.raises(Refused, match="too-late-to-call"):
        await decide(here, event, events.call_for_more)
    assert await here.rows(StartedPost) == []


async def test_only_organisers_decide(here: Neighbourhood) -> None:
    event = await an_event(here)
    for use_case in (events.go_ahead, events.call_for_more):
        with pytest.raises(Refused, match="not-organiser"):
            await decide(here, event, use_case, ANNA)
    await here.do(events.cancel, event=event.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    with pytest.raises(Refused, match="event-cancelled"):
        await decide(here, event, events.go_ahead)


async def test_every_date_of_a_series_needs_as_many(here: Neighbourhood) -> None:
    await here.event(line="every Sun from 23 May 12–15 Picnic min 3")
    await here.tick()
    made = await here.rows(Row)
    assert [each.minimum for each in made] == [3] * len(made)
    assert [each.check_at for each in made] == [each.starts_at - timedelta(hours=24) for each in made]
