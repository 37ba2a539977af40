"""Neighbours without a phone: how they are signed up, and what is owed about their place."""

from dataclasses import replace

from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import Html
from community.events import Event, EventState, Place, Shown
from handlers.taps.events import OpenEvent
from handlers.taps.proxies import AskNeighbours, SignUpNeighbours
from handlers.views.events import starts, title_and_time
from handlers.views.neighbours import called, to_be_told
from handlers.views.reader import Reader


def ask_neighbours(event: Event, most: int, reader: Reader) -> Outgoing:
    """How many neighbours without a phone; each was asked whether they come."""
    texts = reader.texts
    lines = [
        *title_and_time(event, reader),
        texts.html("How many neighbours without a phone do you sign up? Ask each of them first. You tell them if something changes."),
    ]
    numbers = [SignUpNeighbours(event=event.id, party=n).key(str(n)) for n in range(1, most + 1)]
    rows = [tuple(numbers[at : at + 5]) for at in range(0, len(numbers), 5)]
    named = AskNeighbours(event=event.id, nickname=1).key(texts.say("With a nickname; they agree"))
    back = OpenEvent(event=event.id, here=1).key(texts.say("Back"))
    return Outgoing("\n".join(map(Html, lines)), (*rows, (named,), (back,)))


def ask_nickname(event: int, reader: Reader) -> Outgoing:
    """The question; the next words answer it."""
    texts = reader.texts
    text = texts.html(
        "By which nickname? Write it only if the neighbour agrees. The organiser sees it. It is erased {days} days after the event.",
        days=reader.privacy.nicknames_days,
    )
    return Outgoing(text, ((OpenEvent(event=event, here=1).key(texts.say("Leave it as it is")),),))


def neighbour_place(shown: Shown, sign_up: int, reader: Reader) -> Outgoing | None:
    """What became of a neighbour's place; None when they do not come any more."""
    event, texts = shown.event, reader.texts
    found = next((pair for pair in shown.proxied if pair[0].id == sign_up), None)
    if found is None or event.state is not EventState.PUBLISHED:
        return None
    of = {"whom": called(*found, texts), "title": apart(event.title), "when": starts(event, texts, reader.now)}
    if found[0].place is Place.SEATED:
        text = texts.html("For {whom}: a place is free, and it is theirs. <b>{title}</b>, {when}.", **of)
    else:
        text = texts.html("For {whom}: no place was free. They are in the queue. <b>{title}</b>, {when}.", **of)
    return to_be_told(Outgoing(text), replace(shown, proxied=(found,)), reader)
