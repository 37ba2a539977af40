"""The one line that makes a poll: `Question? | option | option`."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.names import clean_line
from community.refusals import Refused
from storage.polls import LABEL, QUESTION, PollKind


@dataclass(frozen=True, slots=True)
class LineOption:
    """One option: words, or a time on the wall (`whole_day`: only its day counts); `limit`: so many places."""

    label: str
    starts: datetime | None = None
    ends: datetime | None = None
    whole_day: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PollLine:
    """What a line says. `closes` on the wall. Yes and no have empty labels: each reader sees them in their language."""

    question: str
    kind: PollKind
    options: tuple[LineOption, ...]
    most: int | None = None
    closes: datetime | None = None
    visible: bool = False
    quick: bool = False


def read_line(line: str, now: datetime, zone: ZoneInfo) -> PollLine:
    """What somebody wrote. Raises: Refused (poll-needs-words, poll-needs-options, question-too-long, option-too-long)."""
    parts = [clean_line(part, longest=len(part) or 1) for part in line.split("|")]
    question, *labels = [part or "" for part in parts]
    if not question:
        raise Refused("poll-needs-words")
    if len(question) > QUESTION:
        raise Refused("question-too-long", over=len(question) - QUESTION, most=QUESTION)
    if (longest := max(map(len, labels), default=0)) > LABEL:
        raise Refused("option-too-long", over=longest - LABEL, most=LABEL)
    if len(labels) == 1:
        raise Refused("poll-needs-options")
    return PollLine(question, PollKind.ONE, tuple(LineOption(label) for label in labels or ("", "")))
