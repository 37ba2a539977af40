"""What a resident rarely needs about a call for hands, on a screen of its own: rows of each noun that has something to offer there."""

from collections.abc import Callable

from bot.outgoing import Key, Outgoing
from bot.texts import escape
from community.privacy import ticket_of
from community.volunteering import ShownCall
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.task_neighbours import OpenTaskNeighbours
from handlers.taps.volunteering import OpenCall
from handlers.views import hand_overs
from handlers.views.calls import title, when
from handlers.views.reader import Reader
from handlers.views.reports import report_row

Row = tuple[Key, ...]
Rows = Callable[[ShownCall, Reader], tuple[Row, ...]]
"""The rows of one noun for somebody who looks at a call; none where there is nothing to do."""


def more(shown: ShownCall, reader: Reader) -> Outgoing:
    """The call in short, what else can be done, and the way back."""
    call, texts = shown.call, reader.texts
    back = OpenCall(call=call.id, here=1, ticket=ticket_of(reader.key, call.id)).key(texts.say("Back"))
    rows = [row for of_noun in ROWS for row in of_noun(shown, reader)]
    lines = [title(call.title, texts)]
    lines += [escape(said)] if (said := when(call, texts, reader.now)) else []
    return Outgoing("\n".join(lines), (*rows, (back,)))


def _neighbours(shown: ShownCall, reader: Reader) -> tuple[Row, ...]:
    return ((OpenTaskNeighbours(call=shown.call.id).key(reader.texts.say("For a neighbour without a phone")),),)


def _report(shown: ShownCall, reader: Reader) -> tuple[Row, ...]:
    return (report_row(shown.call.id, reader),) if not shown.organises else ()


def _admins(shown: ShownCall, reader: Reader) -> tuple[Row, ...]:
    """Who administers a group only Telegram knows, at the moment of the press (ADR 7)."""
    if shown.organises:
        return ()
    return ((OpenCallPanel(call=shown.call.id).key(reader.texts.say("Admins: change or cancel")),),)


ROWS: tuple[Rows, ...] = (hand_overs.rows_of, _neighbours, _report, _admins)
"""In the order of the screen: what is needed more often comes first."""
