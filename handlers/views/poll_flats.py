"""One answer per flat: which flat, and what happens when it has answered."""

from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html
from community.polls import ShownPoll
from community.privacy import ticket_of
from handlers.taps.poll_flats import AllowFlat, AskActivists, ChooseFlat
from handlers.taps.polls import OpenPoll
from handlers.views.reader import Reader

MOST_FLATS = 40
"""So many flats have a button each; of more the label is written."""

MOST_BYTES = 32
"""Of a label on a button, which has room for a poll's number and a ticket beside it."""

IN_A_ROW = 4


def which(shown: ShownPoll, head: list[Html], reader: Reader) -> Outgoing:
    """Which flat somebody answers for, before their first answer in this poll."""
    poll, texts, ticket = shown.poll, reader.texts, ticket_of(reader.key, shown.poll.id)
    asked = texts.html("Each flat has one answer here. Which is yours? I keep it sealed, and forget it when the poll closes.")
    labels = shown.flats if len(shown.flats) <= MOST_FLATS and all(_fits(label) for label in shown.flats) else ()
    keys = [ChooseFlat(poll=poll.id, ticket=ticket, flat=label).key(label) for label in labels]
    rows = [tuple(keys[at : at + IN_A_ROW]) for at in range(0, len(keys), IN_A_ROW)]
    write = () if rows else ((ChooseFlat(poll=poll.id, ticket=ticket).key(texts.say("Write my flat")),),)
    return Outgoing("\n".join([*head, asked]), (*rows, *write))


def _fits(label: str) -> bool:
    """Whether a button can carry it."""
    return ":" not in label and len(label.encode()) <= MOST_BYTES


def write(reader: Reader) -> Outgoing:
    """How to write it."""
    return Outgoing(reader.texts.html("Write the number of your flat, for example: A 12"))


def waits(poll: int, flat: str, reader: Reader) -> Outgoing:
    """Somebody of the flat has answered already."""
    texts = reader.texts
    text = texts.html("Your flat has answered already. I asked who did; with their yes you can answer too.")
    keys = ((AskActivists(poll=poll, flat=flat).key(texts.say("Ask an activist instead")),),) if flat and _fits(flat) else ()
    return Outgoing(text, (*keys, (OpenPoll(poll=poll, here=1).key(texts.say("Look again")),)))


def claimed(question: str, claim: int, reader: Reader) -> Outgoing:
    """To who holds a flat: another of it wants to answer too."""
    texts = reader.texts
    text = texts.html("Somebody else says they live in your flat and want to answer too: <b>{question}</b>", question=apart(question))
    return Outgoing(text, (_yes_no(claim, reader),))


def vouch(question: str, claim: int, flat: str, name: str | None, reader: Reader) -> Outgoing:
    """To who looks after the house: does this person live in that flat?"""
    texts = reader.texts
    who = apart(name) if name else texts.say("A neighbour")
    text = texts.html(
        "{who} says they live in flat {flat}, which has answered already: <b>{question}</b> Do they live there?",
        who=who,
        flat=apart(flat),
        question=apart(question),
    )
    return Outgoing(text, (_yes_no(claim, reader),))


def _yes_no(claim: int, reader: Reader) -> tuple[Key, ...]:
    texts = reader.texts
    return AllowFlat(claim=claim, yes=1).key(texts.say("Yes")), AllowFlat(claim=claim, yes=0).key(texts.say("No"))


def told(question: str, poll: int, text: str, reader: Reader) -> Outgoing:
    """A sentence about the answer of one's flat, with the way to the ballot."""
    texts = reader.texts
    return Outgoing(texts.html(text, question=apart(question)), ((OpenPoll(poll=poll).key(texts.say("Open")),),))
