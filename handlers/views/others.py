"""From what was changed about one date of a series to the question about the others."""

from bot.outgoing import Key
from bot.texts import Texts
from community.events import Event
from handlers.taps.series import ShowSeries


def other_dates(event: Event, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """A row that leads there; none for what comes once."""
    return () if event.series_id is None else ((ShowSeries(event=event.id).key(texts.say("The other dates…")),),)
