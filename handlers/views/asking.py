"""Questions to an organiser, and their answers."""

from bot.names import apart, isolated
from bot.outgoing import Key, Outgoing
from community.events import Event, EventState, Shown
from handlers.taps.asking import AnswerAsker, AskOrganiser
from handlers.taps.events import OpenEvent
from handlers.views.reader import Reader


def ask_row(shown: Shown, reader: Reader) -> tuple[Key, ...]:
    """Behind "More…": ask the organiser, while there is something to ask."""
    if shown.organises or shown.event.state is not EventState.PUBLISHED:
        return ()
    return (AskOrganiser(event=shown.event.id).key(reader.texts.say("Ask the organiser")),)


def ask(event: int, reader: Reader) -> Outgoing:
    """The question is asked for; the next words are it."""
    texts = reader.texts
    text = texts.html("What do you want to ask? The organiser gets your words, and your name if you set one. I keep nothing of it.")
    return Outgoing(text, ((OpenEvent(event=event, here=1).key(texts.say("Never mind")),),))


def question(event: Event, person: int, name: str | None, words: str, reader: Reader) -> Outgoing:
    """To the organiser: who asks (if they have a name), about what, in their words."""
    texts = reader.texts
    whose = isolated(name) if name else texts.say("A neighbour")
    text = texts.html("{who} asks about <b>{title}</b>:\n{words}", who=whose, title=apart(event.title), words=apart(words))
    return Outgoing(text, ((AnswerAsker(event=event.id, person=person).key(texts.say("Answer")),),))


def answered(event: Event, words: str, reader: Reader) -> Outgoing:
    """To who asked: the answer in the organiser's words."""
    text = reader.texts.html("The organiser of <b>{title}</b> answers:\n{words}", title=apart(event.title), words=apart(words))
    return Outgoing(text)
