"""What is owed about events."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.dates import say_time
from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import later
from community import events, reminders
from community.refusals import Refused
from handlers.taps.events import OpenEvent
from handlers.views import events as event_views
from handlers.views import lines as line_views
from handlers.views import panel as panel_views
from handlers.views import reminders as reminder_views
from handlers.views.reader import Reader
from handlers.views.view import Params, View, said
from storage.engine import Connection


def _event(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return event_views.private(shown, reader) if shown else None


def _panel(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return panel_views.panel(shown, reader) if shown else None


def _panel_more(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return panel_views.more(shown, reader) if shown else None


def _reminder(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = [(events.show(db, event, reader.who), starts) for event, starts in params["events"]]
    unmoved = [shown for shown, starts in found if shown is not None and shown.event.starts.isoformat() == starts]
    shifts = reminders.show_shifts(db, params.get("shifts", ()), reader.who or 0)
    return reminder_views.reminder(unmoved, reader, shifts)


def _promoted(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return event_views.promoted(shown, reader) if shown else None


def _tomorrow(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    coming = reminders.list_of_days(db, params["chat"], [date.fromisoformat(day) for day in params["days"]], reader.now)
    return line_views.tomorrow_line(coming, reader.texts, reader.now)


def _published(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, texts = events.show(db, params["event"], reader.who), reader.texts
    if shown is None:
        return None
    said = later("Your suggestion was published: <b>{title}</b>.") if params["suggested"] else later("Published: <b>{title}</b>.")
    text: str = texts.html(said, title=apart(shown.event.title))
    if params.get("groups", 1) > 1:
        text += "\n" + texts.count_html("It is shown in {n} group.", "It is shown in {n} groups.", params["groups"])
    if "posted" in params:
        time = say_time(datetime.fromisoformat(params["posted"]), texts.language)
        text += "\n" + texts.html("The card comes to the group in the morning, {time}.", time=time)
    keys = ((OpenEvent(event=shown.event.id).key(texts.say("Open")),),)
    return Outgoing(text, keys, picture=shown.event.picture)


def _whats_on(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return event_views.listed(events.whats_on(db, who=reader.who or 0, now=reader.now), reader)
    except Refused as refused:
        return said(refused, reader)


VIEWS: Mapping[str, View] = {
    "event": _event,
    "panel": _panel,
    "panel-more": _panel_more,
    "reminder": _reminder,
    "promoted": _promoted,
    "tomorrow": _tomorrow,
    "event-published": _published,
    "whats-on": _whats_on,
}
