"""What is owed about weeks."""

from collections.abc import Mapping
from datetime import date

from bot.outgoing import Outgoing
from community import digest, week
from community.refusals import Refused
from handlers.views import week as week_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _week(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    monday = date.fromisoformat(params["week"]) if params["week"] else None
    try:
        return week_views.week(week.of_person(db, who=reader.who or 0, monday=monday, zone=reader.zone, now=reader.now), reader)
    except Refused as refused:
        return said(refused, reader)


def _digest(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = digest.of_person(db, who=reader.who or 0, monday=date.fromisoformat(params["week"]), now=reader.now)
    return week_views.digest(found, reader) if found else None


def _list(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = week.of_chat(db, params["chat"], monday=date.fromisoformat(params["week"]), now=reader.now)
    return week_views.group(found, reader)


def _asked(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return week_views.group_asked(week.of_chat(db, params["chat"], monday=None, now=reader.now), reader)


VIEWS: Mapping[str, View] = {"week": _week, "digest": _digest, "week-list": _list, "week-asked": _asked}
