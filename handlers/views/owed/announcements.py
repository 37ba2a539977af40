"""Announcements that are owed: their copies, and to their senders how far they are."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import announcements
from handlers.views import announcements as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _copy(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = announcements.show_copy(db, params["copy"])
    return views.copy(shown, reader) if shown else None


def _recalled(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = announcements.show_copy(db, params["copy"])
    return views.recalled(shown, reader) if shown else None


def _progress(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = announcements.show(db, params["announcement"])
    return views.progress(shown, reader) if shown else None


VIEWS: Mapping[str, View] = {"announcement": _copy, "announcement-recalled": _recalled, "announcement-progress": _progress}
