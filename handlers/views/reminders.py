"""What comes up: a person's reminders, and the group's line the day before."""

from dataclasses import replace
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_time
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape
from community.events import Answer, Event, EventState, Place, Shown
from handlers.taps.events import AnswerEvent, OpenEvent
from handlers.views.bringing import you_bring
from handlers.views.closing import room
from handlers.views.events import MOST_LINES, when
from handlers.views.neighbours import cant_keys, seated, to_be_told
from handlers.views.reader import Reader


def reminder(shown: list[Shown], reader: Reader) -> Outgoing | None:
    """What a person said yes to comes up, one thing or several of a day; None when it is not so any more."""
    coming = [replace(each, proxied=seated(each.proxied)) for each in shown if each.event.state is EventState.PUBLISHED]
    holding = [(each, _heads(each)) for each in coming if _heads(each) or each.proxied]
    if not holding:
        return None
    said = _of_one(*holding[0], reader) if len(holding) == 1 else _of_several(holding, reader)
    for each, _ in holding:
        said = to_be_told(said, each, reader)
    return said


def _heads(shown: Shown) -> int:
    """With how many the reader has a seat; 0 for who only signed up neighbours."""
    return shown.mine.party if shown.mine is not None and shown.mine.place is Place.SEATED else 0


def _of_one(shown: Shown, party: int, reader: Reader) -> Outgoing:
    event, texts = shown.event, reader.texts
    head = _day_word(event, texts, reader.now) + f": <b>{escape(apart(event.title))}</b>" + _at(event)
    said = texts.count_html("You said {n} person.", "You said {n} people.", party) if party > 1 else None
    brings = you_bring(shown.needs, texts)
    parts = (head + ".", said, escape(event.text) if event.text else None, escape(brings) if brings else None)
    text = " ".join(part for part in parts if part)
    if not party:
        return Outgoing(text)
    still = AnswerEvent(event=event.id, answer=Answer.COMING, party=party).key(texts.say("Still coming"))
    return Outgoing(text, ((still, *cant_keys(shown, texts)),))


def _of_several(coming: list[tuple[Shown, int]], reader: Reader) -> Outgoing:
    """`Tomorrow, Sat 22 May:` and a numbered line for each, with a button to change each."""
    texts, keys, first = reader.texts, list[Key](), coming[0][0].event
    day = say_day(first.starts.date(), texts.language, today=reader.today(first.zone))
    lines: list[str] = [_day_word(first, texts, reader.now, day) + ":"]
    for number, (shown, party) in enumerate(coming[:MOST_LINES], 1):
        event, people = shown.event, texts.count("{n} person", "{n} people", party) if party > 1 else ""
        title = f"<b>{escape(apart(event.title))}</b>{_at(event)}"
        parts = (escape(say_time(event.starts, texts.language)), title, escape(people), escape(you_bring(shown.needs, texts) or ""))
        lines.append(f"{number}. " + " · ".join(part for part in parts if part))
        keys.append(OpenEvent(event=event.id).key(texts.say("{number}. Change", number=number)))
    if len(coming) > MOST_LINES:
        lines.append(texts.count_html("… and {n} more.", "… and {n} more.", len(coming) - MOST_LINES))
    return Outgoing("\n".join(lines), tuple(tuple(keys[at : at + 3]) for at in range(0, len(keys), 3)))


def _day_word(event: Event, texts: Texts, now: datetime, said: str | None = None) -> str:
    """`Tomorrow, Sat 22 May, 12:00–15:00`: the word only together with the date; `said` is the date alone for several events of it."""
    days = (event.starts.date() - now.astimezone(ZoneInfo(event.zone)).date()).days
    said = said or when(event, texts, now)
    if days == 0:
        return texts.html("Today, {when}", when=said)
    return texts.html("Tomorrow, {when}", when=said) if days == 1 else escape(said[:1].upper() + said[1:])


def tomorrow_line(coming: list[Event], texts: Texts, now: datetime) -> Outgoing | None:
    """The group's one silent line the day before; a day with several things has a line for each below its name."""
    if not coming:
        return None
    lines: list[str] = []
    for day, on_day in groupby(coming[:MOST_LINES], key=lambda event: event.starts.date()):
        events_ = list(on_day)
        if len(events_) == 1:
            lines.append(f"{_day_word(events_[0], texts, now)}: {_line(events_[0], texts)}")
            continue
        said = say_day(day, texts.language, today=now.astimezone(ZoneInfo(events_[0].zone)).date())
        lines.append(_day_word(events_[0], texts, now, said) + ":")
        lines += [f"{escape(say_time(event.starts, texts.language))} · {_line(event, texts)}" for event in events_]
    if len(coming) > MOST_LINES:
        lines.append(texts.count_html("… and {n} more.", "… and {n} more.", len(coming) - MOST_LINES))
    return Outgoing("\n".join(lines))


def _line(event: Event, texts: Texts) -> str:
    state = ", ".join(part for part in (texts.say("Coming {n}", n=event.seated), room(event, texts)) if part)
    return f"<b>{escape(apart(event.title))}</b>{_at(event)}. {escape(state)}."


def _at(event: Event) -> str:
    return f", {escape(apart(event.place))}" if event.place else ""
