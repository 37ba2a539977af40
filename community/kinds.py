"""What can be announced with one line, and what is different about each: the rest of a draft's way is the same for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import polls, reminders, rotas, volunteering
from community.events import asking, drafting
from community.events.drafting import Step
from community.events.lines import read_line
from community.events.making import chosen, next_step
from community.events.publishing import make as make_event
from community.quiet import HouseRules
from community.stepwise import Questions
from storage import events
from storage import polls as poll_rows
from storage import volunteering as call_rows
from storage.drafts import Draft
from storage.places import House

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing. `name` is that of its drafts.

    `read`: what a draft keeps of a line (raises Refused), given the time, the zone and perhaps a picture. `open_questions`: whether it
    can't be published as it is. `choose`: what is known after one of two readings was chosen, and what comes next.
    `asks`: the questions by which it is made in private.
    `quick`: it is Telegram's own, so it is only sent, and nothing is kept. `make`: the thing of a draft; its number.
    `hung`: it was hung in a chat, by row.
    """

    name: str
    read: Callable[[str, datetime, ZoneInfo, str | None], Data]
    open_questions: Callable[[Data], bool]
    choose: Callable[[Data, int], tuple[Data, str]]
    asks: Questions
    quick: Callable[[Data], bool]
    make: Callable[[Connection, Data, House, int, datetime], int]
    hung: Callable[[Connection, int, int, HouseRules, datetime], None]


def kind_of(draft: Draft) -> Kind:
    """What a draft is to become."""
    return KINDS[draft.kind]


def _read_event(line: str, now: datetime, zone: ZoneInfo, picture: str | None) -> Data:
    return drafting.data_of(read_line(line, now, zone), line, picture)


def _choose_event(data: Data, number: int) -> tuple[Data, str]:
    if "answered" not in data:
        return {**data, **data["candidates"][number], "candidates": []}, Step.PREVIEW
    known = chosen(number, data)
    return known, next_step(known)


def _choose_poll(data: Data, number: int) -> tuple[Data, str]:
    known = polls.choose(data, number)
    return known, polls.next_step(polls.whole(known))


def _choose_call(data: Data, number: int) -> tuple[Data, str]:
    known = volunteering.choose(data, number)
    return known, volunteering.next_step(volunteering.whole(known))


def _event_hung(db: Connection, event: int, chat: int, rules: HouseRules, now: datetime) -> None:
    found = events.find_event(db, event)
    assert found is not None, "it was made just now"
    reminders.plan_line(db, found, chat, rules, now)


def _poll_hung(db: Connection, poll: int, chat: int, rules: HouseRules, now: datetime) -> None:
    found = poll_rows.find_poll(db, poll)
    assert found is not None, "it was made just now"
    polls.plan_reminder(db, found, rules, now)


def _call_hung(db: Connection, call: int, chat: int, rules: HouseRules, now: datetime) -> None:
    found = call_rows.find_call(db, call)
    assert found is not None, "it was made just now"
    volunteering.plan_checks(db, found, rules, now)
    reminders.plan_call_lines(db, found, call_rows.list_tasks(db, call), chat, rules, now)


KINDS: Mapping[str, Kind] = {
    "event": Kind(
        "event", _read_event, lambda data: data["starts"] is None, _choose_event, asking.ASKS, lambda _: False, make_event, _event_hung
    ),
    "poll": Kind("poll", polls.read, polls.is_open, _choose_poll, polls.ASKS, lambda data: bool(data["quick"]), polls.make, _poll_hung),
    "call": Kind(
        "call",
        volunteering.read,
        volunteering.is_open,
        _choose_call,
        volunteering.ASKS,
        lambda _: False,
        volunteering.make,
        _call_hung,
    ),
    "rota": Kind(
        "rota", rotas.read, rotas.is_open, rotas.choose, rotas.ASKS, lambda _: False, rotas.make, lambda db, rota, chat, rules, now: None
    ),
}
