"""A call for hands that is not one yet: its preview, and the question whether to pass it on."""

from datetime import datetime
from typing import Any

from bot.dates import say_day, say_hours, say_span
from bot.names import apart, cut, units
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.events import ShownDraft, Step
from handlers.taps.drafts import ChooseReading, DropDraft, PassOn, PublishEvent
from handlers.views import choosing
from handlers.views.calls import LONGEST, title
from handlers.views.drafts import publish_keys
from handlers.views.reader import Reader
from storage.drafts import Draft

BRIEF = 24
"""So much of a name stands in a long list, where what else there is to say is left out: the card has room for the tasks alone."""


def draft(shown: ShownDraft, reader: Reader, zone: str) -> Outgoing | None:
    """The one message that shows a draft of a call to its author."""
    found, texts = shown.draft, reader.texts
    if found.step == Step.CHOOSE:
        return _choice(found, reader, zone)
    body = preview(found.data, reader, zone)
    if found.step == Step.PREVIEW:
        head = texts.html("Preview. Publish it, or write /call again.")
        return Outgoing(f"{body}\n\n<i>{head}</i>", _preview_keys(shown, texts))
    if found.step == Step.SUGGEST:
        head = texts.html("In this group the admins call for help. Shall I pass on your suggestion?")
        ways = (PassOn(draft=found.id).key(texts.say("Send it")), DropDraft(draft=found.id).key(texts.say("No thanks")))
        return Outgoing(f"{body}\n\n{head}", (ways,))
    if found.step == Step.SUGGESTED:
        house = apart(shown.house.name) if shown.house else ""
        head = texts.html("A resident suggests this for {house}. You become the organiser if you publish it.", house=house)
        return Outgoing(f"{body}\n\n{head}", ((PublishEvent(draft=found.id).key(texts.say("Publish")),),))
    return None


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
        said = "Tasks can be given back until {n} hour before.", "Tasks can be given back until {n} hours before."
        below.append(texts.count_html(*said, data["leave_hours"]))
    full = [_task(number, task, data, reader, zone) for number, task in enumerate(data["tasks"], 1)]
    whole = "\n".join([*lines, *full, *below])
    if units(whole) <= LONGEST:
        return whole
    brief = [{**task, "name": cut(task["name"], BRIEF), "about": None, "requirement": None} for task in data["tasks"]]
    short = [_task(number, task, data, reader, zone) for number, task in enumerate(brief, 1)]
    return "\n".join([*lines, *short, *below])


def when(data: dict[str, Any], reader: Reader, zone: str) -> str:
    """`la 22.5. klo 12–15`, a day alone, or nothing."""
    if data["starts"] is None:
        return ""
    start, end = _times(data)
    if data["whole_day"]:
        return say_day(start.date(), reader.texts.language, today=reader.today(zone))
    return say_span(start, end, reader.texts.language, today=reader.today(zone))


def _task(number: int, task: dict[str, Any], data: dict[str, Any], reader: Reader, zone: str) -> Html:
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
    start, end = _times(task)
    if data["starts"] and start.date() == datetime.fromisoformat(data["starts"]).date():
        return say_hours(start, end, reader.texts.language)
    return say_span(start, end, reader.texts.language, today=reader.today(zone))


def _times(of: dict[str, Any]) -> tuple[datetime, datetime | None]:
    return datetime.fromisoformat(of["starts"]), datetime.fromisoformat(of["ends"]) if of["ends"] else None


def _choice(found: Draft, reader: Reader, zone: str) -> Outgoing:
    """Which day was meant, where it can be read in two ways."""
    texts, rows = reader.texts, []
    for number, span in enumerate(found.data["candidates"]):
        start, end = _times(span)
        today = reader.today(zone)
        whole = found.data["whole_day"]
        said = say_day(start.date(), texts.language, today=today) if whole else say_span(start, end, texts.language, today=today)
        rows.append((ChooseReading(draft=found.id, number=number).key(said),))
    text = texts.html("<b>{title}</b>: which time do you mean?", title=apart(found.data["title"]))
    return Outgoing(text, (*rows, (DropDraft(draft=found.id).key(texts.say("I write it again")),)))


def _preview_keys(shown: ShownDraft, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    drop = DropDraft(draft=shown.draft.id).key(texts.say("Drop it"))
    return (*publish_keys(shown, texts), *choosing.wide_rows(shown, texts), (drop,))
