"""What is owed about those who come along, and of the organiser's list."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from community.refusals import Refused
from handlers.views import attendance as attendance_views
from handlers.views import parties as party_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _party(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return party_views.ask_party(shown, params["adults"], reader) if shown else None


def _guests(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return party_views.guests(events.party(db, event=params["event"], who=reader.who or 0), reader)
    except Refused as refused:
        return said(refused, reader)


def _attendance(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        found = events.attendance(db, event=params["event"], who=reader.who or 0)
    except Refused as refused:
        return said(refused, reader)
    return attendance_views.attendance(found, params["page"], reader)


VIEWS: Mapping[str, View] = {
    "party": _party,
    "guests": _guests,
    "ask-guests": lambda db, params, reader: party_views.ask_guests(params["event"], reader),
    "attendance": _attendance,
}
