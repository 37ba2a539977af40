"""What is owed about first names on cards."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import people
from handlers.views import names as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _ask_listed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    name = people.known(db, reader.who or 0).name
    return views.ask(name, reader) if name else None


VIEWS: Mapping[str, View] = {"ask-listed": _ask_listed}
