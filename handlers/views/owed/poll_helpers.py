"""What is owed to those who ask a poll together."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import polls
from community.polls import Poll, together
from community.refusals import Refused
from community.sharing import Together
from handlers.views import poll_helpers as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _of_helpers(show: Callable[[Together[Poll], Reader], Outgoing | None]) -> View:
    def view(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        try:
            return show(together.look(db, poll=params["poll"], who=reader.who or 0, now=reader.now), reader)
        except Refused as refused:
            return said(refused, reader)

    return view


def _asked(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.asked(together.asked(db, params["token"], who=reader.who or 0, now=reader.now), params["token"], reader)
    except Refused as refused:
        return said(refused, reader)


def _joined(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = polls.show(db, params["poll"], reader.who)
    return views.joined(shown.poll, reader.texts) if shown else None


VIEWS: Mapping[str, View] = {
    "poll-helpers": _of_helpers(views.helpers),
    "poll-help-link": _of_helpers(views.link),
    "poll-help-asked": _asked,
    "poll-helper-joined": _joined,
}
