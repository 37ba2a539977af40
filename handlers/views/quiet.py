"""When somebody hears nothing."""

from bot.outgoing import Key, Outgoing
from bot.texts import Texts
from handlers.taps.people import ShowReminders
from handlers.taps.quiet import ChooseQuiet
from handlers.views.reader import Reader
from storage.people import Person

CHOICES = ((20, 8), (21, 7), (22, 7), (22, 9), (23, 8), (23, 10))


def quiet(person: Person, reader: Reader) -> Outgoing:
    """The quiet hours there are, and the choices."""
    texts, chosen = reader.texts, (person.quiet_from, person.quiet_until)
    text = texts.html("{hours}\nWhat changes about your own sign-ups at short notice still comes.", hours=hours(person, texts))
    house = _ticked(texts.say("As in my house"), chosen[0] is None, ChooseQuiet(since=0, until=0))
    keys = [_ticked(span(*each), each == chosen, ChooseQuiet(since=each[0], until=each[1])) for each in CHOICES]
    return Outgoing(text, ((house,), tuple(keys[:3]), tuple(keys[3:]), (ShowReminders().key(texts.say("Back")),)))


def hours(person: Person, texts: Texts) -> str:
    """The quiet hours in words."""
    if person.quiet_from is None or person.quiet_until is None:
        return texts.say("Quiet hours: as in your house.")
    return texts.say("Quiet hours: {hours}.", hours=span(person.quiet_from, person.quiet_until))


def span(since: int, until: int) -> str:
    """`22–7`."""
    return f"{since}–{until}"


def _ticked(label: str, chosen: bool, button: ChooseQuiet) -> Key:
    return button.key(f"✓ {label}" if chosen else label)
