"""What only the asker of a poll can do, on a screen of its own."""

from zoneinfo import ZoneInfo

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, escape
from community.polls import PollKind, PollOption, PollState, ShownPoll
from community.privacy import ticket_of
from handlers.taps.poll_helpers import ShowHelpers
from handlers.taps.poll_panel import CancelPoll, ClosePoll, ExtendPoll, MakeEvent, OpenPollPanel, OtherDates, WriteOutcome
from handlers.taps.poll_results import SendTable
from handlers.taps.polls import OpenPoll
from handlers.views import poll_endings
from handlers.views import polls as views
from handlers.views.reader import Reader


def panel(shown: ShownPoll, reader: Reader) -> Outgoing:
    """How the poll stands, and a button for each thing its asker can do."""
    poll, texts = shown.poll, reader.texts
    lines = [texts.html("For the asker: <b>{question}</b>", question=apart(poll.question))]
    if poll.state is PollState.OPEN:
        lines += [*views.asks(poll, texts, reader.now), escape(views.standing(poll, texts, shown.paper)), *views.progress(shown, texts)]
    else:
        lines += poll_endings.ended(shown, texts)
    back = OpenPoll(poll=poll.id, here=1, ticket=ticket_of(reader.key, poll.id)).key(texts.say("Back"))
    last = ShowHelpers(poll=poll.id).key(texts.say("Who asks")), back
    return Outgoing("\n".join(map(Html, lines)), (*_keys(shown, reader), last))


def _keys(shown: ShownPoll, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    poll, texts = shown.poll, reader.texts
    if poll.state is PollState.OPEN:
        close, extend = ClosePoll(poll=poll.id).key(texts.say("Close now")), ExtendPoll(poll=poll.id).key(texts.say("More time"))
        return ((close, extend), (CancelPoll(poll=poll.id).key(texts.say("Cancel the poll")),))
    if poll.state is PollState.CANCELLED:
        return ()
    said = texts.say("Correct what happens now") if poll.outcome else texts.say("Write what happens now")
    rows: list[tuple[Key, ...]] = [(WriteOutcome(poll=poll.id).key(said),), *_dates(shown, reader)]
    if shown.result is not None:
        rows.append((SendTable(poll=poll.id).key(texts.say("As a table")),))
    return tuple(rows)


def _dates(shown: ShownPoll, reader: Reader) -> list[tuple[Key, ...]]:
    """The best date as an event, and the way to the others; none where there is one, and of days without an hour."""
    dated = coming(shown, reader)
    if shown.poll.kind is not PollKind.DATES or shown.event is not None or not dated:
        return []
    best = next((option for option in dated if shown.result and option.number in shown.result.winners), None)
    rows: list[tuple[Key, ...]] = [(_make(shown, best, reader),)] if best else []
    if len(dated) > len(rows):
        rows.append((OtherDates(poll=shown.poll.id).key(reader.texts.say("Another date")),))
    return rows


def coming(shown: ShownPoll, reader: Reader) -> list[PollOption]:
    """The dates that can still become an event."""
    now = reader.now.astimezone(ZoneInfo(shown.poll.zone)).replace(tzinfo=None)
    return [option for option in shown.options if option.starts and option.starts > now and not option.whole_day]


def _make(shown: ShownPoll, option: PollOption, reader: Reader) -> Key:
    when = views.label(shown.poll, shown.poll.kind, option, reader.texts)
    return MakeEvent(poll=shown.poll.id, option=option.number).key(reader.texts.say("Make the event: {when}", when=when))


def dates(shown: ShownPoll, reader: Reader) -> Outgoing:
    """Which date becomes the event?"""
    texts = reader.texts
    rows = [(_make(shown, option, reader),) for option in coming(shown, reader)]
    back = OpenPollPanel(poll=shown.poll.id).key(texts.say("Back"))
    return Outgoing(texts.html("Which date becomes the event? Those who answered are asked to confirm."), (*rows, (back,)))


def ask_extend(shown: ShownPoll, reader: Reader) -> Outgoing:
    """How much longer?"""
    poll, texts = shown.poll, reader.texts
    text = texts.html(
        "<b>{question}</b> closes {when}. Until when shall it stay open? Choose, or write the new time.",
        question=apart(poll.question),
        when=views.until(poll, texts, reader.now),
    )
    labels = {1: texts.say("1 day more"), 3: texts.say("3 days more"), 7: texts.say("A week more")}
    keys = tuple(ExtendPoll(poll=poll.id, day=poll.closes.toordinal() + days).key(label) for days, label in labels.items())
    return Outgoing(text, (keys[:2], keys[2:], (OpenPollPanel(poll=poll.id).key(texts.say("Back")),)))


def ask_why(shown: ShownPoll, reader: Reader) -> Outgoing:
    """Why is it taken back?"""
    poll, texts = shown.poll, reader.texts
    text = texts.html(
        "Cancel <b>{question}</b>? All answers are deleted. Write a short reason, or choose. Those who answered are told.",
        question=apart(poll.question),
    )
    yes, no = CancelPoll(poll=poll.id, sure=1), OpenPollPanel(poll=poll.id)
    return Outgoing(text, ((yes.key(texts.say("Cancel without a reason")),), (no.key(texts.say("Back")),)))


def ask_outcome(shown: ShownPoll, reader: Reader) -> Outgoing:
    """What happens now?"""
    poll, texts = shown.poll, reader.texts
    lines = [
        texts.html("<b>{question}</b>", question=apart(poll.question)),
        texts.html("What happens now? Write who does what, and by when. It goes to the groups and to all who answered."),
        texts.html("For example: The board asks for prices and tells us by 15 June."),
    ]
    return Outgoing("\n".join(lines), ((OpenPollPanel(poll=poll.id).key(texts.say("Back")),),))


def due(shown: ShownPoll, reader: Reader) -> Outgoing | None:
    """The poll still does not say what happens now."""
    poll, texts = shown.poll, reader.texts
    if poll.outcome is not None or not shown.asks:
        return None
    text = texts.html("Your poll is closed, and neighbours wait to hear what happens now: <b>{question}</b>", question=apart(poll.question))
    return Outgoing(text, ((WriteOutcome(poll=poll.id).key(texts.say("Write what happens now")),),))


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
