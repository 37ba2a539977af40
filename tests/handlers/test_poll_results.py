"""The result of a poll in words, as a table and as a picture: everything is said, fits, and can be drawn."""

import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from bot.names import units
from bot.outgoing import CAPTION
from bot.texts import LANGUAGES, without_markup
from community.polls import Poll, PollKind, PollOption, ShownPoll, Tally
from community.polls.tally import Cast, tally
from handlers.taps.poll_panel import ClosePoll
from handlers.taps.polls import OpenPoll
from handlers.views import poll_endings, poll_results
from handlers.views.poll_picture import result_picture
from tests.e2e.post import Message
from tests.e2e.town import Neighbour, Town
from tests.handlers.polling import press
from tests.handlers.showing import CATALOGUES

ENGLISH = CATALOGUES.texts("en")
WORST = ("W" * 60, "Пирог с капустой для всех соседей во дворе и кофе с булочкой", "🥧🫠🥮", "$x_2$ <b>&", "קפה ועוגה", "=1+1", "ø æ å ä ö")


def closed(kind: PollKind, labels: Iterable[str], cast: list[Cast], question: str = "What first?") -> tuple[ShownPoll, Tally]:
    labels = list(labels)[:4] if kind is PollKind.CONSENT else labels
    options = tuple(PollOption(poll_id=1, number=number, label=label, limit=4) for number, label in enumerate(labels, 1))
    result = tally(kind, [option.number for option in options], cast, limits={option.number: 4 for option in options}, seed="5f2c")
    at = datetime(2027, 5, 20, 17, tzinfo=UTC)
    poll = Poll(id=1, question=question, kind=kind, closes=at.replace(tzinfo=None), zone="Europe/Helsinki", closes_at=at, seed="5f2c")
    return ShownPoll(poll, options, {}, result=result), result


def words(shown: ShownPoll, result: Tally, language: str = "en") -> list[str]:
    return without_markup(poll_results.alternative(shown, result, CATALOGUES.texts(language))).splitlines()


RANKED = [Cast({1: 1, 2: 2}, 9), Cast({2: 1, 3: 2}, 6), Cast({3: 1, 2: 2}, 6, paper=True), Cast({4: 1, 1: 2}, 2), Cast({4: 1})]


def test_one_choice_is_told_as_the_card_tells_it() -> None:
    cast = [Cast({2: 1}, 10), Cast({2: 1}, 2, paper=True), Cast({1: 1}, 7), Cast({1: 1}, 2, paper=True), Cast({3: 1}, 3)]
    shown, result = closed(PollKind.ONE, ("Bench", "Grill", "Planters"), cast)
    assert words(shown, result)[1:] == ["Closed: Grill 12 · Bench 9 · Planters 3.", "Answers 24, of them 4 on paper."]
    assert words(shown, result, "fi")[1:] == ["Suljettu: Grill 12 · Bench 9 · Planters 3.", "Vastauksia 24, niistä paperilla 4."]


def test_every_round_says_what_each_had_who_went_out_and_why() -> None:
    assert words(*closed(PollKind.RANKED, ("Bench", "Grill", "Planters", "Swing"), RANKED))[3:] == [
        "Round 1: Bench 9 · Grill 6 · Planters 6 · Swing 3. Out with fewest: Swing.",
        "Round 2: Bench 11 · Grill 6 · Planters 6. Used up: 1. Equal: Grill, Planters. Out by lot: Grill.",
        "Round 3: Planters 12 · Bench 11. Used up: 1. Planters has more than half.",
        "Seed of the lots: 5f2c. Numbers: Grill 2, Planters 3.",
    ]


def test_what_is_equal_is_said() -> None:
    assert words(*closed(PollKind.ONE, ("Yes", "No"), [Cast({1: 1}, 9), Cast({2: 1}, 9)]))[-1] == "Equal: Yes, No."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_result_fits_below_its_picture(language: str) -> None:
    turned = [[*range(first, 13), *range(1, first)] for first in range(1, 13)]
    orders = [Cast({option: rank for rank, option in enumerate(order, 1)}, 13 + order[0]) for order in turned]
    for kind in PollKind:
        cast = orders if kind is PollKind.RANKED else [Cast(dict.fromkeys(range(1, 13), 1), 999_999)]
        shown, result = closed(kind, ["<" * 60] * 12, cast, "&" * 200)
        text = poll_results.alternative(shown, result, CATALOGUES.texts(language))
        assert units(without_markup(text)) <= CAPTION
        assert text.count("\n") >= 2


def test_the_table_has_a_row_for_each_option_and_a_column_for_each_round() -> None:
    shown, result = closed(PollKind.RANKED, ("Bench", "Grill", "Planters", "=Swing"), RANKED)
    assert poll_results.table(shown, result, ENGLISH).content.decode("utf-8-sig").splitlines() == [
        "What first?",
        ";all;of them on paper;Round 1;Round 2;Round 3",
        "Bench;9;0;9;11;11",
        "Grill;6;0;6;6;0",
        "Planters;6;6;6;6;12",
        "'=Swing;3;0;3;0;0",
        "Answers;24;6",
    ]


@pytest.mark.parametrize("kind", PollKind)
def test_whatever_people_wrote_can_be_drawn(kind: PollKind) -> None:
    cast = [Cast({1: 1, 2: 2}, 3), Cast({3: 1}, 5, paper=True), Cast({5: 2}, 2)]
    drawn = result_picture(*closed(kind, WORST, cast, "🫠" * 200), ENGLISH)
    width, height = (int.from_bytes(drawn[at : at + 4]) for at in (16, 20))
    assert drawn.startswith(b"\x89PNG")
    assert width in (1079, 1080)
    assert width + height <= 10_000


def test_a_poll_without_answers_can_be_drawn() -> None:
    assert result_picture(*closed(PollKind.MANY, ("Bench", "Grill"), []), ENGLISH).startswith(b"\x89PNG")


def test_what_draws_is_not_loaded_before_a_picture_is_asked_for() -> None:
    code = "import sys, handlers.features, bot.parts; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_card_says_who_said_no_to_a_date() -> None:
    shown, _ = closed(PollKind.DATES, ("Saturday", "Sunday"), [Cast({1: 2, 2: 1}), Cast({1: 1, 2: 0})])
    assert "Saturday: yes 1, if need be 1, no 0 · Sunday: yes 0, if need be 1, no 1" in "\n".join(poll_endings.ended(shown, ENGLISH))


async def test_neighbours_get_the_picture_with_its_words_and_the_asker_a_table(town: Town) -> None:
    house, [admin, resident] = await town.settled_house("en", "en")
    await admin.writes("/poll What shall we get first? | Bench | Grill", to=house)
    await admin.taps(await house.shows("What shall we get first?"), "Publish")
    await resident.taps(await house.shows_button("Grill"), "Grill")
    [[poll]] = town.rows("SELECT id FROM polls")
    await press(admin, ClosePoll(poll=poll, sure=1))
    await press(resident, OpenPoll(poll=poll))
    await resident.taps(await resident.hears("Closed: Grill 1 · Bench 0."), "As a picture")
    picture = await received(resident, "photo")
    assert "Closed: Grill 1 · Bench 0." in picture["caption"]
    await admin.taps(await admin.hears("For the asker"), "As a table")
    assert (await received(admin, "document"))["document"]["file_name"] == "talkoot-poll.csv"


async def received(who: Neighbour, what: str) -> Message:
    """The message with a picture or a file, once it is there."""

    async def found() -> Message | None:
        return next((message for message in await who.from_bot() if what in message), None)

    return await who.town.until(found)  # type: ignore[no-any-return]
