"""One date of a series is moved or skipped; this and later ones, or all, follow; who was promised something keeps it or is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from community import events, series
from community.events import Changes, Event, EventState, Press
from community.refusals import Refused
from community.series import Promised, Scope
from community.when import Cadence
from storage.cards import Card
from storage.series import Series, SeriesState
from tests.community.neighbourhood import ADMIN, NOW, RULES, Neighbourhood, neighbour

ANNA, BERT = neighbour(1), neighbour(2)
wall = datetime.fromisoformat


async def tend(here: Neighbourhood) -> None:
    await here.db.transaction(series.tend_due, RULES, here.now)


async def begun(here: Neighbourhood, line: str = "every Tue 18-20 Coffee @ club room") -> list[Event]:
    """The first two occurrences of a series."""
    await here.announce(line)
    await here.publish()
    await tend(here)
    return await occurrences(here)


async def occurrences(here: Neighbourhood) -> list[Event]:
    return sorted(await here.rows(Event), key=lambda event: event.starts_at)


async def starts(here: Neighbourhood) -> list[str]:
    return [event.starts.isoformat(timespec="minutes") for event in await occurrences(here)]


async def the_series(here: Neighbourhood) -> Series:
    [found] = await here.rows(Series)
    return found


async def comes(here: Neighbourhood, event: Event, who: int = ANNA) -> None:
    await here.resident(who)
    await here.answer(event, who, press=Press(None, None, next(here.updates)))


async def change(here: Neighbourhood, event: Event, **changes: object) -> None:
    wanted: Changes = {**changes}  # type: ignore[typeddict-item]
    await here.do(events.change, event=event.id, who=ADMIN, changes=wanted, rules=RULES, now=here.now)


async def spread(here: Neighbourhood, event: Event, scope: Scope, promised: Promised = Promised.ASK, who: int = ADMIN) -> None:
    values = {"scope": scope, "promised": promised, "message": 1, "rules": RULES, "now": here.now}
    await here.do(series.spread, event=event.id, who=who, **values)  # type: ignore[arg-type]


async def opened(here: Neighbourhood, event: Event, day: str, who: int = ADMIN) -> Event:
    """A later date, made because somebody asked for it."""
    await here.do(series.open_date, event=event.id, day=date.fromisoformat(day), who=who, invited=False, message=1, now=here.now)
    return next(each for each in await here.rows(Event) if str(each.occurrence) == day)


async def test_one_is_moved_and_the_others_stay(here: Neighbourhood) -> None:
    first, second = await begun(here)
    await change(here, second, starts=wall("2027-05-19T19:00"), ends=wall("2027-05-19T21:00"))
    here.now = first.ends_at or here.now
    await tend(here)
    assert await starts(here) == ["2027-05-11T18:00", "2027-05-19T19:00", "2027-05-25T18:00"]


async def test_one_is_skipped_and_the_next_two_are_there_all_the_same(here: Neighbourhood) -> None:
    first, second = await begun(here)
    await here.do(events.cancel, event=second.id, who=ADMIN, message=1, rules=RULES, now=here.now)
    here.now = first.ends_at or here.now
    await tend(here)
    coming = [event for event in await occurrences(here) if event.state is EventState.PUBLISHED and event.starts_at > here.now]
    assert [event.starts.day for event in coming] == [25, 1]


async def test_a_later_date_is_made_when_somebody_asks_for_it_and_skipped_ahead(here: Neighbourhood) -> None:
    first, _ = await begun(here)
    await here.resident(ANNA)
    june = await opened(here, first, "2027-06-01", who=ANNA)
    again = await opened(here, first, "2027-06-01", who=ANNA)
    assert (june.id, june.starts, june.organiser_id) == (again.id, wall("2027-06-01T18:00"), first.organiser_id)
    for wrong in ("2027-06-02", "2030-01-01"):
        with pytest.raises(Refused, match="no-such-day"):
            await opened(here, first, wrong)
    with pytest.raises(Refused, match="not-here"):
        await opened(here, first, "2027-06-08", who=BERT)


async def test_what_is_changed_goes_to_all_dates_and_those_to_come(here: Neighbourhood) -> None:
    first, second = await begun(here)
    await change(here, second, title="Tea", place="library", capacity=12)
    await spread(here, second, Scope.ALL)
    found = await the_series(here)
    assert (found.title, found.place, found.capacity) == ("Tea", "library", 12)
    june = await opened(here, first, "2027-06-01")
    assert {(event.title, event.place, event.capacity) for event in (await here.see(first), june)} == {("Tea", "library", 12)}


async def test_this_and_later_leaves_the_earlier_one_as_it_is(here: Neighbourhood) -> None:
    _, second = await begun(here)
    await change(here, second, starts=wall("2027-05-19T19:00"), ends=wall("2027-05-19T20:00"))
    await spread(here, second, Scope.LATER)
    june = await opened(here, second, "2027-06-02")
    assert (june.starts, june.ends) == (wall("2027-06-02T19:00"), wall("2027-06-02T20:00"))
    assert await starts(here) == ["2027-05-11T18:00", "2027-05-19T19:00", "2027-05-26T19:00", "2027-06-02T19:00"]


async def test_dates_with_people_are_asked_about_and_keep_what_was_promised(here: Neighbourhood) -> None:
    first, second = await begun(here)
    later = await opened(here, first, "2027-05-25")
    await comes(here, later)
    await change(here, second, starts=wall("2027-05-19T19:00"), ends=wall("2027-05-19T20:00"))
    await spread(here, second, Scope.LATER)
    assert len(await here.debts("series-promised")) == 1
    asked = await here.db.read(series.ask, second.id, Scope.LATER, here.now)
    assert asked is not None
    assert [event.id for event in asked.promised] == [later.id]
    assert (await the_series(here)).starts == first.starts
    await spread(here, second, Scope.LATER, Promised.KEEP)
    kept = await here.see(later)
    assert (kept.starts, kept.occurrence) == (wall("2027-05-25T18:00"), date(2027, 5, 26))
    here.now = kept.ends_at or here.now
    await tend(here)
    assert (await starts(here))[1:] == ["2027-05-19T19:00", "2027-05-25T18:00", "2027-06-02T19:00", "2027-06-09T19:00"]


async def test_dates_with_people_that_change_too_are_told_what_was_and_what_is(here: Neighbourhood) -> None:
    first, second = await begun(here)
    later = await opened(here, first, "2027-05-25")
    await comes(here, later)
    await change(here, second, starts=wall("2027-05-19T19:00"), ends=None)
    await spread(here, second, Scope.LATER, Promised.CHANGE)
    await here.db.transaction(events.tell_due, RULES, here.now + timedelta(minutes=2))
    [told] = [debt for debt in await here.debts("changed") if debt.address == ANNA]
    assert (told.params["event"], told.params["was"]["starts"]) == (later.id, "2027-05-25T18:00:00")
    assert (await here.see(later)).starts == wall("2027-05-26T19:00")


async def test_a_date_that_was_moved_by_itself_stays_when_only_the_title_changes(here: Neighbourhood) -> None:
    first, second = await begun(here)
    await change(here, second, starts=wall("2027-05-19T19:00"), ends=None)
    await change(here, first, title="Tea")
    await spread(here, first, Scope.ALL)
    moved = await here.see(second)
    assert (moved.title, moved.starts) == ("Tea", wall("2027-05-19T19:00"))


async def test_the_last_sunday_stays_the_last_and_the_end_moves_along(here: Neighbourhood) -> None:
    first, *_ = await begun(here, "kuun viimeinen su klo 12 Kahvit ×4")
    await change(here, first, starts=wall("2027-05-29T12:00"))
    await spread(here, first, Scope.ALL)
    found = await the_series(here)
    assert (found.rule, found.until) == ("FREQ=MONTHLY;BYDAY=-1SA", date(2027, 8, 28))
    assert await starts(here) == ["2027-05-29T12:00", "2027-06-26T12:00"]


async def test_a_change_that_would_overtake_the_date_before_is_refused(here: Neighbourhood) -> None:
    _, second = await begun(here)
    await change(here, second, starts=wall("2027-05-11T12:00"), ends=None)
    with pytest.raises(Refused, match="moved-too-far"):
        await spread(here, second, Scope.LATER)


async def test_nobody_loses_a_seat_by_fewer_places(here: Neighbourhood) -> None:
    first, second = await begun(here)
    await here.resident(ANNA)
    await here.answer(second, ANNA, party=4, press=Press(None, None, next(here.updates)))
    await change(here, first, capacity=2)
    await spread(here, first, Scope.ALL, Promised.CHANGE)
    assert ((await here.see(second)).capacity, (await the_series(here)).capacity) == (4, 2)


async def test_only_the_organiser_steers_a_series(here: Neighbourhood) -> None:
    first, _ = await begun(here)
    await here.resident(ANNA)
    steer = {"event": first.id, "who": ANNA, "message": 1, "rules": RULES, "now": here.now}
    for attempt in (
        spread(here, first, Scope.ALL, who=ANNA),
        here.do(series.pause, paused=True, **steer),
        here.do(series.set_end, more=0, **steer),
        here.do(series.repeat, cadence=Cadence.WEEKLY, **steer),
    ):
        with pytest.raises(Refused, match="not-organiser"):
            await attempt


STEER = {"who": ADMIN, "message": 1, "rules": RULES}


async def test_an_event_can_be_made_to_come_again(here: Neighbourhood) -> None:
    event = await here.event()
    for _ in range(2):
        await here.do(series.repeat, event=event.id, cadence=Cadence.MONTHLY_WEEKDAY, now=here.now, **STEER)
    assert (await the_series(here)).rule == "FREQ=MONTHLY;BYDAY=4SA"
    assert await starts(here) == ["2027-05-22T12:00", "2027-06-26T12:00"]


async def test_after_the_last_date_only_what_was_promised_stays(here: Neighbourhood) -> None:
    first, _ = await begun(here)
    later = await opened(here, first, "2027-05-25")
    await comes(here, later)
    await here.do(series.set_end, event=first.id, more=0, now=here.now, **STEER)
    assert await starts(here) == ["2027-05-11T18:00", "2027-05-25T18:00"]
    here.now = later.ends_at or here.now
    await tend(here)
    assert (await the_series(here)).state is SeriesState.ENDED
    await here.do(series.set_end, event=later.id, more=None, now=here.now, **STEER)
    assert (await starts(here))[2:] == ["2027-06-01T18:00", "2027-06-08T18:00"]


async def test_a_pause_makes_nothing_new_until_it_goes_on(here: Neighbourhood) -> None:
    first, _ = await begun(here)
    await here.do(series.pause, event=first.id, paused=True, now=here.now, **STEER)
    here.now = datetime(2027, 6, 3, tzinfo=UTC)
    await tend(here)
    assert await starts(here) == ["2027-05-11T18:00"]
    await here.do(series.pause, event=first.id, paused=False, now=here.now, **STEER)
    assert await starts(here) == ["2027-05-11T18:00", "2027-06-08T18:00", "2027-06-15T18:00"]
    assert len({card.thing_id for card in await here.rows(Card)}) == 2


ACTS = ("move", "answer", "spread", "cancel", "pause", "end", "wait", "open")
MOVES = st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(-3, 3))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MOVES, max_size=12))
@example([("move", 1, 0), ("spread", 1, 0), ("spread", 0, 0)])
@example([("move", 1, 1), ("spread", 1, 0), ("spread", 0, 0)])
async def test_whatever_is_done_a_day_is_made_once_and_a_promise_is_kept(here: Neighbourhood, moves: list[tuple[str, int, int]]) -> None:
    """Stateful: no day twice, at most one open card in the chat, and nobody's answer is lost."""
    here.now = NOW  # each example publishes a series anew, on the same day
    await here.manages()
    number = max(event.series_id or 0 for event in await begun(here))
    for what, which, days in moves:
        mine = [event for event in await occurrences(here) if event.series_id == number]
        event = mine[which % len(mine)]
        try:
            await act(here, event, what, days)
        except Refused:
            continue
        finally:
            await tend(here)
        mine = [event for event in await here.rows(Event) if event.series_id == number]
        assert len({each.occurrence for each in mine}) == len(mine)
        hung = {card.thing_id for card in await here.rows(Card)}
        assert sum(each.id in hung and (each.ends_at or each.starts_at) > here.now for each in mine) <= 1
        assert not {each.id for each in mine if each.seated} ^ {each.id for each in mine if await here.sign_up(each, ANNA)}


async def act(here: Neighbourhood, event: Event, what: str, days: int) -> None:
    steer = {"event": event.id, "now": here.now, **STEER}
    match what:
        case "move":
            await change(here, event, starts=event.starts + timedelta(days=days), ends=None)
        case "answer":
            await comes(here, event)
        case "spread":
            promised = Promised.KEEP if days > 0 else Promised.CHANGE
            await spread(here, event, Scope.ALL if days % 2 else Scope.LATER, promised)
        case "cancel":
            await here.do(events.cancel, **steer)
        case "pause":
            await here.do(series.pause, paused=days > 0, **steer)
        case "end":
            await here.do(series.set_end, more=abs(days) if days else None, **steer)
        case "wait":
            here.now += timedelta(days=abs(days), hours=1)
        case _:
            found = await here.db.read(series.look, event.id, ADMIN, here.now)
            assert found is not None
            if found.coming:
                await opened(here, event, str(found.coming[-1].day))
