"""What is owed about the trust ladder."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import people, places, trust
from handlers.views import trust as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _standing(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    house, person = places.house(db, params["house"]), people.known(db, reader.who or 0)
    return views.standing(house, trust.is_vouched(db, person.id, house.id), reader)


def _asked(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = trust.look(db, params["voucher"])
    return views.asked(found, reader) if found else None


VIEWS: Mapping[str, View] = {
    "vouch-standing": _standing,
    "vouch-asked": _asked,
    "vouch-unknown": lambda db, params, reader: views.unknown(reader.texts),
    "vouched": lambda db, params, reader: views.vouched(places.house(db, params["house"]), reader.texts),
    "voucher-taken": lambda db, params, reader: views.taken_back(reader.texts),
}
