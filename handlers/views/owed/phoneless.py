"""What is owed to a manager who acts for a neighbour without a phone."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import houses, phoneless
from community.phoneless import Found
from community.refusals import Refused
from handlers.views import phoneless as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _ask(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.ask(houses.in_charge(db, who=reader.who or 0, house=params["house"], admin=False), reader)
    except Refused as refused:
        return said(refused, reader)


def _of_found(view: Callable[[Found, Params, Reader], Outgoing]) -> View:
    """Something about what was found, for the manager who looked."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        try:
            return view(phoneless.find(db, draft=params["draft"], who=reader.who or 0), params, reader)
        except Refused as refused:
            return said(refused, reader)

    return shown


VIEWS: Mapping[str, View] = {
    "ask-phoneless": _ask,
    "phoneless": _of_found(lambda found, params, reader: views.found(found, reader)),
    "phoneless-sheet": _of_found(lambda found, params, reader: views.sheet(found, reader)),
    "erase-phoneless": _of_found(
        lambda found, params, reader: views.ask_to_erase(found, found.of(params["entry"]), params["entry"], reader)
    ),
    "phoneless-erased": lambda db, params, reader: views.erased(params["house"], params["erased"], params["code"], reader),
}
