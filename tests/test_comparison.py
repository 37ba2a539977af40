"""docs/comparison.md says nothing that no test shows, and gives a reason for whatever Talkoot does not do."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "comparison.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]
COMPARED = [row for row in ROWS if len(row) == 7 and row[0] != "what"]
LEFT_OUT = [row for row in ROWS if len(row) == 3 and row[0] != "what"]


@pytest.mark.parametrize("row", COMPARED, ids=lambda row: row[0])
def test_what_talkoot_does_is_shown_by_a_test(row):
    assert row[5].startswith("✓")
    file, _, name = row[6].strip("`").partition("::")
    assert (ROOT / file).is_file(), file
    assert not name or re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE), name


def test_what_talkoot_does_not_do_has_a_reason():
    assert LEFT_OUT
    assert all(len(why) > 20 for _, _, why in LEFT_OUT)
    assert len(COMPARED) > 40
