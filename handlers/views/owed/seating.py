"""What is owed about how places are given out."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from community.events import Answered, Way
from community.refusals import Refused
from handlers.views import seating as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _seating(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_seating(db, params["event"])
    if shown is None:
        return None
    return views.choices(shown, Way(params["way"]), reader) if params.get("way") else views.overview(shown, reader)


def _mine(db: Connection, params: Params, reader: Reader) -> Answered | None:
    try:
        return events.my_answer(db, event=params["event"], who=reader.who or 0, language=reader.language)
    except Refused:
        return None


def _offer(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    mine = _mine(db, params, reader)
    return views.offer(mine, reader) if mine else None


def _offer_over(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    mine = _mine(db, params, reader)
    return views.offer_over(mine.event, params["party"], reader) if mine and mine.answer is None else None


def _drawn(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    mine = _mine(db, params, reader)
    return views.drawn(mine, reader) if mine else None


def _draw(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, mine = events.show_seating(db, params["event"]), _mine(db, params, reader)
    return views.draw(shown.event, shown.seating, mine, reader) if shown else None


VIEWS: Mapping[str, View] = {
    "seating": _seating,
    "offer": _offer,
    "offer-over": _offer_over,
    "drawn": _drawn,
    "draw": _draw,
}
