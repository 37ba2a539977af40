"""What is owed to those who look after houses."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import houses
from community.refusals import Refused
from handlers.views import board as board_views
from handlers.views import houses as house_views
from handlers.views.house_card import Seen
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection
from storage.places import House


def _houses(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    listed = houses.listed(db, params["houses"])
    return house_views.houses(listed, params["few"], params["page"], params["more"], params.get("manages", False), reader)


def _house(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        seen = houses.overview(db, who=reader.who or 0, house=params["house"], admin=params["admin"])
    except Refused as refused:
        return said(refused, reader)
    named = houses.names_of(db, params.get("named", ()))
    may = {chat: (write, pin) for chat, write, pin in params.get("may", ())}
    return house_views.house(seen, Seen(params.get("admins"), named, may), topic_of(params), reader)


def _of_house(view: Callable[[House, Reader], Outgoing]) -> View:
    """Something about a house, for those who look after it."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        try:
            return view(houses.in_charge(db, who=reader.who or 0, house=params["house"], admin=params["admin"]), reader)
        except Refused as refused:
            return said(refused, reader)

    return shown


def _renewed(found: House, reader: Reader) -> Outgoing:
    return Outgoing(reader.texts.html("The old code no longer works. Here is the new one."))


def topic_of(params: Params) -> tuple[int, int] | None:
    """The group and the topic from which somebody came."""
    topic = params.get("topic")
    return (topic[0], topic[1]) if topic else None


VIEWS: Mapping[str, View] = {
    "houses": _houses,
    "house": _house,
    "house-code": _of_house(house_views.code),
    "house-board": _of_house(board_views.board),
    "ask-new-code": _of_house(house_views.ask_new_code),
    "code-renewed": _of_house(_renewed),
    "settings-here": lambda db, params, reader: house_views.settings_here(params["house"], topic_of(params), reader),
}
