"""What is owed to those who look after houses."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import houses
from community.refusals import Refused
from handlers.views import houses as house_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _houses(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    listed = houses.listed(db, params["houses"])
    return house_views.houses(listed, params["few"], params["page"], params["more"], reader)


def _house(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        seen = houses.overview(db, who=reader.who or 0, house=params["house"], admin=params["admin"])
    except Refused as refused:
        return said(refused, reader)
    return house_views.house(seen, params.get("admins"), reader)


VIEWS: Mapping[str, View] = {
    "houses": _houses,
    "house": _house,
    "settings-here": lambda db, params, reader: house_views.settings_here(params["house"], reader),
}
