"""What only the organiser of an event can do, on a screen of its own."""

from collections.abc import Callable

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, escape
from community.events import Shown
from community.privacy import ticket_of
from handlers.taps.attendance import OpenAttendance
from handlers.taps.bringing import BringList, Listing
from handlers.taps.call_making import CallForEvent
from handlers.taps.cancelling import CancelEvent
from handlers.taps.changing import ChooseChange
from handlers.taps.events import OpenEvent, OpenPanel
from handlers.taps.more import OpenMore
from handlers.taps.organisers import ShowOrganisers
from handlers.taps.panel import OpenPanelMore
from handlers.taps.seating import ShowSeating
from handlers.views import names, spreading
from handlers.views.attendance import alone
from handlers.views.events import state, unconfirmed, when
from handlers.views.reader import Reader
from handlers.views.series import series_row


def panel(shown: Shown, reader: Reader) -> Outgoing:
    """The event in short, how it stands, and a button for each thing the organiser can do."""
    event, texts = shown.event, reader.texts
    lines = [
        texts.html("For the organiser: <b>{title}</b>", title=apart(event.title)),
        escape(when(event, texts, reader.now)),
        *state(shown, texts, reader.now),
    ]
    if shown.untold:
        lines.append(
            texts.count_html(
                "{n} in the queue got a place and could not be told.", "{n} in the queue got a place and could not be told.", shown.untold
            )
        )
    if shown.unconfirmed:
        lines.append(unconfirmed(shown.unconfirmed, texts))
    if shown.unpassed:
        lines.append(
            texts.count_html(
                "{n} sign-up for a neighbour without a phone: not told yet.",
                "{n} sign-ups for neighbours without a phone: not told yet.",
                shown.unpassed,
            )
        )
    if shown.alone:
        lines.append(alone(shown.alone, texts))
    return Outgoing("\n".join(map(Html, lines)), _keys(shown, reader))


def _keys(shown: Shown, reader: Reader) -> tuple[tuple[Key, ...], ...]:
    event, texts = shown.event.id, reader.texts
    both = ChooseChange(event=event).key(texts.say("Change")), CancelEvent(event=event, sure=0).key(texts.say("Cancel the event"))
    if not shown.organises:  # an admin of the group, who sees nothing of who comes
        return (both, (OpenMore(event=event, ticket=ticket_of(reader.key, event)).key(texts.say("Back")),))
    return (
        (OpenAttendance(event=event).key(texts.say("Who comes")),),
        both,
        (ShowOrganisers(event=event).key(texts.say("Organisers")), BringList(event=event, step=Listing.SHOW).key(texts.say("Bring-list"))),
        (OpenPanelMore(event=event).key(texts.say("More…")),),
        (OpenEvent(event=event, here=1).key(texts.say("Back")),),
    )


Row = Callable[[Shown, Reader], tuple[Key, ...]]
"""The buttons of one noun for the organiser; none where there is nothing to do."""


def more(shown: Shown, reader: Reader) -> Outgoing:
    """What the organiser rarely needs: a row for each noun that has something to offer there."""
    event, texts = shown.event, reader.texts
    lines = [texts.html("For the organiser: <b>{title}</b>", title=apart(event.title)), escape(when(event, texts, reader.now))]
    rows = [keys for row in ROWS if (keys := row(shown, reader))]
    return Outgoing("\n".join(lines), (*rows, (OpenPanel(event=event.id).key(texts.say("Back")),)))


def _places(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    return (ShowSeating(event=shown.event.id).key(reader.texts.say("Places")),)


def _hands(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    return (CallForEvent(event=shown.event.id).key(reader.texts.say("Call for hands")),)


ROWS: tuple[Row, ...] = (_places, _hands, series_row, spreading.row, names.row)
"""In the order of the screen: what is needed more often comes first."""
