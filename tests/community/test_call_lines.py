"""The message that calls for hands against its table, and the properties it must never lose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from community.refusals import Refused
from community.volunteering.lines import CallLine, read_call
from community.volunteering.task_lines import TaskLine

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2027, 5, 10, 9, tzinfo=HELSINKI)
TABLE = Path(__file__).with_name("call_lines.txt")


def rows() -> Iterator[tuple[str, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            typed, _, outcome = line.partition(" => ")
            yield typed.rstrip().replace("\\n", "\n"), outcome.strip()


ROWS = list(rows())


def shown(call: CallLine) -> str:
    """A call as the table writes it."""
    head = f"{call.title} @ {call.place}" if call.place else call.title
    times = [when(call.starts, call.ends, whole_day=call.whole_day)] if call.starts else []
    times += [" / ".join(when(span.start, span.end, whole_day=call.whole_day) for span in call.candidates)] if call.candidates else []
    said = {"text": call.text, "ask": call.contact, "leave": call.leave_hours}
    return " || ".join([head, *times, *(f"{name} {value!r}" for name, value in said.items() if value), *map(task, call.tasks)])


def task(found: TaskLine) -> str:
    number = str(found.least) if found.least == found.most else f"{found.least}-{found.most}"
    parts = [found.name, f"×{number}", when(found.starts, found.ends) if found.starts else ""]
    parts += [f"({found.requirement})" if found.requirement else "", f": {found.about}" if found.about else ""]
    return " ".join(part for part in (*parts, "own day" if found.own_day else "") if part)


def when(starts: datetime, ends: datetime | None, *, whole_day: bool = False) -> str:
    if whole_day:
        return f"{starts:%d.%m.}"
    until = "" if ends is None else f"–{ends:%H:%M}" if ends.date() == starts.date() else f"–{ends:%d.%m. %H:%M}"
    return f"{starts:%d.%m. %H:%M}{until}"


def outcome_of(typed: str) -> str:
    try:
        return shown(read_call(typed, NOW, HELSINKI))
    except Refused as refused:
        found = refused
    return f"wrong {wrong(found)}" if found.code == "call-lines" else f"refused {found.code}"


def wrong(refused: Refused) -> str:
    """The wrong lines by number, as a draft keeps them."""
    lines = json.loads(json.dumps(refused.params))["lines"]
    return " ".join(f"{number}:{code}" for number, code, _ in lines)


@pytest.mark.parametrize(("typed", "outcome"), ROWS, ids=[typed for typed, _ in ROWS])
def test_a_call_is_understood_as_the_table_says(typed: str, outcome: str) -> None:
    assert outcome_of(typed) == outcome
