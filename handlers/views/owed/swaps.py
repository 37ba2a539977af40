"""What is owed about shifts that are swapped."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.refusals import Refused
from community.volunteering import swapping
from handlers.views import swaps as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _screen(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = swapping.shown(db, params["task"], reader.who or 0)
    return views.screen(found, reader) if found else None


def _to_ask(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    who, task, other = reader.who or 0, params["task"], volunteering.find_task(db, params["other"])
    found = swapping.shown(db, task, who)
    if found is None or other is None:
        return None
    return views.to_ask(found, other[0], swapping.clashes(db, params["other"], task, who, reader.now), reader)


def _asked(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.asked(swapping.offered(db, swap=params["swap"], who=reader.who or 0), reader)
    except Refused:
        return None


def _to_agree(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    who = reader.who or 0
    try:
        found = swapping.offered(db, swap=params["swap"], who=who)
    except Refused as refused:
        return said(refused, reader)
    return views.to_agree(found, swapping.clashes(db, found.get.id, found.give.id, who, reader.now), reader)


def _swapped(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found, gave = (volunteering.find_task(db, params[name]) for name in ("task", "gave"))
    return views.swapped(found[1], found[0], gave[0], reader) if found and gave else None


def _failed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.find_task(db, params["task"])
    return views.failed(found[1], found[0], reader) if found else None


VIEWS: Mapping[str, View] = {
    swapping.SCREEN: _screen,
    swapping.SURE_TO_ASK: _to_ask,
    swapping.ASKED: _asked,
    swapping.SURE_TO_SWAP: _to_agree,
    swapping.SWAPPED: _swapped,
    swapping.FAILED: _failed,
}
