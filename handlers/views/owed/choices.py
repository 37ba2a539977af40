"""What is owed about what a house chooses."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import houses
from community.choices import Setting
from community.house_rules import rules_of
from community.refusals import Refused
from handlers.views import choices as choice_views
from handlers.views.owed.houses import topic_of
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _settings(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        seen = houses.overview(db, who=reader.who or 0, house=params["house"], admin=params["admin"])
    except Refused as refused:
        return said(refused, reader)
    quiet = rules_of(seen.house, reader.rules).quiet
    return choice_views.settings(seen.house, seen.chats, quiet, topic_of(params), reader)


def _setting(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        house = houses.in_charge(db, who=reader.who or 0, house=params["house"], admin=params["admin"])
    except Refused as refused:
        return said(refused, reader)
    return choice_views.setting(house, Setting(params["what"]), reader.rules.quiet, reader)


VIEWS: Mapping[str, View] = {"settings": _settings, "setting": _setting}
