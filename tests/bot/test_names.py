"""Names as people may see them."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.names import LONGEST_NAME, alphabetical, clean_line, clean_name, cut, isolated


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("Aino", None, "Aino"),
        ("Aino", "Äijälä", "Aino Äijälä"),
        ("A\u0308ija\u0308", None, "Äijä"),
        ("  Aino \t\n ", "\u00a0Mäki\u2003", "Aino Mäki"),
        ("Ai\nno\r\nline\u2028two\u2029three\x0bfour", None, "Ai no line two three four"),
        ("\u202eonia\u202c", None, "onia"),
        ("\u2066A\u2069\u200e\u200f\u061cino", None, "Aino"),
        ("Ad\u200bm\u200di\u200cn\ufeff\u2060\u00ad", None, "Admin"),
        ("Aino\x00\x1b[31m", None, "Aino[31m"),
        ("محمد", "علي", "محمد علي"),
        ("می\u200cخواهم", None, "می\u200cخواهم"),
        ("क\u094d\u200dष", None, "क\u094d\u200dष"),
        ("👩\u200d🔧", "Aino", "👩\u200d🔧 Aino"),
        ("👩🏽\u200d🚀", None, "👩🏽\u200d🚀"),
        ("❤\ufe0f\u200d🔥", None, "❤\ufe0f\u200d🔥"),
        ("1\ufe0f\u20e3", None, "1\ufe0f\u20e3"),
        ("", "Mäki", "Mäki"),
    ],
)
def test_a_name_keeps_what_is_readable(first, last, shown):
    assert clean_name(first, last) == shown


NOTHING_READABLE = ["", "   ", "\u200b\u2060\ufeff", "\u202e\u202c", "\u3164", "\u2800\u2800", "\u115f\u1160", ".", "—", "\u0301", None]


@pytest.mark.parametrize("name", NOTHING_READABLE)
def test_a_name_without_anything_readable_is_none(name):
    assert clean_name(name) is None
    assert clean_name(name, name) is None


def test_a_long_name_is_cut_between_graphemes_with_an_ellipsis():
    family = "👩\u200d👩\u200d👧"
    assert clean_name(family * LONGEST_NAME) == family * LONGEST_NAME
    assert clean_name(family * (LONGEST_NAME + 1)) == family * (LONGEST_NAME - 1) + "…"
    assert clean_name("x" * 128) == "x" * (LONGEST_NAME - 1) + "…"


def test_a_stack_of_combining_marks_does_not_climb_over_the_lines_above():
    shown = clean_name("Z" + "\u0335\u0316\u0317\u0318" * 20 + "algo")
    assert shown is not None
    assert len(shown) <= len("Zalgo") + 4


@given(st.text(max_size=128), st.text(max_size=128))
def test_any_name_becomes_one_short_visible_line_or_none(first, last):
    shown = clean_name(first, last)
    if shown is None:
        return
    assert clean_name(shown) == shown
    assert len(regex.findall(r"\X", shown)) <= LONGEST_NAME
    assert not regex.search(r"[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]", shown)


def test_a_line_is_cut_at_the_length_it_is_given():
    assert clean_line("Spring clean-up", longest=6) == "Sprin…"


def test_an_isolated_name_does_not_turn_the_line_around():
    assert isolated("محمد") == "\u2068محمد\u2069"


def test_names_stand_in_the_order_of_the_finnish_and_the_swedish_alphabet() -> None:
    ordered = [
        "aino",
        "Émilie",
        "Erik",
        "Ida",
        "Müller",
        "Myyrä",
        "Šimon",
        "Söderholm",
        "Zeinab",
        "Åke",
        "ÄIJÄ",
        "Älva",
        "Östen",
        "Юлия",
        "نور",
    ]
    assert sorted(set(ordered), key=alphabetical) == ordered


@pytest.mark.parametrize("name", ["Åke", "Älva", "Östen"])
def test_a_name_stands_where_it_does_however_it_was_typed(name: str) -> None:
    assert alphabetical(unicodedata.normalize("NFD", name)) == alphabetical(name)


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("Aino", 4, "Aino"),
        ("Rouva Öhman-Ståhlberg", 12, "Rouva Öhman…"),
        ("Zoë 👩‍👩‍👧‍👦 & co", 8, "Zoë…"),
        (isolated("محمد عبد الرحمن"), 8, isolated("محمد…")),
    ],
)
def test_what_is_cut_short_keeps_whole_letters_and_its_direction(text: str, longest: int, shown: str) -> None:
    assert cut(text, longest) == shown
