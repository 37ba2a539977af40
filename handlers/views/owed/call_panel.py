"""What is owed to those who organise a call."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.refusals import Refused
from handlers.views import call_panel as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _panel(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return views.panel(shown, reader) if shown else None


def _doers(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.doers(volunteering.who_does_what(db, call=params["call"], who=reader.who or 0), params["page"], reader)
    except Refused as refused:
        return said(refused, reader)


VIEWS: Mapping[str, View] = {volunteering.PANEL: _panel, "doers": _doers}
