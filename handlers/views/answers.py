"""What a press on a card shows to the one who pressed: pop-ups of at most 200 characters."""

from datetime import datetime

from bot.names import apart, cut
from bot.texts import Texts
from community import events
from community.events import Answer, Answered, Event, EventState, Place
from handlers.views import kept
from handlers.views.events import counts, starts, when

LENGTH = 200
"""Telegram's limit for a pop-up."""

ISOLATES = 4
"""Characters around a title and a place that run from right to left."""


def answered(answer: Answered, texts: Texts, now: datetime, days: int) -> tuple[str, bool]:
    """The pop-up after a press, and whether it is an alert that stays."""
    event = answer.event
    if answer.place is Place.OFFERED:
        return _offered(answer, texts, now), True
    if answer.place is Place.WAITING:
        return _queued(answer, texts, now, days), True
    if answer.answer is Answer.CANT:
        said = texts.say("Marked: you can't come. Thanks for telling.")
    elif answer.answer is Answer.MAYBE:
        said = texts.say("Marked: maybe. {when}. Tell when you know.", when=starts(event, texts, now))
    else:
        said = _coming(answer, texts, now)
    if answer.too_late:
        said += " " + texts.say("It starts so soon that no reminder comes.")
    if answer.first:
        kept = texts.count(
            "Stored until {n} day after the event. More: /privacy", "Stored until {n} days after the event. More: /privacy", days
        )
        return " ".join((said, texts.say("Only the number is shown."), kept)), True
    return said, False


def _coming(answer: Answered, texts: Texts, now: datetime) -> str:
    when_ = starts(answer.event, texts, now)
    if answer.party == 1:
        return texts.say("You are coming: {when}.", when=when_)
    return texts.count("You are coming: {when}, {n} person.", "You are coming: {when}, {n} people.", answer.party, when=when_)


def _offered(answer: Answered, texts: Texts, now: datetime) -> str:
    assert answer.offered_until is not None, "an offer ends"
    until = kept.said(answer.offered_until, answer.event, texts, now)
    return texts.count(
        "A place is on offer to you until {until}. Press Coming to take it.",
        "{n} places are on offer to you until {until}. Press Coming to take them.",
        answer.party,
        until=until,
    )


def _queued(answer: Answered, texts: Texts, now: datetime, days: int) -> str:
    if not answer.reachable or answer.draw is not None:
        return _place_in_queue(answer, texts, now, days)
    return f"{_why_waiting(answer, texts)} {_place_in_queue(answer, texts, now, days)}"


def _why_waiting(answer: Answered, texts: Texts) -> str:
    if answer.share is not None:
        return texts.count("Your house has its {n} place.", "Your house has its {n} places.", answer.share)
    if events.left(answer.event):
        return texts.say("There is not enough room for all of you.")
    if answer.event.held:
        return texts.say("No place is free now.")
    return texts.count("The {n} place is taken.", "All {n} places are taken.", answer.event.capacity or 0)


def _place_in_queue(answer: Answered, texts: Texts, now: datetime, days: int) -> str:
    if answer.draw is not None:
        return _in_the_draw(answer, kept.said(answer.draw, answer.event, texts, now), texts, days)
    number = answer.ahead + 1
    if not answer.reachable:
        return texts.say(
            "Your place in the queue: {number}. Open Talkoot-botti and press Start to hear when a place is free. "
            "Kept {days} days after the event: /privacy",
            number=number,
            days=days,
        )
    return texts.say("Your place in the queue: {number}. We tell you when a place is free.", number=number)


def _in_the_draw(answer: Answered, when_: str, texts: Texts, days: int) -> str:
    if not answer.reachable:
        return texts.say(
            "You are in the draw: {when}. Open Talkoot-botti and press Start to hear what you get. "
            "Kept {days} days after the event: /privacy",
            when=when_,
            days=days,
        )
    return texts.say("You are in the draw. Lots are drawn {when}. Your number: {number}. We tell you.", when=when_, number=answer.number)


def my_answer(answer: Answered, texts: Texts, now: datetime, days: int) -> str:
    """A person's own state, for a pop-up."""
    ended = _ended(answer.event, texts)
    if ended is not None:
        return ended
    if answer.answer is None and answer.event.closed:
        return texts.say("Sign-up is closed. Ask the organiser whether there is still room: Other…, then More…")
    if answer.answer is None:
        return texts.say("You have not answered yet. Press Coming or Can't.")
    if answer.place is Place.OFFERED:
        return _offered(answer, texts, now)
    if answer.place is Place.WAITING:
        return _place_in_queue(answer, texts, now, days)
    if answer.answer is Answer.CANT:
        return texts.say("Your answer: you can't come.")
    if answer.answer is Answer.MAYBE:
        return texts.say("Your answer: maybe.")
    return _coming(answer, texts, now)


def in_short(event: Event, texts: Texts, now: datetime) -> str:
    """Title, time, place and state in the presser's language, for an alert."""
    time, state = when(event, texts, now), _ended(event, texts) or _standing(event, texts)
    room = LENGTH - len(f"\n{time} · \n{state}") - ISOLATES
    title = cut(event.title, max(room - len(event.place or ""), room // 2))
    place = cut(event.place or "", room - len(title))
    return f"{apart(title)}\n{' · '.join(part for part in (time, apart(place)) if part)}\n{state}"


def _standing(event: Event, texts: Texts) -> str:
    """How many come, and that sign-up is closed where it is."""
    return " · ".join((counts(event, texts), *([texts.say("sign-up is closed")] if event.closed else [])))


def _ended(event: Event, texts: Texts) -> str | None:
    """That nothing can be answered any more; None while it can."""
    if event.state is EventState.CANCELLED:
        return texts.say("This event was cancelled.")
    return texts.say("This event is over.") if event.state is EventState.OVER else None
