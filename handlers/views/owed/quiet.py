"""What is owed about a person's quiet hours."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import people
from community.refusals import Refused
from handlers.views import quiet as quiet_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _quiet(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return quiet_views.quiet(people.known(db, reader.who or 0), reader)
    except Refused as refused:
        return said(refused, reader)


VIEWS: Mapping[str, View] = {"quiet": _quiet}
