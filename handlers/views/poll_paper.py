"""Votes on paper, and options that residents propose, in private."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.dates import say_span
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.polls import OptionState, Poll, PollKind, PollOption, PollState
from community.polls.marking import read
from community.polls.paper import Paper
from community.refusals import Refused
from handlers.taps.poll_paper import OpenPaper, ReviewOption, TakeSlipsBack, TypeSlips
from handlers.taps.polls import OpenPoll
from handlers.views import polls as views
from handlers.views import votes
from handlers.views.reader import Reader
from handlers.views.refusals import refusal
from storage.polls import PaperEntry

MOST_ENTRIES = 8
"""So many of the newest entries are shown, each with its way back."""

MOST_WRONG = 10


def paper(found: Paper, reader: Reader) -> Outgoing:
    """What was typed so far, the newest last, and the ways to add to it and to take it back."""
    poll, texts = found.poll, reader.texts
    lines = [texts.html("Votes on paper: <b>{question}</b>", question=apart(poll.question))]
    keys: list[tuple[Key, ...]] = []
    shown = found.entries[-MOST_ENTRIES:]
    for number, entry in enumerate(shown, len(found.entries) - len(shown) + 1):
        lines.append(escape(f"{number}. {_entry(entry, found, reader)}"))
        if entry.taken_back_at is None and _takes_slips(poll):
            keys.append((TakeSlipsBack(entry=entry.id).key(texts.say("Take {number} back", number=number)),))
    if not found.entries:
        lines.append(texts.html("Nothing was typed in yet."))
    type_ = ((TypeSlips(poll=poll.id).key(texts.say("Type in slips")),),) if _takes_slips(poll) else ()
    return Outgoing("\n".join(lines), (*type_, *keys, (OpenPoll(poll=poll.id, here=1).key(texts.say("Back")),)))


def _takes_slips(poll: Poll) -> bool:
    return poll.state in (PollState.OPEN, PollState.CLOSED) and poll.kind is not PollKind.PLACES


def _entry(entry: PaperEntry, found: Paper, reader: Reader) -> str:
    """`ke 12.5. klo 10 · 6 lappua: Penkki 4, Grilli 2`."""
    texts, zone = reader.texts, ZoneInfo(found.poll.zone)
    at = entry.entered_at.astimezone(zone).replace(tzinfo=None)
    when = say_span(at, None, texts.language, today=reader.today(found.poll.zone))
    said = ", ".join(f"{votes.chosen(found.poll, found.options, read(marks), texts)}: {number}" for marks, number in entry.votes)
    slips = texts.count("{n} slip", "{n} slips", entry.slips)
    state = f" · {texts.say('taken back')}" if entry.taken_back_at is not None else ""
    return f"{when} · {slips} · {said}{state}"


def how_to_type(poll: Poll, options: Sequence[PollOption], reader: Reader) -> Outgoing:
    """What to type, with the options and their numbers."""
    texts = reader.texts
    how = {
        PollKind.RANKED: later("Write one ballot a line, by the numbers, the best first. Several the same: 2 > 1 > 3 ×2"),
        PollKind.DATES: later("Write for each day how many said yes, and how many if need be, as in 1: 4/2. Last: slips 6"),
        PollKind.MANY: later("Write for each option how many, one a line, as in 1: 4. Last how many slips: slips 6"),
        PollKind.DOTS: later("Write for each option its points, one a line, as in 1: 14. Last how many slips: slips 6"),
    }.get(poll.kind, later("Write for each option how many, one a line, as in 1: 4"))
    lines = [texts.html("Votes on paper: <b>{question}</b>", question=apart(poll.question))]
    lines += [Html(f"{option.number}. {escape(apart(views.label(poll, poll.kind, option, texts)))}") for option in options]
    return Outgoing("\n".join([*lines, texts.html(how)]))


def wrong(found: Sequence[Mapping[str, Any]], reader: Reader) -> Outgoing:
    """Each line that could not be understood, and why; nothing was counted."""
    texts, today = reader.texts, reader.today(reader.zone)
    lines = [texts.html("Nothing was counted yet. Write all of it again, in one message:")]
    for each in found[:MOST_WRONG]:
        why = refusal(Refused(each["code"], **each["params"]), texts, today)
        lines.append(Html(f"<code>{escape(each['text'])}</code> – {escape(why)}" if each["text"] else escape(why)))
    return Outgoing("\n".join(lines))


def how_to_propose(poll: Poll, reader: Reader) -> Outgoing:
    """What to write."""
    text = later("Write a day, for example: {day}") if poll.kind is PollKind.DATES else later("Write the option, at most 60 letters.")
    return Outgoing(reader.texts.html(text, day=reader.example_day))


def waits(poll: Poll, reader: Reader) -> Outgoing:
    """It was passed on."""
    texts = reader.texts
    return Outgoing(texts.html("I have passed it on. I tell you what they say."), (_open(poll, texts),))


def proposed(poll: Poll, option: PollOption, reader: Reader) -> Outgoing:
    """To the author: a resident knows another option."""
    texts = reader.texts
    text = texts.html("A resident proposes an option for <b>{question}</b>: {option}", **_named(poll, option, texts))
    yes, no = (ReviewOption(option=option.id, accept=accept) for accept in (1, 0))
    return Outgoing(text, ((yes.key(texts.say("Add it")), no.key(texts.say("Don't add it"))),))


def reviewed(poll: Poll, option: PollOption, reader: Reader) -> Outgoing:
    """What the author decided."""
    added = later("Added to <b>{question}</b>: {option}")
    text = added if option.state is OptionState.OPEN else later("Not added to <b>{question}</b>: {option}")
    return Outgoing(reader.texts.html(text, **_named(poll, option, reader.texts)))


def answered(poll: Poll, option: PollOption, reader: Reader) -> Outgoing:
    """To who proposed it."""
    texts = reader.texts
    added = later("Your option can be chosen now: {option}. <b>{question}</b>")
    text = added if option.state is OptionState.OPEN else later("Your option was not added: {option}. <b>{question}</b>")
    return Outgoing(texts.html(text, **_named(poll, option, texts)), (_open(poll, texts),))


def paper_row(poll: Poll, texts: Texts) -> tuple[Key, ...]:
    """The way to the slips."""
    return (OpenPaper(poll=poll.id).key(texts.say("Votes on paper")),)


def _named(poll: Poll, option: PollOption, texts: Texts) -> dict[str, str]:
    return {"question": apart(poll.question), "option": apart(views.label(poll, poll.kind, option, texts))}


def _open(poll: Poll, texts: Texts) -> tuple[Key, ...]:
    return (OpenPoll(poll=poll.id).key(texts.say("Open")),)
