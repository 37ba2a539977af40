"""An answer in words: the pop-up after a press, one's own choice, who voted what, and a place that came free."""

from collections.abc import Sequence
from datetime import datetime

from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape, later
from community.polls import Poll, PollKind, PollOption, PollState, ShownPoll, Voted, Votes
from community.polls.marking import Ballot
from community.polls.naming import Vote, are_named, are_reasons_read
from community.privacy import ticket_of
from handlers.taps.ballots import ShowVotes
from handlers.taps.polls import OpenPoll, WithdrawBallot
from handlers.views import lists
from handlers.views import polls as views
from handlers.views.answers import LENGTH
from handlers.views.reader import Reader

LINE, LINE_WITH_REASON = 180, 350
"""So much of an answer stands in the list: a reason of 200 letters whole, a choice of everything not."""

DATE_MARKS = {2: later("yes"), 1: later("if need be"), 0: later("no")}


def voted(state: Voted, texts: Texts, now: datetime, days: int) -> tuple[str, bool]:
    """The pop-up after a press, and whether it is an alert that stays: what must be read once, and what somebody waits for."""
    if not state.ballot:
        return texts.say("You have no answer here now. You can answer until {when}.", when=views.until(state.poll, texts, now)), False
    if state.queue:
        return _queued(state, texts, days), True
    more = [*_seen(state, texts), *_kept(state, texts, days)]
    if more:
        return _fit(choice(state, texts), " ".join(more)), True
    return _fit(choice(state, texts), texts.say("You can change it until {when}.", when=views.until(state.poll, texts, now))), False


def _seen(state: Voted, texts: Texts) -> list[str]:
    """Who sees the answer, said with the first one."""
    if not state.begins:
        return []
    if state.poll.visible:
        return [texts.say("Your neighbours see your choice and your name.")]
    return [texts.say("The asker sees who takes which place.")] if state.poll.kind is PollKind.PLACES else []


def _kept(state: Voted, texts: Texts, days: int) -> list[str]:
    if not state.first:
        return []
    kept = texts.count(
        "That you answered is stored until {n} day after the close. More: /privacy",
        "That you answered is stored until {n} days after the close. More: /privacy",
        days,
    )
    return [kept]


def _queued(state: Voted, texts: Texts, days: int) -> str:
    option = next(option for option in state.options if option.number in state.ballot)
    full = texts.count("The {n} place is taken.", "All {n} places are taken.", option.limit or 0)
    if state.reachable:
        waits = texts.say("Your place in the queue: {number}. We tell you when a place is free.", number=state.queue)
        return f"{full} {waits}"
    return texts.say(
        "Your place in the queue: {number}. Open Talkoot-botti and press Start to hear when a place is free. "
        "Kept until {days} days after the close: /privacy",
        number=state.queue,
        days=days,
    )


def choice(state: Voted, texts: Texts) -> str:
    """`Your choice: Grill.`, with all that is on the ballot as far as a pop-up holds it."""
    poll = state.poll
    if poll.state is not PollState.OPEN:
        return texts.say("This poll is closed. Nobody can tell any more what you chose.")
    mine = said(poll, state.options, state.ballot, state.queue, texts)
    return mine if len(mine) <= LENGTH else cut(mine, LENGTH)


def said(poll: Poll, options: Sequence[PollOption], ballot: Ballot, queue: int, texts: Texts) -> str:
    """A ballot as a sentence or two."""
    if not ballot:
        return texts.say("You have not answered yet.")
    words = chosen(poll, options, ballot, texts)
    if poll.kind is PollKind.RANKED:
        return texts.say("Your order: {order}.", order=words)
    mine = texts.say("Your choice: {choice}.", choice=words)
    if poll.kind is PollKind.DOTS:
        return f"{mine} {points_left(poll, ballot, texts)}"
    waits = texts.say("You are number {n} in its queue.", n=queue)
    return f"{mine} {waits}" if queue else mine


def points_left(poll: Poll, ballot: Ballot, texts: Texts) -> str:
    """Of the points everybody has."""
    most = poll.most or 0
    return texts.say("Points left: {left} of {most}.", left=most - sum(ballot.values()), most=most)


def chosen(poll: Poll, options: Sequence[PollOption], ballot: Ballot, texts: Texts) -> str:
    """A ballot in words: what a screen reader reads."""
    words = {option.number: apart(views.label(poll, poll.kind, option, texts)) for option in options}
    marks = [(number, mark) for number, mark in ballot.items() if number in words]
    match poll.kind:
        case PollKind.RANKED:
            return ", ".join(f"{rank}. {words[number]}" for number, rank in sorted(marks, key=lambda each: each[1]))
        case PollKind.DOTS:
            return ", ".join(f"{words[number]} {points}" for number, points in marks)
        case PollKind.DATES:
            return ", ".join(f"{words[number]} – {texts.say(DATE_MARKS[mark])}" for number, mark in marks)
        case _:
            return ", ".join(words[number] for number, _ in marks)


def place(shown: ShownPoll, reader: Reader) -> Outgoing | None:
    """A place came free, and it is the reader's; None when it is not so any more."""
    poll, texts = shown.poll, reader.texts
    option = next((option for option in shown.options if option.number in shown.mine), None)
    if option is None or shown.queue or poll.state is not PollState.OPEN:
        return None
    words = {"option": apart(views.label(poll, poll.kind, option, texts)), "question": apart(poll.question)}
    ticket = ticket_of(reader.key, poll.id)
    open_ = OpenPoll(poll=poll.id, ticket=ticket).key(texts.say("Open"))
    return Outgoing(
        texts.html("A place is free, and it is yours: <b>{option}</b>. {question}", **words),
        ((open_, WithdrawBallot(poll=poll.id, ticket=ticket).key(texts.say("I don't need it"))),),
    )


def votes(found: Votes, reader: Reader) -> Outgoing:
    """Who voted what, by pages."""
    poll, texts, ticket = found.poll, reader.texts, ticket_of(reader.key, found.poll.id)
    head = texts.say("Answers {n}", n=found.answers) if found.named else texts.say("Reasons {n}", n=found.answers)
    lines = [*views.head(poll, None, texts), escape(head)]
    longest = LINE_WITH_REASON if poll.kind is PollKind.CONSENT else LINE
    lines += [escape(cut(f"{number}. {_vote(vote, found, texts)}", longest)) for number, vote in enumerate(found.page, found.before + 1)]
    turns = lists.turning(found.number, found.more, lambda page: ShowVotes(poll=poll.id, page=page, ticket=ticket), texts)
    back: Key = OpenPoll(poll=poll.id, here=1, ticket=ticket).key(texts.say("Back"))
    return Outgoing("\n".join(lines), (*turns, (back,)))


def _vote(vote: Vote, found: Votes, texts: Texts) -> str:
    """`Anna: Grill`, with where she waits, and what she wrote."""
    words, name = chosen(found.poll, found.options, vote.ballot, texts), isolated(vote.name) if vote.name else texts.say("Neighbour")
    said = f"{name}: {words}" if found.named else words
    queue = texts.say("queue {n}", n=vote.queue)
    said = f"{said} ({queue})" if vote.queue else said
    return f"{said} – {apart(vote.reason)}" if vote.reason else said


def votes_row(shown: ShownPoll, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    """The way to the list, for whom there is one."""
    poll, to = shown.poll, ShowVotes(poll=shown.poll.id, ticket=ticket_of(reader.key, shown.poll.id))
    if are_named(poll, asks=shown.asks):
        return ((to.key(reader.texts.say("Who chose what")),),)
    return ((to.key(reader.texts.say("Reasons")),),) if are_reasons_read(poll, asks=shown.asks) else ()


def _fit(said: str, more: str) -> str:
    """Both in a pop-up; a long list of choices is cut, what follows is not."""
    room = LENGTH - len(more) - 1
    return f"{said if len(said) <= room else cut(said, room)} {more}"
