"""What is owed about groups with which something is wrong; what is well again by then is not told."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import troubles
from handlers.views import troubles as trouble_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection
from storage.troubles import TroubleKind


def _trouble(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    kind = TroubleKind(params["kind"])
    found = troubles.look(db, params["chat"], kind)
    return trouble_views.trouble(kind, *found, reader) if found else None


VIEWS: Mapping[str, View] = {"trouble": _trouble}
