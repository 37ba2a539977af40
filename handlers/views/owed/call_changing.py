"""What is owed about calls that are changed."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.volunteering import Part
from community.volunteering.proxies import neighbour_tasks
from handlers.views import call_changing as views
from handlers.views.owed.call_cancelling import names_of, of_call
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _tasks(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return views.choose_task(shown, params["page"], reader) if shown else None


def _ask(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return views.ask(shown, Part(params["part"]), params["task"], reader) if shown else None


def _remove(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return views.ask_remove(shown, params["task"], reader) if shown else None


def _changed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, found = volunteering.show(db, params["call"], reader.who), neighbour_tasks(db, params["call"], reader.who or 0)
    if shown is None:
        return None
    theirs = [each.task for each in found.theirs] if found else []
    return views.changed(shown, params["was"], theirs, names_of(db, params["call"], reader), reader)


def _changed_here(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], None)
    return views.changed_here(shown, params["was"], reader) if shown else None


def _removed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], None)
    return views.removed(shown.call.title, params["name"], reader) if shown else None


VIEWS: Mapping[str, View] = {
    "call-change": of_call(views.choose),
    "call-change-tasks": _tasks,
    "call-change-part": _ask,
    "call-saved": of_call(views.saved),
    "task-remove": _remove,
    "task-removed": _removed,
    "call-changed": _changed,
    "call-changed-here": _changed_here,
}
