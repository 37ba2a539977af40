"""What is owed of the screen behind "More…" of a call, and of what hangs there."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.volunteering import proxies
from handlers.views import call_more as more_views
from handlers.views import task_neighbours as neighbour_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _more(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return more_views.more(shown, reader) if shown else None


def _neighbours(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = proxies.neighbour_tasks(db, params["call"], reader.who or 0)
    return neighbour_views.neighbours(found, params.get("page", 0), reader) if found else None


def _ask_nickname(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = proxies.neighbour_tasks(db, params["call"], reader.who or 0)
    task = next((each for each in found.tasks if each.id == params["task"]), None) if found else None
    return neighbour_views.ask_nickname(found, task, reader) if found and task else None


def _news(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = proxies.neighbour_task(db, params["volunteer"], reader.who or 0)
    return neighbour_views.news(*found, reader) if found else None


VIEWS: Mapping[str, View] = {
    "call-more": _more,
    "task-for-neighbours": _neighbours,
    "ask-task-nickname": _ask_nickname,
    volunteering.NEIGHBOURS: _news,
}
