"""An event that does not take place: why, asked once, and for a minute the way back."""

from datetime import datetime

from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import Texts
from community.events import Shown, Why
from handlers.taps.cancelling import CancelEvent, ChooseWhy, UndoCancel
from handlers.taps.events import OpenEvent, OpenPanel
from handlers.views.events import starts
from handlers.views.reader import Reader
from handlers.views.reasons import USUAL, reason, say_reason


def ask_why(shown: Shown, reader: Reader) -> Outgoing:
    """The usual reasons, words of one's own, or none."""
    event, texts = shown.event, reader.texts
    keys = [ChooseWhy(event=event.id, why=why).key(_capital(texts.say(reason))) for why, reason in USUAL.items()]
    none = ChooseWhy(event=event.id, why=Why.UNSAID).key(texts.say("No reason"))
    text = texts.html("Why is <b>{title}</b> cancelled? Choose, or write a short reason.", title=apart(event.title))
    return Outgoing(text, (tuple(keys[:2]), (keys[2], none), (OpenPanel(event=event.id).key(texts.say("Back")),)))


def ask(shown: Shown, why: Why, words: str | None, draft: int, told: int, reader: Reader) -> Outgoing:
    """Asked once, with the reason and how many will be told."""
    event, texts = shown.event, reader.texts
    lines = [texts.html("Cancel <b>{title}</b>?", title=apart(event.title)), *say_reason(why, words, texts)]
    if told:
        lines.append(texts.count_html("{n} person is told after a minute.", "{n} people are told after a minute.", told))
    yes, no = CancelEvent(event=event.id, sure=1, why=why, draft=draft), OpenEvent(event=event.id)
    return Outgoing("\n".join(lines), ((yes.key(texts.say("Yes, cancel it")), no.key(texts.say("No"))),))


def done(shown: Shown, undo: bool, reader: Reader) -> Outgoing:
    """It is cancelled; while the minute lasts, with the way back."""
    texts = reader.texts
    lines = [cancelled(shown, texts, reader.now).text]
    if not undo:
        return Outgoing("\n".join([*lines, texts.html("Those who signed up are told.")]))
    lines.append(texts.html("Those who signed up are told after a minute."))
    return Outgoing("\n".join(lines), ((UndoCancel(event=shown.event.id).key(texts.say("Undo")),),))


def undone(shown: Shown, reader: Reader) -> Outgoing:
    """It takes place after all."""
    event, texts = shown.event, reader.texts
    text = texts.html("<b>{title}</b> takes place after all. Nobody was told anything.", title=apart(event.title))
    return Outgoing(text, ((OpenPanel(event=event.id).key(texts.say("For the organiser")),),))


def cancelled(shown: Shown, texts: Texts, now: datetime) -> Outgoing:
    """An event does not take place, and why."""
    event = shown.event
    line = texts.html("Cancelled: <b>{title}</b>, {when}.", title=apart(event.title), when=starts(event, texts, now))
    return Outgoing("\n".join([line, *reason(shown.cancelled, texts)]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
