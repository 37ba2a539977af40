"""What is owed about events that were changed."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events, series
from community.events import Part
from handlers.views import changing as changing_views
from handlers.views import editing as editing_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _changed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return changing_views.changed(shown, params["was"], reader) if shown else None


def _changed_here(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return changing_views.changed_here(shown.event, params["was"], reader) if shown else None


def _choose_part(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return editing_views.choose_part(shown, reader) if shown else None


def _ask_part(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return editing_views.ask_part(shown, Part(params["part"]), reader) if shown else None


def _edit(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    edited = events.show_edit(db, params["draft"], reader.now)
    return editing_views.edit(edited, reader) if edited else None


def _saved(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    if shown is None:
        return None
    differs = shown.organises and series.differs(db, shown.event, reader.now)
    return editing_views.saved(shown, params["reached"], params["unreached"], differs, reader)


VIEWS: Mapping[str, View] = {
    "change-what": _choose_part,
    "change-part": _ask_part,
    "change-draft": _edit,
    "change-saved": _saved,
    "changed": _changed,
    "changed-here": _changed_here,
}
