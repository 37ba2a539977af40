"""What is owed to those who look after areas."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import areas
from handlers.views import areas as area_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, or_why_not
from storage.engine import Connection


def _areas(db: Connection, params: Params, reader: Reader) -> Outgoing:
    return area_views.areas(areas.look_at_all(db, reader.who or 0), params["page"], reader)


def _area(db: Connection, params: Params, reader: Reader) -> Outgoing:
    shown = areas.look(db, who=reader.who or 0, area=params["area"])
    return area_views.area(shown, params.get("few", ()), params.get("page", 0), reader)


def _ask_name(db: Connection, params: Params, reader: Reader) -> Outgoing:
    area = params["area"]
    return area_views.ask_name(areas.look(db, who=reader.who or 0, area=area).area if area else None, reader)


def _add_houses(db: Connection, params: Params, reader: Reader) -> Outgoing:
    who, area = reader.who or 0, params["area"]
    offered = areas.addable(db, who=who, area=area)
    return area_views.add_houses(areas.look(db, who=who, area=area).area, offered, params["page"], reader)


def _moves(db: Connection, params: Params, reader: Reader) -> Outgoing:
    return area_views.moves(areas.moving(db, who=reader.who or 0, house=params["house"]), params["page"], reader)


VIEWS: Mapping[str, View] = {
    "areas": or_why_not(_areas),
    "area": or_why_not(_area),
    "ask-area-name": or_why_not(_ask_name),
    "add-houses": or_why_not(_add_houses),
    "moves": or_why_not(_moves),
}
