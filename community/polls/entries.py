"""One entry from slips: an option by its words, its date or its number, and how many; several entries of a line apart by commas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

import regex

from bot.names import clean_line
from community.refusals import Refused
from community.when import Understood, understand
from storage.polls import PollKind

MOST_SLIPS = 9999
_SLIP_WORDS = r"(?:slips?|ballots?|papers?|lappuja|lappua|lappu|laput|lipukkeita|lipuketta|lappar|lapp|sedlar|röstsedlar)"
SLIPS = regex.compile(rf"{_SLIP_WORDS}\s*[:=]?\s*(?P<number>[0-9]+)|(?P<number>[0-9]+)\s*{_SLIP_WORDS}", regex.IGNORECASE)
_NUMBERED = regex.compile(r"#?\s*(?P<option>[0-9]{1,3})\s*[:=]\s*(?P<counts>.+)|#\s*(?P<option>[0-9]{1,3})\s+(?P<counts>.+)")
_AFTER = r"(?P<name>.*\S)(?:\s+|(?<![0-9])[:=×])(?:[x×]\s*)?(?P<counts>[0-9]+(?:(?:\s+|\s*/\s*)[0-9]+){%d})"
_SEPARATOR = regex.compile(r"(?:\s*[:=×]|\s+[x–-])$")
"""What may stand between a name and its count; `12:00 4` has none, and `Box 3` has no x."""
_BEFORE = regex.compile(r"(?P<counts>[0-9]+)\s*(?:[x×]\s*)?(?P<name>\S.*)")
_COUNTS = regex.compile(r"[0-9]+(?:(?:\s+|\s*/\s*)[0-9]+)*")
_TWO_NUMBERS = regex.compile(r"[0-9]+\s+[0-9]+")
_UTC = ZoneInfo("UTC")
DATED = "Sat, 22 May, 2027, 17:00"
"""No date that is typed has more commas."""
LONGEST_ENTRY = 200
"""An option with its date and its counts is shorter; a long text is not searched for them."""


@dataclass(frozen=True, slots=True)
class PaperOption:
    """An option as a slip may name it: in words of any language (`names`), by its number, or by its time on the wall."""

    number: int
    names: tuple[str, ...] = ()
    starts: datetime | None = None
    whole_day: bool = False


Counted = tuple[int, tuple[int, ...]]
"""The number of an option, and how many; of a date how many said yes, if need be and no."""


class Entries:
    """Reads entries of one poll."""

    def __init__(self, kind: PollKind, options: Sequence[PaperOption]) -> None:
        self._options = options
        self._most_counts = 3 if kind is PollKind.DATES else 1
        self._after = [regex.compile(_AFTER % more) for more in range(self._most_counts)]
        self._named: dict[str, set[int]] = {}
        for option in options:
            for name in option.names:
                self._named.setdefault(_key(name), set()).add(option.number)
        starts = [option.starts for option in options if option.starts is not None]
        self._pieces = 1 + max(name.count(",") for name in (DATED, *self._named))
        self._first = datetime.combine(min(starts).date(), time()) if starts else None

    def apart(self, line: str) -> list[str]:
        """The entries of a line: a comma inside the name of an option parts nothing."""
        pieces, entries, at = line.split(","), [], 0
        while at < len(pieces):
            ends = (end for end in range(min(len(pieces), at + self._pieces), at, -1) if self._is_entry(",".join(pieces[at:end]).strip()))
            end = next(ends, at + 1)
            entries.append(",".join(pieces[at:end]).strip())
            at = end
        return [entry for entry in entries if entry]

    def read(self, entry: str) -> Counted:
        """The option and how many.

        Raises: Refused (slip-two-readings, slip-unknown-option with `option`, slip-no-number, slip-too-many with `most`, slip-unread).
        """
        found = self._readings(entry)
        if len(found) > 1 or (not found and _TWO_NUMBERS.fullmatch(entry)):
            raise Refused("slip-two-readings")
        if not found:
            raise self._unread(entry)
        option, counts = found.pop()
        if any(count > MOST_SLIPS for count in counts):
            raise Refused("slip-too-many", most=MOST_SLIPS)
        return option, counts

    def _is_entry(self, entry: str) -> bool:
        return SLIPS.fullmatch(entry) is not None or bool(self._readings(entry))

    def _unread(self, entry: str) -> Refused:
        if len(entry) > LONGEST_ENTRY:
            return Refused("slip-unread")
        if self._called(entry):
            return Refused("slip-no-number")
        for found in (*(after.fullmatch(entry) for after in reversed(self._after)), _NUMBERED.fullmatch(entry), _BEFORE.fullmatch(entry)):
            if found is not None:
                groups = found.groupdict()
                return Refused("slip-unknown-option", option=_SEPARATOR.sub("", groups.get("name") or groups["option"]))
        return Refused("slip-unread")

    def _readings(self, entry: str) -> set[Counted]:
        """All that an entry may mean; a day alone names an option only where nothing names one in full."""
        if len(entry) > LONGEST_ENTRY:
            return set()
        numbered = set(self._by_number(entry))
        if entry.startswith("#"):
            return numbered
        named = [(name, found["counts"]) for after in self._after if (found := after.fullmatch(entry)) for name in _names(found["name"])]
        if self._most_counts == 1 and (before := _BEFORE.fullmatch(entry)) is not None:
            named.append((before["name"], before["counts"]))
        exact = {(option, _numbers(counts)) for name, counts in named for option in self._called(name)}
        by_day = {(option, _numbers(counts)) for name, counts in named for option in self._on_day(name)}
        return numbered | exact or by_day

    def _by_number(self, entry: str) -> Iterator[Counted]:
        found = _NUMBERED.fullmatch(entry)
        if found is None or not _COUNTS.fullmatch(found["counts"]):
            return
        counts = _numbers(found["counts"])
        if len(counts) <= self._most_counts and any(option.number == int(found["option"]) for option in self._options):
            yield int(found["option"]), counts

    def _called(self, name: str) -> set[int]:
        """The options that are called so in full."""
        said = self._understood(name)
        timed = {o.number for o in self._options if said and said.start and not o.whole_day and o.starts == said.start}
        whole = {o.number for o in self._options if said and said.about and o.whole_day and o.starts and o.starts.date() == said.about}
        return self._named.get(_key(name), set()) | timed | whole

    def _on_day(self, name: str) -> set[int]:
        said = self._understood(name)
        return {o.number for o in self._options if said and said.about and o.starts and o.starts.date() == said.about}

    def _understood(self, name: str) -> Understood | None:
        """A date as people write it; a weekday alone may be several of them."""
        if self._first is None or not any(letter.isdigit() for letter in name):
            return None
        return understand(name, self._first, _UTC)


def _names(written: str) -> set[str]:
    """What stands before a count, with and without what may stand between them."""
    return {written, _SEPARATOR.sub("", written)} - {""}


def _key(name: str) -> str:
    return (clean_line(name, longest=len(name)) or "").casefold() if name else ""


def _numbers(counts: str) -> tuple[int, ...]:
    """What is more than can be is cut to a number that is still too much."""
    return tuple(int(digits[:9]) for digits in regex.findall(r"[0-9]+", counts))
