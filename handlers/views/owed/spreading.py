"""What is owed about the groups an event hangs in."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import places
from community.events import spreading
from community.refusals import Refused
from handlers.views import spreading as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _spread(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        found = spreading.look(db, event=params["event"], who=reader.who or 0)
    except Refused as refused:
        return said(refused, reader)
    areas = {each.house.area_id for each in found.offered if each.house.area_id is not None}
    return views.spread(found, {area: places.area_name(db, area) for area in sorted(areas)}, reader)


VIEWS: Mapping[str, View] = {"spread": _spread}
