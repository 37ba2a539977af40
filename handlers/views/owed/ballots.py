"""What is owed of private ballots."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import polls
from community.refusals import Refused
from handlers.views import ballots as views
from handlers.views import votes as vote_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _ballot(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = polls.show(db, params["poll"], reader.who)
    return views.ballot(shown, params.get("page", 0), reader) if shown else None


def _more(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = polls.show(db, params["poll"], reader.who)
    return views.more(shown, reader) if shown else None


def _place(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = polls.show(db, params["poll"], reader.who)
    return vote_views.place(shown, reader) if shown else None


def _votes(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:  # whoever asked was looked at when they pressed
        found = polls.votes(db, poll=params["poll"], who=reader.who or 0, page=params["page"], invited=True)
    except Refused as refused:
        return said(refused, reader)
    return vote_views.votes(found, reader)


VIEWS: Mapping[str, View] = {
    "ballot": _ballot,
    "poll-more": _more,
    "ask-poll-reason": lambda db, params, reader: views.reason(reader),
    "poll-place": _place,
    "poll-votes": _votes,
}
