"""What is owed about neighbours without a phone, to who signed them up."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from handlers.views import proxies as proxy_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _ask_neighbours(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return proxy_views.ask_neighbours(shown.event, params["most"], reader) if shown else None


def _neighbour_place(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return proxy_views.neighbour_place(shown, params["sign_up"], reader) if shown else None


VIEWS: Mapping[str, View] = {
    "ask-neighbours": _ask_neighbours,
    "ask-nickname": lambda db, params, reader: proxy_views.ask_nickname(params["event"], reader),
    "neighbour-place": _neighbour_place,
}
