"""What the preview of a series says beyond that of an event: its rule, its next dates and its end, and holidays among them."""

from collections.abc import Sequence
from datetime import date

from bot.dates import say_day
from bot.outgoing import Key
from bot.texts import Html, Texts
from community.events import Coming
from handlers.taps.series import JustOnce, LeaveOut
from handlers.views.recurrence import say_rule

MOST_DAYS = 6
"""So many days are named; of more it is said how many they are."""


def repeats(coming: Coming, today: date, texts: Texts) -> Html:
    """The lines about the rule, below those about the event."""
    lines = [
        texts.html("Repeats: {rule}.", rule=say_rule(coming.rule, texts)),
        texts.html("Next dates: {days}.", days=_days(coming.next, today, texts)),
        _end(coming, today, texts),
    ]
    if coming.left_out:
        lines.append(texts.html("Left out: {days}.", days=_days(coming.left_out, today, texts)))
    if coming.festive:
        lines.append(texts.html("A holiday or its eve: {days}.", days=_days(coming.festive, today, texts)))
    if coming.quiet:
        lines.append(texts.html("It begins in the quiet hours."))
    return Html("\n".join(lines))


def repeats_keys(draft: int, coming: Coming | None, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """The ways out: without the holidays, or only once."""
    if coming is None:
        return ()
    out = (LeaveOut(draft=draft).key(texts.say("Leave holidays out")),) if coming.festive else ()
    return ((*out, JustOnce(draft=draft).key(texts.say("Only once"))),)


def _end(coming: Coming, today: date, texts: Texts) -> Html:
    if coming.last is None:
        return texts.html("It goes on until you end it.")
    return texts.html("Last day: {day}.", day=say_day(coming.last, texts.language, today=today))


def _days(days: Sequence[date], today: date, texts: Texts) -> str:
    named = ", ".join(say_day(day, texts.language, today=today) for day in days[:MOST_DAYS])
    rest = len(days) - MOST_DAYS
    return named if rest <= 0 else named + " " + texts.count("and {n} more", "and {n} more", rest)
