"""What is owed about previews and other drafts."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from handlers.views import drafts as draft_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _draft(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_draft(db, params["draft"], reader.who, reader.rules)
    if shown is None:
        return None
    zone = shown.house.zone if shown.house else reader.zone
    return draft_views.draft(shown.draft, shown.house, list(shown.chats), reader, zone, shown.coming)


def _draft_refused(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_draft(db, params["draft"], reader.who, reader.rules)
    return draft_views.refused(shown.draft, reader, reader.zone) if shown else None


def _draft_refused_here(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_draft(db, params["draft"], reader.who, reader.rules)
    return draft_views.refused_here(shown.draft, reader, reader.zone) if shown else None


def _suggestion_sent(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return Outgoing(reader.texts.html("Sent to the admins. I tell you if it is published."))


VIEWS: Mapping[str, View] = {
    "event-draft": _draft,
    "event-refused": _draft_refused,
    "event-refused-here": _draft_refused_here,
    "suggestion-sent": _suggestion_sent,
}
