"""What the trust ladder looks like to who climbs it, and to who is asked."""

from collections.abc import Sequence

from bot.names import apart, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Texts
from community.trust import Shown
from handlers.taps.people import ShowMenu
from handlers.taps.trust import AskVoucher, TakeVoucher, Vouch
from handlers.views.reader import Reader
from storage.places import House

MOST_HOUSES = 5


def asking_rows(unknown: Sequence[House], reader: Reader) -> tuple[tuple[Key, ...], ...]:
    """A button for each house in which the reader is not known yet."""
    texts = reader.texts
    label = texts.say("Ask a neighbour to vouch for me")
    if len(unknown) == 1:
        return ((AskVoucher(house=unknown[0].id).key(label),),)
    return tuple((AskVoucher(house=house.id).key(f"{label}: {apart(house.name)}"),) for house in unknown[:MOST_HOUSES])


def standing(house: House, vouched: bool, reader: Reader) -> Outgoing:
    """To who asked: how it stands."""
    texts = reader.texts
    if vouched:
        text = texts.html("{house}: you are known here as a resident.", house=apart(house.name))
    else:
        text = texts.html("{house}: I asked who may know you, by your name. I tell you when somebody says yes.", house=apart(house.name))
    return Outgoing(text, ((ShowMenu().key(texts.say("Menu")),),))


def asked(found: Shown, reader: Reader) -> Outgoing:
    """To who may know the person; once somebody said yes, that it is so."""
    texts, voucher = reader.texts, found.voucher.id
    name = isolated(found.name) if found.name else texts.say("a neighbour without a name")
    if found.voucher.given_at is not None:
        text = texts.html("{house}: {name} is known as a resident.", house=apart(found.house), name=name)
        return Outgoing(text, ((TakeVoucher(voucher=voucher).key(texts.say("Take it back")),),))
    text = texts.html("{house}: {name} asks to be known as a resident. Do you know them? No papers.", house=apart(found.house), name=name)
    yes, no = Vouch(voucher=voucher, lives=1), Vouch(voucher=voucher, lives=0)
    return Outgoing(text, ((yes.key(texts.say("Yes, lives here")), no.key(texts.say("I don't know"))),))


def unknown(texts: Texts) -> Outgoing:
    """To who does not know them."""
    return Outgoing(texts.html("Fine. Somebody else may know."))


def vouched(house: House, texts: Texts) -> Outgoing:
    """To whom somebody vouched for."""
    return Outgoing(texts.html("{house}: a neighbour confirmed that you live here.", house=apart(house.name)))


def taken_back(texts: Texts) -> Outgoing:
    """To who took it back."""
    return Outgoing(texts.html("Taken back. What was done until now stays."))
