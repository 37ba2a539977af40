"""Making an event in private, question by question: what is different about events (see community.stepwise for the rest)."""

from datetime import datetime

from sqlalchemy import Connection

from community import stepwise
from community.events import drafting
from community.events.drafting import Step
from community.events.making import NOTHING, QUESTIONS, Data, line_of, next_step, pictured, pressed, repeated, written
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.stepwise import Questions
from storage import events
from storage.drafts import Draft

MAKING = (*QUESTIONS, Step.PAST, Step.TEXT, Step.PICTURE, Step.CHOOSE, Step.PREVIEW)
"""Where a draft is while its author makes it."""

ASKED_FROM = {Step.PAST: Step.WHAT, Step.TEXT: Step.PREVIEW, Step.PICTURE: Step.PREVIEW}
"""What is asked only of those who want it, and where they say so."""


def _whole(data: Data) -> Data:
    return {**NOTHING, "answered": list(QUESTIONS), "before": [], **data}


ASKS = Questions(drafting.KIND, Step.WHAT, MAKING, NOTHING, _whole, next_step)


def answer(db: Connection, *, draft: int, step: Step, value: str, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """A button answers a question; one that was answered already shows where the draft is now.

    Raises: Refused (draft-gone, not-yours, past, old-button).
    """

    def known(found: Draft, data: Data) -> Data:
        if step is Step.WHERE and value:
            return _at_place(db, found, who, value)
        return pressed(step, value, data, now, stepwise.zone_of(db, found, rules))

    stepwise.answer(db, ASKS, draft, (step,), known, who=who, message=message, rules=rules, now=now)


def use_template(db: Connection, *, draft: int, title: str, text: str, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """A template says what it is: title and text, in the author's language. Raises: Refused (draft-gone, not-yours)."""

    def known(found: Draft, data: Data) -> Data:
        return {**data, "title": title, "text": text, "answered": [*data["answered"], Step.WHAT]}

    stepwise.answer(db, ASKS, draft, (Step.WHAT,), known, who=who, message=message, rules=rules, now=now)


def repeat(db: Connection, *, draft: int, event: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """It shall be like that event of one of the author's houses, on another day. Raises: Refused (draft-gone, not-yours, not-here)."""
    like = _own_event(db, stepwise.in_making(db, ASKS, draft, who, now), who, event)
    past = (Step.PAST,)
    stepwise.answer(db, ASKS, draft, past, lambda _, data: repeated(like, data), who=who, message=message, rules=rules, now=now)


def ask_for(db: Connection, *, draft: int, step: Step, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """The pressed message asks for the text, or which event it shall be like. Raises: Refused (draft-gone, not-yours, old-button)."""
    found = stepwise.in_making(db, ASKS, draft, who, now)
    if step not in ASKED_FROM:
        raise Refused("old-button")
    if found.step == ASKED_FROM[step]:
        stepwise.keep(db, found, found.data, step, rules, now)
    drafting.show_again(db, found, message, now)


def write(db: Connection, *, text: str, presser: Presser, rules: HouseRules, now: datetime, picture: str | None = None) -> bool:
    """Words in private, or a picture, that answer the open question; False when there is none, or they say nothing to a preview.

    Raises: Refused with the reasons of community.events.lines.read_line; the question stays open.
    """
    found = stepwise.asked(db, ASKS, presser.telegram_id, now)
    if found is None:
        return False
    zone, known = stepwise.zone_of(db, found, rules), found.data
    if found.step == Step.PREVIEW and picture is None and line_of(text, now, zone) is None:
        return False
    if picture is not None:
        known = pictured(picture, known)
    if picture is None or (text and found.step not in (Step.PICTURE, Step.PREVIEW)):
        known = written(Step(found.step), text, known, now, zone)
    stepwise.settle(db, ASKS, found, known, rules, now)
    stepwise.show_below(db, found, presser, now)
    return True


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
