"""What is owed of the calendar."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import calendar
from community.refusals import Refused
from handlers.views import calendar as calendar_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _calendar_file(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = calendar.single(db, params["event"], reader.who)
    return calendar_views.event_file(found, reader) if found else None


def _calendar(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return calendar_views.addresses(calendar.my_addresses(db, who=reader.who or 0), reader)
    except Refused as refused:
        return said(refused, reader)


VIEWS: Mapping[str, View] = {
    "calendar-file": _calendar_file,
    "calendar": _calendar,
}
