"""A draft becomes what it announces, with a card in one group or in several."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import limits, load, reminders
from community.events.announcing import may_announce_in, owe_card
from community.events.drafting import Step, own_draft
from community.events.targets import Target, reached
from community.house_rules import rules_in
from community.kinds import kind_of
from community.people import Presser, met
from community.quiet import HouseRules
from community.refusals import Refused
from storage import cards, drafts, outbox
from storage import places as rows
from storage.drafts import Draft
from storage.outbox import Lane, Message, Op, To
from storage.places import ChatState


def publish(
    db: Connection,
    *,
    draft: int,
    presser: Presser,
    admin: bool,
    chat: int | None,
    message: int,
    rules: HouseRules,
    now: datetime,
    morning: bool = False,
) -> int | None:
    """Make the thing: the preview in the group turns into its card; from private a card is posted. Its number, if it is one of ours.

    `chat`: the number of the chat it goes to, if the draft has none of its own; `admin`: whether the presser administers it.
    `morning`: in quiet hours, the card is posted when they end.

    Raises: Refused (draft-gone, not-yours, not-admin, chat-gone, past, forgotten, published-enough).
    """
    found, place = _publishable(db, draft, chat, presser.telegram_id, admin)
    return _carry_out(db, found, place, presser, message, rules, now, morning=morning)


def _publishable(db: Connection, draft: int, chat: int | None, who: int, admin: bool) -> tuple[Draft, rows.Chat]:
    """The draft, and the group it goes to. Raises: Refused (draft-gone, not-yours, not-admin, chat-gone)."""
    found = drafts.find_draft(db, draft)
    target = found.chat_id or chat if found else None
    if found is None or target is None or kind_of(found).open_questions(found.data):
        raise Refused("draft-gone")
    if found.step != Step.SUGGESTED and found.author is not None and found.author != who:
        raise Refused("not-yours")
    place = rows.get_chat(db, target)
    if not may_announce_in(db, place.house_id, who, admin, present=found.address == place.telegram_id):
        raise Refused("not-admin")
    if place.state is not ChatState.ACTIVE:
        raise Refused("chat-gone")
    return found, place


def publish_in(
    db: Connection,
    *,
    draft: int,
    presser: Presser,
    chats: Sequence[int],
    admin_of: frozenset[int],
    message: int,
    rules: HouseRules,
    now: datetime,
) -> int:
    """Publish in those of these groups in which the author may; in how many.

    The thing belongs to the house of the draft's own group, if that is one of them, else to that of the first.

    `admin_of`: the groups among them that the author administers, as Telegram said just now.

    Raises: Refused (draft-gone, not-yours, not-admin where they may in none, and the reasons of `publish`).
    """
    found, who = own_draft(db, draft, presser.telegram_id, admin=False), presser.telegram_id
    if found.step != Step.PREVIEW:
        raise Refused("draft-gone")
    wanted = [each for each in reached(db, who) if each.chat.id in chats]
    allowed = [each for each in wanted if may_announce_in(db, each.house.id, who, each.chat.id in admin_of, present=False)]
    own = next((each for each in allowed if each.chat.id == found.chat_id), None if found.address < 0 else next(iter(allowed), None))
    if own is None:
        raise Refused("not-admin")
    _carry_out(db, found, own.chat, presser, message, rules, now, also=[each for each in allowed if each is not own])
    return len(allowed)


def _carry_out(
    db: Connection,
    found: Draft,
    place: rows.Chat,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    *,
    morning: bool = False,
    also: Sequence[Target] = (),
) -> int | None:
    """The draft becomes a thing with a card in this group, and in the others; that the presser may publish there is known."""
    organiser, _ = met(db, presser, now)
    limits.may_publish(db, organiser.id, place.house_id, now)
    kind, house = kind_of(found), rows.get_house(db, place.house_id)
    at = reminders.not_in_quiet(now, ZoneInfo(house.zone), rules_in(db, place.id, rules)) if morning else now
    if kind.quick(found.data):
        _send(db, found, place, also, To(address=presser.telegram_id, language=presser.language), message, now, at)
        return None
    thing = kind.make(db, found.data, house, organiser.id, now)
    to = To(address=presser.telegram_id, language=presser.language)
    if event := found.data.get("of_event"):
        _join(db, event, thing, found, to, message, rules, now)
        return thing
    _hang(db, thing, house.zone, found, place, to, message, now, at, 1 + len(also))
    kind.hung(db, thing, place.id, rules, now)
    for target in also:
        card = cards.add_card(db, thing=thing, chat=target.chat.id, thread=target.chat.thread_id)
        owe_card(db, card, target.chat.id, target.chat.thread_id, now)
        kind.hung(db, thing, target.chat.id, rules, now)
    drafts.remove_draft(db, found.id)
    load.offer_to_share(db, organiser, thing, rules_in(db, place.id, rules), now)
    return thing


def _join(db: Connection, event: int, thing: int, draft: Draft, presser: To, message: int, rules: HouseRules, now: datetime) -> None:
    """What belongs to an event has no card of its own: it stands on those of the event."""
    cards.bump(db, event)
    for card in cards.list_cards(db, event):
        kind_of(draft).hung(db, thing, card.chat_id, rules, now)
    done = Message(f"{draft.kind}-published", {draft.kind: thing, "suggested": False}, op=Op.EDIT, message_id=message)
    outbox.owe(db, presser, done, at=now)
    drafts.remove_draft(db, draft.id)


def _send(
    db: Connection, draft: Draft, place: rows.Chat, also: Sequence[Target], presser: To, message: int, now: datetime, at: datetime
) -> None:
    """What is only sent goes to the groups; the pressed preview goes, or says so in private."""
    in_group, question = draft.address == place.telegram_id, draft.data["question"]
    topic = draft.data.get("topic") if place.id == draft.chat_id else None
    thread = draft.thread_id if in_group else place.thread_id if topic is None else topic or None
    quick = {name: draft.data[name] for name in ("question", "options", "kind")}
    for chat, where in ((place.id, thread), *((each.chat.id, each.chat.thread_id) for each in also)):
        outbox.owe(db, To(chat_id=chat, thread=where), Message("quick-poll", quick), at=at)
    if in_group:
        outbox.owe(db, To(chat_id=place.id), Message("gone", op=Op.DELETE, message_id=message), at=now)
    else:
        outbox.owe(
            db, presser, Message("quick-published", {"question": question, "suggested": False}, op=Op.EDIT, message_id=message), at=now
        )
    if draft.step == Step.SUGGESTED:
        told = Message("quick-published", {"question": question, "suggested": True}, lane=Lane.PRIVATE)
        outbox.owe(db, To(address=draft.author or draft.address), told, at=now)
    drafts.remove_draft(db, draft.id)


def _hang(
    db: Connection,
    thing: int,
    zone: str,
    draft: Draft,
    place: rows.Chat,
    presser: To,
    message: int,
    now: datetime,
    at: datetime,
    groups: int,
) -> None:
    """The pressed preview becomes the card; for a draft made in private the card is posted, and the pressed message says so.

    A card that comes later, `at` an hour that is not quiet, is posted then, and the preview goes. Somebody whose suggestion it was is told.
    """
    in_group, comes_later = draft.address == place.telegram_id, at > now
    becomes = message if in_group and not comes_later else None
    topic = draft.data.get("topic") if place.id == draft.chat_id else None
    thread = draft.thread_id if in_group else place.thread_id if topic is None else topic or None
    card = cards.add_card(db, thing=thing, chat=place.id, thread=thread, message=becomes)
    if becomes is not None:
        return
    owe_card(db, card, place.id, thread, at)
    if in_group:
        outbox.owe(db, To(chat_id=place.id), Message("gone", op=Op.DELETE, message_id=message), at=now)
        return
    more: dict[str, Any] = {"posted": at.astimezone(ZoneInfo(zone)).isoformat()} if comes_later else {}
    more |= {"groups": groups} if groups > 1 else {}
    published = f"{draft.kind}-published"
    done = Message(published, {draft.kind: thing, "suggested": False, **more}, op=Op.EDIT, message_id=message)
    outbox.owe(db, presser, done, at=now)
    if draft.step == Step.SUGGESTED:
        told = Message(published, {draft.kind: thing, "suggested": True}, lane=Lane.PRIVATE)
        outbox.owe(db, To(address=draft.author or draft.address), told, at=now)
