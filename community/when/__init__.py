"""Dates people type, in Finnish, Swedish and English: understood, or refused with a reason; never guessed.

The specification is a table, tests/community/when_phrases.txt; docs/dates.md is the page about it. `understand` takes a phrase,
`find_when` the beginning of a line, and `instant` turns the wall clock of a house into a moment.
"""

from community.when.line import find_when
from community.when.reading import understand
from community.when.understood import Reason, Span, Understood, instant

__all__ = ["Reason", "Span", "Understood", "find_when", "instant", "understand"]
