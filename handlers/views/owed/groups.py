"""What is owed about the groups of houses."""

from collections.abc import Callable, Mapping

from bot.outgoing import Outgoing
from community import linking, merging, places
from community.merging import Merge
from community.refusals import Refused
from handlers.views import groups as group_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection
from storage.places import House


def _groups(db: Connection, params: Params, reader: Reader) -> Outgoing:
    try:
        return group_views.groups(merging.groups(db, who=reader.who or 0, house=params["house"], admin=params["admin"]), reader)
    except Refused as refused:
        return said(refused, reader)


def _group_code(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return group_views.group_code(linking.house_of(db, params["secret"], reader.now), params["secret"], reader)
    except Refused:
        return None


def _ask_to_link(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = _merge(lambda: merging.look_at(db, secret=params["secret"], chat=params["chat"], now=reader.now))
    return group_views.ask_to_link(found, params["secret"], reader) if found else None


def _ask_to_link_chosen(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = _merge(lambda: merging.merge_of(db, chat=params["chat"], house=params["house"], now=reader.now))
    return group_views.ask_to_link_chosen(found, reader) if found else None


def _choose(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = merging.listed(db, house=params["house"], chats=params["chats"])
    return group_views.choose(*found, reader) if found else None


def _ask_to_separate(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = merging.listed(db, house=params["house"], chats=[params["chat"]])
    return group_views.ask_to_separate(found[1][0][0], found[0], reader) if found and found[1] else None


def _merge(look: Callable[[], Merge]) -> Merge | None:
    """None when it is true no more."""
    try:
        return look()
    except Refused:
        return None


def _of_house(view: Callable[[House, Reader], Outgoing]) -> View:
    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        return view(places.house(db, params["house"]), reader)

    return shown


VIEWS: Mapping[str, View] = {
    "groups": _groups,
    "group-code": _group_code,
    "ask-to-link": _ask_to_link,
    "ask-to-link-chosen": _ask_to_link_chosen,
    "choose-group": _choose,
    "ask-to-separate": _ask_to_separate,
    "group-linked": _of_house(group_views.linked),
    "group-code-used": _of_house(group_views.group_code_used),
}
