"""What a poll says when it is over: on its card, in private, and to who asked it."""

from collections.abc import Mapping

from bot.dates import say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.polls import Counted, Poll, PollKind, PollState, ShownPoll, Tally
from community.privacy import ticket_of
from handlers.taps.poll_making import AskAgain
from handlers.taps.poll_panel import OpenPollPanel
from handlers.taps.poll_results import ShowPicture
from handlers.taps.polls import OpenPoll
from handlers.views import polls as views
from handlers.views import votes
from handlers.views.reader import Reader

MOST_COUNTS = 12
"""So many options are told with their counts; a longer list is in the picture and the table."""


def card(shown: ShownPoll, reader: Reader) -> Outgoing:
    """The card of a poll that is over: the result in words, and no buttons."""
    return Outgoing("\n".join([*views.head(shown.poll, None, reader.texts), *ended(shown, reader.texts)]))


def private(shown: ShownPoll, reader: Reader) -> Outgoing:
    """The same, for who looks at it in private."""
    keys: list[tuple[Key, ...]] = []
    if shown.result is not None and shown.result.answers:
        label = reader.texts.say("Picture and rounds") if shown.result.rounds else reader.texts.say("As a picture")
        keys.append((ShowPicture(poll=shown.poll.id, ticket=ticket_of(reader.key, shown.poll.id)).key(label),))
    keys += votes.votes_row(shown, reader)
    if shown.poll.state in (PollState.CLOSED, PollState.ARCHIVED):
        keys.append((AskAgain(poll=shown.poll.id).key(reader.texts.say("Ask again")),))
    if shown.asks:
        keys.append((OpenPollPanel(poll=shown.poll.id).key(reader.texts.say("For the asker")),))
    return Outgoing(card(shown, reader).text, tuple(keys))


def ended(shown: ShownPoll, texts: Texts) -> list[Html]:
    """What became of a poll, line by line."""
    poll, result = shown.poll, shown.result
    if poll.state is PollState.CANCELLED:
        why = [texts.html("Why: {note}", note=apart(poll.note))] if poll.note else []
        return [texts.html("Cancelled. All answers were deleted."), *why]
    if result is None or not result.answers:
        return [texts.html("Closed. Nobody answered."), *after(shown, texts)]
    words = {option.number: apart(views.label(poll, result.kind, option, texts)) for option in shown.options}
    lines = [texts.html("Closed: {counts}.", counts=counts(result, words, texts)), escape(turnout(poll, result, texts))]
    if result.lots:
        lines.append(texts.html("Two were equal, so a lot decided. Anybody can draw it again with {seed}.", seed=poll.seed))
    return [*lines, *after(shown, texts), escape(texts.say("This poll is advisory."))]


def after(shown: ShownPoll, texts: Texts) -> list[Html]:
    """What follows from a poll, as far as that is said."""
    poll, event = shown.poll, shown.event
    lines = [texts.html("What happens now: {outcome}", outcome=apart(poll.outcome))] if poll.outcome else []
    if event is not None:
        when = say_span(event.starts, event.ends, texts.language, today=event.starts.date())
        lines.append(texts.html("It takes place {when}. Answer on its own card.", when=when))
    return lines


def outcome(shown: ShownPoll, reader: Reader) -> Outgoing | None:
    """What happens now: in a group, where the card has the result, and with the result for all who answered."""
    if shown.poll.outcome is None:
        return None
    said = after(shown, reader.texts) if reader.who is None else ended(shown, reader.texts)
    return Outgoing("\n".join([*views.head(shown.poll, None, reader.texts), *said]))


def cancelled(shown: ShownPoll, reader: Reader) -> Outgoing:
    """To those who answered: it was taken back."""
    why = [reader.texts.html("Why: {note}", note=apart(shown.poll.note))] if shown.poll.note else []
    line = reader.texts.html("The poll was cancelled, and your answer is deleted: <b>{question}</b>", question=apart(shown.poll.question))
    return Outgoing("\n".join([line, *why]))


def reminder(shown: ShownPoll, reader: Reader) -> Outgoing:
    """It waits for an answer."""
    poll, texts = shown.poll, reader.texts
    text = texts.html(
        "This poll waits for your answer until {when}: <b>{question}</b>",
        when=views.until(poll, texts, reader.now),
        question=apart(poll.question),
    )
    return Outgoing(text, ((OpenPoll(poll=poll.id, here=1).key(texts.say("Answer")),),))


def turnout(poll: Poll, result: Tally, texts: Texts) -> str:
    """How many answered, and whether they were enough."""
    said = texts.say("Answers {n}.", n=result.answers)
    if result.paper:
        said = texts.say("Answers {n}, of them {paper} on paper.", n=result.answers, paper=result.paper)
    if poll.quorum is None:
        return said
    enough = result.answers >= poll.quorum
    needed = texts.say("Needed were {n}: enough.", n=poll.quorum) if enough else texts.say("Needed were {n}: too few.", n=poll.quorum)
    return f"{said} {needed}"


def counts(result: Tally, words: Mapping[int, str], texts: Texts) -> str:
    """`Grill 12 · Bench 9`: the best first, but what was said for consent in its order. Not escaped.

    `words`: what each option is called; what has no words any more is left out.
    """
    counted = list(result.counted)
    if result.kind is not PollKind.CONSENT:
        counted.sort(key=lambda each: (each.option not in result.winners, -each.score, -each.maybe))
    said = [_count(words[each.option], each, result, texts) for each in counted if each.option in words]
    more = [texts.say("and {n} more", n=len(said) - MOST_COUNTS)] if len(said) > MOST_COUNTS else []
    return " · ".join([*said[:MOST_COUNTS], *more])


def _count(word: str, counted: Counted, result: Tally, texts: Texts) -> str:
    match result.kind:
        case PollKind.DATES:
            return texts.say("{option}: yes {yes}, if need be {maybe}, no {no}", option=word, **answers(counted))
        case PollKind.PLACES if counted.waiting:
            return texts.say("{option} {n}, waiting {waiting}", option=word, n=counted.score, waiting=counted.waiting)
        case PollKind.RANKED:
            return _ranked(word, counted, result, texts)
        case _:
            return f"{word} {counted.score}"


def answers(counted: Counted) -> dict[str, int]:
    """What was said to a date."""
    return {"yes": counted.score, "maybe": counted.maybe, "no": counted.no}


def _ranked(word: str, counted: Counted, result: Tally, texts: Texts) -> str:
    """The winner with its votes of the last round; of the others who named them first."""
    if counted.option not in result.winners:
        return texts.say("{option} first for {n}", option=word, n=counted.score)
    votes = dict(result.rounds[-1].counts)[counted.option]
    return texts.say("{option} wins with {n} in round {round}", option=word, n=votes, round=len(result.rounds))
