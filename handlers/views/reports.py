"""What reports look like to who makes them, to who decides, and to those whom a card that is taken down concerned."""

from collections.abc import Callable, Mapping

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, later
from community.events import Event
from community.privacy import ticket_of
from community.taking_down import By
from community.volunteering import Call
from handlers.buttons import Button
from handlers.taps.events import OpenEvent
from handlers.taps.polls import OpenPoll
from handlers.taps.reports import LeaveReport, ReportCard, Reporting, TakeDown, UndoTakeDown
from handlers.taps.rotas import OpenRota
from handlers.taps.volunteering import OpenCall
from handlers.views.calls import when as call_when
from handlers.views.events import starts
from handlers.views.reader import Reader
from handlers.views.words import fitting
from storage.cards import ThingKind
from storage.places import House
from storage.reports import Report, ReportState


def report_row(thing: int, reader: Reader) -> tuple[Key, ...]:
    """The way to a report, on the screen of what is rarely needed."""
    ask = ReportCard(event=thing, step=Reporting.ASK, ticket=ticket_of(reader.key, thing))
    return (ask.key(reader.texts.say("Report")),)


def ask(thing: int, back: Button, may_take_down: bool, reader: Reader) -> Outgoing:
    """The one question before a report; who may take the card down can do so instead."""
    texts, ticket, back_ = reader.texts, ticket_of(reader.key, thing), back.key(reader.texts.say("Back"))
    if may_take_down:
        text = texts.html("Does this not belong here? You may take the card down. You can undo it for a minute.")
        return Outgoing(text, ((TakeDown(event=thing).key(texts.say("Take down")),), (back_,)))
    text = texts.html("Does this not belong here? Two who look after the house decide. They do not learn who reported it.")
    send = ReportCard(event=thing, step=Reporting.SEND, ticket=ticket)
    return Outgoing(text, ((send.key(texts.say("Report it")),), (back_,)))


def reported(texts: Texts) -> Outgoing:
    """To who reported."""
    return Outgoing(texts.html("Thank you. I have passed it on, and tell you what became of it."))


def report(found: Report, house: str, reader: Reader, kind: ThingKind = ThingKind.EVENT) -> Outgoing:
    """To who decides: what was reported is one tap away, and is not repeated here."""
    texts = reader.texts
    if found.state is not ReportState.OPEN:
        return Outgoing(texts.html(_DECIDED[found.state]))
    text = texts.html("{house}: a neighbour finds that a card does not belong there. Look at it and decide.", house=apart(house))
    ticket = ticket_of(reader.key, found.thing_id)
    look = _OPENS[kind](found.thing_id, ticket).key(texts.say("Look at it"))
    take, leave = TakeDown(event=found.thing_id).key(texts.say("Take down")), LeaveReport(report=found.id).key(texts.say("Leave it"))
    return Outgoing(text, ((look,), (take, leave)))


_OPENS: Mapping[ThingKind, Callable[[int, str], Button]] = {
    ThingKind.EVENT: lambda thing, ticket: OpenEvent(event=thing, ticket=ticket),
    ThingKind.POLL: lambda thing, ticket: OpenPoll(poll=thing, ticket=ticket),
    ThingKind.CALL: lambda thing, ticket: OpenCall(call=thing, ticket=ticket),
    ThingKind.ROTA: lambda thing, ticket: OpenRota(rota=thing, ticket=ticket),
}

_DECIDED: Mapping[ReportState, str] = {
    ReportState.TAKEN_DOWN: later("The card was taken down."),
    ReportState.LEFT: later("The card stays. Who reported it is told."),
}

_DONE: Mapping[ReportState, str] = {
    ReportState.TAKEN_DOWN: later("What you reported was taken down. Thank you."),
    ReportState.LEFT: later("What you reported was looked at, and it stays."),
}


def done(state: ReportState, texts: Texts) -> Outgoing:
    """To who reported: what became of it."""
    return Outgoing(texts.html(_DONE[state]))


def taken_down(draft: int | None, cancelled: bool, texts: Texts) -> Outgoing:
    """To who took a card down; `draft` is what can still be undone."""
    text: Html = texts.html("The card was taken down.")
    if draft is None:
        return Outgoing(text)
    if cancelled:
        text = Html(text + " " + texts.html("It is cancelled. In a minute I tell those who signed up."))
    return Outgoing(text, ((UndoTakeDown(draft=draft).key(texts.say("Undo")),),))


def undone(texts: Texts) -> Outgoing:
    """To who undid it."""
    return Outgoing(texts.html("The card hangs again."))


_BY: Mapping[By, str] = {
    By.ADMINS: later("The admins of the group cancelled this: <b>{title}</b>, {when}."),
    By.BOARD: later("The board cancelled this: <b>{title}</b>, {when}."),
    By.MANAGER: later("The community manager cancelled this: <b>{title}</b>, {when}."),
}


_BY_UNDATED: Mapping[By, str] = {
    By.ADMINS: later("The admins of the group cancelled this: <b>{title}</b>."),
    By.BOARD: later("The board cancelled this: <b>{title}</b>."),
    By.MANAGER: later("The community manager cancelled this: <b>{title}</b>."),
}


def call_cancelled_by(call: Call, by: By, house: House, reader: Reader) -> Outgoing:
    """To who had a task, or called: in whose name the call was cancelled."""
    when = call_when(call, reader.texts, reader.now)
    said = _BY[by] if when else _BY_UNDATED[by]
    return Outgoing(reader.texts.html(fitting(said, house), title=apart(call.title), when=when))


def cancelled_by(event: Event, by: By, house: House, reader: Reader) -> Outgoing:
    """To who signed up, and who organised it."""
    return Outgoing(reader.texts.html(fitting(_BY[by], house), title=apart(event.title), when=starts(event, reader.texts, reader.now)))


def card(texts: Texts) -> Outgoing:
    """In the place of a card that Telegram does not let go any more."""
    return Outgoing(texts.html("This card was taken down."))
