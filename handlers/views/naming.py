"""One's name in the private chat."""

from collections.abc import Sequence

from bot.names import LONGEST_NAME, apart
from bot.outgoing import Outgoing
from handlers.taps.naming import MyName, Naming
from handlers.taps.people import ShowMenu
from handlers.views.reader import Reader
from handlers.views.trust import asking_rows
from storage.people import Person
from storage.places import House


def mine(person: Person, reader: Reader, unknown: Sequence[House] = ()) -> Outgoing:
    """The name, who sees it, and the choices; `unknown`: the houses in which the person may ask to be known."""
    texts = reader.texts
    menu = ShowMenu().key(texts.say("Menu"))
    if person.name is None:
        text = texts.html("You have no name here. Others see a neighbour without a name.")
        return Outgoing(text, ((MyName(step=Naming.ASK).key(texts.say("Write a name")), menu),))
    if person.name_shown:
        text = texts.html("Your name here: <b>{name}</b>. Others see it as the organiser on your own events.", name=apart(person.name))
        seen = MyName(step=Naming.HIDE).key(texts.say("Hide my name"))
    else:
        text = texts.html("Your name here: <b>{name}</b>. Only the organisers of what you come to see it.", name=apart(person.name))
        seen = MyName(step=Naming.REVEAL).key(texts.say("Show it on my events"))
    change, remove = MyName(step=Naming.ASK).key(texts.say("Change")), MyName(step=Naming.REMOVE).key(texts.say("Remove"))
    return Outgoing(text, ((seen,), *asking_rows(unknown, reader), (change, remove, menu)))


def ask(reader: Reader) -> Outgoing:
    """The question; the next words answer it."""
    texts = reader.texts
    text = texts.html("What shall I call you? Write a name of at most {most} letters. It need not be your real name.", most=LONGEST_NAME)
    return Outgoing(text, ((MyName(step=Naming.SHOW).key(texts.say("Leave it as it is")),),))
