"""Notices that are being written: what is owed about them."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community.announcements import previewing
from community.announcements.previewing import Preview
from community.refusals import Refused
from handlers.views import announcement_preview as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, or_why_not
from storage.engine import Connection


def _sample(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.sample(_look(db, params, reader), reader)
    except Refused:
        return None


def _panel(db: Connection, params: Params, reader: Reader) -> Outgoing:
    return views.panel(_look(db, params, reader), params.get("screen", ""), reader)


def _look(db: Connection, params: Params, reader: Reader) -> Preview:
    return previewing.look(db, who=reader.who or 0, draft=params["draft"], rules=reader.rules, now=reader.now)


VIEWS: Mapping[str, View] = {
    "announcement-sample": _sample,
    "announcement-draft": or_why_not(_panel),
    "announcement-dropped": lambda db, params, reader: views.dropped(params["draft"], reader),
}
