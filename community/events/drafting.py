"""An event that is not one yet: its draft, and the one message that shows it to its author."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import roles
from community.events.lines import Line, fitting_below
from community.events.repeats import Coming, coming, kept
from community.events.targets import Target, reached, targets_of
from community.house_rules import rules_of
from community.people import is_reachable
from community.places import Group, chats_of
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import REFUSAL_SHOWN_S
from storage import drafts, events, outbox, people, places, topics
from storage.drafts import Draft
from storage.events import Event
from storage.outbox import Lane, Message, Op, To
from storage.places import House

KIND = "event"
PREVIEW_KEPT = timedelta(minutes=15)
MOST_OFFERED = 4
"""Of more buttons nobody reads all."""

MOST_DRAFTS = 10
"""So many unfinished events of one person at a time keep one neighbour from flooding a house."""


class Step(StrEnum):
    """Where the making of an event is."""

    LINE = "line"  # the line must be written (again), in private
    CHOOSE = "choose"  # two readings of the date
    WHAT = "what"  # the questions of community.events.making, in private
    DAY = "day"
    TIME = "time"
    WHERE = "where"
    SEATS = "seats"
    PAST = "past"  # which earlier event it shall be like
    TEXT = "text"  # what else there is to say
    PICTURE = "picture"
    PREVIEW = "preview"
    SUGGEST = "suggest"  # a resident is asked whether to pass it on
    SUGGESTED = "suggested"  # the admins have it


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a command was written. `author` is None for an anonymous admin, `group` is None in private.

    `admin`: whether the author administers the group, as Telegram said just now; `mark`: as in community.people.Presser.
    """

    address: int
    author: int | None
    language: str
    group: Group | None = None
    thread: int | None = None
    message: int | None = None
    admin: bool = False
    mark: str = ""

    def to(self, chat_id: int | None) -> To:
        """The chat the command was written in; a group by the number of its row, because Telegram's may change."""
        return To(chat_id=chat_id, thread=self.thread) if self.group else To(address=self.address, language=self.language)


def data_of(read: Line, line: str, picture: str | None = None) -> dict[str, Any]:
    """What a draft keeps of an announcement. Raises: Refused("text-too-long-below")."""
    fitting_below(picture, read.text)
    when = read.when
    return {
        "line": line,
        "title": read.title,
        "place": read.place,
        "text": read.text,
        "capacity": read.capacity,
        "minimum": read.minimum,
        "starts": when.start.isoformat() if when.start else None,
        "ends": when.end.isoformat() if when.end else None,
        "candidates": [span_of(each.start, each.end) for each in when.candidates],
        "repeats": kept(read.repeats),
        "deadline": read.deadline.isoformat() if read.deadline else None,
        "picture": picture,
    }


def span_of(start: datetime, end: datetime | None) -> dict[str, str | None]:
    """A time as a draft keeps it."""
    return {"starts": start.isoformat(), "ends": end.isoformat() if end else None}


def keep(
    db: Connection,
    origin: Origin,
    step: str,
    data: dict[str, Any],
    chat_id: int | None,
    now: datetime,
    until: datetime,
    *,
    kind: str = KIND,
) -> int:
    """A new draft; its number. Raises: Refused("too-many-drafts")."""
    if origin.author is not None and drafts.count_open(db, origin.author, kind, now) >= MOST_DRAFTS:
        raise Refused("too-many-drafts", most=MOST_DRAFTS)
    return drafts.add_draft(
        db,
        kind=kind,
        step=step,
        author=origin.author,
        address=origin.address,
        thread_id=origin.thread,
        chat_id=chat_id,
        token=secrets.token_urlsafe(12),
        data=data,
        expires_at=until,
    )


def drop(db: Connection, draft: Draft, now: datetime) -> None:
    """A draft goes, and so does the message in the group that shows it."""
    drafts.remove_draft(db, draft.id)
    if draft.message_id is not None and draft.address < 0:
        outbox.owe(db, place_of(draft), Message("gone", op=Op.DELETE, message_id=draft.message_id), at=now)


def show(db: Connection, draft: int, to: To, now: datetime, *, reply_to: int | None = None) -> None:
    """Owe the message that shows the draft as it is."""
    outbox.owe(db, to, Message("event-draft", {"draft": draft}, draft_id=draft, reply_to=reply_to), at=now)


def show_again(db: Connection, draft: Draft, message: int, now: datetime) -> None:
    """The message that was pressed shows what the draft, which was `draft`, is now. A picture can't become text: it is sent anew."""
    after = drafts.find_draft(db, draft.id)
    if _pictured(draft) and after is not None and not _pictured(after):
        outbox.owe(db, place_of(draft), Message("gone", op=Op.DELETE, message_id=message), at=now)
        show(db, draft.id, place_of(draft), now)
        return
    edit = Message("event-draft", {"draft": draft.id}, op=Op.EDIT, message_id=message, draft_id=draft.id)
    outbox.owe(db, place_of(draft), edit, at=now)


def _pictured(draft: Draft) -> bool:
    return draft.step in (Step.PREVIEW, Step.SUGGEST, Step.SUGGESTED) and draft.data.get("picture") is not None


def place_of(draft: Draft) -> To:
    """The chat a draft is shown in."""
    in_group = draft.address < 0 and draft.chat_id is not None
    return To(chat_id=draft.chat_id) if in_group else To(address=draft.address)


def refuse(
    db: Connection,
    line: str,
    origin: Origin,
    chat_id: int | None,
    refusal: Refused,
    rules: HouseRules,
    now: datetime,
    *,
    step: Step,
    data: dict[str, Any] | None = None,
    kind: str = KIND,
) -> None:
    """Why not, in private with what was typed kept; where the author can't be written to, one line that takes itself back."""
    data = {**(data or {"line": line}), "reason": refusal.code, "params": refusal.params}
    until = now + timedelta(hours=rules.drafts_hours)
    if origin.group is None or (origin.author is not None and is_reachable(db, origin.author)):
        private = Origin(origin.author or origin.address, origin.author, origin.language)
        draft = keep(db, private, step, data, chat_id, now, until, kind=kind)
        explain(db, draft, To(address=private.address, language=_tongue(db, origin)), now)
        return
    draft = keep(db, origin, step, data, chat_id, now, until, kind=kind)
    brief = Message("event-refused-here", {"draft": draft}, reply_to=origin.message, delete_after=REFUSAL_SHOWN_S)
    outbox.owe(db, origin.to(chat_id), brief, at=now)


def explain(db: Connection, draft: int, to: To, now: datetime) -> None:
    """Owe the message that says why a line could not be used, and what to write."""
    outbox.owe(db, to, Message("event-refused", {"draft": draft}, lane=Lane.REPLY), at=now)


def own_draft(db: Connection, draft: int, who: int, admin: bool) -> Draft:
    """The draft, for its author (for any admin of the chat, if an anonymous one wrote it). Raises: Refused (draft-gone, not-yours)."""
    found = drafts.find_draft(db, draft)
    if found is None:
        raise Refused("draft-gone")
    if found.author != who and not (found.author is None and admin):
        raise Refused("not-yours")
    return found


def _tongue(db: Connection, origin: Origin) -> str:
    person = people.find_person(db, origin.author) if origin.author is not None else None
    return (person.language if person else None) or origin.language


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft for the one who looks at it: its house if it has one, and the groups it could be published in.

    `places`: where the houses have met before, each with an event that was there; `past`: events it could be like.
    `wide`: of a preview, all groups in which its author may publish by role, and `areas` by name, where they manage them.
    `topics`: whether the bot has heard of topics of its group.
    `coming`: what its rule comes to, if it comes again. `quiet_until`: in quiet hours, when they end (wall clock of the house).
    """

    draft: Draft
    house: House | None
    chats: tuple[Target, ...]
    places: tuple[tuple[int, str], ...] = ()
    past: tuple[Event, ...] = ()
    coming: Coming | None = None
    quiet_until: datetime | None = None
    wide: tuple[Target, ...] = ()
    areas: Mapping[int, str] = field(default_factory=dict)
    topics: bool = False


def show_draft(db: Connection, draft: int, who: int | None, rules: HouseRules, now: datetime) -> ShownDraft | None:
    """A draft as `who` sees it; None when it is gone."""
    found = drafts.find_draft(db, draft)
    if found is None:
        return None
    house = places.house_of_chat(db, found.chat_id) if found.chat_id else None
    chats = () if house or who is None else targets_of(db, chats_of(db, who)) or tuple(reached(db, who))
    wide = [each for each in reached(db, found.author) if _may(db, each.house, found.author)] if found.step == Step.PREVIEW else []
    areas = {each.house.area_id: places.get_area(db, each.house.area_id).name for each in wide if each.house.area_id is not None}
    houses = houses_of(db, found, who) if found.step in (Step.WHAT, Step.PAST, Step.WHERE) else []
    places_ = events.list_places(db, houses, MOST_OFFERED) if found.step == Step.WHERE else []
    past = events.list_past(db, houses, now, MOST_OFFERED) if houses and found.step != Step.WHERE else []
    here = rules_of(house, rules) if house else rules
    quiet_until = here.quiet.end(now.astimezone(ZoneInfo(here.zone)).replace(tzinfo=None), here.is_day_off)
    own = found, house, chats, tuple(places_), tuple(past), coming(found.data, rules)
    heard = bool(found.step == Step.PREVIEW and found.chat_id and topics.list_open(db, found.chat_id))
    return ShownDraft(*own, quiet_until, tuple(wide), areas, heard)


def _may(db: Connection, house: House, who: int | None) -> bool:
    """Whether somebody may publish in the groups of a house without being an admin there."""
    person = people.find_person(db, who) if who is not None else None
    return person is not None and roles.may_announce(db, house, person.id, admin=False, present=False)


def houses_of(db: Connection, draft: Draft, who: int | None) -> list[int]:
    """The houses a draft can go to."""
    if draft.chat_id is not None:
        return [places.house_of_chat(db, draft.chat_id).id]
    return sorted({each.house.id for each in reached(db, who)})
