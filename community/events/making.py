"""Making an event in private: at most five questions, each answered by a button or in words. Pure rules.

What is known so far is a plain dict, as a draft keeps it (see drafting.data_of). `answered` names the questions that are done,
`day` is the day while the time is missing, `days` are the days to choose from when a phrase meant two. Of an event that is repeated
`clock` is the time of day, `minutes` its length, and `deadline_ahead` how many minutes before it sign-up ended.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import regex

from community.events.deadlines import in_time
from community.events.drafting import Step, data_of, span_of
from community.events.lines import LARGEST, Line, fitting, fitting_below, read_line
from community.refusals import Refused
from community.when import Reason, Span, Understood, instant, understand
from storage.events import Event

Data = dict[str, Any]

QUESTIONS = (Step.WHAT, Step.DAY, Step.TIME, Step.WHERE, Step.SEATS)
"""In the order in which they are asked."""

NOTHING: Data = {
    "line": "",
    "title": "",
    "place": None,
    "text": None,
    "capacity": None,
    "minimum": None,
    "starts": None,
    "ends": None,
    "candidates": [],
    "repeats": None,
    "deadline": None,
    "picture": None,
    "answered": [],
}
"""What is known before the first answer."""

_HOUR = regex.compile("[0-9]{4}")
_NUMBER = regex.compile(r"\d+")


def line_of(text: str, now: datetime, zone: ZoneInfo) -> Line | None:
    """The whole announcement, where words are one."""
    try:
        return read_line(text, now, zone)
    except Refused:
        return None


def next_step(data: Data) -> Step:
    """The first question that is open; the preview when none is."""
    if data["candidates"]:
        return Step.CHOOSE
    return next((question for question in QUESTIONS if question not in data["answered"]), Step.PREVIEW)


def pressed(step: Step, value: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """What is known after a button: a day as `2027-05-22`, a time as `1830`, a number of places (0: no limit); no place is empty.

    Raises: Refused (past, old-button for what no button of ours says).
    """
    try:
        match step:
            case Step.DAY:
                return _on(date.fromisoformat(value), data, now, zone)
            case Step.TIME if _HOUR.fullmatch(value):
                return _at(data, Span(datetime.combine(_day(data), time.fromisoformat(value))), now, zone)
            case Step.WHERE if not value:
                return _done(data, Step.WHERE, place=None)
            case Step.SEATS if value == "0":
                return _done(data, Step.SEATS, capacity=None)
            case Step.SEATS:
                return _seats(value, data)
    except ValueError:
        pass
    raise Refused("old-button")


def written(step: Step, text: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """What is known after words. A whole line (`Sat 22 May 12–15 Spring clean-up`) answers everything, at any question.

    Raises: Refused with the reasons of community.events.lines.read_line, text-too-long-below, no-picture.
    """
    if step is Step.PICTURE:
        raise Refused("no-picture")
    if step is Step.TEXT:
        return _fitting({**data, "text": fitting(data["title"], None, text)["text"]})
    line = line_of(text, now, zone)
    if line is not None:
        return {**data, **data_of(line, text, data["picture"]), "answered": list(QUESTIONS)}
    match step:
        case Step.DAY | Step.CHOOSE:
            return _said_day(text, data, now, zone)
        case Step.TIME:
            return _said_time(text, data, now, zone)
        case Step.WHERE:
            return _done(data, Step.WHERE, place=fitting(data["title"], text, None)["place"])
        case Step.SEATS:
            return _seats(text, data)
        case _:
            title, _, more = text.strip().partition("\n")
            words = fitting(title, None, more)
            return _fitting(_done(data, Step.WHAT, title=words["title"], text=words["text"] or data["text"]))


def pictured(picture: str, data: Data) -> Data:
    """What is known with a picture. Raises: Refused("text-too-long-below")."""
    return _fitting({**data, "picture": picture})


def chosen(number: int, data: Data) -> Data:
    """What is known after one of two readings was chosen."""
    span = data["candidates"][number]
    return _done(_done({**data, **span, "candidates": []}, Step.DAY), Step.TIME)


def repeated(event: Event, data: Data) -> Data:
    """What is known when an event shall be like another one: all but the day."""
    length = event.ends - event.starts if event.ends else None
    return {
        **data,
        "title": event.title,
        "place": event.place,
        "text": event.text,
        "capacity": event.capacity,
        "minimum": event.minimum,
        "picture": event.picture,
        "clock": f"{event.starts:%H:%M}",
        "minutes": int(length.total_seconds()) // 60 if length else None,
        "deadline_ahead": int((event.starts - event.deadline).total_seconds()) // 60 if event.deadline else None,
        "answered": [question for question in QUESTIONS if question not in (Step.DAY, Step.TIME)],
    }


def days_offered(data: Data, today: date) -> list[date]:
    """The usual days: today, tomorrow, Saturday and the Saturday after; or those that a phrase may have meant."""
    if data.get("days"):
        return [date.fromisoformat(day) for day in data["days"]]
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    return sorted({today, today + timedelta(days=1), saturday, saturday + timedelta(days=7)})


def hours_offered(data: Data, now: datetime, zone: ZoneInfo) -> list[time]:
    """The usual hours that are not past on the day."""
    return [time(hour) for hour in (12, 17, 18) if instant(datetime.combine(_day(data), time(hour)), zone) > now]


def _done(data: Data, question: Step, **values: Any) -> Data:
    answered = data["answered"] if question in data["answered"] else [*data["answered"], question]
    return {**data, **values, "answered": answered}


def _fitting(data: Data) -> Data:
    fitting_below(data["picture"], data["text"])
    return data


def _day(data: Data) -> date:
    return date.fromisoformat(data["day"])


def _on(day: date, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """The day is known; with it the time too, if the event is to be like another one."""
    open_ = [question for question in data["answered"] if question != Step.TIME]
    known = _done({**data, "answered": open_, "day": day.isoformat(), "days": [], "candidates": []}, Step.DAY)
    if "clock" not in data:
        if day < now.astimezone(zone).date():
            raise Refused("past")
        return known
    start = datetime.combine(day, time.fromisoformat(data["clock"]))
    end = start + timedelta(minutes=data["minutes"]) if data["minutes"] else None
    return _at(known, Span(start, end), now, zone)


def _at(data: Data, span: Span, now: datetime, zone: ZoneInfo) -> Data:
    """Day and time are known; so is the deadline, if the event is to be like another that had one. Raises: Refused("past")."""
    if instant(span.start, zone) <= now:
        raise Refused("past")
    known = _done(_done(data, Step.DAY), Step.TIME, candidates=[], **span_of(span.start, span.end))
    if not data.get("deadline_ahead"):
        return known
    deadline = in_time(span.start - timedelta(minutes=data["deadline_ahead"]), zone, now)
    return {**known, "deadline": deadline.isoformat() if deadline else None}


def _said_day(text: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    said = understand(text, now, zone)
    if said.start is not None or said.candidates:
        return _said(said, data, now, zone)
    if said.reason is Reason.NO_TIME and said.about is not None:
        return _on(said.about, data, now, zone)
    if said.reason is Reason.NO_TIME:  # which day it is stays open: `next Friday`, a weekday that is not that of the date
        days = [span.start.date().isoformat() for span in understand(f"{text} 12:00", now, zone).candidates]
        if days:
            return {**data, "days": days}
    raise Refused(str(said.reason))


def _said_time(text: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """Hours of the day that is known, or another day with its hours."""
    said = understand(f"{data['day']} {text}", now, zone)
    if said.reason is Reason.NOT_UNDERSTOOD:
        said = understand(text, now, zone)
    if said.start is None and not said.candidates:
        raise Refused(str(Reason.NO_TIME if said.reason is Reason.NOT_UNDERSTOOD else said.reason))
    return _said(said, data, now, zone)


def _said(said: Understood, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    if said.start is not None:
        return _at(data, Span(said.start, said.end), now, zone)
    return {
        **data,
        "candidates": [{"starts": span.start.isoformat(), "ends": span.end and span.end.isoformat()} for span in said.candidates],
    }


def _seats(text: str, data: Data) -> Data:
    number = _NUMBER.search(text)
    if number is None or not 1 <= int(number[0]) <= LARGEST:
        raise Refused("bad-capacity", most=LARGEST)
    return _done(data, Step.SEATS, capacity=int(number[0]))
