"""Voting: at once, secret, changed as often as one likes, and gone with the person."""

from datetime import timedelta

import pytest

from community import digest, polls, privacy, reports, taking_down, week
from community.events import Press
from community.refusals import Refused
from storage.polls import CastBallot, PollVoter, change_poll
from tests.community.neighbourhood import ADMIN, GROUP, RULES, Neighbourhood, neighbour, presser
from tests.community.polling import ask, mark, tap, the

ANNA, BERT, CECILIA = neighbour(58), neighbour(59), neighbour(60)


async def test_a_tap_counts_at_once_whoever_presses_and_can_be_changed(here: Neighbourhood) -> None:
    poll = await ask(here)
    assert (await tap(here, poll, CECILIA, 2)).ballot == {2: 1}
    assert (await tap(here, poll, CECILIA, 1)).ballot == {1: 1}
    assert (await the(here, poll.id)).answers == 1
    assert [ballot.marks for ballot in await here.rows(CastBallot)] == [{"1": 1}]


async def test_the_same_press_again_and_an_older_one_change_nothing(here: Neighbourhood) -> None:
    poll = await ask(here)
    older, newer = (Press(GROUP.telegram_id, None, next(here.updates)) for _ in range(2))
    await tap(here, poll, ANNA, 1, press=newer)
    before = await here.rows(CastBallot)
    assert (await tap(here, poll, ANNA, 1)).ballot == {1: 1}
    assert (await tap(here, poll, ANNA, 2, press=older)).ballot == {1: 1}
    assert await here.rows(CastBallot) == before


async def test_no_row_names_the_voter_while_the_key_is_gone(here: Neighbourhood) -> None:
    poll = await ask(here)
    await tap(here, poll, ANNA, 1)
    [ballot] = await here.rows(CastBallot)
    assert ballot.person_id is None
    assert ballot.voter not in (None, str((await here.person(ANNA)).id))


async def test_in_private_only_who_lives_there_or_has_seen_the_card_votes(here: Neighbourhood) -> None:
    poll = await ask(here)
    with pytest.raises(Refused, match="not-here"):
        await mark(here, poll, CECILIA, 1, 1, press=Press(None, None, next(here.updates)))
    await here.resident(ANNA)
    assert (await mark(here, poll, ANNA, 1, 1, press=Press(None, None, next(here.updates)))).ballot == {1: 1}
    assert (await mark(here, poll, CECILIA, 1, 1)).ballot == {1: 1}


async def test_after_its_time_nobody_votes_even_before_it_is_closed(here: Neighbourhood) -> None:
    poll = await ask(here)
    here.now = poll.closes_at
    with pytest.raises(Refused, match="poll-closed"):
        await tap(here, poll, ANNA, 1)


async def test_a_ballot_taken_back_leaves_no_trace_but_that_the_rules_stay(here: Neighbourhood) -> None:
    poll = await ask(here)
    await tap(here, poll, ANNA, 1)
    press = Press(None, None, next(here.updates))
    await here.do(polls.withdraw, poll=poll.id, presser=presser(ANNA), press=press, now=here.now)
    after = await the(here, poll.id)
    assert (after.answers, after.begun) == (0, True)
    assert await here.rows(CastBallot) == [] == await here.rows(PollVoter)


@pytest.mark.parametrize("visible", [False, True])
async def test_being_forgotten_takes_the_vote_out_of_an_open_poll(here: Neighbourhood, visible: bool) -> None:
    poll = await ask(here, visible=visible)
    await tap(here, poll, ANNA, 1)
    await tap(here, poll, BERT, 2)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    assert [ballot.marks for ballot in await here.rows(CastBallot)] == [{"2": 1}]
    assert (await the(here, poll.id)).answers == 1


async def test_being_forgotten_after_the_close_changes_nothing(here: Neighbourhood) -> None:
    poll = await ask(here, visible=True)
    await tap(here, poll, ANNA, 1)
    await here.db.transaction(change_poll, poll.id, state=polls.PollState.CLOSED, closed_at=here.now)
    await here.do(privacy.forget, presser=presser(ANNA), free_seats=False, rules=RULES, now=here.now)
    [ballot] = await here.rows(CastBallot)
    assert (ballot.marks, ballot.person_id) == ({"1": 1}, None)


async def test_my_data_has_the_secret_ballot_while_it_can_be_told(here: Neighbourhood) -> None:
    poll = await ask(here)
    await tap(here, poll, ANNA, 3)
    found = await here.db.read(privacy.my_data, who=ANNA, now=here.now)
    assert [row["marks"] for row in found.tables["ballots"]] == [{"3": 1}]
    assert found.details["poll_voters"] == (poll.question,)


async def test_an_open_poll_waits_in_ones_things_and_the_week_until_it_is_answered(here: Neighbourhood) -> None:
    poll = await ask(here)
    await here.resident(ANNA)
    monday = here.now.date() - timedelta(days=here.now.weekday())
    for answered in (False, True):
        waiting = [] if answered else [poll.id]
        assert [each.id for each in await here.db.read(polls.waiting_for, who=ANNA, now=here.now)] == waiting
        listed = await here.db.read(digest.of_person, who=ANNA, monday=monday, now=here.now)
        assert [each.id for each in listed.polls] == waiting
        await tap(here, poll, ANNA, 1)
    chat = await here.db.read(week.of_chat, (await here.chat()).id, monday=monday, now=here.now)
    assert [each.id for each in chat.polls] == [poll.id]


async def test_a_poll_that_is_taken_down_can_be_answered_by_nobody_until_that_is_undone(here: Neighbourhood) -> None:
    poll = await ask(here)
    await here.resident(ANNA)
    taken = {"message": 7, "rules": RULES, "now": here.now}
    with pytest.raises(Refused, match="may-not-take-down"):
        await here.do(taking_down.take_down, thing=poll.id, who=ANNA, admin_of=frozenset(), **taken)
    down = await here.do(taking_down.take_down, thing=poll.id, who=ADMIN, admin_of=frozenset({GROUP.telegram_id}), **taken)
    with pytest.raises(Refused, match="poll-gone"):
        await mark(here, poll, ANNA, 1, 1)
    assert await here.db.read(polls.waiting_for, who=ANNA, now=here.now) == []
    await here.do(taking_down.undo, draft=down.draft, who=ADMIN, **taken)
    assert (await mark(here, poll, ANNA, 1, 1)).ballot == {1: 1}


async def test_a_poll_is_reported_to_who_may_decide_but_not_to_its_asker(here: Neighbourhood) -> None:
    poll = await ask(here)
    await here.resident(ANNA)
    await here.resident(BERT)
    values = {"thing": poll.id, "who": ANNA, "message": 7, "now": here.now}
    with pytest.raises(Refused, match="nobody-to-tell"):
        await here.do(reports.report, admins=(ADMIN,), **values)
    assert await here.do(reports.report, admins=(ADMIN, BERT), **values) == 1
    [report] = await here.debts("report")
    assert report.address == BERT
