"""What is owed about votes on paper, and options that residents propose."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community.polls import Poll, PollOption, paper, proposing, show
from handlers.views import poll_paper as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _paper(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = paper.show(db, params["poll"])
    return views.paper(found, reader) if found else None


def _asked(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = show(db, params["poll"], reader.who)
    return views.how_to_type(shown.poll, shown.options, reader) if shown else None


def _option_asked(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = show(db, params["poll"], reader.who)
    return views.how_to_propose(shown.poll, reader) if shown else None


def _waits(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = show(db, params["poll"], reader.who)
    return views.waits(shown.poll, reader) if shown else None


def _option(said: Callable[[Poll, PollOption, Reader], Outgoing]) -> View:
    def view(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        shown, option = show(db, params["poll"], reader.who), proposing.look(db, params["option"])
        return said(shown.poll, option, reader) if shown and option else None

    return view


VIEWS: Mapping[str, View] = {
    "poll-paper": _paper,
    "poll-slips-asked": _asked,
    "poll-slips-wrong": lambda db, params, reader: views.wrong(params["wrong"], reader),
    "poll-option-asked": _option_asked,
    "poll-option-waits": _waits,
    "poll-option-proposed": _option(views.proposed),
    "poll-option-reviewed": _option(views.reviewed),
    "poll-option-answered": _option(views.answered),
}
