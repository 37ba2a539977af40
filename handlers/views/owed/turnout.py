"""What is owed after a call: the screen of who came, thanks, and the numbers of a house."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.refusals import Refused
from community.volunteering import Turnout, Year
from handlers.views import hours as hours_views
from handlers.views import turnout as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _who_came(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        found = volunteering.who_came(db, call=params["call"], who=reader.who or 0, rules=reader.rules, now=reader.now)
    except Refused as refused:
        return None if params.get("asked") else said(refused, reader)
    if params.get("asked") and found.call.turnout is Turnout.CONFIRMED:
        return None  # another organiser was faster
    task = params.get("task")
    return views.of_task(found, task, params["page"], reader) if task else views.overview(found, reader)


def _thanks(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.thanked_for(db, call=params["call"], who=reader.who or 0)
    return views.thanks(found, reader) if found else None


def _of_house(view: Callable[[Year, Reader], Outgoing]) -> View:
    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        try:
            values = {name: params[name] for name in ("house", "admin", "year")}
            return view(volunteering.hours_of_house(db, who=reader.who or 0, **values), reader)
        except Refused as refused:
            return said(refused, reader)

    return shown


VIEWS: Mapping[str, View] = {
    volunteering.SCREEN: _who_came,
    volunteering.THANKS: _thanks,
    "hours": _of_house(hours_views.screen),
    "hours-table": _of_house(hours_views.table),
}
