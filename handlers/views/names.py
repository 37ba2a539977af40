"""First names: on a card, in the question to whoever comes, and on the organiser's screen."""

from bot.names import cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.events import Shown
from handlers.taps.names import ShowNames
from handlers.taps.naming import MyName, Naming
from handlers.views.reader import Reader

LONGEST = 20
"""Of a first name, so that ten of them and the counts are a card still."""


def first_name(name: str) -> str:
    """The first word of a name, as it may stand in a line with others."""
    return isolated(cut(name.split()[0], LONGEST))


def lines(shown: Shown, texts: Texts) -> list[Html]:
    """Who comes, by first name, and how many others; nothing where nobody is named."""
    names, others = ", ".join(map(first_name, shown.named)), shown.event.seated - len(shown.named)
    if not names:
        return []
    return [texts.count_html("{names} + {n} other", "{names} + {n} others", others, names=names) if others > 0 else escape(names)]


def row(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    """Behind the organiser's More: names on the card, or none."""
    event, texts = shown.event, reader.texts
    label = texts.say("Hide first names") if event.names else texts.say("Show first names")
    return (ShowNames(event=event.id, shown=int(not event.names)).key(label),)


def ask(name: str, reader: Reader) -> Outgoing:
    """Asked once in all: may the first name stand on such cards?"""
    texts = reader.texts
    text = texts.html("Some cards show who comes, by first name. May yours stand there too: <b>{name}</b>?", name=first_name(name))
    yes, no = MyName(step=Naming.LIST).key(texts.say("Yes, show it")), MyName(step=Naming.UNLIST).key(texts.say("No"))
    return Outgoing(text, ((yes, no),))
