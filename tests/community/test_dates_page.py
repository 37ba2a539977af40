"""The page docs/dates.md says the truth: every example in its tables is what the grammar answers."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from community.when import Understood, find_when, understand

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2027, 5, 10, 9, tzinfo=HELSINKI)
PAGE = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[tuple[str, str]]:
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", section, flags=re.MULTILINE)


def written(understood: Understood) -> str:
    if understood.reason is not None:
        return understood.reason.value
    ends = [end.strftime("%Y-%m-%dT%H:%M") for end in (understood.start, understood.end) if end is not None]
    return " .. ".join(ends)


@pytest.mark.parametrize(("phrase", "means"), rows("Understood") + rows("Refused"))
def test_an_example_of_the_page_is_answered_as_it_says(phrase: str, means: str) -> None:
    assert written(understand(phrase, NOW, HELSINKI)) == means


@pytest.mark.parametrize(("line", "answer"), rows("In one line with a title"))
def test_a_line_of_the_page_is_taken_apart_as_it_says(line: str, answer: str) -> None:
    understood, title = find_when(line, NOW, HELSINKI)
    assert f'{written(understood)}, title "{title}"' == answer
