"""What is owed to those who look after areas."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import areas
from community.refusals import Refused
from handlers.views import areas as area_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
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


def _or_why_not(view: Callable[[Connection, Params, Reader], Outgoing]) -> View:
    """Rights may have gone since it was asked for."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing:
        try:
            return view(db, params, reader)
        except Refused as refused:
            return said(refused, reader)

    return shown


VIEWS: Mapping[str, View] = {
    "areas": _or_why_not(_areas),
    "area": _or_why_not(_area),
    "ask-area-name": _or_why_not(_ask_name),
    "add-houses": _or_why_not(_add_houses),
    "moves": _or_why_not(_moves),
}
