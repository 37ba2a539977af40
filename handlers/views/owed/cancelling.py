"""What is owed about events that are cancelled."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from community.events import Why
from handlers.views import cancelling as views
from handlers.views.neighbours import to_be_told
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _ask_why(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.ask_why(shown, reader) if shown else None


def _ask(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, words = events.show(db, params["event"]), events.reason_of(db, params["draft"])
    if shown is None:
        return None
    told = events.count_told(db, shown.event, reader.who or 0)
    return views.ask(shown, Why(params["why"]), words, params["draft"], told, reader)


def _done(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.done(shown, events.can_undo(shown.cancelled, reader.now), reader) if shown else None


def _undone(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.undone(shown, reader) if shown else None


def _cancelled(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return to_be_told(views.cancelled(shown, reader.texts, reader.now), shown, reader) if shown else None


def _cancelled_here(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.cancelled(shown, reader.texts, reader.now) if shown else None


VIEWS: Mapping[str, View] = {
    "cancel-why": _ask_why,
    "cancel-event": _ask,
    "cancel-done": _done,
    "cancel-undone": _undone,
    "cancelled": _cancelled,
    "cancelled-here": _cancelled_here,
}
