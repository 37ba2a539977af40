"""The pages docs/asking.md and docs/polls.md say the truth: every line of their tables asks what stands beside it."""

import re
from pathlib import Path

import pytest

from community.polls.dating import LineOption
from community.polls.lines import PollLine, read_line
from storage.polls import PollKind
from tests.community.test_poll_lines import HELSINKI, NOW

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "asking.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(.+)` \| (\w+) \|(.*)\|$", PAGE, flags=re.MULTILINE)

KINDS = re.findall(
    r"^\| \*\*(\w+)\*\*.*? \| `(.+)` \| `(.+)` \| `(.+)` \|$", (DOCS / "polls.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)


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


@pytest.mark.parametrize(("kind", "lines"), [(kind, lines) for kind, *lines in KINDS])
def test_the_page_for_askers_shows_a_kind_in_three_languages(kind: str, lines: list[str]) -> None:
    found = [read_line(line.replace("\\|", "|"), NOW, HELSINKI) for line in lines]
    assert [each.kind.value for each in found] == [kind] * 3
    assert len({(len(each.options), each.most) for each in found}) == 1


def test_the_page_for_askers_shows_every_kind() -> None:
    assert {kind for kind, *_ in KINDS} == set(PollKind)
