"""A poll in the private chat: the ballot, where everything can be marked, changed and taken back.

Numbers on buttons are those of the lines above them. Each button carries the mark it sets.
"""

from collections.abc import Callable

from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.polls import FlatState, PollKind, PollOption, PollState, Proposals, ShownPoll
from community.polls.marking import IF_NEED_BE, NO, YES
from community.privacy import ticket_of
from handlers.taps.ballots import OpenPollMore, RemoveReason, WriteReason
from handlers.taps.poll_panel import OpenPollPanel
from handlers.taps.poll_paper import ProposeOption
from handlers.taps.polls import TAKEN_OUT, MarkOption, OpenPoll, WithdrawBallot
from handlers.views import lists, poll_endings, poll_flats, votes
from handlers.views import polls as views
from handlers.views.poll_paper import paper_row
from handlers.views.reader import Reader
from handlers.views.reports import report_row

PAGE = 8
"""So many options have buttons at once: more rows than a phone shows with the text above them."""

MANY_POINTS, STEP = 20, 10
"""With more points than this they can be given ten at a time."""

MOST_SAID = 600
"""An order whose lines stand above it is said in whole up to so many letters, so that a message holds both."""

CHOSEN = "✓ "

Row = tuple[Key, ...]


def ballot(shown: ShownPoll, page: int, reader: Reader) -> Outgoing:
    """A poll with one's own answer in words, and buttons for each option."""
    poll, texts = shown.poll, reader.texts
    lines = views.head(poll, shown.author, texts)
    if poll.state is not PollState.OPEN:
        return poll_endings.private(shown, reader)
    if poll.by_flat and shown.flat is None:
        return poll_flats.which(shown, lines, reader)
    if shown.flat is FlatState.ASKED:
        return poll_flats.waits(poll.id, "", reader)
    standing = escape(views.standing(poll, texts, shown.paper))
    lines += [*views.asks(poll, texts, reader.now), standing, *views.progress(shown, texts), *_lines(shown, page, texts)]
    lines.append(Html(f"<b>{escape(_mine(shown, texts))}</b>"))
    if shown.reason:
        lines.append(texts.html("Your reason: {reason}", reason=apart(shown.reason)))
    return Outgoing("\n".join(lines), (*_option_keys(shown, page, reader), *_below(shown, reader)))


def more(shown: ShownPoll, reader: Reader) -> Outgoing:
    """What is rarely needed about a poll, and the way back."""
    poll, texts = shown.poll, reader.texts
    back = OpenPoll(poll=poll.id, here=1, ticket=ticket_of(reader.key, poll.id)).key(texts.say("Back"))
    return Outgoing("\n".join(views.head(poll, shown.author, texts)), (report_row(poll.id, reader), (back,)))


def reason(reader: Reader) -> Outgoing:
    """The question for a reason."""
    return Outgoing(reader.texts.html("Write the reason in your next message. The asker reads it after the close, without your name."))


def _mine(shown: ShownPoll, texts: Texts) -> str:
    """One's own answer; what stands in the lines above is not said again."""
    poll = shown.poll
    if poll.kind is PollKind.DATES and shown.mine:
        return texts.say("Days you have answered: {n} of {all}.", n=len(shown.mine), all=len(shown.options))
    if poll.kind is PollKind.DOTS:
        return votes.points_left(poll, shown.mine, texts)
    said = votes.said(poll, shown.options, shown.mine, shown.queue, texts)
    return cut(said, MOST_SAID) if poll.kind is PollKind.RANKED else said


def _lines(shown: ShownPoll, page: int, texts: Texts) -> list[Html]:
    """The options of the page with what the reader said to each, or how many places they have."""
    if shown.poll.kind in (PollKind.ONE, PollKind.MANY, PollKind.CONSENT):
        return []
    first, options = _page(shown, page)
    return [escape(_line(at, option, shown, texts)) for at, option in enumerate(options, first + 1)]


def _line(at: int, option: PollOption, shown: ShownPoll, texts: Texts) -> str:
    words, mark = apart(views.label(shown.poll, shown.poll.kind, option, texts)), shown.mine.get(option.number)
    match shown.poll.kind:
        case PollKind.DATES:
            state = texts.say(votes.DATE_MARKS[mark]) if mark is not None else texts.say("not answered")
        case PollKind.DOTS:
            state = texts.count("{n} point", "{n} points", mark or 0)
        case PollKind.PLACES:
            state = views.taken(shown.seats[option.number], texts)
        case _:
            return f"{at}. {words}" if mark else f"– {words}"
    return f"{at}. {words}: {state}"


def ordered(shown: ShownPoll) -> list[PollOption]:
    """The options in the reader's own order, those without a rank last; of other kinds as they were asked."""
    if shown.poll.kind is not PollKind.RANKED:
        return list(shown.options)
    return sorted(shown.options, key=lambda option: shown.mine.get(option.number, len(shown.options) + 1))


def _page(shown: ShownPoll, page: int) -> tuple[int, list[PollOption]]:
    """How many options come before this page (or the last one there is), and those on it."""
    options = ordered(shown)
    first = min(page, (len(options) - 1) // PAGE) * PAGE
    return first, options[first : first + PAGE]


def _option_keys(shown: ShownPoll, page: int, reader: Reader) -> tuple[Row, ...]:
    poll, ticket, row = shown.poll.id, ticket_of(reader.key, shown.poll.id), ROWS[shown.poll.kind]
    first, options = _page(shown, page)
    page = first // PAGE

    def to(option: PollOption, mark: int) -> MarkOption:
        return MarkOption(poll=poll, option=option.number, mark=mark, page=page, ticket=ticket)

    rows = (row(at, option, shown, to, reader.texts) for at, option in enumerate(options, first + 1))
    more = len(shown.options) > first + PAGE
    turning = lists.turning(page, more, lambda other: OpenPoll(poll=poll, here=1, page=other, ticket=ticket), reader.texts)
    return (*rows, *turning)


To = Callable[[PollOption, int], MarkOption]


def _choice(at: int, option: PollOption, shown: ShownPoll, to: To, texts: Texts) -> Row:
    """One option; where several can be chosen, one that is chosen offers to be taken out."""
    words = apart(views.label(shown.poll, shown.poll.kind, option, texts))
    if option.number in shown.mine:
        mark = TAKEN_OUT if shown.poll.kind is PollKind.MANY else 1
        return (to(option, mark).key(CHOSEN + words),)
    seats = shown.seats.get(option.number)
    return (to(option, 1).key(texts.say("{option} – queue", option=words) if seats and seats.full else words),)


DATE_KEYS = {YES: later("Yes"), IF_NEED_BE: later("If need be"), NO: later("No")}


def _date(at: int, option: PollOption, shown: ShownPoll, to: To, texts: Texts) -> Row:
    """Yes, if need be, no."""
    said = shown.mine.get(option.number)
    return tuple(to(option, mark).key(f"{CHOSEN * (mark == said)}{at}. {texts.say(words)}") for mark, words in DATE_KEYS.items())


def _rank(at: int, option: PollOption, shown: ShownPoll, to: To, texts: Texts) -> Row:
    """What has a rank can move and leave; what has none comes next in the order."""
    rank, last = shown.mine.get(option.number), len(shown.mine)
    if rank is None:
        return (to(option, last + 1).key(apart(views.label(shown.poll, shown.poll.kind, option, texts))),)
    up = [to(option, rank - 1).key(texts.say("{n}. up", n=at))] if rank > 1 else []
    down = [to(option, rank + 1).key(texts.say("{n}. down", n=at))] if rank < last else []
    return (*up, *down, to(option, TAKEN_OUT).key(texts.say("{n}. out", n=at)))


def _points(at: int, option: PollOption, shown: ShownPoll, to: To, texts: Texts) -> Row:
    """Fewer and more; always in the same place, so that a thumb can stay where it is."""
    has, most = shown.mine.get(option.number, 0), shown.poll.most or 0
    steps = [1, STEP] if most > MANY_POINTS else [1]
    less = to(option, max(has - 1, 0)).key(f"{at}. −1")
    return (less, to(option, has).key(f"{at}. = {has}"), *(to(option, min(has + step, most)).key(f"{at}. +{step}") for step in steps))


ROWS: dict[PollKind, Callable[[int, PollOption, ShownPoll, To, Texts], Row]] = {
    PollKind.ONE: _choice,
    PollKind.MANY: _choice,
    PollKind.CONSENT: _choice,
    PollKind.PLACES: _choice,
    PollKind.DATES: _date,
    PollKind.RANKED: _rank,
    PollKind.DOTS: _points,
}
"""The buttons of an option, by kind."""


def _below(shown: ShownPoll, reader: Reader) -> tuple[Row, ...]:
    """What is done with the whole ballot."""
    poll, texts, ticket = shown.poll, reader.texts, ticket_of(reader.key, shown.poll.id)
    rows: list[Row] = []
    if poll.kind is PollKind.CONSENT and shown.mine:
        write = texts.say("Write another reason") if shown.reason else texts.say("Write a reason")
        remove = [RemoveReason(poll=poll.id, ticket=ticket).key(texts.say("Remove the reason"))] if shown.reason else []
        rows.append((WriteReason(poll=poll.id, ticket=ticket).key(write), *remove))
    if shown.mine:
        back = texts.say("Start over") if poll.kind in (PollKind.RANKED, PollKind.DOTS) else texts.say("Take my answer back")
        rows.append((WithdrawBallot(poll=poll.id, ticket=ticket).key(back),))
    rows += votes.votes_row(shown, reader)
    if poll.proposals is not Proposals.NO:
        rows.append((ProposeOption(poll=poll.id, ticket=ticket).key(texts.say("Add an option")),))
    if shown.enters:
        rows.append(paper_row(poll, texts))
    more = OpenPollMore(poll=poll.id, ticket=ticket).key(texts.say("More…"))
    panel = (OpenPollPanel(poll=poll.id).key(texts.say("For the asker")),) if shown.asks else ()
    return (*rows, (more, *panel))
