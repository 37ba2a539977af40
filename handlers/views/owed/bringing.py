"""What is owed about bring-lists."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import bringing, events
from community.refusals import Refused
from handlers.views import bringing as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _bring(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return views.choice(shown, reader) if shown else None


def _bringers(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    if shown is None:
        return None
    try:
        return views.bringers(shown, bringing.bringers(db, event=params["event"], who=reader.who or 0), reader)
    except Refused as refused:
        return said(refused, reader)


def _ask(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.ask(shown.event, reader) if shown else None


def _not_needed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return views.not_needed(shown.event, params["name"], reader.texts) if shown else None


VIEWS: Mapping[str, View] = {"bring": _bring, "bringers": _bringers, "ask-bring-list": _ask, "not-needed": _not_needed}
