"""What is owed about linking houses to areas."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import houses, linking
from community.refusals import Refused
from handlers.views import linking as link_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection
from storage.places import Area, House


def _area_code(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return link_views.area_code(linking.area_of(db, params["secret"], reader.now), params["secret"], reader)
    except Refused:
        return None


def _join_area(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        code = linking.area_of(db, params["secret"], reader.now)
    except Refused as refused:
        return said(refused, reader)
    return link_views.join_area(code, params["secret"], houses.listed(db, params["houses"]), reader)


def _of_both(view: Callable[[House, Area, Reader], Outgoing]) -> View:
    """Something about a house and its area, unless either is gone."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        found = linking.linked(db, params["house"], params["area"])
        return view(*found, reader) if found else None

    return shown


VIEWS: Mapping[str, View] = {
    "area-code": _area_code,
    "join-area": _join_area,
    "area-joined": _of_both(link_views.joined),
    "area-code-used": _of_both(link_views.area_code_used),
}
