"""What is owed about polls."""

from collections.abc import Mapping

from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import later
from community import polls
from community.refusals import Refused
from handlers.taps.polls import OpenPoll
from handlers.views import poll_making
from handlers.views import polls as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _published(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, texts = polls.show(db, params["poll"], reader.who), reader.texts
    if shown is None:
        return None
    told = later("Your suggestion was published: <b>{title}</b>.") if params["suggested"] else later("Published: <b>{title}</b>.")
    return Outgoing(texts.html(told, title=apart(shown.poll.question)), ((OpenPoll(poll=shown.poll.id).key(texts.say("Open")),),))


def _quick(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return poll_making.quick(params, reader)


def _quick_published(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    told = later("Your suggestion was published: <b>{title}</b>.") if params["suggested"] else later("Published: <b>{title}</b>.")
    return Outgoing(reader.texts.html(told, title=apart(params["question"])))


def _list(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return views.in_list(polls.open_polls(db, who=reader.who or 0, now=reader.now), reader)
    except Refused as refused:
        return said(refused, reader)


VIEWS: Mapping[str, View] = {
    "poll-published": _published,
    "polls": _list,
    "quick-poll": _quick,
    "quick-published": _quick_published,
}
