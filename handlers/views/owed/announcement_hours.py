"""When announcements go: what is owed about it."""

from collections.abc import Mapping
from datetime import datetime

from bot.outgoing import Outgoing
from community import announcements
from community.announcements import Of, Progress
from handlers.views import announcement_hours as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, or_why_not
from storage.engine import Connection


def _question(db: Connection, params: Params, reader: Reader) -> Outgoing:
    candidates = tuple(datetime.fromisoformat(each) for each in params.get("candidates", ()))
    about = {"who": reader.who or 0, "of": Of(params["of"]), "number": params["number"]}
    return views.question(announcements.look_when(db, **about, rules=reader.rules, now=reader.now, candidates=candidates), reader)


def _events(db: Connection, params: Params, reader: Reader) -> Outgoing:
    about = {"who": reader.who or 0, "of": Of(params["of"]), "number": params["number"], "page": params["page"], "event": params["event"]}
    return views.coming(announcements.look_at_events(db, **about, rules=reader.rules, now=reader.now), reader)


def _held(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = _shown(db, params, reader)
    return views.held(shown, reader) if shown and views.is_held(shown) else None


def _late(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = _shown(db, params, reader)
    return views.late(shown, reader) if shown else None


def _shown(db: Connection, params: Params, reader: Reader) -> Progress | None:
    return announcements.show(db, params["announcement"], reader.now)


VIEWS: Mapping[str, View] = {
    "announcement-when": or_why_not(_question),
    "announcement-events": or_why_not(_events),
    "announcement-held": _held,
    "announcement-late": _late,
}
