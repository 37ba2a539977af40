"""The result of a poll as a picture: a bar for each option, readable in black and white and on a phone.

What a bar says stands below it in words, so no colour, hatch or length has to be understood.
"""

from collections.abc import Sequence
from functools import partial
from itertools import chain, cycle, pairwise

from bot.outgoing import Outgoing
from bot.texts import Texts
from community.polls import Counted, PollKind, ShownPoll, Tally
from handlers.views.page import SOLID, Page, Part
from handlers.views.poll_endings import answers, turnout
from handlers.views.poll_results import alternative, labels_of
from handlers.views.reader import Reader

HATCHES = ("///", "...", "xxx")
"""More than three are not told apart at a glance; of later rounds they take turns."""


def message(shown: ShownPoll, result: Tally, reader: Reader) -> Outgoing:
    """The picture, and below it the same in words."""
    return Outgoing(alternative(shown, result, reader.texts), drawing=partial(result_picture, shown, result, reader.texts))


def result_picture(shown: ShownPoll, result: Tally, texts: Texts) -> bytes:
    """A PNG of all bars; its alternative text is `poll_results.alternative`. Drawing takes time: not on the loop (`Page`)."""
    page, labels = Page(), labels_of(shown, texts)
    page.heading(shown.poll.question)
    page.legend(_legend(result, texts))
    bars = {each.option: _parts(each, result) for each in result.counted}
    longest = max((sum(length for length, _ in parts) for parts in bars.values()), default=0)
    for each in _best_first(result):
        page.gap()
        page.words(labels[each.option], otherwise=str(each.option), bold=True)
        page.bar(bars[each.option], longest or 1)
        page.words(_said(each, result, texts))
    page.gap()
    page.words(turnout(shown.poll, result, texts))
    page.words(texts.say("This poll is advisory."))
    return page.png()


def _best_first(result: Tally) -> Sequence[Counted]:
    """Who stayed in longest of a ranked choice, else what has most; dates and what was said for consent stand in their order."""
    if result.kind in (PollKind.CONSENT, PollKind.DATES, PollKind.PLACES):
        return result.counted
    had = {each.option: _counts(each.option, result) for each in result.counted}
    return sorted(result.counted, key=lambda each: (len(had[each.option]), had[each.option][-1:], each.score), reverse=True)


def _legend(result: Tally, texts: Texts) -> list[tuple[str, str]]:
    """What the parts of a bar are, each with its hatch; nothing where bars have one part."""
    match result.kind:
        case PollKind.DATES:
            parts = [texts.say("yes"), texts.say("if need be"), texts.say("no")]
        case PollKind.RANKED:
            parts = [texts.say("Round {number}", number=1), texts.say("Later rounds")] if len(result.rounds) > 1 else []
        case PollKind.PLACES:
            parts = [texts.say("has a place"), texts.say("in the queue")]
        case _:
            parts = [texts.say("in Telegram"), texts.say("on paper")] if result.paper else []
    return list(zip(parts, (SOLID, *HATCHES), strict=False))


def _parts(each: Counted, result: Tally) -> list[Part]:
    """How long the parts of an option's bar are, with the hatch of each."""
    match result.kind:
        case PollKind.DATES:
            lengths = [each.score, each.maybe, each.no]
        case PollKind.PLACES:
            lengths = [each.score, each.waiting]
        case PollKind.RANKED:
            counts = _counts(each.option, result)
            lengths = [after - before for before, after in pairwise([0, *counts])]
        case _:
            lengths = [each.score - each.paper, each.paper]
    return list(zip(lengths, chain([SOLID], cycle(HATCHES)), strict=False))


def _counts(option: int, result: Tally) -> list[int]:
    """What an option had in each round while it was in."""
    return [counts[option] for each in result.rounds if option in (counts := dict(each.counts))]


def _said(each: Counted, result: Tally, texts: Texts) -> str:
    """What the bar says, in words."""
    match result.kind:
        case PollKind.DATES:
            said = texts.say("yes {yes}, if need be {maybe}, no {no}", **answers(each))
        case PollKind.RANKED:
            said = _in_rounds(each.option, result, texts)
        case PollKind.PLACES:
            said = texts.say("{n}, waiting {waiting}", n=each.score, waiting=each.waiting)
        case _:
            on_paper = texts.say("{n}, of them {paper} on paper", n=each.score, paper=each.paper)
            said = on_paper if each.paper else str(each.score)
    return f"{said} · {_best(result, texts)}" if each.option in result.winners else said


def _best(result: Tally, texts: Texts) -> str:
    if len(result.winners) > 1:
        return texts.say("most, equal")
    match result.kind:
        case PollKind.RANKED:
            return texts.say("chosen")
        case PollKind.DATES:
            return texts.say("the best day")
        case _:
            return texts.say("most")


def _in_rounds(option: int, result: Tally, texts: Texts) -> str:
    """`4 → 6, out in round 2`"""
    counts = _counts(option, result)
    said = " → ".join(map(str, counts)) or "0"
    out = next((number for number, each in enumerate(result.rounds, 1) if option in each.out), None)
    return said if out is None else texts.say("{counts}, out in round {number}", counts=said, number=out)
