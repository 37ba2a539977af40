"""What is owed about calls that are cancelled."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.events import Why, can_undo
from community.volunteering import ShownCall
from community.volunteering.proxies import neighbour_tasks
from handlers.views import call_cancelling as views
from handlers.views.reader import Reader
from handlers.views.task_neighbours import called
from handlers.views.view import Params, View
from storage.engine import Connection


def of_call(view: Callable[[ShownCall, Reader], Outgoing]) -> View:
    """A view of the call that the debt names; none when it is gone."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        call = volunteering.show(db, params["call"], reader.who)
        return view(call, reader) if call else None

    return shown


def names_of(db: Connection, call: int, reader: Reader) -> list[str]:
    """The neighbours without a phone for whom the reader answers in a call."""
    found = neighbour_tasks(db, call, reader.who) if reader.who is not None else None
    return list(dict.fromkeys(called(each.volunteer, reader.texts) for each in found.theirs)) if found else []


def _ask(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, words = volunteering.show(db, params["call"], reader.who), volunteering.reason_of(db, params["draft"])
    if shown is None:
        return None
    told = volunteering.count_told(db, shown.call, reader.who or 0)
    return views.ask(shown, Why(params["why"]), words, params["draft"], told, reader)


def _cancelled(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return views.cancelled(shown, names_of(db, params["call"], reader), reader) if shown else None


VIEWS: Mapping[str, View] = {
    "call-cancel-why": of_call(views.ask_why),
    "call-cancel-sure": _ask,
    "call-cancel-done": of_call(lambda shown, reader: views.done(shown, can_undo(shown.cancelled, reader.now), reader)),
    "call-cancel-undone": of_call(views.undone),
    "call-cancelled": _cancelled,
    "call-cancelled-here": _cancelled,
}
