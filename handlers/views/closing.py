"""Until when neighbours can sign up, and that they can't any more: what cards, lists and the organiser's screens say of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_span
from bot.outgoing import Key
from bot.texts import Html, Texts
from community import events
from community.events import Event
from community.events.deadlines import usual
from handlers.taps.closing import CloseSignUp, SetDeadline
from handlers.views.kept import said
from handlers.views.reader import Reader


def lines(event: Event, texts: Texts, now: datetime) -> list[Html]:
    """`Sign up by Wed 19 May, 18:00.`, or that it is closed; nothing for an event one can always come to."""
    if event.closed:
        return [texts.html("Sign-up is closed.")]
    return [texts.html("Sign up by {when}.", when=said(event.deadline, event, texts, now))] if event.deadline else []


def room(event: Event, texts: Texts) -> str:
    """`room for 5 more`, `full`, `sign-up is closed`; empty where there is always room."""
    left = events.left(event)
    if event.closed:
        return texts.say("sign-up is closed")
    if left == 0:
        return texts.say("full")
    return texts.count("room for {n} more", "room for {n} more", left) if left else ""


def usual_deadlines(event: Event, reader: Reader) -> list[tuple[Key, ...]]:
    """The usual deadlines that are still to come, two in a row."""
    days = usual(event.starts, ZoneInfo(event.zone), reader.now)
    today = reader.today(event.zone)
    keys = [
        SetDeadline(event=event.id, days=each).key(say_span(deadline, None, reader.texts.language, today=today))
        for each, deadline in days.items()
    ]
    return [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]


def close_key(event: Event, texts: Texts) -> Key:
    """Close sign-up now, or open it again."""
    label = texts.say("Open sign-up again") if event.closed else texts.say("Close sign-up")
    return CloseSignUp(event=event.id, closed=0 if event.closed else 1).key(label)
