"""What is owed to who looks after much alone."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import load
from handlers.views import load as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _offer(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    kind = load.kind_of_thing(db, params["thing"])
    return views.offer(params["thing"], kind, params["alone"], reader) if kind else None


VIEWS: Mapping[str, View] = {"load-offer": _offer}
