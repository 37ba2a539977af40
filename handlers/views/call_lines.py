"""How to call for hands in one message, and what is wrong in a message that tried: line by line."""

from datetime import date

from bot.names import apart
from bot.texts import Texts
from community.refusals import Refused
from handlers.views.examples import call_example
from handlers.views.refusals import refusal

MOST_WRONG = 8
"""So many lines are explained at once; who wrote more of them needs the example sooner than the rest."""


def how_to_call(texts: Texts, today: date) -> str:
    """What to write, with an example to copy, as plain text."""
    return texts.say("Write it in one message, a task on each line. For example:") + "\n\n" + call_example(texts, today)


def why(refused: Refused, texts: Texts, today: date) -> str:
    """Why a message could not be used: of a call line by line, and of one without words how to write it, as plain text."""
    if refused.code == "call-needs-words":
        return how_to_call(texts, today)
    return wrong_lines(refused, texts, today) if refused.code == "call-lines" else refusal(refused, texts, today)


def wrong_lines(refused: Refused, texts: Texts, today: date) -> str:
    """Each line that is wrong, why, and how to write it, as plain text; `refused` is that of `read_call` with call-lines."""
    found = refused.params["lines"]
    assert isinstance(found, list)
    said = [texts.count("{n} line below the first is not clear yet.", "{n} lines below the first are not clear yet.", len(found))]
    for number, code, params in found[:MOST_WRONG]:
        named = texts.say("Line {number}: {line}", number=number, line=apart(params["line"]))
        said.append(f"{named}\n→ {refusal(Refused(code, **params), texts, today)}")
    if len(found) > MOST_WRONG:
        said.append(texts.count("And {n} line more.", "And {n} lines more.", len(found) - MOST_WRONG))
    return "\n".join(said)
