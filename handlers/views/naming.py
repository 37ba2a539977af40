"""One's name in the private chat."""

from collections.abc import Sequence

from bot.names import LONGEST_NAME, apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html
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
    lines = [_where_organising(person, reader), _where_coming(person, reader)]
    change, remove = MyName(step=Naming.ASK).key(texts.say("Change")), MyName(step=Naming.REMOVE).key(texts.say("Remove"))
    rows = (_seen_key(person, reader),), (_listed_key(person, reader),), *asking_rows(unknown, reader), (change, remove, menu)
    return Outgoing("\n".join(lines), rows)


def _where_organising(person: Person, reader: Reader) -> Html:
    texts, name = reader.texts, apart(person.name or "")
    if person.name_shown:
        return texts.html("Your name here: <b>{name}</b>. Others see it as the organiser on your own events.", name=name)
    return texts.html("Your name here: <b>{name}</b>. Only the organisers of what you come to see it.", name=name)


def _where_coming(person: Person, reader: Reader) -> Html:
    texts = reader.texts
    if person.listed:
        return texts.html("Where cards show who comes, your first name is among them.")
    return texts.html("Where cards show who comes, you are counted without a name.")


def _seen_key(person: Person, reader: Reader) -> Key:
    if person.name_shown:
        return MyName(step=Naming.HIDE).key(reader.texts.say("Hide my name"))
    return MyName(step=Naming.REVEAL).key(reader.texts.say("Show it on my events"))


def _listed_key(person: Person, reader: Reader) -> Key:
    if person.listed:
        return MyName(step=Naming.UNLIST).key(reader.texts.say("Hide it where I come"))
    return MyName(step=Naming.LIST).key(reader.texts.say("Show my first name where I come"))


def ask(reader: Reader) -> Outgoing:
    """The question; the next words answer it."""
    texts = reader.texts
    text = texts.html("What shall I call you? Write a name of at most {most} letters. It need not be your real name.", most=LONGEST_NAME)
    return Outgoing(text, ((MyName(step=Naming.SHOW).key(texts.say("Leave it as it is")),),))
