"""Dates people type, in Finnish, Swedish and English: understood, or refused with a reason; never guessed.

The specification is a table, tests/community/when_phrases.txt; docs/dates.md is the page about it. `understand` takes a phrase,
`understand_day` one without hours,
`find_when` the beginning of a line, `find_repeating` also that of a series (`every Tue 18`), and `instant` turns the wall clock of a
house into a moment.
"""

from community.when.line import find_when
from community.when.reading import is_hours, understand, understand_day
from community.when.recurrence import LAST, Cadence, Rule, Times, times_on
from community.when.repeating import Repeats, find_repeating
from community.when.understood import Reason, Span, Understood, existing, instant

__all__ = [
    "LAST",
    "Cadence",
    "Reason",
    "Repeats",
    "Rule",
    "Span",
    "Times",
    "Understood",
    "existing",
    "find_repeating",
    "find_when",
    "instant",
    "is_hours",
    "times_on",
    "understand",
    "understand_day",
]
