"""Ballots and what a vote shows: taken by Telegram in every language, however long, and every state in words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.outgoing import Outgoing
from bot.texts import LANGUAGES
from community.polls import Poll, PollKind, PollOption, PollState, Seats, ShownPoll, Voted, Votes
from community.polls.naming import Vote, page_of
from handlers.views import ballots, votes
from handlers.views import polls as poll_views
from storage.polls import LABEL, QUESTION, REASON
from tests.handlers.showing import BIG, NOW, as_telegram_reads, event, filled, reader

MARKS = {PollKind.DATES: 1, PollKind.DOTS: 5}


def asked(kind: PollKind, labels: list[str], marks: dict[int, int] | None = None, **values: object) -> ShownPoll:
    """A poll somebody looks at, with what they have marked."""
    dated = {"starts": event().starts, "ends": event().ends} if kind is PollKind.DATES else {}
    labels = labels[:4] if kind is PollKind.CONSENT else labels
    options = tuple(PollOption(poll_id=BIG, number=at, label=label, limit=5, **dated) for at, label in enumerate(labels, 1))
    fields = {"id": BIG, "question": "What first?", "kind": kind, "closes": event().starts, "closes_at": NOW, "most": 100, **values}
    poll = Poll(zone="Europe/Helsinki", seed="f" * 16, author_id=1, **fields)
    seats = {option.number: Seats(1000, 1000, 1000) for option in options} if kind is PollKind.PLACES else {}
    return ShownPoll(poll, options, marks or {}, asks=True, enters=True, seats=seats)


def every_kind(pattern: str) -> Iterator[ShownPoll]:
    """As long as it can be, with nothing and with everything marked."""
    for kind in PollKind:
        long = asked(kind, [filled(pattern, LABEL)] * 20, question=filled(pattern, QUESTION), visible=kind is PollKind.MANY)
        single = kind in (PollKind.ONE, PollKind.PLACES, PollKind.CONSENT)
        marked = {option.number: MARKS.get(kind, 1) for option in long.options[: 1 if single else 20]}
        if kind is PollKind.RANKED:
            marked = {number: rank for rank, number in enumerate(marked, 1)}
        yield long
        yield replace(long, mine=marked, reason=filled(pattern, REASON), queue=990 if kind is PollKind.PLACES else 0)


def messages(shown: ShownPoll, pattern: str, language: str) -> Iterator[Outgoing | None]:
    """Everything that shows it."""
    to = reader(language)
    yield from (ballots.ballot(shown, page, to) for page in (0, 2))
    yield ballots.more(shown, to)
    yield from (poll_views.card(shown, to), ballots.reason(to), votes.place(replace(shown, queue=0), to))
    reason = filled(pattern, REASON) if shown.poll.kind is PollKind.CONSENT else None
    for vote in (Vote(None, shown.mine, reason), Vote(filled(pattern, 40), {1: 1}, reason, 990)):
        for named in (True, False):
            yield votes.votes(Votes(shown.poll, shown.options, 1000, 3, (vote,) * page_of(shown.poll), named=named), to)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "🏡", "\u0646"])
def test_telegram_takes_every_ballot_and_card(language: str, pattern: str) -> None:
    for shown in every_kind(pattern):
        for outgoing in messages(shown, pattern, language):
            if outgoing is not None:
                as_telegram_reads(outgoing)
        assert len(poll_views.card(shown, reader(language, "fi", "sv")).keys) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_vote_shows_is_never_longer_than_a_pop_up(language: str) -> None:
    texts = reader(language).texts
    for shown in every_kind("Ö"):
        for first in (True, False):
            state = Voted(shown.poll, shown.options, shown.mine, language, first, begins=first, queue=shown.queue)
            for found in (state, replace(state, reachable=False)):
                assert len(votes.voted(found, texts, NOW, 365)[0]) <= 200
                assert len(votes.choice(found, texts)) <= 200


ENGLISH = reader("en")
WORDS = ["Bench", "Grill", "Swing"]


def said(kind: PollKind, marks: dict[int, int], page: int = 0, labels: list[str] = WORDS, **values: object) -> tuple[str, list[list[str]]]:
    """A ballot as a screen reader reads it: its text, and its buttons row by row."""
    outgoing = ballots.ballot(asked(kind, labels, marks, **values), page, ENGLISH)
    return as_telegram_reads(outgoing)[0], [[key.text for key in row] for row in outgoing.keys]


def test_every_state_of_a_ballot_is_in_words() -> None:
    text, rows = said(PollKind.MANY, {2: 1, 3: 1})
    assert "Your choice: Grill, Swing." in text
    assert rows[:4] == [["Bench"], ["✓ Grill"], ["✓ Swing"], ["Take my answer back"]]
    text, rows = said(PollKind.RANKED, {2: 1, 1: 2})
    assert "1. Grill\n2. Bench\n– Swing\nYour order: 1. Grill, 2. Bench." in text
    assert rows[:4] == [["1. down", "1. out"], ["2. up", "2. out"], ["Swing"], ["Start over"]]
    text, rows = said(PollKind.DOTS, {2: 3}, most=10)
    assert "1. Bench: 0 points\n2. Grill: 3 points\n3. Swing: 0 points\nPoints left: 7 of 10." in text
    assert rows[1] == ["2. −1", "2. = 3", "2. +1"]
    text, rows = said(PollKind.DATES, {1: 1})
    assert ": if need be\n" in text
    assert ": not answered\n" in text
    assert "Days you have answered: 1 of 3." in text
    assert rows[:2] == [["1. Yes", "✓ 1. If need be", "1. No"], ["2. Yes", "2. If need be", "2. No"]]
    text, rows = said(PollKind.PLACES, {})
    assert "1. Bench: 1000 of 1000 taken, queue 1000\n" in text
    assert rows[0] == ["Bench – queue"]
    text, rows = said(PollKind.CONSENT, {3: 1}, labels=[""] * 4)
    assert "Your choice: I am worried." in text
    assert rows[2:5] == [["✓ I am worried"], ["I can't accept it"], ["Write a reason"]]


def test_a_long_list_has_its_buttons_by_pages() -> None:
    labels = [f"Option {number}" for number in range(1, 21)]
    _, rows = said(PollKind.MANY, {}, page=1, labels=labels)
    assert [row[0] for row in rows[: ballots.PAGE]] == labels[8:16]
    assert rows[ballots.PAGE] == ["Previous", "Next"]


def test_what_is_rarely_needed_is_behind_more() -> None:
    shown = asked(PollKind.MANY, WORDS, {2: 1})
    assert said(PollKind.MANY, {2: 1})[1][-1][0] == "More…"
    assert not any("Report" in row for row in said(PollKind.MANY, {2: 1})[1])
    assert [[key.text for key in row] for row in ballots.more(shown, ENGLISH).keys] == [["Report"], ["Back"]]


def test_a_crowded_card_lists_its_options_and_leads_to_the_private_ballot() -> None:
    outgoing = poll_views.card(asked(PollKind.ONE, [f"Option {number}" for number in range(1, 21)]), ENGLISH)
    assert "\n20. Option 20\n" in outgoing.text
    assert [[key.text for key in row] for row in outgoing.keys] == [["Answer…", "My answer"]]


def test_consent_stands_on_the_card_in_two_languages() -> None:
    outgoing = poll_views.card(asked(PollKind.CONSENT, [""] * 4), reader("fi", "fi", "sv"))
    assert [len(row) for row in outgoing.keys] == [2, 2, 2]
    assert outgoing.keys[0][0].text == "Sopii / Passar"


@pytest.mark.parametrize(("visible", "said"), [(True, "Your neighbours see your choice and your name."), (False, "stored until 30 days")])
def test_the_first_vote_says_who_sees_it_and_what_is_kept(visible: bool, said: str) -> None:
    shown = asked(PollKind.ONE, WORDS, visible=visible)
    text, alert = votes.voted(Voted(shown.poll, shown.options, {2: 1}, "en", first=True, begins=True), ENGLISH.texts, NOW, 30)
    assert text.startswith("Your choice: Grill.")
    assert said in text
    assert alert


def test_a_closed_poll_says_that_nobody_can_tell() -> None:
    shown = asked(PollKind.ONE, WORDS, state=PollState.CLOSED)
    text = votes.choice(Voted(shown.poll, shown.options, {}, "en"), ENGLISH.texts)
    assert text == "This poll is closed. Nobody can tell any more what you chose."
