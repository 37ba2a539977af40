"""The whole result of a poll in words: every option, every round of a ranked choice; and as a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.names import apart, cut, units
from bot.outgoing import CAPTION, Document, Outgoing
from bot.texts import Html, Texts, escape
from community.polls import PollKind, ShownPoll, Tally
from community.polls.ranked import Round, Why
from community.spreadsheet import as_csv
from handlers.views import polls as views
from handlers.views.poll_endings import counts, turnout
from handlers.views.reader import Reader

WIDTHS = (60, 40, 24, 12, 6)
"""To so many characters options are cut, one after the other, until all fits."""


def labels_of(shown: ShownPoll, texts: Texts) -> dict[int, str]:
    """Every option in the reader's language. Not escaped."""
    return {option.number: views.label(shown.poll, shown.poll.kind, option, texts) for option in shown.options}


def alternative(shown: ShownPoll, result: Tally, texts: Texts) -> Html:
    """What the picture shows, for who does not see it. It fits below it: with shorter words, and at last with fewer rounds."""
    question = apart(shown.poll.question)
    lines = _fitting(shown, result, CAPTION - units(question) - 1, texts)
    return Html("\n".join([f"<b>{escape(question)}</b>", *map(escape, lines)]))


def _fitting(shown: ShownPoll, result: Tally, room: int, texts: Texts) -> list[str]:
    every = range(len(result.rounds))
    for told in (every, sorted({*every[:1], *every[-1:]})):
        for width in WIDTHS:
            lines = _lines(shown, result, told, Names(labels_of(shown, texts), width), texts)
            if units("\n".join(lines)) <= room:
                return lines
    return [turnout(shown.poll, result, texts)]


@dataclass(frozen=True, slots=True)
class Names:
    """The options in words, cut to `width`."""

    labels: Mapping[int, str]
    width: int

    def one(self, option: int) -> str:
        """An option."""
        return apart(cut(self.labels[option], self.width))

    def all(self, options: Iterable[int]) -> str:
        """Several, side by side."""
        return ", ".join(map(self.one, options))


def _lines(shown: ShownPoll, result: Tally, told: Sequence[int], names: Names, texts: Texts) -> list[str]:
    counted = counts(result, {option: names.one(option) for option in names.labels}, texts)
    lines = [texts.say("Closed: {counts}.", counts=counted), turnout(shown.poll, result, texts)]
    if len(result.winners) > 1:
        lines.append(texts.say("Equal: {options}.", options=names.all(result.winners)))
    lines += [_round(number + 1, result.rounds[number], names, texts) for number in told]
    if len(told) < len(result.rounds):
        left = len(result.rounds) - len(told)
        lines.append(texts.count("{n} round between is in the picture.", "{n} rounds between are in the picture.", left))
    if result.lots:
        drawn = dict.fromkeys(option for each in result.rounds if each.why is Why.LOT for option in each.tied)
        numbers = ", ".join(f"{names.one(option)} {option}" for option in drawn)
        lines.append(texts.say("Seed of the lots: {seed}. Numbers: {numbers}.", seed=shown.poll.seed, numbers=numbers))
    return lines


def _round(number: int, each: Round, names: Names, texts: Texts) -> str:
    """`Round 2: Bench 11 · Grill 6. Out with fewest: Grill.`"""
    ranked = sorted(each.counts, key=lambda counted: -counted[1])
    had = " · ".join(f"{names.one(option)} {votes}" for option, votes in ranked)
    said = [texts.say("Round {number}: {counts}.", number=number, counts=had)]
    if each.used_up:
        said.append(texts.say("Used up: {n}.", n=each.used_up))
    return " ".join([*said, _why(each, ranked[0][0], names, texts)])


def _why(each: Round, first: int, names: Names, texts: Texts) -> str:
    out, tied = names.all(each.out), names.all(each.tied)
    match each.why:
        case Why.MAJORITY:
            return texts.say("{option} has more than half.", option=names.one(first))
        case Why.UNNAMED:
            return texts.say("Out, as nobody has it: {options}.", options=out)
        case Why.FEWEST:
            return texts.say("Out with fewest: {option}.", option=out)
        case Why.EARLIER:
            return texts.say("Equal: {tied}. Out: {option}, fewest in round {number}.", tied=tied, option=out, number=each.by_round)
        case Why.LOT:
            return texts.say("Equal: {tied}. Out by lot: {option}.", tied=tied, option=out)


def table_message(shown: ShownPoll, result: Tally, reader: Reader) -> Outgoing:
    """The table, and what it is of."""
    return Outgoing(Html(f"<b>{escape(apart(shown.poll.question))}</b>"), document=table(shown, result, reader.texts))


def table(shown: ShownPoll, result: Tally, texts: Texts) -> Document:
    """The result for a spreadsheet: a row for each option, and of ranked choice a column for each round."""
    columns: dict[str, list[int]] = {texts.say("all"): [each.score for each in result.counted]}
    columns[texts.say("of them on paper")] = [each.paper for each in result.counted]
    if result.kind is PollKind.DATES:
        columns[texts.say("if need be")] = [each.maybe for each in result.counted]
        columns[texts.say("no")] = [each.no for each in result.counted]
    if result.kind is PollKind.PLACES:
        columns[texts.say("in the queue")] = [each.waiting for each in result.counted]
    for number, each in enumerate(result.rounds, 1):
        had = dict(each.counts)
        columns[texts.say("Round {number}", number=number)] = [had.get(counted.option, 0) for counted in result.counted]
    labels = labels_of(shown, texts)
    numbers = zip(*columns.values(), strict=True)
    rows: list[list[str | int]] = [[labels[each.option], *row] for each, row in zip(result.counted, numbers, strict=True)]
    answers: list[str | int] = [texts.say("Answers"), result.answers, result.paper]
    return Document("talkoot-poll.csv", as_csv([[shown.poll.question], ["", *columns], *rows, answers]))
