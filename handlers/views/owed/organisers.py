"""What is owed to those who organise an event together."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from bot.texts import Texts
from community import events
from community.events import Event, together
from community.refusals import Refused
from community.sharing import Together
from handlers.views import organisers as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _of_organisers(show: Callable[[Together[Event], Reader], Outgoing | None]) -> View:
    def view(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        try:
            return show(together.look(db, event=params["event"], who=reader.who or 0, now=reader.now), reader)
        except Refused as refused:
            return said(refused, reader)

    return view


def _told(show: Callable[[Event, Texts], Outgoing]) -> View:
    def view(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        shown = events.show(db, params["event"])
        return show(shown.event, reader.texts) if shown else None

    return view


def _invited(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.asked(together.asked(db, params["token"], who=reader.who or 0, now=reader.now), params["token"], reader)
    except Refused as refused:
        return said(refused, reader)


VIEWS: Mapping[str, View] = {
    "organisers": _of_organisers(views.organisers),
    "organiser-link": _of_organisers(views.link),
    "organiser-leaves": _of_organisers(views.leaving),
    "organiser-invited": _invited,
    "organiser-joined": _told(views.joined),
    "organiser-handed": _told(views.handed),
    "organiser-removed": _told(views.removed),
}
