"""A poll in the private chat: the ballot, where everything can be marked, changed and taken back."""

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, escape
from community.polls import FlatState, PollState, Proposals, ShownPoll
from community.privacy import ticket_of
from handlers.taps.poll_panel import OpenPollPanel
from handlers.taps.poll_paper import ProposeOption
from handlers.taps.polls import MarkOption, WithdrawBallot
from handlers.views import poll_endings, poll_flats
from handlers.views import polls as views
from handlers.views.poll_paper import paper_row
from handlers.views.reader import Reader
from handlers.views.reports import report_row


def ballot(shown: ShownPoll, reader: Reader) -> Outgoing:
    """A poll with one's own answer in words, and a button for each option."""
    poll, texts, ticket = shown.poll, reader.texts, ticket_of(reader.key, shown.poll.id)
    lines = views.head(poll, shown.author, texts)
    if poll.state is not PollState.OPEN:
        return poll_endings.private(shown, reader)
    if poll.by_flat and shown.flat is None:
        return poll_flats.which(shown, lines, reader)
    if shown.flat is FlatState.ASKED:
        return poll_flats.waits(poll.id, "", reader)
    lines += [*views.asks(poll, texts, reader.now), escape(views.standing(poll, texts, shown.paper)), *views.progress(shown, texts)]
    mine = views.chosen(poll, shown.options, shown.mine, texts)
    state = texts.say("Your choice: {choice}.", choice=mine) if mine else texts.say("You have not answered yet.")
    lines.append(Html(f"<b>{escape(state)}</b>"))
    keys: list[tuple[Key, ...]] = []
    for option in shown.options:
        word = apart(views.label(poll, poll.kind, option, texts))
        button = MarkOption(poll=poll.id, option=option.number, mark=1, ticket=ticket)
        keys.append((button.key(f"✓ {word}" if option.number in shown.mine else word),))
    if shown.mine:
        keys.append((WithdrawBallot(poll=poll.id, ticket=ticket).key(texts.say("Take my answer back")),))
    if shown.asks:
        keys.append((OpenPollPanel(poll=poll.id).key(texts.say("For the asker")),))
    if poll.proposals is not Proposals.NO:
        keys.append((ProposeOption(poll=poll.id, ticket=ticket).key(texts.say("Add an option")),))
    if shown.enters:
        keys.append(paper_row(poll, texts))
    keys.append(report_row(poll.id, reader))
    return Outgoing("\n".join(lines), tuple(keys))
