"""The page docs/asking.md says the truth: every line of its table asks what stands beside it."""

import re
from pathlib import Path

import pytest

from community.polls.dating import LineOption
from community.polls.lines import PollLine, read_line
from storage.polls import PollKind
from tests.community.test_poll_lines import HELSINKI, NOW

PAGE = (Path(__file__).parents[2] / "docs" / "asking.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+)` \| (\w+) \|(.*)\|$", PAGE, flags=re.MULTILINE)


def said(line: PollLine) -> str:
    parts = [", ".join(map(option, line.options)) if not line.yes_no else "yes, no"]
    parts += [f"{line.most} points" if line.kind is PollKind.DOTS else f"at most {line.most}"] if line.most else []
    parts += ["votes are seen"] if line.visible else []
    parts += ["Telegram's own"] if line.quick else []
    parts += [f"until {line.closes:%Y-%m-%d %H:%M}"] if line.closes else []
    return "; ".join(part for part in parts if part)


def option(found: LineOption) -> str:
    if found.starts is None:
        return found.label if found.limit is None else f"{found.label} ({found.limit})"
    day = f"{found.starts:%Y-%m-%d}"
    return day if found.whole_day else f"{day} {found.starts:%H:%M}" + (f"–{found.ends:%H:%M}" if found.ends else "")


@pytest.mark.parametrize(("line", "kind", "meaning"), ROWS)
def test_a_line_of_the_page_asks_what_stands_beside_it(line: str, kind: str, meaning: str) -> None:
    found = read_line(line.replace("\\|", "|"), NOW, HELSINKI)
    assert (found.kind.value, said(found)) == (kind, meaning.strip())


def test_the_page_shows_every_kind() -> None:
    assert {kind for _, kind, _ in ROWS} == set(PollKind)
