"""What is owed to those who look after a call together."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.refusals import Refused
from community.sharing import Together
from community.volunteering import Call, together
from handlers.views import call_helpers as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _of_helpers(show: Callable[[Together[Call], Reader], Outgoing | None]) -> View:
    def view(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        try:
            return show(together.look(db, call=params["call"], who=reader.who or 0, now=reader.now), reader)
        except Refused as refused:
            return said(refused, reader)

    return view


def _told(show: Callable[[Call, Reader], Outgoing]) -> View:
    def view(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        shown = volunteering.show(db, params["call"], None)
        return show(shown.call, reader) if shown else None

    return view


def _asked(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.asked(together.asked(db, params["token"], who=reader.who or 0, now=reader.now), params["token"], reader)
    except Refused as refused:
        return said(refused, reader)


VIEWS: Mapping[str, View] = {
    "call-helpers": _of_helpers(views.helpers),
    "call-help-link": _of_helpers(views.link),
    "call-help-leaves": _of_helpers(views.leaving),
    "call-help-asked": _asked,
    "call-helper-joined": _told(views.joined),
    "call-handed": _told(views.handed),
    "call-helper-removed": _told(views.removed),
}
