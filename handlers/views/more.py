"""What a resident rarely needs about an event, on a screen of its own: a row for each noun that has something to offer there."""

from collections.abc import Callable

from bot.outgoing import Key, Outgoing
from community.events import Shown
from community.privacy import ticket_of
from handlers.taps.events import OpenEvent, OpenPanel
from handlers.taps.organisers import TakeOver
from handlers.taps.people import ShowReminders
from handlers.taps.seating import ShowDraw
from handlers.views.asking import ask_row
from handlers.views.events import title_and_time
from handlers.views.parties import party_rows
from handlers.views.reader import Reader
from handlers.views.reports import report_row
from handlers.views.series import dates_row

Row = Callable[[Shown, Reader], tuple[Key, ...]]
"""The buttons of one noun for somebody who looks at an event; none where there is nothing to do."""


def more(shown: Shown, reader: Reader) -> Outgoing:
    """The event in short, what else can be done, and the way back."""
    event, texts = shown.event, reader.texts
    back = OpenEvent(event=event.id, here=1, ticket=ticket_of(reader.key, event.id)).key(texts.say("Back"))
    rows = [keys for row in ROWS if (keys := row(shown, reader))]
    return Outgoing("\n".join(title_and_time(event, reader)), (*rows, (back,)))


def _reminders(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    return (ShowReminders().key(reader.texts.say("Reminders")),) if shown.mine else ()


def _take_over(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    key = TakeOver(event=shown.event.id).key(reader.texts.say("Admins: take it over"))
    return (key,) if shown.event.organiser_id is None else ()


def _admins(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    """Who administers a group only Telegram knows, at the moment of the press (ADR 7)."""
    return () if shown.organises else (OpenPanel(event=shown.event.id).key(reader.texts.say("Admins: change or cancel")),)


def _draw(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    if shown.seating is None or shown.seating.draw_days is None:
        return ()
    return (ShowDraw(event=shown.event.id, ticket=ticket_of(reader.key, shown.event.id)).key(reader.texts.say("How lots are drawn")),)


def _report(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    return report_row(shown.event.id, reader)


ROWS: tuple[Row, ...] = (party_rows, ask_row, dates_row, _draw, _reminders, _take_over, _report, _admins)
"""In the order of the screen: what is needed more often comes first."""
