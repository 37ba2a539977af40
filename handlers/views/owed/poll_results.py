"""What is owed of the result of a poll; nothing while it has none."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import polls
from community.polls import ShownPoll, Tally
from handlers.views import poll_picture, poll_results
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _of(view: Callable[[ShownPoll, Tally, Reader], Outgoing]) -> View:
    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        poll = polls.show(db, params["poll"], reader.who)
        return view(poll, poll.result, reader) if poll and poll.result else None

    return shown


VIEWS: Mapping[str, View] = {"poll-picture": _of(poll_picture.message), "poll-table": _of(poll_results.table_message)}
