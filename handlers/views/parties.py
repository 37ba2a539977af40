"""Those who come along: how many grown-ups and children, and names of guests."""

from bot.names import isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html
from community.events import LARGEST_PARTY, MOST_CHILDREN, Answer, Party, Shown
from community.privacy import ticket_of
from handlers.taps.events import OpenEvent
from handlers.taps.more import OpenMore
from handlers.taps.parties import AskParty, BringParty, ComeAlone, Guests, MyGuests
from handlers.views.events import title_and_time
from handlers.views.reader import Reader


def ask_party(shown: Shown, adults: int, reader: Reader) -> Outgoing:
    """How many grown-ups; once that is said, how many children. Nothing is stored before both are known."""
    event, texts, ticket = shown.event.id, reader.texts, ticket_of(reader.key, shown.event.id)
    if adults == 0:
        question = texts.html("How many grown-ups are coming?")
        keys = [AskParty(event=event, adults=n, ticket=ticket).key(str(n)) for n in range(1, LARGEST_PARTY + 1)]
        back = OpenEvent(event=event, here=1, ticket=ticket).key(texts.say("Back"))
    else:
        question = texts.count_html("{n} grown-up. How many children?", "{n} grown-ups. How many children?", adults)
        keys = [BringParty(event=event, adults=adults, children=n, ticket=ticket).key(str(n)) for n in range(MOST_CHILDREN + 1)]
        back = AskParty(event=event, ticket=ticket).key(texts.say("Back"))
    lines = [*title_and_time(shown.event, reader), question]
    rows = [tuple(keys[at : at + 6]) for at in range(0, len(keys), 6)]
    return Outgoing("\n".join(map(Html, lines)), (*rows, (back,)))


def party_rows(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    """Behind "More…": who comes alone may be greeted; who comes with others may name them."""
    mine, event, texts = shown.mine, shown.event.id, reader.texts
    if mine is None or mine.answer is not Answer.COMING:
        return ()
    if mine.party > 1:
        return (MyGuests(event=event, step=Guests.SHOW).key(texts.say("Names of my guests")),)
    if mine.alone:
        return (ComeAlone(event=event, alone=0).key(texts.say("No need to greet me")),)
    return (ComeAlone(event=event, alone=1).key(texts.say("I come alone, please greet me")),)


def guests(found: Party, reader: Reader) -> Outgoing:
    """The names of one's guests, and what can be done with them."""
    event, texts = found.event.id, reader.texts
    back = OpenMore(event=event, ticket=ticket_of(reader.key, event)).key(texts.say("Back"))
    ask = MyGuests(event=event, step=Guests.ASK)
    if not found.guests:
        text = texts.html("You may tell the organiser who comes with you. Nobody else sees the names.")
        return Outgoing(text, ((ask.key(texts.say("Write the names")),), (back,)))
    names = ", ".join(map(isolated, found.guests))
    text = texts.html("With you: <b>{names}</b>. Only the organiser sees the names.", names=names)
    remove = MyGuests(event=event, step=Guests.REMOVE).key(texts.say("Remove"))
    return Outgoing(text, ((ask.key(texts.say("Change")), remove), (back,)))


def ask_guests(event: int, reader: Reader) -> Outgoing:
    """The question; the next words answer it."""
    texts = reader.texts
    leave = MyGuests(event=event, step=Guests.SHOW).key(texts.say("Leave it as it is"))
    return Outgoing(texts.html("Who comes with you? Write the names with commas between them."), ((leave,),))
