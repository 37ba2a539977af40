"""What is owed about how many tasks one may have."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import volunteering
from handlers.views import caps as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _cap(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return views.screen(shown, reader) if shown else None


VIEWS: Mapping[str, View] = {volunteering.CAP: _cap}
