"""From one line to a rota: `Sun 9 every week Sauna cleaning @ sauna`."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import stepwise
from community.events import drafting
from community.events.drafting import Step, span_of
from community.events.lines import fitting
from community.events.repeats import kept, repeats_of
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.stepwise import Questions
from community.when import Reason, find_repeating
from storage import cards, drafts, rotas
from storage import places as place_rows
from storage.cards import ThingKind
from storage.drafts import Draft
from storage.places import House
from storage.rotas import Rota

KIND = "rota"

Data = dict[str, Any]


class Asked(StrEnum):
    """The questions by which a rota is made in private."""

    WHAT = "rota-what"
    WHEN = "rota-when"


NOTHING: Data = {
    "line": "",
    "title": "",
    "place": None,
    "text": None,
    "starts": None,
    "ends": None,
    "candidates": [],
    "repeats": None,
    "without_holidays": False,
    "by_flat": False,
}
"""What is known before the first answer."""


def read(line: str, now: datetime, zone: ZoneInfo, picture: str | None) -> Data:
    """What a draft keeps of a line; further lines are its text.

    Raises: Refused with no-line, no-picture-in-rota, rota-needs-rule, rota-no-time, rota-no-title, the reasons of community.when, and
    those of `fitting`.
    """
    if picture is not None:
        raise Refused("no-picture-in-rota")
    head, _, text = line.strip().partition("\n")
    if not head:
        raise Refused("no-line")
    when, rest, repeats = find_repeating(head, now, zone)
    if repeats is None and when.reason not in (Reason.NO_SUCH_RULE, Reason.ONE_WEEKDAY, Reason.BAD_END):
        raise Refused("rota-needs-rule")
    if when.reason is not None and not when.candidates:
        raise Refused("rota-no-time" if when.reason is Reason.NO_TIME else str(when.reason))
    title, _, place = rest.partition(" @ ") if " @ " in rest else (*rest.partition("@"),)
    if not title.strip(" ,;·–-"):
        raise Refused("rota-no-title")
    return {
        "line": line,
        **fitting(title.strip(" ,;·–-"), place, text),
        "starts": when.start.isoformat() if when.start else None,
        "ends": when.end.isoformat() if when.end else None,
        "candidates": [span_of(each.start, each.end) for each in when.candidates],
        "repeats": kept(repeats),
        "without_holidays": False,
        "by_flat": False,
    }


def is_open(data: Data) -> bool:
    """Whether it must be said first which of two days is meant."""
    return data["starts"] is None


def choose(data: Data, number: int) -> tuple[Data, str]:
    """What is known after one of two readings was chosen, and what comes next."""
    return {**data, **data["candidates"][number], "candidates": []}, Step.PREVIEW


def next_step(data: Data) -> str:
    """The first question that is open; the preview when none is."""
    if data["candidates"]:
        return Step.CHOOSE
    if data["repeats"]:
        return Step.PREVIEW
    return Asked.WHEN if data["title"] else Asked.WHAT


ASKS = Questions(KIND, Asked.WHAT, tuple(Asked), NOTHING, lambda data: {**NOTHING, **data}, next_step)


def name_it(db: Connection, *, draft: int, title: str, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """It is one of the usual duties, in the author's language. Raises: Refused (draft-gone, not-yours)."""
    at = (Asked.WHAT,)
    stepwise.answer(db, ASKS, draft, at, lambda _, data: {**data, "title": title}, who=who, message=message, rules=rules, now=now)


def write(db: Connection, *, text: str, presser: Presser, rules: HouseRules, now: datetime) -> bool:
    """Words in private that answer the open question; False when there is none. A whole line answers both.

    Raises: Refused with the reasons of `read`; the question stays open.
    """
    found = stepwise.asked(db, ASKS, presser.telegram_id, now)
    if found is None:
        return False
    stepwise.settle(db, ASKS, found, _answered(found, text, now, stepwise.zone_of(db, found, rules)), rules, now)
    stepwise.show_below(db, found, presser, now)
    return True


def _answered(draft: Draft, text: str, now: datetime, zone: ZoneInfo) -> Data:
    if draft.step == Asked.WHEN:
        when, at, place = text.strip().partition("@")
        return {**draft.data, **read(f"{when.strip()} {draft.data['title']} {at}{place}", now, zone, None)}
    try:
        return {**draft.data, **read(text, now, zone, None)}
    except Refused:
        title = fitting(text, None, None)["title"]
        return {**draft.data, "title": title}


def set_rule(db: Connection, *, draft: int, name: str, value: bool, who: int, admin: bool, message: int, now: datetime) -> None:
    """From the preview: whether holidays are left out, or flats take turns.

    Raises: Refused (draft-gone, not-yours, old-button, no-flats).
    """
    found = drafting.own_draft(db, draft, who, admin)
    if found.kind != KIND or found.step != Step.PREVIEW or name not in ("without_holidays", "by_flat"):
        raise Refused("old-button")
    if name == "by_flat" and value and not flats_of(db, found.chat_id):
        raise Refused("no-flats")
    drafts.change_draft(db, draft, data={**found.data, name: value})
    drafting.show_again(db, found, message, now)


def flats_of(db: Connection, chat: int | None) -> tuple[str, ...]:
    """The labels of the flats of the house a draft goes to, where that is known."""
    return place_rows.house_of_chat(db, chat).flat_labels if chat is not None else ()


def make(db: Connection, data: Data, house: House, organiser: int, now: datetime) -> int:
    """The rota of a draft; its number."""
    starts = datetime.fromisoformat(data["starts"])
    repeats = repeats_of(data)
    assert repeats is not None, "a line without a rule is refused"
    rota = Rota(
        id=cards.add_thing(db, ThingKind.ROTA, house.id, now),
        title=data["title"],
        place=data["place"],
        text=data["text"],
        organiser_id=organiser,
        rule=repeats.rule(starts.date()).text,
        starts=starts,
        ends=datetime.fromisoformat(data["ends"]) if data["ends"] else None,
        zone=house.zone,
        until=repeats.last(starts.date()),
        without_holidays=data["without_holidays"],
        by_flat=data["by_flat"] and bool(house.flat_labels),
    )
    rotas.add_rota(db, rota)
    return rota.id
