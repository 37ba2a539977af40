"""What is owed of series."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import calendar, events, series
from community.series import Scope
from handlers.views import series as series_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _dates(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = series.look(db, params["event"], reader.who or 0, reader.now)
    return series_views.dates(found, reader) if found else None


def _series(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    if shown is None:
        return None
    found = series.look(db, params["event"], reader.who or 0, reader.now)
    return series_views.steering(shown, found, series.differs(db, shown.event, reader.now), reader)


def _end(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = series.look(db, params["event"], reader.who or 0, reader.now)
    return series_views.ask_end(found, reader) if found else None


def _promised(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    scope = Scope(params["scope"])
    found = series.ask(db, params["event"], scope, reader.now)
    return series_views.promised(found, scope, reader) if found else None


def _file(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = calendar.series_file(db, params["event"], reader.now)
    return series_views.series_file(found, reader) if found else None


VIEWS: Mapping[str, View] = {
    "series": _series,
    "series-dates": _dates,
    "series-end": _end,
    "series-promised": _promised,
    "series-file": _file,
}
