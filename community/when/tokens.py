"""A line cut into numbers, words and signs, and what the grammar asks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

DASHES = frozenset("-\u2010\u2011\u2012–—\u2212")
INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
TOKEN = re.compile(rf"[0-9]+|[^\W\d_]+|[^\s{INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a sign of a line; `text` is lower case, `glued` says that nothing stands before it."""

    text: str
    begins: int
    ends: int
    glued: bool
    lower: bool


Tokens = tuple[Token, ...]


def tokens_of(line: str) -> Tokens:
    """Cut a line (NFC) into numbers, words and single signs; only 0–9 are digits."""
    tokens = []
    ends = -1
    for match in TOKEN.finditer(line):
        text = match.group()
        tokens.append(Token(text.casefold(), match.start(), match.end(), match.start() == ends, text[:1].islower()))
        ends = match.end()
    return tuple(tokens)


def number_at(tokens: Tokens, at: int) -> int | None:
    """A number of one or two digits that stands at this place."""
    return int(tokens[at].text) if at < len(tokens) and len(tokens[at].text) <= 2 and _is_number(tokens[at]) else None


def year_at(tokens: Tokens, at: int) -> int | None:
    """A year of four digits, of this century or the last, that stands at this place."""
    found = int(tokens[at].text) if at < len(tokens) and len(tokens[at].text) == 4 and _is_number(tokens[at]) else 0
    return found if 1900 <= found < 2100 else None


def sign_at(tokens: Tokens, at: int, signs: str) -> bool:
    """One of these signs stands at this place, with nothing before it."""
    return glued_at(tokens, at) and tokens[at].text in signs


def glued_at(tokens: Tokens, at: int) -> bool:
    """Something stands at this place, with nothing between it and what is before it."""
    return at < len(tokens) and tokens[at].glued


def _is_number(token: Token) -> bool:
    return token.text.isascii() and token.text.isdigit()
