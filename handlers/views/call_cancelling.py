"""A call that does not take place: why, asked once, and for a minute the way back."""

from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import Html, Texts
from community.events import Why
from community.volunteering import ShownCall
from handlers.taps.call_cancelling import CancelCall, ChooseCallWhy, UndoCallCancel
from handlers.taps.call_panel import OpenCallPanel
from handlers.views import calls
from handlers.views.reader import Reader
from handlers.views.reasons import USUAL, reason, say_reason


def ask_why(shown: ShownCall, reader: Reader) -> Outgoing:
    """The usual reasons, words of one's own, or none."""
    call, texts = shown.call, reader.texts
    keys = [ChooseCallWhy(call=call.id, why=why).key(_capital(texts.say(reason))) for why, reason in USUAL.items()]
    none = ChooseCallWhy(call=call.id, why=Why.UNSAID).key(texts.say("No reason"))
    text = texts.html("Why is <b>{title}</b> cancelled? Choose, or write a short reason.", title=apart(call.title))
    return Outgoing(text, (tuple(keys[:2]), (keys[2], none), (OpenCallPanel(call=call.id).key(texts.say("Back")),)))


def ask(shown: ShownCall, why: Why, words: str | None, draft: int, told: int, reader: Reader) -> Outgoing:
    """Asked once, with the reason and how many will be told."""
    call, texts = shown.call, reader.texts
    lines = [texts.html("Cancel <b>{title}</b>?", title=apart(call.title)), *say_reason(why, words, texts)]
    if told:
        lines.append(texts.count_html("{n} person is told after a minute.", "{n} people are told after a minute.", told))
    yes, no = CancelCall(call=call.id, sure=1, why=why, draft=draft), OpenCallPanel(call=call.id)
    return Outgoing("\n".join(lines), ((yes.key(texts.say("Yes, cancel it")), no.key(texts.say("No"))),))


def done(shown: ShownCall, undo: bool, reader: Reader) -> Outgoing:
    """It is cancelled; while the minute lasts, with the way back."""
    texts = reader.texts
    lines = _cancelled(shown, reader)
    if not undo:
        return Outgoing("\n".join([*lines, texts.html("Those who signed up are told.")]))
    lines.append(texts.html("Those who signed up are told after a minute."))
    return Outgoing("\n".join(lines), ((UndoCallCancel(call=shown.call.id).key(texts.say("Undo")),),))


def undone(shown: ShownCall, reader: Reader) -> Outgoing:
    """It takes place after all."""
    call, texts = shown.call, reader.texts
    text = texts.html("<b>{title}</b> takes place after all. Nobody was told anything.", title=apart(call.title))
    return Outgoing(text, ((OpenCallPanel(call=call.id).key(texts.say("For the organiser")),),))


def cancelled(shown: ShownCall, names: list[str], reader: Reader) -> Outgoing:
    """A call does not take place, and why; `names`: neighbours without a phone who hear it from the reader."""
    return Outgoing("\n".join([*_cancelled(shown, reader), *tell_too(names, reader.texts)]))


def tell_too(names: list[str], texts: Texts) -> list[Html]:
    """Whoever signed neighbours up tells them."""
    return [texts.html("Please tell them too: {names}.", names=", ".join(names))] if names else []


def _cancelled(shown: ShownCall, reader: Reader) -> list[Html]:
    line = reader.texts.html("Cancelled: <b>{call}</b>.", call=calls.call_line(shown.call, reader))
    return [line, *reason(shown.cancelled, reader.texts)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
