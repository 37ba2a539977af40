"""From one line to a preview, whatever it announces; and what its author does with the preview."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import places, stepwise
from community.events import drafting
from community.events.announcing import may_announce_in
from community.events.drafting import PREVIEW_KEPT, Origin, Step
from community.events.targets import reached
from community.kinds import KINDS, Kind, kind_of
from community.people import Presser, is_reachable, not_forgotten
from community.quiet import HouseRules
from community.refusals import Refused
from storage import drafts, outbox, people
from storage import places as rows
from storage.drafts import Draft
from storage.outbox import Lane, Message, Op, To
from storage.people import Reach


def announce(
    db: Connection, *, line: str, origin: Origin, rules: HouseRules, now: datetime, picture: str | None = None, kind: str = "event"
) -> None:
    """Answer `/event …`, `/poll …` with exactly one message: the preview, the question which reading is meant, or (in private) why not.

    Without a line the questions begin: in private at once, in a group with the way there. `picture`: that the line stands below.

    Raises: Refused with forgotten (nothing is stored of somebody who asked for that), no-house (in private, nowhere to publish it),
    too-many-drafts.
    """
    if origin.author is not None:
        not_forgotten(db, origin.mark)
    if origin.group is None and not reached(db, origin.author):
        raise Refused("no-house")
    chat = places.chat_of(db, origin.group, rules, now) if origin.group else places.only_chat_of(db, origin.author)
    chat_id = chat.id if chat else None
    if not line.strip():
        stepwise.begin_anywhere(db, KINDS[kind].asks, origin, chat_id, rules, now)
        return
    zone = ZoneInfo(rows.get_house(db, chat.house_id).zone if chat else rules.zone)
    try:
        data = KINDS[kind].read(line, now, zone, picture)
    except Refused as refusal:
        kept = {"line": line, "picture": picture}
        drafting.refuse(db, line, origin, chat_id, refusal, rules, now, step=Step.LINE, data=kept, kind=kind)
        return
    if chat is not None and origin.group is not None and not may_announce_in(db, chat.house_id, origin.author, origin.admin, present=True):
        _offer_to_pass_on(db, KINDS[kind], data, origin, chat_id, rules, now)
        return
    step = Step.CHOOSE if KINDS[kind].open_questions(data) else Step.PREVIEW
    draft = drafting.keep(db, origin, step, data, chat_id, now, now + PREVIEW_KEPT, kind=kind)
    drafting.show(db, draft, origin.to(chat_id), now, reply_to=origin.message if origin.group else None)


def awaits_line(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next text of somebody in private is the line that was refused before."""
    return _awaited(db, who, now) is not None


def _awaited(db: Connection, who: int, now: datetime) -> Draft | None:
    found = [drafts.find_open_draft(db, who, kind, Step.LINE) for kind in KINDS]
    return max((each for each in found if each is not None and each.expires_at > now), key=lambda each: each.id, default=None)


def write_again(db: Connection, *, line: str, presser: Presser, rules: HouseRules, now: datetime, picture: str | None = None) -> bool:
    """In private, the next text of somebody whose line was refused is the line; False when no line is waited for."""
    draft = _awaited(db, presser.telegram_id, now)
    if draft is None:
        return False
    to, until = To(address=presser.telegram_id, language=presser.language), now + timedelta(hours=rules.drafts_hours)
    zone = ZoneInfo(rows.house_of_chat(db, draft.chat_id).zone if draft.chat_id else rules.zone)
    picture = picture or draft.data.get("picture")
    try:
        data = kind_of(draft).read(line, now, zone, picture)
    except Refused as refusal:
        why = {"line": line, "reason": refusal.code, "params": refusal.params, "picture": picture}
        drafts.change_draft(db, draft.id, data=why, expires_at=until)
        drafting.explain(db, draft.id, to, now)
        return True
    step = Step.CHOOSE if kind_of(draft).open_questions(data) else Step.PREVIEW
    drafts.change_draft(db, draft.id, step=step, data=data, expires_at=until)
    drafting.show(db, draft.id, to, now)
    return True


def carry_on(db: Connection, *, token: str, presser: Presser, rules: HouseRules, now: datetime) -> None:
    """ "Continue in private": the draft moves to the private chat with all that was typed.

    Raises: Refused (forgotten, draft-gone).
    """
    not_forgotten(db, presser.mark)
    draft = drafts.find_draft_by_token(db, token)
    if draft is None or draft.author not in (None, presser.telegram_id) or draft.expires_at <= now:
        raise Refused("draft-gone")
    who, until = presser.telegram_id, now + timedelta(hours=rules.drafts_hours)
    drafts.change_draft(db, draft.id, author=who, address=who, thread_id=None, expires_at=until)
    to = To(address=who, language=presser.language)
    if draft.step == Step.LINE:
        drafting.explain(db, draft.id, to, now)
    else:
        drafting.show(db, draft.id, to, now)


def choose_reading(db: Connection, *, draft: int, number: int, who: int, admin: bool, message: int, now: datetime) -> None:
    """Which of two readings was meant; the question becomes the preview, or the next question.

    Raises: Refused (draft-gone, not-yours, poll-option-twice).
    """
    found = drafting.own_draft(db, draft, who, admin)
    if found.step == Step.CHOOSE and 0 <= number < len(found.data.get("candidates", [])):
        data, step = kind_of(found).choose(found.data, number)
        until = now + PREVIEW_KEPT if step == Step.PREVIEW and "before" not in data else found.expires_at
        drafts.change_draft(db, draft, step=step, data=data, expires_at=until)
    drafting.show_again(db, found, message, now)


def give_up(db: Connection, *, draft: int, who: int, admin: bool, message: int, now: datetime) -> None:
    """The author drops it: the message goes. Raises: Refused (draft-gone, not-yours)."""
    found = drafting.own_draft(db, draft, who, admin)
    drafts.remove_draft(db, draft)
    outbox.owe(db, drafting.place_of(found), Message("gone", op=Op.DELETE, message_id=message), at=now)


def suggest_instead(db: Connection, *, draft: int, who: int, chat: int | None, message: int, rules: HouseRules, now: datetime) -> None:
    """The author may not publish in this chat: the pressed preview asks whether to pass it on. Raises: Refused (draft-gone, not-yours)."""
    found = drafting.own_draft(db, draft, who, admin=False)
    target = found.chat_id or chat
    if found.step != Step.PREVIEW or target is None or all(each.id != target for each in places.chats_of(db, who)):
        raise Refused("draft-gone")
    drafts.change_draft(db, draft, step=Step.SUGGEST, chat_id=target, expires_at=now + timedelta(hours=rules.drafts_hours))
    drafting.show_again(db, found, message, now)


def may_publish(db: Connection, *, draft: int, chat: int | None, who: int, admin: bool) -> bool:
    """Whether somebody may publish what they write in private in the draft's chat, or (if it has none) in this one."""
    found = drafts.find_draft(db, draft)
    place = rows.look_up_chat(db, found.chat_id or chat or 0) if found else None
    return place is not None and may_announce_in(db, place.house_id, who, admin, present=False)


def target_of(db: Connection, draft: int, chat: int | None) -> int | None:
    """Telegram's number of the group a draft would be published in; None when there is no such draft or group."""
    found = drafts.find_draft(db, draft)
    target = found.chat_id or chat if found else None
    place = rows.look_up_chat(db, target) if target else None
    return place.telegram_id if place else None


def pass_on(
    db: Connection, *, draft: int, presser: Presser, admins: tuple[int, ...], message: int, rules: HouseRules, now: datetime
) -> int:
    """A resident's suggestion goes to the admins who can be written to; how many.

    Raises: Refused (draft-gone, not-yours, nobody-to-ask).
    """
    found = drafting.own_draft(db, draft, presser.telegram_id, admin=False)
    if found.step != Step.SUGGEST:
        raise Refused("draft-gone")
    reached = [person for person in (people.find_person(db, admin) for admin in admins) if person and person.reach is Reach.OPEN]
    if not reached:
        raise Refused("nobody-to-ask")
    drafts.change_draft(db, draft, step=Step.SUGGESTED, expires_at=now + timedelta(hours=rules.drafts_hours))
    for person in reached:
        suggestion = Message("event-draft", {"draft": draft}, lane=Lane.PRIVATE)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), suggestion, at=now)
    sent = Message("suggestion-sent", {"draft": draft}, op=Op.EDIT, message_id=message)
    outbox.owe(db, To(address=presser.telegram_id, language=presser.language), sent, at=now)
    return len(reached)


def drop_expired(db: Connection, now: datetime) -> int:
    """Drafts whose time is over go, and so do their previews in the group; how many."""
    expired = drafts.list_expired(db, now)
    for draft in expired:
        drafting.drop(db, draft, now)
    return len(expired)


def _offer_to_pass_on(
    db: Connection, kind: Kind, data: dict[str, Any], origin: Origin, chat: int | None, rules: HouseRules, now: datetime
) -> None:
    """In a group the admins publish: a resident is asked, in private, whether to pass the suggestion on."""
    if kind.open_questions(data):
        drafting.refuse(db, data["line"], origin, chat, Refused("ambiguous"), rules, now, step=Step.LINE, kind=kind.name)
        return
    if origin.author is None or not is_reachable(db, origin.author):
        drafting.refuse(db, data["line"], origin, chat, Refused("not-admin"), rules, now, step=Step.SUGGEST, data=data, kind=kind.name)
        return
    private = Origin(origin.author, origin.author, origin.language)
    until = now + timedelta(hours=rules.drafts_hours)
    draft = drafting.keep(db, private, Step.SUGGEST, data, chat, now, until, kind=kind.name)
    drafting.show(db, draft, private.to(None), now)
