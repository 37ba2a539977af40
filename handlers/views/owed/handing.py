"""What is owed about handing over."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import handing, roles
from community.refusals import Refused
from handlers.views import handing as hand_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection
from storage.roles import Scope


def _hand_over(db: Connection, params: Params, reader: Reader) -> Outgoing:
    scope = Scope(house=params["house"], area=params["area"])
    try:
        load = handing.look(db, who=reader.who or 0, scope=scope, now=reader.now)
    except Refused as refused:
        return said(refused, reader)
    return hand_views.hand_over(load, roles.place_of(db, scope)[0], reader)


def _asked(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        giver, load = handing.asked(db, params["draft"], reader.now)
    except Refused:
        return None
    return hand_views.asked(giver, load, roles.place_of(db, load.scope)[0], params["draft"], reader)


def _of_place(view: Callable[[str | None, bool, Reader], Outgoing], taken: bool) -> View:
    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        return view(roles.place_of(db, Scope(house=params["house"], area=params["area"]))[1], taken, reader)

    return shown


VIEWS: Mapping[str, View] = {
    "hand-over": _hand_over,
    "hand-over-sent": lambda db, params, reader: hand_views.sent(reader),
    "hand-over-asked": _asked,
    "hand-over-done": _of_place(hand_views.done, taken=True),
    "hand-over-declined": _of_place(hand_views.done, taken=False),
    "handed-over": _of_place(hand_views.told, taken=True),
    "not-handed-over": _of_place(hand_views.told, taken=False),
}
