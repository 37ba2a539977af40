"""Why an event does not take place, as everybody reads it."""

from bot.names import apart
from bot.texts import Html, Texts, later
from community.events import Cancellation, Why

USUAL = {
    Why.WEATHER: later("the weather"),
    Why.FEW: later("too few are coming"),
    Why.ILL: later("somebody is ill"),
}


def reason(found: Cancellation | None, texts: Texts) -> list[Html]:
    """The line that says why; none where nobody said it."""
    return say_reason(found.why, found.words, texts) if found else []


def say_reason(why: Why, words: str | None, texts: Texts) -> list[Html]:
    """As `reason`, of what is not cancelled yet."""
    said = texts.say(USUAL[why]) if why in USUAL else apart(words) if words else None
    return [texts.html("Reason: {reason}", reason=said)] if said else []
