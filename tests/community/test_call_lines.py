"""The message that calls for hands against its table, and the properties it must never lose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community.refusals import Refused
from community.volunteering.lines import CallLine, read_call
from community.volunteering.task_lines import TaskLine
from tests.community import call_writing

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


NAMES = (
    *("Haravointi", "vaihda 3 lamppua", "raput 1–3", "2x4 lankku", "box 4", "3–6-vuotiaiden kerho", "At the gate", "To do list"),
    *("Kahvi ja to", "Sun cream", "On call", "x-ryhmä", "5. kerros", "Grill @ yard", "Kaffe", "Barnpassning", "Vinden, loftet"),
)
WORDS = st.text(st.sampled_from("aeikoäöåms"), min_size=4, max_size=9).map(str.capitalize)
SENTENCES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
DAYS = st.dates(date(2027, 5, 11), date(2027, 10, 10))
HOURS = st.tuples(st.integers(0, 23), st.sampled_from((0, 15, 30)), st.none() | st.integers(1, 12))


def span(day: date, hours: tuple[int, int, int | None]) -> tuple[datetime, datetime | None]:
    """Hours on a day; they may end on the next one."""
    start = datetime.combine(day, time(hours[0], hours[1]))
    return start, None if hours[2] is None else start + timedelta(hours=hours[2])


@st.composite
def calls(draw: st.DrawFn) -> CallLine:
    """Any call that has a canonical message."""
    day, kind = draw(DAYS), draw(st.sampled_from(("day", "hours", "none")))
    starts, ends = (datetime.combine(day, time()), None) if kind == "day" else span(day, draw(HOURS)) if kind == "hours" else (None, None)
    tasks = []
    for name in draw(st.lists(st.sampled_from(NAMES) | SENTENCES, min_size=1, max_size=6, unique_by=str.casefold)):
        least, most = sorted(draw(st.tuples(st.integers(1, 1000), st.integers(1, 1000))))
        own = kind == "none" or draw(st.booleans())
        when = (None, None) if kind != "hours" else (starts, ends)
        if draw(st.booleans()):
            when = span(draw(DAYS) if own else day, draw(HOURS))
        # Hours alone are looked for within a call that lasts over midnight; there a task names its day.
        own_day = own and when[0] is not None and when != (starts, ends)
        if not own_day and when[0] is not None and kind == "hours":
            when = (starts, ends)
        about, requirement = draw(st.none() | SENTENCES), draw(st.sampled_from((None, "18+", "peräkärry", "own gloves")))
        tasks.append(TaskLine(name, about, requirement, least, most, *when, own_day=own_day))
    said = [draw(st.none() | SENTENCES) for _ in range(3)]
    leave = draw(st.none() | st.integers(1, 336))
    return CallLine(draw(SENTENCES), said[0], said[1], said[2], leave, starts, ends, kind == "day", (), tuple(tasks))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@given(call=calls())
@settings(max_examples=30, deadline=None)
def test_what_is_written_of_a_call_is_read_back_the_same(call: CallLine, language: str) -> None:
    written = call_writing.said(call, language, NOW.date())
    assert shown(read_call(written, NOW, HELSINKI)) == shown(call), written


PIECES = st.sampled_from(
    (
        *(
            "la ",
            "22.5. ",
            "klo ",
            "12–15 ",
            "×6 ",
            "x",
            "6",
            "×",
            "-",
            "(",
            ")",
            "18+",
            ": ",
            ", ",
            "; ",
            "\n",
            '"',
            "@ ",
            "ask: ",
            "kysy:",
        ),
        *(
            "peru viimeistään ",
            "24 h ",
            "ennen",
            "max ",
            "min ",
            "6 hlö ",
            "two people ",
            "kahvi ",
            "su 23.5. ",
            "at 6",
            "to ",
            "30.2.",
            "24",
        ),
    )
)


@given(text=st.lists(PIECES | st.characters(), max_size=40).map("".join))
@example(text="\x1f")
@example(text="Talkoot\n;")
@example(text="la 22.5. klo 12 – 31.12.2099 klo 15 Talkoot\n24–1")
@example(text="Talkoot\nkahvi ×" + "9" * 5000)
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    outcome_of(text)


@pytest.mark.parametrize(
    "piece", ["1 ", "×6 ", "(1) ", "12–15, ", "la 22.5. klo 12 ", "to ", "ask: ", "peru ", "\n- ", "two people ", '\n"', "; "]
)
def test_a_message_of_any_length_is_read_in_its_time(piece: str) -> None:
    began = monotonic()
    outcome_of(f"la 22.5. Talkoot\nkahvi {piece * 20_000}")
    assert monotonic() - began < 2


@pytest.mark.parametrize(
    "part", [("title", 80), ("place", 60), ("name", 60), ("about", 200), ("requirement", 60), ("contact", 60), ("text", 600)]
)
def test_each_part_says_how_much_is_too_much(part: tuple[str, int]) -> None:
    name, most = part

    def typed(length: int) -> str:
        values = {
            "title": "T",
            "place": "p",
            "name": "n",
            "about": "a",
            "requirement": "r",
            "contact": "c",
            "text": "t",
            name: "ä" * length,
        }
        return "{title} @ {place}\n{name} ×2 ({requirement}): {about}\nask: {contact}\ninfo: {text}".format(**values)

    assert "ä" * most in outcome_of(typed(most))
    assert outcome_of(typed(most + 1)) in (f"refused {name}-too-long", f"wrong 1:call-{name}-too-long")
