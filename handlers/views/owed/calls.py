"""What is owed about calls for hands."""

from collections.abc import Mapping

from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import later
from community import volunteering
from community.refusals import Refused
from handlers.taps.volunteering import OpenCall
from handlers.views import calls as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _call(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return views.private(shown, params.get("page", 0), reader) if shown else None


def _published(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, texts = volunteering.show(db, params["call"], reader.who), reader.texts
    if shown is None:
        return None
    told = later("Your suggestion was published: <b>{title}</b>.") if params["suggested"] else later("Published: <b>{title}</b>.")
    return Outgoing(texts.html(told, title=apart(shown.call.title)), ((OpenCall(call=shown.call.id).key(texts.say("Open")),),))


def _list(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        found = volunteering.open_calls(db, who=reader.who or 0, now=reader.now)
        return views.in_list(found, reader, volunteering.board_of(db, reader.who or 0))
    except Refused as refused:
        return said(refused, reader)


def _overlap(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.clash(db, task=params["task"], who=reader.who or 0, now=reader.now)
    return views.overlap(found, reader) if found else None


def _yours(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = volunteering.find_task(db, params["task"])
    return views.yours(found[1], found[0], reader) if found else None


VIEWS: Mapping[str, View] = {
    "call": _call,
    "call-published": _published,
    "calls": _list,
    volunteering.OVERLAP: _overlap,
    volunteering.YOURS: _yours,
}
