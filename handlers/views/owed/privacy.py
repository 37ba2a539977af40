"""What is owed about privacy and rights."""

from collections.abc import Mapping
from datetime import date

from bot.outgoing import Outgoing
from community import people, privacy
from handlers.taps.places import JoinHouse, JoinLanguage
from handlers.taps.privacy import NO_HOUSE
from handlers.views import notice as notice_views
from handlers.views import privacy as privacy_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection


def _notice(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    token, texts = params["token"], reader.texts
    if token == NO_HOUSE:
        return notice_views.full(reader)
    join = JoinHouse(token=token, language=reader.language).key(texts.say("Join (I am 13 or over)"))
    back = JoinLanguage(token=token, language=reader.language).key(texts.say("Back"))
    return notice_views.full(reader, ((join, back),))


def _notice_changed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return notice_views.changed(params["seen"], params["version"], reader)


def _inactive(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    still = privacy.is_warned(db, who=reader.who or 0)
    return notice_views.inactive(date.fromisoformat(params["day"]), reader) if still else None


def _my_data(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return privacy_views.data(privacy.my_data(db, who=reader.who or 0, now=reader.now), reader)


def _ask_to_forget(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    if not people.is_known(db, reader.who or 0):
        return Outgoing(reader.texts.html("I have stored nothing about you."))
    return privacy_views.ask_to_forget(privacy.has_seats(db, who=reader.who or 0, now=reader.now), reader)


VIEWS: Mapping[str, View] = {
    "privacy": lambda db, params, reader: privacy_views.short(reader),
    "notice": _notice,
    "notice-changed": _notice_changed,
    "inactive": _inactive,
    "my-data": _my_data,
    "ask-to-forget": _ask_to_forget,
    "forgotten": lambda db, params, reader: privacy_views.forgotten(params["code"], reader.texts),
}
