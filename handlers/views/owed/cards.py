"""The cards of things: each kind has its own look."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import announcements, events, polls, rotas, volunteering
from handlers.views import announcements as announcement_views
from handlers.views import calls as call_views
from handlers.views import events as event_views
from handlers.views import poll_endings
from handlers.views import polls as poll_views
from handlers.views import rotas as rota_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _card(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    event = events.show_card(db, params["card"])
    if event is not None:
        return event_views.card(event, reader, volunteering.show_of_event(db, event.event.id))
    poll = polls.show_card(db, params["card"])
    if poll is not None:
        return poll_views.card(poll, reader) if poll.poll.state is polls.PollState.OPEN else poll_endings.card(poll, reader)
    call = volunteering.show_card(db, params["card"])
    if call is not None:
        return call_views.card(call, reader)
    announcement = announcements.show_card(db, params["card"])
    if announcement is not None:
        return announcement_views.copy(announcement, reader)
    rota = rotas.show_card(db, params["card"], reader.rules, reader.now)
    return rota_views.card(rota, reader) if rota else None


VIEWS: Mapping[str, View] = {"card": _card}
