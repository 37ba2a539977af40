"""What is owed about events to which too few come."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from handlers.views import minimums as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _too_few(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return views.too_few(shown, reader) if shown else None


def _goes_ahead(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.goes_ahead(shown, reader) if shown else None


def _called(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.called(shown, reader) if shown else None


def _call(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.call(shown.event, reader) if shown else None


VIEWS: Mapping[str, View] = {"too-few": _too_few, "goes-ahead": _goes_ahead, "called-for-more": _called, "more-needed": _call}
