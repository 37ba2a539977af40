"""What is owed about a person's own things."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import announcements, events, handing, houses, people, polls, rotas, trust, volunteering
from community.refusals import Refused
from handlers.views import mine as mine_views
from handlers.views import naming as naming_views
from handlers.views import people as people_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _menu(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return _start(db, reader, lost=False)


def _lost(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return _start(db, reader, lost=True)


def _start(db: Connection, reader: Reader, *, lost: bool) -> Outgoing:
    who = reader.who or 0
    if not people.is_known(db, who):
        return people_views.stranger(reader)
    manages, hands = bool(houses.charges(db, who).managed), handing.scope_to_hand(db, who) is not None
    announces, asked = announcements.may_announce(db, who), announcements.count_open(db, who=who)
    return people_views.menu(reader, lost=lost, manages=manages, hands=hands, announces=announces, asked=asked)


def _mine(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    who, now = reader.who or 0, reader.now
    waiting, asked = polls.waiting_for(db, who=who, now=now), polls.asked_by_me(db, who=who)
    calls, mine = volunteering.my_calls(db, who=who, now=now), rotas.my_rotas(db, who=who, now=now)
    needed = announcements.my_requests(db, who=who)
    return mine_views.mine(events.mine(db, who=who, now=now), reader, waiting, asked, calls, mine, needed)


def _reminders(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return people_views.reminders(people.known(db, reader.who or 0), reader)
    except Refused as refused:
        return said(refused, reader)


def _my_name(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return naming_views.mine(people.known(db, reader.who or 0), reader, trust.unknown_in(db, reader.who or 0))
    except Refused as refused:
        return said(refused, reader)


VIEWS: Mapping[str, View] = {
    "menu": _menu,
    "lost": _lost,
    "in-private": lambda db, params, reader: people_views.in_private(reader),
    "help": lambda db, params, reader: people_views.help_(reader),
    "mine": _mine,
    "languages": lambda db, params, reader: people_views.languages(),
    "reminders": _reminders,
    "my-name": _my_name,
    "ask-name": lambda db, params, reader: naming_views.ask(reader),
}
