"""The group's one silent line the day before: what is on, how many come, and what hands are still needed."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_span, say_time
from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import Texts, escape
from community.events import Event
from community.reminders import OnTheDay
from handlers.views.calls import hands_needed
from handlers.views.closing import room
from handlers.views.events import MOST_LINES, when
from handlers.views.reminders import day_word


def tomorrow_line(coming: Sequence[OnTheDay], texts: Texts, now: datetime) -> Outgoing | None:
    """A line for the one thing; a day with several things has a line for each below its name."""
    if not coming:
        return None
    lines: list[str] = []
    for day, on_day in groupby(coming[:MOST_LINES], key=lambda each: each.starts.date()):
        each, *others = things = list(on_day)
        today = now.astimezone(ZoneInfo(each.zone)).date()
        if not others:
            lines.append(f"{day_word(day, each.zone, _when(each, texts, now), texts, now)}: {_line(each, texts)}")
            continue
        lines.append(day_word(day, each.zone, say_day(day, texts.language, today=today), texts, now) + ":")
        lines += [" · ".join(part for part in (escape(_time(thing, texts)), _line(thing, texts)) if part) for thing in things]
    if len(coming) > MOST_LINES:
        lines.append(texts.count_html("… and {n} more.", "… and {n} more.", len(coming) - MOST_LINES))
    return Outgoing("\n".join(lines))


def _when(each: OnTheDay, texts: Texts, now: datetime) -> str:
    if each.event is not None:
        return when(each.event, texts, now)
    today = now.astimezone(ZoneInfo(each.zone)).date()
    if not _time(each, texts):
        return say_day(each.starts.date(), texts.language, today=today)
    return say_span(each.starts, None, texts.language, today=today)


def _time(each: OnTheDay, texts: Texts) -> str:
    """When it begins; empty of a call that has a day alone."""
    timed = each.event is not None or any(task.starts for task in each.tasks)
    return say_time(each.starts, texts.language) if timed else ""


def _line(each: OnTheDay, texts: Texts) -> str:
    """`Spring clean-up, courtyard. Coming 15, room for 5 more. 3 more needed.`"""
    thing = each.event or each.call
    assert thing is not None, "something is on"
    where = f", {escape(apart(thing.place))}" if thing.place else ""
    said = [_coming(each.event, texts)] if each.event is not None else []
    said += [hands_needed(each.tasks, texts)] if each.call is not None else []
    return " ".join([f"<b>{escape(apart(thing.title))}</b>{where}.", *(f"{escape(part[:1].upper() + part[1:])}." for part in said)])


def _coming(event: Event, texts: Texts) -> str:
    return ", ".join(part for part in (texts.say("Coming {n}", n=event.seated), room(event, texts)) if part)
