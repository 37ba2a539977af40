"""What is owed to organisers after an event."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from community.refusals import Refused
from handlers.views import aftermath as aftermath_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _how_many(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        found = events.attendance(db, event=params["event"], who=reader.who or 0)
    except Refused:
        return None  # the event has another organiser now, or is gone
    return aftermath_views.how_many(found, reader)


def _noted(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return aftermath_views.noted(shown.event, reader) if shown else None


VIEWS: Mapping[str, View] = {
    "how-many-came": _how_many,
    "came-noted": _noted,
    "ask-came": lambda db, params, reader: aftermath_views.ask(reader),
}
