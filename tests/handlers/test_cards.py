"""Cards: valid whatever is written on them, as many buttons as a narrow screen holds."""

import pytest

from bot.names import cut, isolated
from community.events import MOST_NAMED, EventState
from handlers.views import events as views
from handlers.views.names import LONGEST
from tests.handlers.showing import SPOKEN, as_telegram_reads, event, events, reader, shown

WIDEST = {1: 40, 2: 20, 3: 11}
"""Characters on a button at 360 px, by how many there are in a row."""

ARABIC = "\u0646\u0648\u0631"


@pytest.mark.parametrize("spoken", SPOKEN)
def test_a_card_with_the_worst_text_is_valid_and_says_it_unchanged(spoken: tuple[str, ...]) -> None:
    for each in events():
        text, _ = as_telegram_reads(views.card(shown(each), reader(*spoken)))
        assert each.title in text


@pytest.mark.parametrize("spoken", SPOKEN)
@pytest.mark.parametrize("pattern", ["<b>", "&lt;", "</b>", "<a href='x'>", "&#60;", "🏡", "\u0301", "\\", "'\""])
def test_what_people_write_never_becomes_markup(spoken: tuple[str, ...], pattern: str) -> None:
    text, entities = as_telegram_reads(views.card(shown(event(pattern)), reader(*spoken)))
    assert event(pattern).title in text
    assert [entity["type"] for entity in entities] == ["bold"]


@pytest.mark.parametrize("spoken", SPOKEN)
def test_a_card_has_at_most_three_rows_that_fit_a_narrow_screen(spoken: tuple[str, ...]) -> None:
    for each in events():
        rows = views.card(shown(each), reader(*spoken)).keys
        assert len(rows) <= 3
        for row in rows:
            assert len(row) <= (3 if len(spoken) == 1 else 2)
            assert all(len(key.text) <= WIDEST[len(row)] for key in row), [key.text for key in row]
            assert all(key.text.count(" / ") == len(spoken) - 1 for key in row)


@pytest.mark.parametrize(
    ("spoken", "labels"),
    [
        (("en",), [["Coming", "Can't"], ["We are 2", "We are 3", "Other…"], ["My answer", "In other languages"]]),
        (("fi",), [["Tulen", "En pääse"], ["Meitä on 2", "Meitä on 3", "Muu…"], ["Oma vastaus", "Muilla kielillä"]]),
        (("sv",), [["Kommer", "Kan inte"], ["Vi är 2", "Vi är 3", "Annat…"], ["Mitt svar", "På andra språk"]]),
        (
            ("fi", "sv"),
            [
                ["Tulen / Kommer", "En pääse / Kan inte"],
                ["Meitä on 2 / Vi är 2", "Muu… / Annat…"],
                ["Oma vastaus / Svar", "Kielet / Språk"],
            ],
        ),
    ],
)
def test_the_rows_of_a_card_with_limited_places(spoken: tuple[str, ...], labels: list[list[str]]) -> None:
    assert [[key.text for key in row] for row in views.card(shown(event()), reader(*spoken)).keys] == labels


@pytest.mark.parametrize("spoken", SPOKEN)
def test_first_names_stand_on_a_card_cut_isolated_and_never_as_markup(spoken: tuple[str, ...]) -> None:
    for pattern in ("<b>", "&lt;", "🏡", "\u0301", ARABIC):
        here = shown(event("Yard", picture="AgAC"), named=(pattern * 40,) * MOST_NAMED)
        text, entities = as_telegram_reads(views.card(here, reader(*spoken)))
        assert [entity["type"] for entity in entities] == ["bold"]
        assert text.count(isolated(cut(pattern * 40, LONGEST))) == MOST_NAMED


@pytest.mark.parametrize(
    ("seated", "line"),
    [
        (2, f"{isolated('Anna')}, {isolated('Bo')}"),
        (3, f"{isolated('Anna')}, {isolated('Bo')} + 1 other"),
        (9, f"{isolated('Anna')}, {isolated('Bo')} + 7 others"),
    ],
)
def test_a_card_says_how_many_come_besides_those_it_names(seated: int, line: str) -> None:
    card = views.card(shown(event("Yard", seated=seated), named=("Anna Virtanen", "Bo")), reader("en"))
    assert line in card.text.split("\n")


def test_maybe_is_offered_only_without_a_limit() -> None:
    for spoken in SPOKEN[:3]:
        card = views.card(shown(event(capacity=None, waiting=0)), reader(*spoken))
        assert len(card.keys[0]) == 3
        assert card.keys[0][1].data.startswith("ev:")


def test_a_full_card_offers_the_queue_and_says_how_long_it_is() -> None:
    card = views.card(shown(event("Yard", seated=1000, waiting=2)), reader("en"))
    assert [key.text for key in card.keys[0]] == ["Coming – join queue", "Can't"]
    assert "All 1000 places taken · queue 2" in card.text


@pytest.mark.parametrize("spoken", SPOKEN)
def test_a_card_that_is_over_or_cancelled_is_two_lines(spoken: tuple[str, ...]) -> None:
    for each in list(events("Yard"))[-2:]:
        card = views.card(shown(each), reader(*spoken))
        assert card.text.count("\n") == 1
        assert len(card.keys) == (each.state is EventState.OVER), "thanks are for what took place"


@pytest.mark.parametrize(("thanks", "label"), [(0, "Kiitos / Tack"), (3, "Kiitos / Tack · 3")])
def test_a_card_of_what_took_place_takes_thanks_and_says_how_many_there_are(thanks: int, label: str) -> None:
    card = views.card(shown(event("Yard", state=EventState.OVER, thanks=thanks)), reader("fi", "sv"))
    assert [[key.text for key in row] for row in card.keys] == [[label]]


@pytest.mark.parametrize("spoken", SPOKEN)
def test_names_and_titles_that_run_from_right_to_left_keep_to_themselves(spoken: tuple[str, ...]) -> None:
    found = event("Yard", title=ARABIC, place=ARABIC)
    first, second, *_ = as_telegram_reads(views.card(shown(found, organisers=(ARABIC,)), reader(*spoken)))[0].split("\n")
    assert isolated(ARABIC) in first
    assert isolated(ARABIC) in second
    assert isolated(ARABIC) in views.card(shown(found, organisers=(ARABIC,)), reader(*spoken)).text.split("Yard")[-1]
