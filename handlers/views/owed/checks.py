"""What is owed to organisers of yard work."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import volunteering
from handlers.views import checks as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _tips(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.tips_of(db, call=params["call"], tips=params["tips"])
    return views.tips(found, reader) if found else None


VIEWS: Mapping[str, View] = {"call-tips": _tips}
