"""What is owed of questions to an organiser."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events
from handlers.views import asking as asking_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _question(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    if shown is None or not shown.organises:
        return None
    return asking_views.question(shown.event, params["person"], params["name"], params["text"], reader)


def _answered(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return asking_views.answered(shown.event, params["text"], reader) if shown else None


VIEWS: Mapping[str, View] = {
    "ask-organiser": lambda db, params, reader: asking_views.ask(params["event"], reader),
    "ask-answer": lambda db, params, reader: Outgoing(reader.texts.html("Write the answer. I pass it on.")),
    "question": _question,
    "question-answered": _answered,
    "words-sent": lambda db, params, reader: Outgoing(reader.texts.html("Passed on.")),
}
