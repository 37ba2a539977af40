"""Making an event in private, question by question: begun, answered, taken back, interrupted and gone on with."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import places, stepwise
from community.events import drafting
from community.events.drafting import Origin, Step
from community.events.making import NOTHING, QUESTIONS, Data, line_of, next_step, pictured, pressed, repeated, written
from community.events.targets import reached
from community.people import Presser, not_forgotten
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import REFUSAL_SHOWN_S
from storage import drafts, events, outbox
from storage import places as rows
from storage.drafts import Draft
from storage.outbox import Message, Op, To

MAKING = (*QUESTIONS, Step.PAST, Step.TEXT, Step.PICTURE, Step.CHOOSE, Step.PREVIEW)
"""Where a draft is while its author makes it."""

ASKED_FROM = {Step.PAST: Step.WHAT, Step.TEXT: Step.PREVIEW, Step.PICTURE: Step.PREVIEW}
"""What is asked only of those who want it, and where they say so."""


def begin(db: Connection, *, presser: Presser, fresh: bool, rules: HouseRules, now: datetime, message: int | None = None) -> None:
    """Ask the first question; who has answered some before is asked whether to go on, unless they start `fresh`.

    `message`: the pressed one, which then shows it.

    Raises: Refused (forgotten, no-house, too-many-drafts).
    """
    not_forgotten(db, presser.mark)
    who = presser.telegram_id
    if not reached(db, who):
        raise Refused("no-house")
    drafts.leave_drafts(db, who)
    to, begun = To(address=who, language=presser.language), _begun(db, who, now)
    if begun is not None and begun.data["before"] and not fresh:
        outbox.owe(db, to, Message("event-begun", {"draft": begun.id}), at=now)
        return
    until = now + timedelta(hours=rules.drafts_hours)
    if begun is not None:
        anew = {"step": Step.WHAT, "data": _new(), "expires_at": until} if begun.data["before"] else {}
        drafts.change_draft(db, begun.id, resting=False, **anew)
    chat = places.only_chat_of(db, who)
    origin = Origin(who, who, presser.language)
    draft = begun.id if begun else drafting.keep(db, origin, Step.WHAT, _new(), chat.id if chat else None, now, until)
    op = Op.SEND if message is None else Op.EDIT
    outbox.owe(db, to, Message("event-draft", {"draft": draft}, op=op, message_id=message, draft_id=draft), at=now)


def begin_here(db: Connection, *, origin: Origin, chat: int, rules: HouseRules, now: datetime) -> None:
    """In a group the questions would disturb: one line with the way into private, which takes itself back."""
    until = now + timedelta(hours=rules.drafts_hours)
    draft = drafting.keep(db, origin, Step.WHAT, _new(), chat, now, until)
    brief = Message("event-begin-here", {"draft": draft}, reply_to=origin.message, delete_after=REFUSAL_SHOWN_S)
    outbox.owe(db, origin.to(chat), brief, at=now)


def answer(db: Connection, *, draft: int, step: Step, value: str, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """A button answers a question; one that was answered already shows where the draft is now.

    Raises: Refused (draft-gone, not-yours, past, old-button).
    """
    found = _making(db, draft, who, now)
    if found.step == step == Step.WHERE and value:
        _turn(db, found, _at_place(db, found, who, value), message, rules, now)
    elif found.step == step:
        _turn(db, found, pressed(step, value, found.data, now, _zone(db, found, rules)), message, rules, now)
    else:
        drafting.show_again(db, found, message, now)


def use_template(db: Connection, *, draft: int, title: str, text: str, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """A template says what it is: title and text, in the author's language. Raises: Refused (draft-gone, not-yours)."""
    found = _making(db, draft, who, now)
    if found.step == Step.WHAT:
        known = {**found.data, "title": title, "text": text, "answered": [*found.data["answered"], Step.WHAT]}
        _turn(db, found, known, message, rules, now)
    else:
        drafting.show_again(db, found, message, now)


def repeat(db: Connection, *, draft: int, event: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """It shall be like that event of one of the author's houses, on another day. Raises: Refused (draft-gone, not-yours, not-here)."""
    found = _making(db, draft, who, now)
    like = _own_event(db, found, who, event)
    if found.step == Step.PAST:
        _turn(db, found, repeated(like, found.data), message, rules, now)
    else:
        drafting.show_again(db, found, message, now)


def ask_for(db: Connection, *, draft: int, step: Step, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """The pressed message asks for the text, or which event it shall be like. Raises: Refused (draft-gone, not-yours, old-button)."""
    found = _making(db, draft, who, now)
    if step not in ASKED_FROM:
        raise Refused("old-button")
    if found.step == ASKED_FROM[step]:
        _turn(db, found, found.data, message, rules, now, step=step)
    else:
        drafting.show_again(db, found, message, now)


def write(db: Connection, *, text: str, presser: Presser, rules: HouseRules, now: datetime, picture: str | None = None) -> bool:
    """Words in private, or a picture, that answer the open question; False when there is none, or they say nothing to a preview.

    The next question comes below what was written, and the one that was answered goes.

    Raises: Refused with the reasons of community.events.lines.read_line; the question stays open.
    """
    found = drafts.find_open_draft(db, presser.telegram_id, drafting.KIND, *MAKING)
    if found is None or found.resting or found.expires_at <= now:
        return False
    zone = _zone(db, found, rules)
    if found.step == Step.PREVIEW and picture is None and line_of(text, now, zone) is None:
        return False
    found.data = known = _whole(found.data)
    if picture is not None:
        known = pictured(picture, known)
    if picture is None or (text and found.step not in (Step.PICTURE, Step.PREVIEW)):
        known = written(Step(found.step), text, known, now, zone)
    stepwise.keep(db, found, known, next_step(known), rules, now)
    if found.message_id is not None:
        gone = Message("gone", op=Op.DELETE, message_id=found.message_id)
        outbox.owe(db, To(address=found.address), gone, at=now)
    drafting.show(db, found.id, To(address=presser.telegram_id, language=presser.language), now)
    return True


def is_asked(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next words of somebody in private may answer a question about an event."""
    found = drafts.find_open_draft(db, who, drafting.KIND, *MAKING)
    return found is not None and not found.resting and found.expires_at > now


def _new() -> Data:
    return {**NOTHING, "before": []}


def _whole(data: Data) -> Data:
    """What a draft knows, also one that began with a line."""
    return {**NOTHING, "answered": list(QUESTIONS), "before": [], **data}


def _begun(db: Connection, who: int, now: datetime) -> Draft | None:
    """What somebody makes by answering questions, and has not finished."""
    found = drafts.find_open_draft(db, who, drafting.KIND, *MAKING)
    return found if found is not None and found.expires_at > now and "before" in found.data else None


def _making(db: Connection, draft: int, who: int, now: datetime) -> Draft:
    """A draft that its author is making in private. Raises: Refused (draft-gone, not-yours)."""
    found = stepwise.in_making(db, draft, who, now)
    found.data = _whole(found.data)
    return found


def _turn(db: Connection, found: Draft, known: Data, message: int, rules: HouseRules, now: datetime, *, step: Step | None = None) -> None:
    """The pressed message shows the next question, or the `step` that was asked for."""
    stepwise.keep(db, found, known, step or next_step(known), rules, now)
    drafting.show_again(db, found, message, now)


def _zone(db: Connection, found: Draft, rules: HouseRules) -> ZoneInfo:
    return ZoneInfo(rows.house_of_chat(db, found.chat_id).zone if found.chat_id else rules.zone)


def _at_place(db: Connection, found: Draft, who: int, value: str) -> Data:
    """Where an earlier event of the house was. Raises: Refused (old-button, not-here)."""
    if not value.isdecimal():
        raise Refused("old-button")
    place = _own_event(db, found, who, int(value)).place
    return {**found.data, "place": place, "answered": [*found.data["answered"], Step.WHERE]}


def _own_event(db: Connection, found: Draft, who: int, event: int) -> events.Event:
    """An event of a house the draft can go to. Raises: Refused("not-here")."""
    asked = events.lock_event(db, event, None)
    if asked is None or asked.house_id not in drafting.houses_of(db, found, who):
        raise Refused("not-here")
    return asked.event
