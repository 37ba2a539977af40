"""A person's reminders: what comes up of what they said yes to, events and tasks alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_time
from bot.names import apart
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.events import Answer, EventState, Place, Shown
from community.privacy import ticket_of
from community.reminders import ShiftShown
from handlers.buttons import Button
from handlers.taps.events import AnswerEvent, OpenEvent
from handlers.taps.volunteering import LeaveTask, OpenCall, TakeTask
from handlers.views import neighbours, task_neighbours
from handlers.views.bringing import you_bring
from handlers.views.calls import task_when
from handlers.views.events import MOST_LINES, when
from handlers.views.neighbours import cant_keys, seated
from handlers.views.reader import Reader


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that comes up, as a reminder says it: `when` in full and its `time` alone, `what` it is, in a message of its own or
    in a list of several; `change` opens it, `keys` answer it at once. `of`: what it is made of, for what neighbours are to be told.
    """

    starts: datetime
    zone: str
    when: str
    time: str
    what: Html
    alone: tuple[str, ...]
    listed: tuple[str, ...]
    change: Button
    keys: tuple[Key, ...]
    of: Shown | ShiftShown


def reminder(events: Sequence[Shown], reader: Reader, shifts: Sequence[ShiftShown] = ()) -> Outgoing | None:
    """What a person said yes to comes up, one thing or several of a day; None when it is not so any more."""
    shown = [replace(each, proxied=seated(each.proxied)) for each in events if each.event.state is EventState.PUBLISHED]
    coming = [_event(each, reader) for each in shown if _heads(each) or each.proxied] + [_shift(each, reader) for each in shifts]
    if not coming:
        return None
    coming.sort(key=lambda each: each.starts)
    said = _of_one(coming[0], reader) if len(coming) == 1 else _of_several(coming, reader)
    for each in coming:
        said = _to_be_told(said, each.of, reader)
    return said


def _to_be_told(said: Outgoing, of: Shown | ShiftShown, reader: Reader) -> Outgoing:
    if isinstance(of, Shown):
        return neighbours.to_be_told(said, of, reader)
    return task_neighbours.to_be_told(said, of.neighbours, reader.texts)


def _heads(shown: Shown) -> int:
    """With how many the reader has a seat; 0 for who only signed up neighbours."""
    return shown.mine.party if shown.mine is not None and shown.mine.place is Place.SEATED else 0


def _event(shown: Shown, reader: Reader) -> Coming:
    event, texts, party = shown.event, reader.texts, _heads(shown)
    brings = you_bring(shown.needs, texts) or ""
    said = texts.count("You said {n} person.", "You said {n} people.", party) if party > 1 else ""
    still = AnswerEvent(event=event.id, answer=Answer.COMING, party=party).key(texts.say("Still coming"))
    return Coming(
        starts=event.starts,
        zone=event.zone,
        when=when(event, texts, reader.now),
        time=say_time(event.starts, texts.language),
        what=_named(event.title, event.place),
        alone=(said, event.text or "", brings),
        listed=(texts.count("{n} person", "{n} people", party) if party > 1 else "", brings),
        change=OpenEvent(event=event.id),
        keys=(still, *cant_keys(shown, texts)) if party else (),
        of=shown,
    )


def _shift(shown: ShiftShown, reader: Reader) -> Coming:
    task, call, texts = shown.task, shown.call, reader.texts
    ticket = ticket_of(reader.key, call.id)
    still = TakeTask(call=call.id, task=task.id, ticket=ticket).key(texts.say("Still coming"))
    cant = LeaveTask(call=call.id, task=task.id, ticket=ticket).key(texts.say("Can't"))
    needed = texts.say("Needed: {what}.", what=apart(task.requirement)) if task.requirement else ""
    of = call.title if call.title != task.name else None
    return Coming(
        starts=shown.starts,
        zone=call.zone,
        when=task_when(call, task, texts, reader.now),
        time=say_time(task.starts, texts.language) if task.starts else "",
        what=_named(task.name, of, call.place),
        alone=(task.about or "", needed),
        listed=(),
        change=OpenCall(call=call.id, ticket=ticket),
        keys=(still, cant) if shown.mine else (),
        of=shown,
    )


def _named(name: str, *more: str | None) -> Html:
    """`Raking, Spring clean-up, courtyard`, the name in bold."""
    return Html(", ".join([f"<b>{escape(apart(name))}</b>", *(escape(apart(each)) for each in more if each)]))


def _of_one(coming: Coming, reader: Reader) -> Outgoing:
    head = f"{day_word(coming.starts.date(), coming.zone, coming.when, reader.texts, reader.now)}: {coming.what}."
    return Outgoing(" ".join([head, *(escape(part) for part in coming.alone if part)]), (coming.keys,) if coming.keys else ())


def _of_several(coming: Sequence[Coming], reader: Reader) -> Outgoing:
    """`Tomorrow, Sat 22 May:` and a numbered line for each, with a button to change each."""
    texts, first, keys = reader.texts, coming[0], list[Key]()
    day = say_day(first.starts.date(), texts.language, today=reader.today(first.zone))
    lines: list[str] = [day_word(first.starts.date(), first.zone, day, texts, reader.now) + ":"]
    for number, each in enumerate(coming[:MOST_LINES], 1):
        parts = (escape(each.time), each.what, *(escape(part) for part in each.listed))
        lines.append(f"{number}. " + " · ".join(part for part in parts if part))
        keys.append(each.change.key(texts.say("{number}. Change", number=number)))
    if len(coming) > MOST_LINES:
        lines.append(texts.count_html("… and {n} more.", "… and {n} more.", len(coming) - MOST_LINES))
    return Outgoing("\n".join(lines), tuple(tuple(keys[at : at + 3]) for at in range(0, len(keys), 3)))


def day_word(day: date, zone: str, said: str, texts: Texts, now: datetime) -> str:
    """`Tomorrow, Sat 22 May, 12:00–15:00`: the word only together with the date, as `said`."""
    days = (day - now.astimezone(ZoneInfo(zone)).date()).days
    if days == 0:
        return texts.html("Today, {when}", when=said)
    return texts.html("Tomorrow, {when}", when=said) if days == 1 else escape(said[:1].upper() + said[1:])
