"""Announcements that are owed: their copies, and to their senders how far they are."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import announcements
from community.announcements import Progress
from handlers.views import announcement_panel as panel_views
from handlers.views import announcements as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, or_why_not
from storage.engine import Connection


def _copy(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = announcements.show_copy(db, params["copy"])
    return views.copy(shown, reader) if shown else None


def _recalled(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = announcements.show_copy(db, params["copy"])
    return views.recalled(shown, reader) if shown else None


def _of_sender(view: Callable[[Progress, Reader], Outgoing]) -> View:
    """A screen about one notice, for who may steer it."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing:
        announcements.seeing(db, reader.who or 0, params["announcement"])
        found = announcements.show(db, params["announcement"], reader.now)
        assert found is not None, "it was seen"
        return view(found, reader)

    return or_why_not(shown)


def _notices(db: Connection, params: Params, reader: Reader) -> Outgoing:
    return panel_views.notices(announcements.list_notices(db, who=reader.who or 0, page=params["page"]), reader)


def _report(db: Connection, params: Params, reader: Reader) -> Outgoing:
    found = announcements.report(db, who=reader.who or 0, announcement=params["announcement"])
    return panel_views.report(found, params["page"], reader)


def _table(db: Connection, params: Params, reader: Reader) -> Outgoing:
    return panel_views.table(announcements.report(db, who=reader.who or 0, announcement=params["announcement"]), reader)


VIEWS: Mapping[str, View] = {
    "announcement": _copy,
    "announcement-recalled": _recalled,
    "announcement-progress": _of_sender(panel_views.panel),
    "announcement-stop": _of_sender(panel_views.ask_stop),
    "announcement-recall": _of_sender(panel_views.ask_recall),
    "announcement-again": _of_sender(panel_views.ask_again),
    "announcement-report": or_why_not(_report),
    "announcement-table": or_why_not(_table),
    "announcements": or_why_not(_notices),
}
