"""The word before a colon that says what kind of poll it is (`many:`, `avoin monta:`), and which questions are yes or no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

import regex

from community.refusals import Refused
from community.when.tokens import tokens_of
from community.when.words import said, table
from storage.polls import PollKind

LONGEST_MANNER = 40
"""What stands before a colon further away is the question's own."""


class How(Enum):
    """What may be said beside the kind."""

    QUICK = auto()
    OPEN = auto()


KINDS = table(
    {
        "one|single|yksi|yksi valinta|ett|ett val|en": PollKind.ONE,
        "many|multiple|several|monta|useita|monivalinta|flera|många|flerval": PollKind.MANY,
        "dates|date|päivät|päivä|päivämäärät|ajankohta|dagar|datum": PollKind.DATES,
        "ranked|rank|ranking|järjestys|järjestä|rangordna|rangordning": PollKind.RANKED,
        "dots|points|pisteet|pisteitä|poäng|prickar": PollKind.DOTS,
        "consent|sopiiko|suostumus|samtycke": PollKind.CONSENT,
        "places|limited|paikat|paikkoja|platser": PollKind.PLACES,
    }
)
MANNERS = table({"quick|pika|pikakysely|snabb|snabbenkät": How.QUICK, "open|visible|avoin|julkinen|öppen|synlig": How.OPEN})
BETWEEN = table({",|+|&|and|ja|och": None})

_ASKS_YES_OR_NO = regex.compile(
    r"""\W*(?:
        \w+k[oö](?:s|han|hän)?                                                       # onko, hankitaanko, eikö
      | (?:shall|should|do|does|did|is|are|was|were|can|could|will|would|have|has|may|must|am)(?:n[’']t)?
      | (?:ska|skall|skulle|vill|kan|bör|borde|får|är|har|behöver|passar|duger|räcker|går|finns|måste|köper|tar|gör|kommer|orkar|önskar)
    )\b""",
    regex.IGNORECASE | regex.VERBOSE,
)
_EITHER_OR = regex.compile(r"\b(?:or|vai|eller)\b(?!\W*(?:not|no|ei|inte|nej)?\W*$)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Manner:
    """What kind of poll was asked for (None: nobody said), whether as Telegram's own, and whether votes are seen."""

    kind: PollKind | None = None
    quick: bool = False
    visible: bool = False


def take_manner(head: str) -> tuple[Manner, str]:
    """What the words before the first colon ask for, and the rest; all of the line where they are something else.

    Raises: Refused("poll-two-kinds").
    """
    before, colon, after = head.partition(":")
    found = list(_words(before)) if colon and len(before) <= LONGEST_MANNER else []
    if not found or None in found:
        return Manner(), head
    manner = Manner()
    for word in found:
        if word is How.QUICK:
            manner = replace(manner, quick=True)
        elif word is How.OPEN:
            manner = replace(manner, visible=True)
        elif isinstance(word, PollKind):
            if manner.kind not in (None, word):
                raise Refused("poll-two-kinds")
            manner = replace(manner, kind=word)
    return manner, after.strip()


def _words(before: str) -> Iterator[PollKind | How | None]:
    """Each word in turn; None for one that is none of ours."""
    tokens = tokens_of(before)
    at = 0
    while at < len(tokens):
        found = [*said(KINDS, tokens, at), *said(MANNERS, tokens, at)]
        if found:
            word, at = max(found, key=lambda each: each[1])
            yield word  # type: ignore[misc]  # both tables are joined above
            continue
        if at == 0 or not any(said(BETWEEN, tokens, at)):
            yield None
        at += 1


def asks_yes_or_no(question: str) -> bool:
    """Whether a question has two answers: its verb comes first or has -ko, and it offers nothing to choose from."""
    return _ASKS_YES_OR_NO.match(question) is not None and _EITHER_OR.search(question) is None
