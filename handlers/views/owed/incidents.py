"""What is owed when something was refused, is gone or went wrong."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from bot.texts import escape
from community.refusals import Refused
from handlers.views.call_lines import why
from handlers.views.incidents import incidents
from handlers.views.reader import Reader
from handlers.views.view import View


def _refused(refused: Refused, reader: Reader) -> Outgoing:
    return Outgoing(escape(why(refused, reader.texts, reader.today(reader.zone))))


VIEWS: Mapping[str, View] = {
    "refused": lambda db, params, reader: _refused(Refused(params["code"], **params["params"]), reader),
    "gone": lambda db, params, reader: Outgoing(""),
    "incidents": lambda db, params, reader: incidents(params["lines"], reader),
    "incident": lambda db, params, reader: Outgoing(
        reader.texts.html("Something went wrong on my side, and nothing was changed. Try again. Code: {code}", code=params["code"])
    ),
}
