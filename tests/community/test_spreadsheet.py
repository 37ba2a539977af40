"""Tables that spreadsheets open, whatever people wrote into them."""

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from community.spreadsheet import FORMULAS, as_csv

CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.integers()


def read(table: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6))
def test_what_was_written_is_read_again_and_nothing_is_a_formula(rows: list[list[str | int]]) -> None:
    for written, found in zip(rows, read(as_csv(rows)), strict=True):
        for cell, again in zip(written, found, strict=True):
            assert again.removeprefix("'") == str(cell).removeprefix("'")
            assert isinstance(cell, int) or not again.startswith(FORMULAS)


def test_a_formula_is_words_and_a_number_a_number() -> None:
    assert read(as_csv([['=HYPERLINK("http://x")', " +1", "＝1", -3, "Grill; bench"]])) == [
        ['\'=HYPERLINK("http://x")', "' +1", "'＝1", "-3", "Grill; bench"]
    ]
