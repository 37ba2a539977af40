"""What only the asker of a poll can do, on a screen of its own."""

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, escape
from community.polls import PollState, ShownPoll
from community.privacy import ticket_of
from handlers.taps.poll_helpers import ShowHelpers
from handlers.taps.poll_panel import ClosePoll, OpenPollPanel
from handlers.taps.polls import OpenPoll
from handlers.views import poll_endings
from handlers.views import polls as views
from handlers.views.reader import Reader


def panel(shown: ShownPoll, reader: Reader) -> Outgoing:
    """How the poll stands, and a button for each thing its asker can do."""
    poll, texts = shown.poll, reader.texts
    lines = [texts.html("For the asker: <b>{question}</b>", question=apart(poll.question))]
    if poll.state is PollState.OPEN:
        lines += [*views.asks(poll, texts, reader.now), escape(views.standing(poll, texts))]
    else:
        lines += poll_endings.ended(shown, texts)
    back = OpenPoll(poll=poll.id, here=1, ticket=ticket_of(reader.key, poll.id)).key(texts.say("Back"))
    last = ShowHelpers(poll=poll.id).key(texts.say("Who asks")), back
    return Outgoing("\n".join(map(Html, lines)), (*_keys(shown, reader), last))


def _keys(shown: ShownPoll, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    poll, texts = shown.poll, reader.texts
    if poll.state is PollState.OPEN:
        return ((ClosePoll(poll=poll.id).key(texts.say("Close now")),),)
    return ()


def closed(shown: ShownPoll, reader: Reader) -> Outgoing:
    """To the asker, when the poll has closed by itself."""
    return panel(shown, reader)


def ask_close(shown: ShownPoll, reader: Reader) -> Outgoing:
    """Asked once: it can't be undone."""
    poll, texts = shown.poll, reader.texts
    text = texts.html(
        "Close <b>{question}</b> now? Nobody can answer any more, and it can't be opened again.", question=apart(poll.question)
    )
    yes, no = ClosePoll(poll=poll.id, sure=1), OpenPollPanel(poll=poll.id)
    return Outgoing(text, ((yes.key(texts.say("Yes, close it")), no.key(texts.say("No"))),))
