"""A poll closes by itself at its minute, once; what was counted stays, and nothing that tells whose vote was which."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community import due, polls
from community.polls import PollKind, PollState
from community.refusals import Refused
from community.when import instant
from storage import people
from storage.audit import Entry
from storage.cards import Card
from storage.people import Reach
from storage.polls import CastBallot, FlatState, PaperEntry, PollFlat, PollKey, PollOption, PollVoter, change_option, list_options
from tests.community.neighbourhood import ADMIN, GROUP, Neighbourhood, neighbour
from tests.community.polling import ask, tap, the

HELSINKI = ZoneInfo("Europe/Helsinki")


async def answered(here: Neighbourhood, votes: int = 3, **columns: object) -> polls.Poll:
    """A poll with so many votes: for its first option, its second, and so on."""
    poll = await ask(here, **columns)  # type: ignore[arg-type]
    for number in range(votes):
        await tap(here, poll, neighbour(number), number % 3 + 1)
    return poll


async def test_it_closes_by_itself_at_the_minute(here: Neighbourhood) -> None:
    poll = await answered(here)
    await here.tick(poll.closes_at - timedelta(seconds=1))
    assert (await the(here, poll.id)).state is PollState.OPEN
    assert await here.db.read(due.next_due, here.now) == poll.closes_at
    await here.tick(poll.closes_at)
    closed = await the(here, poll.id)
    assert (closed.state, closed.closed_at) == (PollState.CLOSED, here.now)
    assert closed.nudge_at == here.now + timedelta(days=7)
    result = polls.result_of(closed)
    assert result is not None
    assert [(each.option, each.score) for each in result.counted] == [(1, 1), (2, 1), (3, 1)]


async def test_after_a_downtime_it_closes_once_and_its_author_hears_of_it_once(here: Neighbourhood) -> None:
    poll = await answered(here)
    for days in (2, 3):
        await here.tick(poll.closes_at + timedelta(days=days))
    closed = await the(here, poll.id)
    assert (closed.closed_at, closed.revision) == (poll.closes_at + timedelta(days=2), poll.revision + 1)
    assert (await here.hears(ADMIN)).count("poll-closed") == 1


async def test_who_votes_after_the_minute_is_too_late_even_before_the_tick(here: Neighbourhood) -> None:
    poll = await answered(here)
    here.now = poll.closes_at
    with pytest.raises(Refused, match="poll-closed"):
        await tap(here, poll, neighbour(9), 1)


async def test_at_the_close_nothing_ties_a_vote_to_anybody(here: Neighbourhood) -> None:
    poll = await answered(here, 40)
    before = await here.rows(CastBallot)
    flats = [PollFlat(poll_id=poll.id, house_id=1, label="sealed as well", flat="sealed", voter="sealed too", state=FlatState.HOLDS)]
    await here.db.transaction(lambda db: [db.execute(PollFlat.__table__.insert(), each.model_dump(exclude={"id"})) for each in flats])  # type: ignore[attr-defined]
    await here.tick(poll.closes_at)
    after = await here.rows(CastBallot)
    assert {(each.voter, each.flat, each.person_id, each.revision) for each in after} == {(None, None, None, 1)}
    assert not {each.id for each in before} & {each.id for each in after}
    assert sorted(str(each.marks) for each in before) == sorted(str(each.marks) for each in after)
    assert [each.marks for each in before] != [each.marks for each in after], "in the old order, it would still be known"
    assert (await here.rows(PollKey), await here.rows(PollFlat)) == ([], [])
    assert not (await the(here, poll.id)).sealed, "the files are to be scrubbed"


async def test_at_the_close_nothing_tells_in_which_order_people_answered(here: Neighbourhood) -> None:
    poll = await ask(here, live=True)
    for number in (5, 3, 4, 1, 2, 0):
        await tap(here, poll, neighbour(number), 1)
    assert (await the(here, poll.id)).shown is not None
    before = await here.rows(PollVoter)
    await here.tick(poll.closes_at)
    assert (await the(here, poll.id)).shown is None, "against the result it tells what the last one chose"
    after = await here.rows(PollVoter)
    assert {each.update_id for each in after} == {0}
    assert [each.person_id for each in after] == sorted(each.person_id for each in before)


async def test_visible_votes_stay_their_voters(here: Neighbourhood) -> None:
    poll = await answered(here, visible=True)
    before = {each.person_id: each.marks for each in await here.rows(CastBallot)}
    await here.tick(poll.closes_at)
    assert {each.person_id: each.marks for each in await here.rows(CastBallot)} == before
    assert {each.voter for each in await here.rows(CastBallot)} == {None}


async def test_the_queue_for_places_keeps_its_order(here: Neighbourhood) -> None:
    poll = await answered(here, 20, kind=PollKind.PLACES, visible=True)
    before = [each.person_id for each in await here.rows(CastBallot)]
    await here.tick(poll.closes_at)
    assert [each.person_id for each in await here.rows(CastBallot)] == before


async def test_slips_count_unless_they_were_taken_back(here: Neighbourhood) -> None:
    poll = await answered(here)
    entry = {"poll_id": poll.id, "by_id": None, "entered_at": here.now}
    counts, not_any_more = {"slips": 4, "votes": [[{"2": 1}, 4]]}, {"slips": 9, "votes": [[{"1": 1}, 9]], "taken_back_at": here.now}
    slips = (counts | {"taken_back_at": None}, not_any_more)
    for each in slips:
        await here.db.transaction(lambda db, each=each: db.execute(PaperEntry.__table__.insert(), entry | each))  # type: ignore[attr-defined,misc]
    await here.tick(poll.closes_at)
    result = polls.result_of(await the(here, poll.id))
    assert result is not None
    assert (result.answers, result.paper, result.winners) == (7, 4, (2,))


async def test_who_proposed_an_option_goes_with_the_close(here: Neighbourhood) -> None:
    poll = await answered(here)
    person = (await here.person(ADMIN)).id
    await here.db.transaction(lambda db: db.execute(PollOption.__table__.update().values(proposed_by_id=person)))  # type: ignore[attr-defined]
    await here.tick(poll.closes_at)
    assert {each.proposed_by_id for each in await here.rows(PollOption)} == {None}


async def test_its_cards_follow(here: Neighbourhood) -> None:
    poll = await answered(here, 0)
    [before] = await here.rows(Card)
    await here.tick(poll.closes_at)
    assert [each.version for each in await here.rows(Card)] == [before.version + 1]


@pytest.mark.parametrize("day", [datetime(2027, 3, 28, 3, 30), datetime(2027, 10, 31, 3, 30), datetime(2027, 10, 31, 20)])  # noqa: DTZ001
async def test_it_closes_on_the_wall_clock_when_the_clocks_change(here: Neighbourhood, day: datetime) -> None:
    here.now = datetime(2027, 3, 20, 12, tzinfo=UTC)
    at = instant(day, HELSINKI)
    poll = await ask(here, closes=day, closes_at=at)
    await here.tick(at - timedelta(seconds=1))
    assert (await the(here, poll.id)).state is PollState.OPEN
    await here.tick(at)
    assert (await the(here, poll.id)).state is PollState.CLOSED


async def test_the_asker_closes_early_and_that_is_on_record(here: Neighbourhood) -> None:
    poll = await answered(here)
    for _ in range(2):
        await here.do(polls.close_now, poll=poll.id, who=ADMIN, message=5, now=here.now)
    closed = await the(here, poll.id)
    assert (closed.state, closed.revision) == (PollState.CLOSED, poll.revision + 1)
    assert [each.act for each in await here.rows(Entry) if each.thing_id == poll.id] == ["poll-closed"]
    assert "poll-closed" not in await here.hears(ADMIN), "they see it where they pressed"


async def test_others_do_not_close_it_but_an_admin_of_its_group_does(here: Neighbourhood) -> None:
    poll, resident = await answered(here), await here.resident(neighbour(1))
    with pytest.raises(Refused, match="not-asker"):
        await here.do(polls.close_now, poll=poll.id, who=resident, message=5, now=here.now)
    await here.do(polls.close_now, poll=poll.id, who=resident, message=5, now=here.now, admin_of=frozenset([GROUP.telegram_id]))
    assert (await the(here, poll.id)).state is PollState.CLOSED


async def test_an_author_who_cannot_be_written_to_is_not(here: Neighbourhood) -> None:
    poll = await answered(here)
    await here.db.transaction(people.change_person, (await here.person(ADMIN)).id, reach=Reach.BLOCKED)
    await here.tick(poll.closes_at)
    assert "poll-closed" not in await here.hears(ADMIN)


async def test_the_best_date_is_the_earliest_of_equals(here: Neighbourhood) -> None:
    later, sooner = datetime(2027, 5, 29, 12), datetime(2027, 5, 22, 12)  # noqa: DTZ001
    poll = await ask(here, "Grill evening | a | b", kind=PollKind.DATES)
    for option, day in zip(await here.db.read(list_options, poll.id), (later, sooner), strict=True):
        await here.db.transaction(change_option, option.id, label="", starts=day)
    for number in (1, 2):
        await tap(here, poll, neighbour(1), number)
    await here.tick(poll.closes_at)
    result = polls.result_of(await the(here, poll.id))
    assert result is not None
    assert result.winners == (2,)
