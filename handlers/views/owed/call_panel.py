"""What is owed to those who organise a call."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.refusals import Refused
from handlers.views import call_needed as needed
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


def _lacks(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return needed.lacking(shown, params["tasks"], reader, asked=params["asked"]) if shown else None


def _goes_on(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return needed.goes_on(shown, reader) if shown else None


def _still_needed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    """To a chat: it is not asked when nobody is missing by then, but what it was asked says so."""
    found = volunteering.asked_for(db, params["chat"], reader.now)
    return needed.still_needed(found, reader) if found or "again" in params else None


VIEWS: Mapping[str, View] = {
    volunteering.PANEL: _panel,
    "doers": _doers,
    "call-lacks": _lacks,
    "call-goes-on": _goes_on,
    "still-needed": _still_needed,
}
