"""What is owed about reports, and about cards that were taken down."""

from collections.abc import Mapping

from bot.outgoing import Outgoing
from community import events, polls, reports, rotas, taking_down, volunteering
from community.privacy import ticket_of
from community.taking_down import By
from handlers.taps.ballots import OpenPollMore
from handlers.taps.call_more import OpenCallMore
from handlers.taps.more import OpenMore
from handlers.taps.rotas import OpenRota
from handlers.views import reports as views
from handlers.views.neighbours import to_be_told
from handlers.views.reader import Reader
from handlers.views.view import Params, View
from storage.engine import Connection
from storage.reports import ReportState


def _ask(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    thing, ticket = params["event"], ticket_of(reader.key, params["event"])
    if polls.show(db, thing, reader.who) is not None:
        return views.ask(thing, OpenPollMore(poll=thing, ticket=ticket), params["may"], reader)
    if volunteering.show(db, thing, reader.who) is not None:
        return views.ask(thing, OpenCallMore(call=thing, ticket=ticket), params["may"], reader)
    if rotas.show(db, thing, reader.who, reader.rules, reader.now) is not None:
        return views.ask(thing, OpenRota(rota=thing, here=1, ticket=ticket), params["may"], reader)
    return views.ask(thing, OpenMore(event=thing, ticket=ticket), params["may"], reader) if events.show(db, thing) else None


def _report(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = reports.look(db, params["report"])
    return views.report(found.report, found.house, reader, found.kind) if found else None


def _take_down(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = taking_down.look(db, params["draft"], reader.now)
    return views.taken_down(found.id if found else None, bool(found and found.data["cancelled"]), reader.texts)


def _call_taken_down(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = volunteering.show(db, params["call"], reader.who)
    return views.call_cancelled_by(shown.call, By(params["by"]), volunteering.house_of(db, shown.call.id), reader) if shown else None


def _taken_down(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return to_be_told(views.cancelled_by(shown.event, By(params["by"]), shown.house, reader), shown, reader) if shown else None


VIEWS: Mapping[str, View] = {
    "report-ask": _ask,
    "reported": lambda db, params, reader: views.reported(reader.texts),
    "report": _report,
    "report-done": lambda db, params, reader: views.done(ReportState(params["state"]), reader.texts),
    "take-down": _take_down,
    "take-down-undone": lambda db, params, reader: views.undone(reader.texts),
    "taken-down": _taken_down,
    "call-taken-down": _call_taken_down,
    "card-taken-down": lambda db, params, reader: views.card(reader.texts),
}
