"""What is owed about tasks that are handed over."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import volunteering
from community.refusals import Refused
from community.volunteering import Call, Task, handing, wanted
from handlers.views import hand_overs as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _screen(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = handing.shown(db, params["task"], reader.who or 0)
    return views.screen(found, reader) if found else None


def _of_task(view: Callable[[Call, Task, Reader], Outgoing]) -> View:
    """A view that needs nothing but the task."""

    def look(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        found = volunteering.find_task(db, params["task"])
        return view(found[1], found[0], reader) if found else None

    return look


def _link(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.find_task(db, params["task"])
    return views.link(found[1], found[0], params["secret"], reader) if found else None


def _opened(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.opened(*handing.look(db, secret=params["secret"], now=reader.now), params["secret"], reader)
    except Refused as refused:
        return said(refused, reader)


def _wanted(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.find_task(db, params["task"])
    return views.wanted(found[1], found[0], params["hand"], reader) if found and handing.is_open(db, params["hand"]) else None


def _wanted_here(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.find_task(db, params["task"])
    if found is None:
        return None
    task, call = found
    if "hand" not in params:
        return views.over_here(call, task, params["taken"], reader)
    return views.wanted_here(call, task, params["hand"], reader) if handing.is_open(db, params["hand"]) else None


def _overlap(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.clash(db, task=params["task"], who=reader.who or 0, now=reader.now)
    return views.overlap(found, params.get("hand"), params.get("secret"), reader) if found else None


VIEWS: Mapping[str, View] = {
    handing.SCREEN: _screen,
    "task-link": _link,
    "task-link-opened": _opened,
    wanted.WANTED: _wanted,
    "task-wanted-here": _wanted_here,
    wanted.NOT_ASKED: _of_task(views.not_asked),
    handing.TAKEN_OVER: _of_task(views.taken_over),
    handing.CLASHES: _overlap,
}
