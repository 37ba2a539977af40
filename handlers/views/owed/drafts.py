"""What is owed about previews and other drafts."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import events, polls, volunteering
from community.events import ShownDraft
from community.events.choosing import look, look_at_topics
from handlers.views import call_drafts as call_views
from handlers.views import call_making as call_making_views
from handlers.views import choosing as choosing_views
from handlers.views import drafts as draft_views
from handlers.views import making as making_views
from handlers.views import poll_drafts as poll_views
from handlers.views import poll_making as poll_making_views
from handlers.views import rota_drafts as rota_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _of_draft(show: Callable[[ShownDraft, Reader, str], Outgoing | None]) -> View:
    def view(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        shown = events.show_draft(db, params["draft"], reader.who, reader.rules, reader.now)
        return show(shown, reader, shown.house.zone if shown.house else reader.zone) if shown else None

    return view


def _draft(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_draft(db, params["draft"], reader.who, reader.rules, reader.now)
    if shown is None:
        return None
    zone = shown.house.zone if shown.house else reader.zone
    if shown.draft.kind == "poll":
        return poll_views.draft(shown, polls.offered(db, shown, reader.who), reader, zone)
    if shown.draft.kind == "call":
        offered = volunteering.offered(db, shown, reader.who, reader.now)
        return call_making_views.question(shown, offered, reader, zone) or call_views.draft(shown, reader, zone)
    if shown.draft.kind == "rota":
        return rota_views.draft(shown, reader, zone)
    return draft_views.draft(shown, reader, zone)


def _begun(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing:
    begun = {"poll": poll_making_views.begun, "call": call_making_views.begun, "rota": rota_views.begun}
    return begun.get(shown.draft.kind, making_views.begun)(shown, reader, zone)


def _begin_here(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing:
    begin_here = {"poll": poll_making_views.begin_here, "call": call_making_views.begin_here, "rota": rota_views.begin_here}
    return begin_here.get(shown.draft.kind, making_views.begin_here)(shown.draft, reader)


def _suggestion_sent(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_draft(db, params["draft"], reader.who, reader.rules, reader.now)
    picture = shown.draft.data.get("picture") if shown else None
    return Outgoing(reader.texts.html("Sent to the admins. I tell you if it is published."), picture=picture)


def _groups(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = look(db, params["draft"])
    return choosing_views.groups(found, params["page"], reader, reader.zone) if found else None


def _topics(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = look_at_topics(db, params["draft"])
    return choosing_views.topics(found, reader, reader.zone) if found else None


VIEWS: Mapping[str, View] = {
    "event-draft": _draft,
    "event-groups": _groups,
    "event-topics": _topics,
    "event-begun": _of_draft(_begun),
    "event-begin-here": _of_draft(_begin_here),
    "event-refused": _of_draft(lambda shown, reader, zone: draft_views.refused(shown.draft, reader, zone)),
    "event-refused-here": _of_draft(lambda shown, reader, zone: draft_views.refused_here(shown.draft, reader, zone)),
    "suggestion-sent": _suggestion_sent,
}
