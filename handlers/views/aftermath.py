"""After an event: the question how many came, its answer, and thanks."""

from bot.outgoing import Outgoing
from bot.texts import Html, Texts
from community.events import Attendance, Event
from handlers.taps.aftermath import SayCame, WriteCame
from handlers.views.events import title_and_time
from handlers.views.reader import Reader


def how_many(found: Attendance, reader: Reader) -> Outgoing | None:
    """Asked once, with the numbers there are to choose from; None when it was said already."""
    event, texts = found.event, reader.texts
    if event.came is not None:
        return None
    numbers = dict.fromkeys(number for number in (found.came, event.seated) if number)
    keys = tuple(SayCame(event=event.id, came=number).key(str(number)) for number in numbers)
    write = WriteCame(event=event.id).key(texts.say("Write the number"))
    lines = [*title_and_time(event, reader), texts.html("How many came?")]
    return Outgoing("\n".join(map(Html, lines)), ((*keys, write),))


def ask(reader: Reader) -> Outgoing:
    """The question; the next words answer it."""
    return Outgoing(reader.texts.html("How many came? Write the number."))


def noted(event: Event, reader: Reader) -> Outgoing:
    """The number as it is shown, which can be corrected."""
    texts = reader.texts
    change = WriteCame(event=event.id).key(texts.say("Change"))
    text = texts.count_html("Noted: {n} came. The card says so.", "Noted: {n} came. The card says so.", event.came or 0)
    return Outgoing(text, ((change,),))


def thanked(event: Event, texts: Texts) -> str:
    """The pop-up after thanks."""
    return texts.count("{n} neighbour says thanks.", "{n} neighbours say thanks.", event.thanks)
