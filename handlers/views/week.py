"""What is on in a week: in private, in the weekly list, in a group."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.dates import say_span, say_week
from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community import events
from community.announcements import Arrived
from community.events import Answer, Event, Place
from community.polls import Poll
from community.week import Called, ChatWeek, HouseWeek, Listed, Posted, Week
from handlers.taps.events import OpenEvent, ShowEvents
from handlers.taps.people import ShowMine
from handlers.taps.polls import OpenPoll
from handlers.taps.volunteering import OpenCall
from handlers.taps.week import ShowWeek, WantDigest
from handlers.views.calendar import calendar_rows
from handlers.views.calls import call_line, hands_needed
from handlers.views.calls import when as of_call
from handlers.views.closing import room
from handlers.views.events import MOST_LINES
from handlers.views.notices import notice_day, notice_line, notice_title
from handlers.views.polls import poll_line
from handlers.views.reader import Reader
from handlers.views.rotas import when as of_turn

MOST_BUTTONS = 3
"""So many things to answer have a button of their own in a list."""

MOST_CALLS = 4
"""So many calls for hands stand in a list, the next ones first; they take the lines of so many events, as a message has its length."""

LONGEST_LABEL = 24
SUPERGROUP = 10**12
"""Telegram's numbers of supergroups are below minus this; without it, they are what a link to a message carries."""


def week(found: Week, reader: Reader) -> Outgoing:
    """The week of somebody's houses, each event with the way to answer it, and the week after."""
    texts, listed = reader.texts, found.listed
    shown = listed[: _most_events(found.calls)]
    calls = list(enumerate(found.calls[:MOST_CALLS], len(shown) + 1))
    lines = [*_lines(found, reader, numbered=True), *(f"{number}. {_called(each, reader)}" for number, each in calls)]
    lines += [*_notices(found, reader), *_turns(found, reader), *_waiting(found.polls, reader)]
    if found.is_empty:
        lines.append(texts.html("Nothing is on."))
    keys = [OpenEvent(event=each.event.id).key(_numbered(number, each.event.title)) for number, each in enumerate(shown, 1)]
    keys += [OpenCall(call=each.call.id).key(_numbered(number, each.call.title)) for number, each in calls]
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    return Outgoing("\n".join(lines), (*rows, _turn(found.monday, reader), *calendar_rows(reader)))


def digest(found: Week, reader: Reader) -> Outgoing | None:
    """Monday's list; None when there is nothing to tell."""
    texts, day = reader.texts, found.monday.toordinal()
    if found.is_empty:
        return None
    waiting = [each for each in found.listed if each.mine is None and events.left(each.event) != 0 and not each.event.closed]
    rows = [(OpenEvent(event=each.event.id).key(_answer_label(each.event.title, texts)),) for each in waiting[:MOST_BUTTONS]]
    rows += [(OpenPoll(poll=poll.id).key(_answer_label(poll.question, texts)),) for poll in found.polls[: MOST_BUTTONS - len(rows)]]
    asking = [each.call for each in found.calls[:MOST_CALLS] if each.lacking and not each.mine]
    rows += [(OpenCall(call=call.id).key(_help_label(call.title, texts)),) for call in asking[: MOST_BUTTONS - len(rows)]]
    if found.wanted:
        stop = WantDigest(wanted=0, day=day).key(texts.say("Stop this list"))
    else:
        stop = WantDigest(wanted=1, day=day).key(texts.say("Send this list again"))
    lines = [*_lines(found, reader, numbered=False), *(_called(each, reader) for each in found.calls[:MOST_CALLS])]
    lines += [*_notices(found, reader), *_turns(found, reader), *_waiting(found.polls, reader)]
    return Outgoing("\n".join(lines), (*rows, (ShowMine().key(texts.say("My things")), stop)))


def group(found: ChatWeek, reader: Reader) -> Outgoing | None:
    """The week of a group, as the bot posts it by itself; None when nothing is on."""
    if found.is_empty:
        return None
    head = _head(found.house.name, found.monday, reader.texts)
    most = _most_events(found.calls)
    lines = [*(_posted_line(each, found, reader) for each in found.posted[:most]), *_rest(len(found.posted), most, reader.texts)]
    calls = [_posted_call(each, found, reader) for each in found.calls[:MOST_CALLS]]
    polls = [escape(poll_line(poll, reader)) for poll in found.polls[:MOST_BUTTONS]]
    told = [_told(each, found, reader) for each in found.notices]
    return Outgoing("\n".join([head, *lines, *told, *calls, *polls]))


def group_asked(found: ChatWeek, reader: Reader) -> Outgoing:
    """The same for who asked: an empty week says so, and what comes next."""
    shown = group(found, reader)
    if shown is not None:
        return shown
    texts = reader.texts
    lines = [_head(found.house.name, found.monday, texts), texts.html("Nothing is on.")]
    if found.next is not None:
        lines.append(texts.html("Next: {event}", event=Html(_posted_line(found.next, found, reader))))
    return Outgoing("\n".join(lines))


def _lines(found: Week, reader: Reader, *, numbered: bool) -> list[str]:
    """Each house with its week, and the lines of its events; the week alone, where it has none."""
    lines: list[str] = [] if found.houses else [_bold(_capital(say_week(found.monday, reader.texts.language)))]
    number, most = 0, _most_events(found.calls)
    for house in found.houses:
        shown = house.listed[: max(0, most - number)]
        if shown:
            lines.append(_head(house.house.name, found.monday, reader.texts))
        for each in shown:
            number += 1
            lines.append((f"{number}. " if numbered else "") + _line(each, reader))
    return [*lines, *_rest(_count(found.houses), most, reader.texts)]


def _called(each: Called, reader: Reader) -> str:
    """`Spring clean-up, Sat 22 May, 12:00–15:00 · 3 more needed`, and whether the reader has a task of it."""
    said, yours = f"{call_line(each.call, reader)} · {hands_needed(each.lacking, reader.texts)}", reader.texts.say("you help")
    return escape(f"{said} – {yours}" if each.mine else said)


def _notices(found: Week, reader: Reader) -> list[str]:
    """What the reader's houses were told in the last days."""
    return [reader.texts.html("Notice {line}", line=notice_line(each, reader.zone, reader)) for each in found.notices]


def _told(each: Arrived, found: ChatWeek, reader: Reader) -> str:
    """`Notice Tue 18 May · Water cut`; the words lead to the notice where they can."""
    title = notice_title(each.announcement, found.house.spoken, reader.texts)
    line = f"{notice_day(each, found.house.zone, reader)} · {_titled(title, found.chat.telegram_id, each.message)}"
    return reader.texts.html("Notice {line}", line=Html(line))


def _turns(found: Week, reader: Reader) -> list[str]:
    """The reader's turns of duty rotas."""
    texts, now = reader.texts, reader.now
    said = ({"when": of_turn(turn, rota, texts, now), "title": apart(rota.title)} for turn, rota in found.turns[:MOST_BUTTONS])
    return [texts.html("Your turn: {when}. {title}", **each) for each in said]


def _waiting(polls: Sequence[Poll], reader: Reader) -> list[str]:
    """The polls that wait for the reader's answer."""
    return [reader.texts.html("Waiting for you: {what}", what=poll_line(poll, reader)) for poll in polls[:MOST_BUTTONS]]


def _count(houses: tuple[HouseWeek, ...]) -> int:
    return sum(len(house.listed) for house in houses)


def _most_events(calls: Sequence[Called]) -> int:
    return MOST_LINES - len(calls[:MOST_CALLS])


def _rest(number: int, most: int, texts: Texts) -> list[str]:
    more = number - most
    return [texts.count_html("… and {n} more.", "… and {n} more.", more)] if more > 0 else []


def _head(house: str, monday: date, texts: Texts) -> str:
    return f"{_bold(apart(house))} · {escape(say_week(monday, texts.language))}"


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _when(event: Event, reader: Reader) -> str:
    return say_span(event.starts, None, reader.texts.language, today=reader.today(event.zone))


def _line(each: Listed, reader: Reader) -> str:
    event = each.event
    said = f"{escape(_when(event, reader))} · {escape(apart(event.title))}"
    return f"{said} – {escape(_state(each, reader.texts))}"


def _state(each: Listed, texts: Texts) -> str:
    mine = each.mine
    if mine is None:
        return room(each.event, texts) if each.event.closed or events.left(each.event) == 0 else texts.say("are you coming?")
    if mine.place is Place.WAITING:
        return texts.say("you are in the queue")
    if mine.answer is Answer.CANT:
        return texts.say("you can't come")
    if mine.answer is Answer.MAYBE:
        return texts.say("maybe")
    return texts.say("you are coming") if mine.party == 1 else texts.count("{n} of you are coming", "{n} of you are coming", mine.party)


def _posted_line(each: Posted, found: ChatWeek, reader: Reader) -> str:
    """`Sat 22 May, 12:00 · Spring clean-up, courtyard · room for 5 more`; the title leads to the card where it can."""
    event, texts = each.event, reader.texts
    title = _titled(event.title, found.chat.telegram_id, each.message)
    where = f", {escape(apart(event.place))}" if event.place else ""
    parts = (escape(_when(event, reader)), title + where, escape(room(event, texts)))
    return " · ".join(part for part in parts if part)


def _posted_call(each: Called, found: ChatWeek, reader: Reader) -> str:
    """`Sat 22 May, 12:00–15:00 · Spring clean-up · 3 more needed`, in the form of an event."""
    call, texts = each.call, reader.texts
    title = _titled(call.title, found.chat.telegram_id, each.message)
    parts = (escape(of_call(call, texts, reader.now)), title, escape(hands_needed(each.lacking, texts)))
    return " · ".join(part for part in parts if part)


def _titled(title: str, chat: int, message: int | None) -> str:
    """A title that leads to the card where it can."""
    link = _link(chat, message)
    return f'<a href="{link}">{_bold(apart(title))}</a>' if link else _bold(apart(title))


def _link(chat: int, message: int | None) -> str | None:
    return f"https://t.me/c/{-chat - SUPERGROUP}/{message}" if message is not None and chat < -SUPERGROUP else None


def _numbered(number: int, title: str) -> str:
    return f"{number}. {apart(cut(title, LONGEST_LABEL))}"


def _answer_label(title: str, texts: Texts) -> str:
    return texts.say("Answer: {title}", title=apart(cut(title, LONGEST_LABEL)))


def _help_label(title: str, texts: Texts) -> str:
    return texts.say("Help: {title}", title=apart(cut(title, LONGEST_LABEL)))


def _turn(monday: date, reader: Reader) -> tuple[Key, ...]:
    """To the week after this one; from any other back to this one."""
    texts = reader.texts
    today = reader.today(reader.zone)
    if monday <= today:
        after = monday + timedelta(days=7)
        return ShowWeek(day=after.toordinal()).key(texts.say("Next week")), ShowEvents().key(texts.say("What's on"))
    return ShowWeek().key(texts.say("This week")), ShowEvents().key(texts.say("What's on"))
