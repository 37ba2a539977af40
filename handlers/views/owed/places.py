"""What is owed about houses and joining."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events, people, places
from handlers.views import places as place_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _welcome(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return place_views.welcome(places.house_of_chat(db, params["chat"]), reader, choosing=bool(params.get("choosing")))


def _join_languages(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    house = places.house_of_token(db, params["token"])
    return place_views.join_languages(house) if house else None


def _join_notice(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    house = places.house_of_token(db, params["token"])
    return place_views.join_notice(house, reader) if house else None


def _joined(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"]) if params["event"] else None
    return place_views.joined(places.house(db, params["house"]), shown.event if shown else None, reader)


def _declined(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    if people.is_known(db, reader.who or 0):
        return Outgoing(reader.texts.html("Fine. You did not join. What you have answered in the group stays: /my"))
    return Outgoing(reader.texts.html("Fine. I stored nothing. You can still tap the buttons under the cards in the group."))


VIEWS: Mapping[str, View] = {
    "welcome": _welcome,
    "join-languages": _join_languages,
    "join-notice": _join_notice,
    "joined": _joined,
    "reminding-offer": lambda db, params, reader: place_views.reminding_offer(reader),
    "declined": _declined,
}
