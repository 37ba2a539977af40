"""What is owed to who asks a poll."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import events, polls
from community.polls import ShownPoll
from handlers.views import events as event_views
from handlers.views import poll_endings as endings
from handlers.views import poll_panel as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _of(view: Callable[[ShownPoll, Reader], Outgoing | None]) -> View:
    """A view of the poll that the debt names; none when it is gone."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        poll = polls.show(db, params["poll"], reader.who)
        return view(poll, reader) if poll else None

    return shown


def _reminder(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    poll = polls.show(db, params["poll"], reader.who)
    return endings.reminder(poll, reader) if poll and polls.still_waits(db, poll.poll, reader.who or 0) else None


def _date(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    """The event a poll became, with the question whether one comes; one who has answered it already is not asked."""
    poll, event = polls.show(db, params["poll"], reader.who), events.show(db, params["event"], reader.who)
    if poll is None or event is None or event.mine is not None:
        return None
    asked = event_views.private(event, reader)
    said = reader.texts.html("A date was chosen, and nobody is signed up yet. Can you come?")
    return Outgoing(f"{said}\n{asked.text}", asked.keys)


VIEWS: Mapping[str, View] = {
    "poll-panel": _of(views.panel),
    "poll-close": _of(views.ask_close),
    "poll-closed": _of(views.closed),
    polls.EXTEND: _of(views.ask_extend),
    polls.CANCEL: _of(views.ask_why),
    polls.OUTCOME: _of(views.ask_outcome),
    "poll-dates": _of(views.dates),
    "outcome-due": _of(views.due),
    "outcome": _of(endings.outcome),
    "outcome-here": _of(endings.outcome),
    "poll-cancelled": _of(endings.cancelled),
    "poll-reminder": _reminder,
    "poll-date": _date,
}
