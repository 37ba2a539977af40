"""What is owed of the screen behind "More…"."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from handlers.views import more as more_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _more(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return more_views.more(shown, reader) if shown else None


VIEWS: Mapping[str, View] = {"more": _more}
