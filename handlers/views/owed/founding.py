"""What is owed about many houses of an area at once."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import areas, founding, linking
from handlers.views import founding as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, or_why_not
from storage.engine import Connection


def _ask(db: Connection, params: Params, reader: Reader) -> Outgoing:
    return views.ask(areas.in_charge(db, reader.who or 0, params["area"]), reader)


def _new_houses(db: Connection, params: Params, reader: Reader) -> Outgoing:
    found = founding.look(db, who=reader.who or 0, draft=params["draft"], now=reader.now)
    return views.new_houses(found, params["page"], reader)


def _added(db: Connection, params: Params, reader: Reader) -> Outgoing:
    area = areas.in_charge(db, reader.who or 0, params["area"])
    return views.added(area, params["number"], params["draft"], reader)


def _waiting(db: Connection, params: Params, reader: Reader) -> Outgoing:
    return views.waiting(founding.waiting_houses(db, who=reader.who or 0, area=params["area"]), params["page"], reader)


def _group_texts(db: Connection, params: Params, reader: Reader) -> Outgoing:
    area = areas.in_charge(db, reader.who or 0, params["area"])
    return views.group_texts(area, linking.open_group_codes(db, params["secrets"], reader.now), reader)


def _posters(db: Connection, params: Params, reader: Reader) -> Outgoing:
    found = founding.to_print(db, who=reader.who or 0, area=params["area"], waiting=params["waiting"], part=params["part"])
    return views.posters(found, params["waiting"], reader)


VIEWS: Mapping[str, View] = {
    "ask-houses": or_why_not(_ask),
    "new-houses": or_why_not(_new_houses),
    "houses-added": or_why_not(_added),
    "waiting-houses": or_why_not(_waiting),
    "group-texts": or_why_not(_group_texts),
    "posters": or_why_not(_posters),
}
