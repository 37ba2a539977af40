"""What is owed about tasks that are given back late."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.volunteering import Call, Task, late, leaving
from community.volunteering.leaving import Leaver
from handlers.views import late as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _of_leaver(view: Callable[[Leaver, Reader], Outgoing]) -> View:
    """A view of somebody who wants to go, as long as they do."""

    def look(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        found = leaving.leaver(db, params["volunteer"], reader.who or 0)
        return view(found, reader) if found else None

    return look


def _of_task(view: Callable[[Call, Task, Reader], Outgoing]) -> View:
    """A view that needs nothing but the task."""

    def look(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        found = volunteering.find_task(db, params["task"])
        return view(found[1], found[0], reader) if found else None

    return look


def _answered(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.find_task(db, params["task"])
    return views.answered(found[1], found[0], params["go"], reader) if found else None


VIEWS: Mapping[str, View] = {
    late.LEAVING: _of_leaver(views.leaving),
    late.LEAVE_ASKED: _of_leaver(views.asked),
    leaving.LET_GO: _of_task(views.let_go),
    leaving.STAY: _of_task(views.stay),
    "task-leave-answered": _answered,
}
