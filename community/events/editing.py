"""Changing an event in private: which part, what it is to be, a look at was and now, and then it is saved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import questions
from community.events import telling
from community.events.changing import Changed, change, changeable
from community.events.deadlines import usual
from community.events.fields import Changes, Part, changed, different, known_of
from community.events.wording import read_part
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import drafts, events, people
from storage.drafts import Draft
from storage.events import Event
from storage.rows import loaded

KIND = "change"
WAITED = timedelta(hours=1)

WALL = ("starts", "ends", "deadline")
CLEARED: dict[Part, Changes] = {
    Part.TEXT: {"text": None},
    Part.PLACE: {"place": None},
    Part.CAPACITY: {"capacity": None},
    Part.MINIMUM: {"minimum": None},
    Part.DEADLINE: {"deadline": None},
    Part.PICTURE: {"picture": None},
}
"""What an event can be without."""


class EditStep(StrEnum):
    """Where a change is, once something was written."""

    CHOOSE = "choose"  # the time can be read in several ways
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Edited:
    """A change that is not saved yet. With several `choices` one of them is meant; with one, `after` is the event as it would be."""

    draft: int
    part: Part
    before: Event
    choices: tuple[Changes, ...]
    after: Event
    parts: frozenset[Part]
    told: telling.Audience


def choose_part(
    db: Connection,
    *,
    event: int,
    presser: Presser,
    message: int,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """The pressed message shows what can be changed; what was asked before is left. Here and below `admin_of` as in `may_organise`.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over).
    """
    changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    drafts.leave_drafts(db, presser.telegram_id)
    _show(db, "change-what", {"event": event}, presser, now, message)


def ask_part(
    db: Connection,
    *,
    event: int,
    part: Part,
    presser: Presser,
    message: int,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """The next words are what this part of the event is to be; the pressed message asks for them.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over).
    """
    changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    questions.ask(db, who=presser.telegram_id, kind=KIND, data={"event": event, "part": part}, now=now, waited=WAITED)
    _show(db, "change-part", {"event": event, "part": part}, presser, now, message)


def take_words(
    db: Connection,
    *,
    presser: Presser,
    text: str,
    rules: HouseRules,
    now: datetime,
    picture: str | None = None,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """What the part is to be: shown beside what it is, or asked which time is meant; nothing is saved yet. A picture is only a picture.

    Raises: Refused (draft-gone, and the reasons of changeable, community.events.wording.read_part and community.events.fields.changed);
    the question stays open then.
    """
    draft = questions.awaited(db, who=presser.telegram_id, kind=KIND, now=now)
    part = Part(draft.data["part"])
    event = changeable(db, draft.data["event"], presser.telegram_id, now, admin_of=admin_of)
    new = picture if part is Part.PICTURE else None
    choices = (Changes(picture=new),) if new else read_part(part, text, event, now)
    for each in choices:
        changed(event, each, now)
    _keep(db, draft.id, draft.data, choices, rules, now)
    _show(db, "change-draft", {"draft": draft.id}, presser, now)


def clear_part(
    db: Connection,
    *,
    event: int,
    part: Part,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """The event is to be without a text, a place or a limit: was and now are shown.

    Raises: Refused (old-button for what an event can't be without, event-gone, not-organiser, event-cancelled, event-over).
    """
    if part not in CLEARED:
        raise Refused("old-button")
    changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    _preview(db, event, part, CLEARED[part], presser, message, rules, now)


def choose_deadline(
    db: Connection,
    *,
    event: int,
    days: int,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """Sign-up is to end so many days before the event: was and now are shown.

    Raises: Refused (old-button for what is not usual or past, event-gone, not-organiser, event-cancelled, event-over).
    """
    found = changeable(db, event, presser.telegram_id, now, admin_of=admin_of)
    deadline = usual(found.starts, ZoneInfo(found.zone), now).get(days)
    if deadline is None:
        raise Refused("old-button")
    _preview(db, event, Part.DEADLINE, {"deadline": deadline}, presser, message, rules, now)


def choose_time(db: Connection, *, draft: int, number: int, presser: Presser, message: int, rules: HouseRules, now: datetime) -> None:
    """Which of several readings was meant. Raises: Refused (draft-gone, not-yours)."""
    found = _own(db, draft, presser.telegram_id)
    choices = _choices(found)
    if len(choices) > 1 and 0 <= number < len(choices):
        _keep(db, draft, found.data, (choices[number],), rules, now)
    _show(db, "change-draft", {"draft": draft}, presser, now, message)


def save(
    db: Connection,
    *,
    draft: int,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> Changed:
    """Make it so; the pressed message says how many are told. Raises: Refused (draft-gone, not-yours, and the reasons of change)."""
    found = _own(db, draft, presser.telegram_id)
    choices = _choices(found)
    if len(choices) != 1:
        raise Refused("draft-gone")
    event = found.data["event"]
    done = change(db, event=event, who=presser.telegram_id, changes=choices[0], rules=rules, now=now, admin_of=admin_of)
    drafts.remove_draft(db, draft)
    params = {"event": event, "reached": done.told.reached, "unreached": done.told.unreached}
    _show(db, "change-saved", params, presser, now, message)
    return done


def changes_what(db: Connection, *, who: int, draft: int | None = None) -> int:
    """The event of somebody's change, or of the question about it that they answer; 0 when there is none."""
    found = drafts.find_draft(db, draft) if draft is not None else drafts.find_open_draft(db, who, KIND, questions.STEP)
    return int(found.data["event"]) if found is not None and found.kind == KIND and found.author == who else 0


def show_edit(db: Connection, draft: int, now: datetime) -> Edited | None:
    """A change as its author sees it before saving; None when it is gone, or can't be any more."""
    found = drafts.find_draft(db, draft)
    before = events.find_event(db, found.data["event"]) if found and found.kind == KIND else None
    if found is None or before is None or found.step not in (EditStep.CHOOSE, EditStep.PREVIEW):
        return None
    choices = _choices(found)
    try:
        values = changed(before, choices[0], now)
    except Refused:
        return None
    after = loaded(Event, {**before.__dict__, **values})
    parts, author = different(known_of(before), after), people.find_person(db, found.author or 0)
    told = telling.audience(db, before, parts, author.id if author else None)
    return Edited(draft, Part(found.data["part"]), before, choices, after, parts, told)


def _show(db: Connection, kind: str, params: dict[str, Any], presser: Presser, now: datetime, message: int | None = None) -> None:
    reply(db, kind=kind, to=presser.telegram_id, language=presser.language, params=params, edit=message, now=now)


def _preview(
    db: Connection, event: int, part: Part, changes: Changes, presser: Presser, message: int, rules: HouseRules, now: datetime
) -> None:
    """What a button says the part is to be: was and now in the pressed message."""
    data = {"event": event, "part": part}
    draft = questions.ask(db, who=presser.telegram_id, kind=KIND, data=data, now=now)
    _keep(db, draft, data, (changes,), rules, now)
    _show(db, "change-draft", {"draft": draft}, presser, now, message)


def _own(db: Connection, draft: int, who: int) -> Draft:
    found = drafts.find_draft(db, draft)
    if found is None or found.kind != KIND or found.step not in (EditStep.CHOOSE, EditStep.PREVIEW):
        raise Refused("draft-gone")
    if found.author != who:
        raise Refused("not-yours")
    return found


def _keep(db: Connection, draft: int, data: dict[str, Any], choices: tuple[Changes, ...], rules: HouseRules, now: datetime) -> None:
    step = EditStep.PREVIEW if len(choices) == 1 else EditStep.CHOOSE
    data = {**data, "choices": [_plain(each) for each in choices]}
    drafts.change_draft(db, draft, step=step, data=data, expires_at=now + timedelta(hours=rules.drafts_hours))


def _plain(changes: Changes) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in changes.items()}


def _choices(draft: Draft) -> tuple[Changes, ...]:
    return tuple(_changes(each) for each in draft.data["choices"])


def _changes(plain: dict[str, Any]) -> Changes:
    walls = {name: datetime.fromisoformat(value) for name, value in plain.items() if name in WALL and value is not None}
    return cast(Changes, {**plain, **walls})
