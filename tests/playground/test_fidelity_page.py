"""The page on fidelity says what is so."""

import re
from pathlib import Path

from playground import schema

PAGE = Path(__file__).parents[2] / "docs" / "playground-fidelity.md"
MARKS = {"same", "simplified", "not covered", "–"}


def test_every_row_has_a_mark_and_a_source():
    rows = [line.strip().strip("|").split("|") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in row] for row in rows]
    body = [row for row in rows if row[0] != "subject"]
    assert len(body) > 60
    assert {row[2] for row in body} <= MARKS
    assert all(row[0] and row[1] and row[3] for row in body)


def test_the_number_of_methods_is_true():
    facts = schema.load()
    text = PAGE.read_text()
    assert f"| {len(facts.methods)} methods |" in text
    assert f"the other {len(facts.not_covered)} " in text


def test_tests_that_are_named_exist():
    names = re.findall(r"`(?:tests/playground/)?(test_\w+\.py)`", PAGE.read_text())
    assert len(names) >= 8
    assert [name for name in names if not (Path(__file__).parent / name).exists()] == []
