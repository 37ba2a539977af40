"""What is owed about the answers of flats."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from bot.texts import later
from community import people, polls
from handlers.views import poll_flats as views
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection

SAID = {
    "poll-flat-allowed": later("You may answer for your flat now: <b>{question}</b>"),
    "poll-flat-declined": later("You can't answer for this flat: <b>{question}</b> Perhaps it was another one."),
    "poll-flat-newer": later("Your flat has a newer answer: <b>{question}</b>"),
}


def _told(kind: str) -> View:
    def view(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
        shown = polls.show(db, params["poll"], reader.who)
        return views.told(shown.poll.question, shown.poll.id, SAID[kind], reader) if shown else None

    return view


def _claimed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = polls.show(db, params["poll"], reader.who)
    return views.claimed(shown.poll.question, params["claim"], reader) if shown else None


def _vouch(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = polls.show(db, params["poll"], reader.who)
    name = people.name_of(db, params["person"])
    return views.vouch(shown.poll.question, params["claim"], params["flat"], name, reader) if shown else None


def _decided(db: Connection, params: Params, reader: Reader) -> Outgoing:
    text = later("Noted: they may answer for the flat too.") if params["yes"] else later("Noted: they can't answer for the flat.")
    return Outgoing(reader.texts.html(text))


VIEWS: Mapping[str, View] = {
    "poll-flat-asked": lambda db, params, reader: views.write(reader),
    "poll-flat-waits": lambda db, params, reader: views.waits(params["poll"], params["flat"], reader),
    "poll-flat-claimed": _claimed,
    "poll-flat-vouch": _vouch,
    "poll-flat-decided": _decided,
    **{kind: _told(kind) for kind in SAID},
}
