"""What a draft of a call would say in the group."""

from datetime import datetime
from typing import Any

from bot.dates import say_day, say_hours, say_span
from bot.names import apart, cut, units
from bot.texts import Html, escape
from handlers.views.calls import LONGEST, title
from handlers.views.reader import Reader

BRIEF = 24
"""So much of a name stands in a long list, where what else there is to say is left out: the card has room for the tasks alone."""


def preview(data: dict[str, Any], reader: Reader, zone: str) -> str:
    """What a draft would say in the group, for its author."""
    texts = reader.texts
    lines = [title(data["title"], texts)]
    ask = texts.say("Ask: {who}", who=apart(data["contact"])) if data["contact"] else ""
    parts = [when(data, reader, zone), apart(data["place"] or ""), ask]
    lines += [escape(" · ".join(part for part in parts if part))] if any(parts) else []
    lines += [escape(data["text"])] if data["text"] else []
    below = []
    if data["leave_hours"]:
        below.append(
            texts.count_html(
                "Tasks can be given back until {n} hour before.", "Tasks can be given back until {n} hours before.", data["leave_hours"]
            )
        )
    if data.get("auto_needed"):
        below.append(texts.html("When somebody is missing a day before, I ask the chat."))
    full = [task_line(number, task, data, reader, zone) for number, task in enumerate(data["tasks"], 1)]
    whole = "\n".join([*lines, *full, *below])
    if units(whole) <= LONGEST:
        return whole
    brief = [{**task, "name": cut(task["name"], BRIEF), "about": None, "requirement": None} for task in data["tasks"]]
    short = [task_line(number, task, data, reader, zone) for number, task in enumerate(brief, 1)]
    return "\n".join([*lines, *short, *below])


def when(data: dict[str, Any], reader: Reader, zone: str) -> str:
    """`la 22.5. klo 12–15`, a day alone, or nothing."""
    if data["starts"] is None:
        return ""
    start, end = times_of(data)
    if data["whole_day"]:
        return say_day(start.date(), reader.texts.language, today=reader.today(zone))
    return say_span(start, end, reader.texts.language, today=reader.today(zone))


def task_line(number: int, task: dict[str, Any], data: dict[str, Any], reader: Reader, zone: str) -> Html:
    """`1. Raking 12–15: 6 people (gloves). Leaves into bags.`"""
    texts = reader.texts
    least, most = task["least"], task["most"]
    people = texts.count("{n} person", "{n} people", most) if least == most else texts.say("{least}–{most} people", least=least, most=most)
    hours = _hours(task, data, reader, zone)
    said = f"{number}. {' '.join(part for part in (apart(task['name']), hours) if part)}: {people}"
    said += f" ({apart(task['requirement'])})" if task["requirement"] else ""
    return escape(said + (f". {apart(task['about'])}" if task["about"] else ""))


def _hours(task: dict[str, Any], data: dict[str, Any], reader: Reader, zone: str) -> str:
    if task["starts"] is None or (task["starts"], task["ends"]) == (data["starts"], data["ends"]):
        return ""
    start, end = times_of(task)
    if data["starts"] and start.date() == datetime.fromisoformat(data["starts"]).date():
        return say_hours(start, end, reader.texts.language)
    return say_span(start, end, reader.texts.language, today=reader.today(zone))


def times_of(of: dict[str, Any]) -> tuple[datetime, datetime | None]:
    """When something is that has a time, as its draft keeps it."""
    return datetime.fromisoformat(of["starts"]), datetime.fromisoformat(of["ends"]) if of["ends"] else None
