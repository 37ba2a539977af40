"""Who gets a notice that is being written, and the word of a second manager: what is owed about it."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community.announcements import agreeing, picking
from community.announcements.picking import NO_AREA, Screen
from handlers.views import announcement_approval as approval
from handlers.views import announcement_audience as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, or_why_not
from storage.announcements import find_announcement
from storage.engine import Connection


def _audience(db: Connection, params: Params, reader: Reader) -> Outgoing:
    screen, draft, at, page = Screen(params["screen"]), params["draft"], params["at"], params["page"]
    own = {"who": reader.who or 0, "draft": draft, "now": reader.now}
    if screen is Screen.CHATS:
        return views.chats(draft, *picking.look_at_chats(db, house=at, **own), reader)
    if screen is Screen.TOPICS:
        return views.topics(draft, *picking.look_at_topics(db, chat=at, **own), page, reader)
    shown = picking.look(db, rules=reader.rules, **own)
    only = len(shown.areas) < 2
    if screen is Screen.WHO:
        return views.who(shown, reader)
    if screen is Screen.AREAS and not only:
        return views.areas(shown, page, reader)
    if screen is Screen.AREAS:
        at = next((each.area.id for each in shown.areas if each.area), NO_AREA)
    return views.houses(draft, at, picking.look_at_houses(db, area=at, **own), page, only, reader)


def _sample(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = find_announcement(db, params["announcement"])
    return approval.sample(found, params["language"], reader) if found else None


def _asked(db: Connection, params: Params, reader: Reader) -> Outgoing:
    return approval.asked(agreeing.look(db, who=reader.who or 0, announcement=params["announcement"]), reader)


VIEWS: Mapping[str, View] = {
    "announcement-audience": or_why_not(_audience),
    "announcement-to-read": _sample,
    "announcement-to-approve": or_why_not(_asked),
    "announcement-agreed": lambda db, params, reader: approval.told_agreed(reader),
    "announcement-turned-down": lambda db, params, reader: approval.told_turned_down(params["draft"], reader),
}
