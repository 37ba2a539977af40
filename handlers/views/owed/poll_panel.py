"""What is owed to who asks a poll."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import polls
from community.polls import ShownPoll
from handlers.views import poll_panel as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _of(view: Callable[[ShownPoll, Reader], Outgoing]) -> View:
    """A view of the poll that the debt names; none when it is gone."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        poll = polls.show(db, params["poll"], reader.who)
        return view(poll, reader) if poll else None

    return shown


VIEWS: Mapping[str, View] = {"poll-panel": _of(views.panel), "poll-close": _of(views.ask_close), "poll-closed": _of(views.closed)}
