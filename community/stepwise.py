"""A thing that is made question by question in private, whatever it is: begun, answered, gone back over, interrupted and gone on with.

A kind brings its steps, its rules and what is different about an answer; a draft keeps what is known so far as a plain dict. Its `before`
is how the draft was before each answer, so that answers can be taken back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import places
from community.events import drafting
from community.events.drafting import Origin, Step
from community.events.targets import reached
from community.people import Presser, not_forgotten
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import REFUSAL_SHOWN_S
from storage import drafts, outbox
from storage import places as rows
from storage.drafts import Draft
from storage.outbox import Message, Op, To

Data = dict[str, Any]

MOST_TAKEN_BACK = 30
"""So many answers can be taken back one after the other; a draft does not grow without end."""

NOT_MADE = (Step.LINE, Step.SUGGEST, Step.SUGGESTED)
"""Where a draft is no question for its author."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions about one kind of thing. `kind` is that of its drafts, `steps` are where its author can be, `first` is the first.

    `nothing`: what is known before the first answer; `whole`: what a draft knows, also one that began with a line. `next_step`: what is
    asked next. `ready`: what is known once nothing is open (given the time and the zone).
    """

    kind: str
    first: str
    steps: tuple[str, ...]
    nothing: Mapping[str, Any]
    whole: Callable[[Data], Data]
    next_step: Callable[[Data], str]
    ready: Callable[[Data, datetime, ZoneInfo], Data] = lambda data, now, zone: data


def begin_anywhere(db: Connection, asks: Questions, origin: Origin, chat: int | None, rules: HouseRules, now: datetime) -> None:
    """A command alone: the first question, or in a group (where questions would disturb) one line with the way to it.

    Raises: Refused with the reasons of `begin`.
    """
    if origin.group is not None:
        until = now + timedelta(hours=rules.drafts_hours)
        draft = drafting.keep(db, origin, asks.first, new(asks), chat, now, until, kind=asks.kind)
        brief = Message("event-begin-here", {"draft": draft}, reply_to=origin.message, delete_after=REFUSAL_SHOWN_S)
        outbox.owe(db, origin.to(chat), brief, at=now)
    elif origin.author is not None:
        begin(db, asks, presser=Presser(origin.author, origin.language, origin.mark), fresh=False, rules=rules, now=now)


def begin(
    db: Connection, asks: Questions, *, presser: Presser, fresh: bool, rules: HouseRules, now: datetime, message: int | None = None
) -> None:
    """Ask the first question; who has answered some before is asked whether to go on, unless they start `fresh`.

    `message`: the pressed one, which then shows it.

    Raises: Refused (forgotten, no-house, too-many-drafts).
    """
    may_begin(db, presser)
    to = To(address=presser.telegram_id, language=presser.language)
    begun = _begun(db, asks, presser.telegram_id, now)
    if begun is not None and begun.data["before"] and not fresh:
        outbox.owe(db, to, Message("event-begun", {"draft": begun.id}), at=now)
        return
    if begun is not None:
        until = now + timedelta(hours=rules.drafts_hours)
        drafts.change_draft(db, begun.id, resting=False, step=asks.first, data=new(asks), expires_at=until)
    draft = begun.id if begun else first_kept(db, asks, new(asks), presser, rules, now)
    op = Op.SEND if message is None else Op.EDIT
    outbox.owe(db, to, Message("event-draft", {"draft": draft}, op=op, message_id=message, draft_id=draft), at=now)


def may_begin(db: Connection, presser: Presser) -> None:
    """Somebody begins something new in private: what they were writing rests. Raises: Refused (forgotten, no-house)."""
    not_forgotten(db, presser.mark)
    if not reached(db, presser.telegram_id):
        raise Refused("no-house")
    drafts.leave_drafts(db, presser.telegram_id)


def first_kept(db: Connection, asks: Questions, data: Data, presser: Presser, rules: HouseRules, now: datetime) -> int:
    """A new draft in private, at the first question; its number. Raises: Refused("too-many-drafts")."""
    who, chat = presser.telegram_id, places.only_chat_of(db, presser.telegram_id)
    origin, until = Origin(who, who, presser.language), now + timedelta(hours=rules.drafts_hours)
    return drafting.keep(db, origin, asks.first, data, chat.id if chat else None, now, until, kind=asks.kind)


def new(asks: Questions) -> Data:
    """What a draft knows before the first answer."""
    return {**asks.nothing, "before": []}


def asked(db: Connection, asks: Questions, who: int, now: datetime) -> Draft | None:
    """What the next words of somebody in private may answer a question of."""
    found = drafts.find_open_draft(db, who, asks.kind, *asks.steps)
    if found is None or found.resting or found.expires_at <= now:
        return None
    found.data = asks.whole(found.data)
    return found


def in_making(db: Connection, asks: Questions | None, draft: int, who: int, now: datetime) -> Draft:
    """A draft (of this kind) that its author is making in private. Raises: Refused (draft-gone, not-yours)."""
    found = drafting.own_draft(db, draft, who, admin=False)
    if found.address != who or found.step in NOT_MADE or found.expires_at <= now:
        raise Refused("draft-gone")
    if asks is not None:
        if found.kind != asks.kind:
            raise Refused("draft-gone")
        found.data = asks.whole(found.data)
    return found


def answer(
    db: Connection,
    asks: Questions,
    draft: int,
    steps: tuple[str, ...],
    known: Callable[[Draft, Data], Data],
    *,
    who: int,
    message: int,
    rules: HouseRules,
    now: datetime,
) -> None:
    """At one of these steps the draft knows more, and the pressed message asks what is open; else it shows where the draft is.

    Raises: Refused (draft-gone, not-yours, and the reasons of `known`).
    """
    found = in_making(db, asks, draft, who, now)
    after = known(found, found.data) if found.step in steps else found.data
    if after != found.data or (found.step in steps and asks.next_step(after) != found.step):
        settle(db, asks, found, after, rules, now)
    drafting.show_again(db, found, message, now)


def settle(db: Connection, asks: Questions, found: Draft, known: Data, rules: HouseRules, now: datetime) -> None:
    """Keep what is known, and what is asked next."""
    step = asks.next_step(known)
    if step == Step.PREVIEW:
        known = asks.ready(known, now, zone_of(db, found, rules))
    keep(db, found, known, step, rules, now)


def keep(db: Connection, found: Draft, known: Mapping[str, Any], step: str, rules: HouseRules, now: datetime) -> None:
    """Write down what is known now, and how it was before, so that it can be taken back."""
    was = {"step": found.step, "data": {name: value for name, value in found.data.items() if name != "before"}}
    so_far = found.data.get("before", [])
    before = [*so_far, was] if len(so_far) < MOST_TAKEN_BACK else []
    until = now + timedelta(hours=rules.drafts_hours)
    drafts.change_draft(db, found.id, step=step, data={**known, "before": before}, expires_at=until, resting=False)


def show_below(db: Connection, found: Draft, presser: Presser, now: datetime) -> None:
    """The next question comes below what was written, and the one that was answered goes."""
    if found.message_id is not None:
        outbox.owe(db, To(address=found.address), Message("gone", op=Op.DELETE, message_id=found.message_id), at=now)
    drafting.show(db, found.id, To(address=presser.telegram_id, language=presser.language), now)


def go_on(db: Connection, *, draft: int, who: int, message: int, now: datetime) -> None:
    """The pressed message shows where the author was. Raises: Refused (draft-gone, not-yours)."""
    found = in_making(db, None, draft, who, now)
    drafts.change_draft(db, draft, resting=False)
    drafting.show_again(db, found, message, now)


def go_back(db: Connection, *, draft: int, to: int, who: int, message: int, now: datetime) -> None:
    """Take answers back until so many are left; that is how the draft was then. Raises: Refused (draft-gone, not-yours)."""
    found = in_making(db, None, draft, who, now)
    before = found.data.get("before", [])
    if to < len(before):
        drafts.change_draft(db, draft, step=before[to]["step"], data={**before[to]["data"], "before": before[:to]}, resting=False)
    drafting.show_again(db, found, message, now)


def zone_of(db: Connection, found: Draft, rules: HouseRules) -> ZoneInfo:
    """The zone of the house a draft goes to, if that is known."""
    return ZoneInfo(rows.house_of_chat(db, found.chat_id).zone if found.chat_id else rules.zone)


def _begun(db: Connection, asks: Questions, who: int, now: datetime) -> Draft | None:
    """What somebody makes by answering questions, and has not finished."""
    found = drafts.find_open_draft(db, who, asks.kind, *asks.steps)
    return found if found is not None and found.expires_at > now and "before" in found.data else None
