"""Neighbours without a phone, inside messages for who signed them up: what stands of them, and that they are to be told too."""

from dataclasses import replace

from bot.names import cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.events import Answer, Place, Proxy, Shown
from handlers.taps.events import AnswerEvent
from handlers.taps.proxies import NeighbourCant, NoneCan, PassNewsOn
from handlers.views.reader import Reader
from storage.events import SignUp

LONGEST_LABEL = 20


def to_be_told(outgoing: Outgoing, shown: Shown, reader: Reader) -> Outgoing:
    """News for who signed neighbours up: they tell them too, and say so with a tap."""
    if not shown.proxied:
        return outgoing
    texts = reader.texts
    names = ", ".join(called(*pair, texts) for pair in shown.proxied)
    text = outgoing.text + "\n" + texts.html("Please tell them too: {names}.", names=names)
    alone = len(shown.proxied) == 1
    rows = [_told_keys(sign_up, proxy, texts, alone=alone) for sign_up, proxy in shown.proxied]
    return replace(outgoing, text=text, keys=(*outgoing.keys, *rows))


def _told_keys(sign_up: SignUp, proxy: Proxy, texts: Texts, *, alone: bool) -> tuple[Key, ...]:
    told, unreached = (PassNewsOn(sign_up=sign_up.id, told=each) for each in (1, 0))
    if alone:
        return told.key(texts.say("I told")), unreached.key(texts.say("I can't reach"))
    name = cut(called(sign_up, proxy, texts), LONGEST_LABEL)
    return told.key(texts.say("Told: {name}", name=name)), unreached.key(texts.say("Not reached: {name}", name=name))


def called(sign_up: SignUp, proxy: Proxy, texts: Texts) -> str:
    """A neighbour by nickname; those without one by their number."""
    return isolated(proxy.nickname) if proxy.nickname else texts.count("{n} neighbour", "{n} neighbours", sign_up.party)


def lines_of(shown: Shown, texts: Texts) -> list[Html]:
    """What stands of the neighbours somebody signed up, a line each."""
    return [escape(_line(sign_up, proxy, texts)) for sign_up, proxy in shown.proxied]


def _line(sign_up: SignUp, proxy: Proxy, texts: Texts) -> str:
    whom = called(sign_up, proxy, texts)
    if sign_up.place is Place.WAITING:
        return texts.say("For {whom}: in the queue", whom=whom)
    return texts.say("For {whom}: coming", whom=whom)


def cant_rows(shown: Shown, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """The neighbour does not come after all, a button each."""
    names = [(sign_up.id, cut(called(sign_up, proxy, texts), LONGEST_LABEL)) for sign_up, proxy in shown.proxied]
    return tuple((NeighbourCant(sign_up=sign_up).key(texts.say("Not coming: {name}", name=name)),) for sign_up, name in names)


def seated(proxied: tuple[tuple[SignUp, Proxy], ...]) -> tuple[tuple[SignUp, Proxy], ...]:
    """Those of them who have a place."""
    return tuple(pair for pair in proxied if pair[0].place is Place.SEATED)


def cant_keys(shown: Shown, texts: Texts, ticket: str = "") -> tuple[Key, ...]:
    """Can't; who signed up neighbours may mean only themselves, or all of them."""
    cant = AnswerEvent(event=shown.event.id, answer=Answer.CANT, ticket=ticket)
    if not shown.proxied:
        return (cant.key(texts.say("Can't")),)
    return cant.key(texts.say("Only I can't")), NoneCan(event=shown.event.id).key(texts.say("None of us can"))
