"""Before an event is published, its author chooses where it is shown: a house, an area, some groups, or a topic of one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from community.events import drafting
from community.events.announcing import may_announce_in
from community.events.drafting import Step
from community.events.targets import Target, reached
from community.refusals import Refused
from storage import drafts, outbox, places, topics
from storage.drafts import Draft
from storage.outbox import Message, Op
from storage.topics import Topic


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups on offer for a draft, and which of them (by row) are chosen."""

    draft: Draft
    offered: tuple[Target, ...]
    chosen: frozenset[int]


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of a draft's group, and Telegram's number of the one its card goes to (0: the general one)."""

    draft: Draft
    known: tuple[Topic, ...]
    chosen: int


def offer(db: Connection, *, draft: int, who: int, admin_of: Collection[int], message: int, now: datetime) -> None:
    """The pressed preview shows the groups in which its author may publish.

    `admin_of`: the groups (by row) they administer, as Telegram said just now. Raises: Refused (draft-gone, not-yours).
    """
    found = previewed(db, draft, who)
    may = [each.chat.id for each in reached(db, who) if may_announce_in(db, each.house.id, who, each.chat.id in admin_of, present=False)]
    chosen = [chat for chat in found.data.get("to", [found.chat_id]) if chat in may]
    _show(db, found, {"may": may, "to": chosen}, 0, message, now)


def choose(db: Connection, *, draft: int, chat: int, chosen: bool, page: int, who: int, message: int, now: datetime) -> None:
    """This group shall show it, or not. Asking twice changes nothing. Raises: Refused (draft-gone, not-yours, old-button)."""
    found = previewed(db, draft, who)
    if chat not in found.data.get("may", ()):
        raise Refused("old-button")
    others = [each for each in found.data["to"] if each != chat]
    _show(db, found, {"to": [*others, chat] if chosen else others}, page, message, now)


def turn(db: Connection, *, draft: int, page: int, who: int, message: int, now: datetime) -> None:
    """Another page of the groups. Raises: Refused (draft-gone, not-yours)."""
    _show(db, previewed(db, draft, who), {}, page, message, now)


def choose_topic(db: Connection, *, draft: int, thread: int, who: int, message: int, now: datetime) -> None:
    """The card goes to this topic of the draft's group (0: the general one); the pressed message is the preview again.

    Raises: Refused (draft-gone, not-yours, old-button for one of which nothing was heard).
    """
    found = previewed(db, draft, who)
    if thread and all(each.thread_id != thread for each in topics_of(db, found)):
        raise Refused("old-button")
    drafts.change_draft(db, draft, data={**found.data, "topic": thread})
    drafting.show_again(db, found, message, now)


def topics_of(db: Connection, draft: Draft) -> list[Topic]:
    """The topics of the group a draft is for, of which the bot has heard."""
    return topics.list_open(db, draft.chat_id) if draft.chat_id is not None else []


def look_at_topics(db: Connection, draft: int) -> Topics | None:
    """The topics to choose from for the author of a preview; None when it is gone."""
    found = drafts.find_draft(db, draft)
    if found is None or found.step != Step.PREVIEW or found.chat_id is None:
        return None
    return Topics(found, tuple(topics_of(db, found)), found.data.get("topic", places.get_chat(db, found.chat_id).thread_id or 0))


def look(db: Connection, draft: int) -> Groups | None:
    """The groups of a draft for its author; None when it is gone."""
    found = drafts.find_draft(db, draft)
    if found is None or found.step != Step.PREVIEW or "may" not in found.data:
        return None
    offered = [each for each in reached(db, found.author) if each.chat.id in found.data["may"]]
    return Groups(found, tuple(offered), frozenset(found.data["to"]))


def meant(db: Connection, *, draft: int, who: int, house: int | None = None, area: int | None = None) -> list[Target]:
    """The groups of an area, of a house, or (without either) those that were chosen.

    Raises: Refused (draft-gone, not-yours, house-gone, old-button when none was chosen).
    """
    found = drafting.own_draft(db, draft, who, admin=False)
    if found.step != Step.PREVIEW:
        raise Refused("draft-gone")
    chosen = found.data.get("to", ())
    wanted = [
        each
        for each in reached(db, who)
        if (each.house.area_id == area if area else each.house.id == house if house else each.chat.id in chosen)
    ]
    if not wanted:
        raise Refused("house-gone" if area or house else "old-button")
    return wanted


def previewed(db: Connection, draft: int, who: int) -> Draft:
    """A preview in the private chat of its author. Raises: Refused (draft-gone, not-yours)."""
    found = drafting.own_draft(db, draft, who, admin=False)
    if found.step != Step.PREVIEW or found.address != who:
        raise Refused("draft-gone")
    return found


def _show(db: Connection, found: Draft, known: dict[str, Any], page: int, message: int, now: datetime) -> None:
    if known:
        drafts.change_draft(db, found.id, data={**found.data, **known})
    groups = Message("event-groups", {"draft": found.id, "page": page}, op=Op.EDIT, message_id=message, draft_id=found.id)
    outbox.owe(db, drafting.place_of(found), groups, at=now)
