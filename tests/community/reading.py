"""What neighbours read, in tests of use cases: a message as its view makes it, without a bot."""

from dataclasses import dataclass, replace
from typing import Any

from bot.outgoing import Outgoing
from handlers.views.owed import VIEWS
from tests.community.neighbourhood import RULES, Neighbourhood
from tests.handlers.showing import as_telegram_reads, reader

NO_LETTERS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody sees: the text, and what the buttons say, row by row."""

    text: str
    keys: list[list[str]]
    outgoing: Outgoing


async def reads(here: Neighbourhood, kind: str, who: int | None, /, **params: Any) -> Read | None:
    """A message as somebody gets it now (None: a group); None where there is nothing to say any more."""
    as_it_is = replace(reader("en"), who=who, now=here.now, rules=RULES)
    outgoing = await here.db.read(lambda db: VIEWS[kind](db, params, as_it_is))
    if outgoing is None:
        return None
    text, _ = as_telegram_reads(outgoing)
    return Read(text.translate(NO_LETTERS), [[key.text.translate(NO_LETTERS) for key in row] for row in outgoing.keys], outgoing)


async def text(here: Neighbourhood, kind: str, who: int | None, /, **params: Any) -> str:
    """Its words."""
    read = await reads(here, kind, who, **params)
    assert read is not None, "there is nothing to read"
    return read.text
