"""Slips and proposals: counted apart, taken back with a trace, open to the close, and nobody floods a poll."""

import pytest

from community import questions
from community.events import Press
from community.polls import closing, counting, paper, proposing
from community.refusals import Refused
from storage.audit import Act, Entry
from storage.polls import OptionState, PaperEntry, Poll, PollKind, PollOption, Proposals, change_poll
from tests.community.neighbourhood import ADMIN, GROUP, Neighbourhood, neighbour, presser
from tests.community.polling import ask, tap, the

ANNA, BERT = neighbour(58), neighbour(59)


async def slips(here: Neighbourhood, poll: Poll, text: str, *, who: int = ADMIN) -> bool:
    await here.do(paper.ask, poll=poll.id, who=who, admin_of=frozenset(), now=here.now)
    return await here.do(paper.write, who=who, admin_of=frozenset(), text=text, names={}, now=here.now)


async def propose(here: Neighbourhood, poll: Poll, who: int, text: str) -> OptionState:
    press = Press(None, None, next(here.updates), invited=True)
    await here.do(proposing.ask, poll=poll.id, presser=presser(who), press=press, now=here.now)
    return await here.do(proposing.propose, presser=presser(who), text=text, now=here.now)


async def test_slips_count_with_the_answers_and_are_shown_apart(here: Neighbourhood) -> None:
    poll = await ask(here)
    await tap(here, poll, ANNA, 2)
    assert await slips(here, poll, "Bench 4\nGrill 2")
    found = await here.db.read(counting.count, poll)
    assert (found.answers, found.paper) == (7, 6)
    assert [(each.score, each.paper) for each in found.counted] == [(4, 4), (3, 2), (0, 0)]


async def test_of_many_choices_the_slips_are_as_many_as_were_typed_and_not_the_marks(here: Neighbourhood) -> None:
    poll = await ask(here, kind=PollKind.MANY)
    assert await slips(here, poll, "Bench 4\nGrill 3\nslips 5")
    found = await here.db.read(counting.count, poll)
    assert (found.answers, found.paper, [each.score for each in found.counted]) == (5, 5, [4, 3, 0])


async def test_each_wrong_line_is_answered_and_the_next_words_are_taken_instead(here: Neighbourhood) -> None:
    poll = await ask(here)
    assert not await slips(here, poll, "Bench 4\nSauna 2\nGrill")
    [told] = await here.debts("poll-slips-wrong")
    assert [(each["text"], each["code"]) for each in told.params["wrong"]] == [
        ("Sauna 2", "slip-unknown-option"),
        ("Grill", "slip-no-number"),
    ]
    assert await here.rows(PaperEntry) == []
    assert await here.do(paper.write, who=ADMIN, admin_of=frozenset(), text="Bench 4", names={}, now=here.now)


async def test_an_entry_taken_back_counts_no_more_and_stays_with_who_did_it(here: Neighbourhood) -> None:
    poll = await ask(here)
    await slips(here, poll, "Bench 4")
    [entry] = await here.rows(PaperEntry)
    for _ in range(2):
        await here.do(paper.take_back, entry=entry.id, who=ADMIN, admin_of=frozenset(), message=5, now=here.now)
    [left] = await here.rows(PaperEntry)
    assert (left.taken_back_at, left.taken_back_by_id) == (here.now, (await here.person(ADMIN)).id)
    assert (await here.db.read(counting.count, poll)).paper == 0
    assert [each.act for each in await here.rows(Entry)][-2:] == [Act.SLIPS_ENTERED, Act.SLIPS_TAKEN_BACK]


async def test_slips_counted_after_the_close_change_the_result_until_it_is_finished(here: Neighbourhood) -> None:
    poll = await ask(here)
    await tap(here, poll, ANNA, 2)
    await here.do(closing.close, poll=poll.id, now=here.now)
    await slips(here, poll, "Bench 4")
    closed = await the(here, poll.id)
    assert closed.result is not None
    assert closed.result["answers"] == 5
    await here.db.transaction(change_poll, poll.id, state="archived")
    with pytest.raises(Refused, match="poll-done"):
        await slips(here, poll, "Bench 4")


async def test_a_resident_without_a_role_types_no_slips(here: Neighbourhood) -> None:
    poll = await ask(here)
    await here.resident(BERT)
    with pytest.raises(Refused, match="may-not-enter"):
        await slips(here, poll, "Bench 400", who=BERT)
    assert not await here.db.read(questions.is_asked, who=BERT, kind=paper.KIND, now=here.now)


async def test_who_lost_the_right_after_asking_types_no_slips(here: Neighbourhood) -> None:
    poll = await ask(here)
    await here.resident(BERT)
    await here.do(paper.ask, poll=poll.id, who=BERT, admin_of=frozenset({GROUP.telegram_id}), now=here.now)
    with pytest.raises(Refused, match="may-not-enter"):
        await here.do(paper.write, who=BERT, admin_of=frozenset(), text="Bench 4", names={}, now=here.now)
    assert await here.rows(PaperEntry) == []


async def test_where_options_are_free_a_proposal_can_be_chosen_at_once(here: Neighbourhood) -> None:
    poll = await ask(here, proposals=Proposals.FREE)
    assert await propose(here, poll, BERT, "Swing") is OptionState.OPEN
    assert (await tap(here, poll, ANNA, 4)).ballot == {4: 1}


@pytest.mark.parametrize("accept", [True, False])
async def test_with_review_the_author_decides_and_who_proposed_it_hears(here: Neighbourhood, accept: bool) -> None:
    poll = await ask(here, proposals=Proposals.REVIEW)
    await here.resident(BERT)
    assert await propose(here, poll, BERT, "Swing") is OptionState.PROPOSED
    with pytest.raises(Refused, match="old-button"):
        await tap(here, poll, ANNA, 4)
    option = (await here.rows(PollOption))[-1]
    with pytest.raises(Refused, match="not-asker"):
        await here.do(proposing.review, option=option.id, who=BERT, accept=True, message=5, now=here.now)
    for _ in range(2):
        await here.do(proposing.review, option=option.id, who=ADMIN, accept=accept, message=5, now=here.now)
    assert [each.address for each in await here.debts("poll-option-answered")] == [BERT]
    if accept:
        assert (await tap(here, poll, ANNA, 4)).ballot == {4: 1}


async def test_nobody_proposes_where_the_author_does_not_want_it_or_too_much(here: Neighbourhood) -> None:
    fixed, free = await ask(here), await ask(here, "What else? | Bench | Grill", proposals=Proposals.FREE)
    with pytest.raises(Refused, match="no-proposals"):
        await propose(here, fixed, BERT, "Swing")
    with pytest.raises(Refused, match="poll-option-twice"):
        await propose(here, free, BERT, "bench")
    for number in range(proposing.MOST):
        await propose(here, free, BERT, f"Swing {number}")
    with pytest.raises(Refused, match="enough-proposed"):
        await propose(here, free, BERT, "One more")
