"""What is owed about events that were changed."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from handlers.views import changing as changing_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _changed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return changing_views.changed(shown, params["was"], reader) if shown else None


def _changed_here(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return changing_views.changed_here(shown.event, params["was"], reader) if shown else None


VIEWS: Mapping[str, View] = {
    "changed": _changed,
    "changed-here": _changed_here,
}
