"""From what somebody wrote to a poll: what its draft keeps, and the poll that is made of it."""

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.events.drafting import span_of
from community.polls.dating import LineOption
from community.polls.lines import PollLine, read_line
from community.polls.sealing import new_key
from community.refusals import Refused
from community.when import instant
from storage import cards, polls
from storage.cards import ThingKind
from storage.places import House
from storage.polls import Poll, PollKind, Proposals

OPEN_DAYS, CLOSES = 7, time(20)
"""How long a poll is open unless its author says otherwise: a week, so that who is away for some days can answer, until the evening."""

CONSENTS = 4
"""Fine, questions, worried, block: their words are the views'."""


def read(line: str, now: datetime, zone: ZoneInfo, picture: str | None) -> dict[str, Any]:
    """What a draft keeps of a line. Raises: Refused with the reasons of `read_line`, no-picture-in-poll."""
    if picture is not None:
        raise Refused("no-picture-in-poll")
    return data_of(read_line(line, now, zone), line, now, zone)


def data_of(read: PollLine, line: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """What a draft keeps: plain values, times on the wall."""
    closes = read.closes or usual_close(_starts(read), now, zone)
    return {
        "line": line,
        "question": read.question,
        "kind": read.kind,
        "options": [kept(option) for option in read.options],
        "most": read.most,
        "closes": closes.isoformat(),
        "visible": read.visible,
        "live": False,
        "by_flat": False,
        "quorum": None,
        "proposals": Proposals.NO,
        "quick": read.quick,
        **open_dates(read.options),
    }


def usual_close(starts: Sequence[datetime], now: datetime, zone: ZoneInfo) -> datetime:
    """Until when a poll is open: a week, but only until the evening before the first of its days."""
    usual = datetime.combine(now.astimezone(zone).date() + timedelta(days=OPEN_DAYS), CLOSES)
    if not starts or usual <= min(starts):
        return usual
    eve = datetime.combine(min(starts).date() - timedelta(days=1), CLOSES)
    last_minute = datetime.combine(min(starts).date(), time(23, 59))
    return next((wall for wall in (eve, min(starts)) if instant(wall, zone) > now), last_minute)


def _starts(read: PollLine) -> list[datetime]:
    """All days that may be meant."""
    spans = [span.start for option in read.options for span in option.candidates]
    return spans + [option.starts for option in read.options if option.starts is not None]


def choose(data: dict[str, Any], number: int) -> dict[str, Any]:
    """What a draft keeps after one of two readings of a date was chosen; the next date that can be read in two ways is open then.

    Raises: Refused (poll-option-twice when that day is there already, poll-closes-after-date).
    """
    at, span = data["open"][0], data["candidates"][number]
    label, whole_day = data["options"][at]["label"], data["options"][at]["whole_day"]
    if any({**span, "whole_day": whole_day}.items() <= each.items() for each in data["options"]):
        raise Refused("poll-option-twice", option=label)
    if data["closes"] and datetime.fromisoformat(data["closes"]) > datetime.fromisoformat(span["starts"]):
        raise Refused("poll-closes-after-date", option=label)
    chosen = {**data["options"][at], "label": "", **span}
    options = [chosen if place == at else each for place, each in enumerate(data["options"])]
    first, rest = (data["readings"] or [[]])[0], data["readings"][1:]
    return {**data, "options": options, "open": data["open"][1:], "candidates": first, "readings": rest}


def open_dates(options: Sequence[LineOption], before: int = 0) -> dict[str, Any]:
    """The dates that can be read in two ways, one after the other: which is asked now, with its readings.

    `before`: so many options are there already.
    """
    open_ = [at for at, option in enumerate(options) if option.candidates]
    readings = [[span_of(span.start, span.end) for span in options[at].candidates] for at in open_]
    return {"open": [before + at for at in open_], "candidates": readings[0] if readings else [], "readings": readings[1:]}


def kept(option: LineOption) -> dict[str, Any]:
    """An option as a draft keeps it."""
    return {"label": option.label, **_span(option), "whole_day": option.whole_day, "limit": option.limit}


def _span(option: LineOption) -> dict[str, str | None]:
    return span_of(option.starts, option.ends) if option.starts else {"starts": None, "ends": None}


def make(db: Connection, data: dict[str, Any], house: House, author: int, now: datetime) -> int:
    """The poll of a draft; its number. Raises: Refused("past") when its end came while the preview waited."""
    zone, closes = ZoneInfo(house.zone), datetime.fromisoformat(data["closes"])
    closes_at = instant(closes, zone)
    if closes_at <= now:
        raise Refused("past")
    poll = Poll(
        id=cards.add_thing(db, ThingKind.POLL, house.id, now),
        question=data["question"],
        kind=PollKind(data["kind"]),
        author_id=author,
        most=data["most"],
        visible=data["visible"],
        live=data["live"],
        by_flat=data["by_flat"],
        quorum=data["quorum"],
        proposals=Proposals(data["proposals"]),
        closes=closes,
        zone=house.zone,
        closes_at=closes_at,
        seed=secrets.token_hex(8),
    )
    polls.add_poll(db, poll, new_key())
    polls.add_options(db, poll.id, [_option(each) for each in data["options"]] or [{"label": ""}] * CONSENTS)
    return poll.id


def _option(kept: dict[str, Any]) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(kept[name]) if kept[name] else None for name in ("starts", "ends")}
    return {**kept, **times}
