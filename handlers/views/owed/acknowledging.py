"""What is owed to those who ask after a notice, and to those who answer."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import announcements
from community.announcements import Announcement
from community.refusals import Refused
from handlers.views import acknowledging as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.announcements import HelpRequest
from storage.engine import Connection


def _ask(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = announcements.show(db, params["announcement"], reader.now)
    asked = _mine(db, params["request"], reader) if params["request"] else None
    return views.ask(shown.announcement, asked[0] if asked else None, reader) if shown else None


def _mine(db: Connection, request: int, reader: Reader) -> tuple[HelpRequest, Announcement] | None:
    try:
        found = announcements.mine(db, request=request, who=reader.who or 0)
    except Refused:
        return None
    shown = announcements.show(db, found.announcement_id, reader.now)
    return (found, shown.announcement) if shown else None


def _to_who_asked(view: Callable[[HelpRequest, Announcement, Params, Reader], Outgoing]) -> View:
    def look_up(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        mine = _mine(db, params["request"], reader)
        return view(*mine, params, reader) if mine else None

    return look_up


def _request(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    """None for somebody who may not answer any more, or when it is gone: what waits to be sent is then of no use."""
    try:
        asked = announcements.look(db, who=reader.who or 0, request=params["request"])
    except Refused:
        return None
    return views.request(asked, reader, why=params["why"])


def _shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.request(announcements.look(db, who=reader.who or 0, request=params["request"]), reader, back=True)
    except Refused as refused:
        return said(refused, reader)


def _requests(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        found = announcements.requests(db, who=reader.who or 0, announcement=params["announcement"] or None)
    except Refused as refused:
        return said(refused, reader)
    return views.requests(found, params["announcement"], params["page"], reader)


VIEWS: Mapping[str, View] = {
    "ask-sender": _ask,
    "my-request": _to_who_asked(lambda asked, notice, params, to: views.mine(asked, notice, to, sent=bool(params.get("sent")))),
    "help-answered": _to_who_asked(lambda asked, notice, params, to: views.answered(notice, params["text"], to)),
    "help-closed": _to_who_asked(lambda asked, notice, params, to: views.closed(notice, to)),
    "help-request": _request,
    "help-shown": _shown,
    "help-requests": _requests,
    "help-answer": lambda db, params, reader: Outgoing(reader.texts.html("Write the answer. I pass it on.")),
}
