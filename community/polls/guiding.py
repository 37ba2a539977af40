"""Making a poll in private, question by question: begun, answered, gone back over, changed from the preview."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import places, stepwise
from community.events import drafting
from community.events.drafting import MOST_OFFERED, Origin, ShownDraft
from community.events.targets import reached
from community.people import Presser, not_forgotten
from community.polls import making
from community.polls.life import may_see
from community.polls.making import NOTHING, WAYS, Data, Rule, Step, next_step, whole
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import REFUSAL_SHOWN_S
from storage import drafts, outbox, polls
from storage import places as rows
from storage.drafts import Draft
from storage.outbox import Message, Op, To
from storage.polls import Poll, PollState

KIND = "poll"
MAKING = tuple(Step)

OVER = (PollState.CLOSED, PollState.ARCHIVED)

NO_ANSWER = (Step.PREVIEW, Step.CLOSES, Step.RULES, Step.CHANGE)
"""Steps to which a button leads that answers nothing: there is nothing to take back."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the author of a draft can choose from: earlier polls, and how many flats the houses have that it goes to."""

    past: tuple[Poll, ...] = ()
    flats: int = 0


def begin(db: Connection, origin: Origin, chat: int | None, rules: HouseRules, now: datetime) -> None:
    """`/poll` alone: the first question, or in a group the way to it. Raises: Refused with the reasons of `start`."""
    if origin.group is not None:
        until = now + timedelta(hours=rules.drafts_hours)
        draft = drafting.keep(db, origin, Step.KIND, _new(), chat, now, until, kind=KIND)
        brief = Message("event-begin-here", {"draft": draft}, reply_to=origin.message, delete_after=REFUSAL_SHOWN_S)
        outbox.owe(db, origin.to(chat), brief, at=now)
    elif origin.author is not None:
        start(db, presser=Presser(origin.author, origin.language, origin.mark), fresh=False, rules=rules, now=now)


def start(db: Connection, *, presser: Presser, fresh: bool, rules: HouseRules, now: datetime, message: int | None = None) -> None:
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
        drafts.change_draft(db, begun.id, resting=False, step=Step.KIND, data=_new(), expires_at=until)
    draft = begun.id if begun else _keep(db, presser, Step.KIND, _new(), rules, now)
    op = Op.SEND if message is None else Op.EDIT
    outbox.owe(db, to, Message("event-draft", {"draft": draft}, op=op, message_id=message, draft_id=draft), at=now)


def ask_again(db: Connection, *, poll: int, presser: Presser, rules: HouseRules, now: datetime) -> None:
    """A poll like one that is over. Raises: Refused (forgotten, no-house, not-here, too-many-drafts)."""
    not_forgotten(db, presser.mark)
    who, found = presser.telegram_id, polls.find_poll(db, poll)
    if found is None or found.state not in OVER or not may_see(db, poll=poll, who=who):
        raise Refused("not-here")
    if not reached(db, who):
        raise Refused("no-house")
    drafts.leave_drafts(db, who)
    known = making.like(found, polls.list_options(db, poll), _new())
    draft = _keep(db, presser, Step.KIND, known, rules, now)
    _settle(db, _in_making(db, draft, who, now), known, rules, now)
    drafting.show(db, draft, To(address=who, language=presser.language), now)


def choose_kind(db: Connection, *, draft: int, kind: str, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """What an answer is. Raises: Refused (draft-gone, not-yours, old-button)."""
    _answer(db, draft, (Step.KIND, Step.MORE_KINDS), lambda data: making.of_kind(kind, data), who, message, rules, now)


def use_template(
    db: Connection, *, draft: int, kind: str, question: str | None, who: int, message: int, rules: HouseRules, now: datetime
) -> None:
    """One of the usual polls: of this kind, or (without one) with yes and no; `question` in the author's language.

    Raises: Refused (draft-gone, not-yours).
    """

    def known(data: Data) -> Data:
        found = making.of_kind(kind, data) if kind else making.with_yes_or_no(data)
        return {**found, "question": question} if question else found

    _answer(db, draft, (Step.KIND,), known, who, message, rules, now)


def ask_like(db: Connection, *, draft: int, poll: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """It is like that earlier poll. Raises: Refused (draft-gone, not-yours, not-here)."""
    _in_making(db, draft, who, now)
    found = polls.find_poll(db, poll)
    if found is None or found.state not in OVER or not may_see(db, poll=poll, who=who):
        raise Refused("not-here")
    options = polls.list_options(db, poll)
    _answer(db, draft, (Step.LIKE,), lambda data: making.like(found, options, data), who, message, rules, now)


def go_to(db: Connection, *, draft: int, step: Step, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """The pressed message asks for this, or is the preview (again).

    Raises: Refused (draft-gone, not-yours, old-button, poll-needs-options).
    """
    found = _in_making(db, draft, who, now)
    if step not in WAYS:
        raise Refused("old-button")
    if found.step in WAYS[step]:
        data = found.data
        if step is Step.PREVIEW:
            data = making.in_time(making.finished(data), now, _zone(db, found, rules))
        if found.step == Step.OPTIONS or step not in NO_ANSWER:
            stepwise.keep(db, found, {**data, "done": data["done"] and step is not Step.OPTIONS}, step, rules, now)
        else:
            drafts.change_draft(db, draft, step=step, data=data, resting=False)
    drafting.show_again(db, found, message, now)


def keep_first(db: Connection, *, draft: int, left: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """Only the first so many options stay. Raises: Refused (draft-gone, not-yours)."""
    _answer(db, draft, (Step.OPTIONS,), lambda data: making.without_last(left, data), who, message, rules, now)


def set_rule(db: Connection, *, draft: int, rule: Rule, value: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """A rule of the poll gets this value; the end leads back to the preview.

    Raises: Refused (draft-gone, not-yours, and the reasons of making.put).
    """
    found = _in_making(db, draft, who, now)
    if found.step in (Step.RULES, Step.CLOSES, Step.PREVIEW):
        known = making.put(rule, value, found.data, now, _zone(db, found, rules))
        drafts.change_draft(db, draft, data=known, step=Step.PREVIEW if rule is Rule.CLOSES else Step.RULES, resting=False)
    drafting.show_again(db, found, message, now)


def write(db: Connection, *, text: str, presser: Presser, rules: HouseRules, now: datetime) -> bool:
    """Words in private that answer the open question; False when there is none, or they say nothing to a preview.

    The next question comes below what was written, and the one that was answered goes.

    Raises: Refused with the reasons of making.written; the question stays open.
    """
    found = _asked(db, presser.telegram_id, now)
    if found is None or (found.step == Step.PREVIEW and "|" not in text):
        return False
    found.data = whole(found.data)
    zone = _zone(db, found, rules)
    known = making.written(Step(found.step), text, found.data, now, zone)
    _settle(db, found, known, rules, now)
    if found.message_id is not None:
        outbox.owe(db, To(address=found.address), Message("gone", op=Op.DELETE, message_id=found.message_id), at=now)
    drafting.show(db, found.id, To(address=presser.telegram_id, language=presser.language), now)
    return True


def is_asked(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next words of somebody in private may answer a question about a poll."""
    return _asked(db, who, now) is not None


def offered(db: Connection, shown: ShownDraft, who: int | None) -> Offered:
    """What the author of a draft can choose from where it is now."""
    draft = shown.draft
    if draft.step in (Step.KIND, Step.LIKE) and who is not None:
        return Offered(tuple(polls.list_finished(db, drafting.houses_of(db, draft, who), MOST_OFFERED)))
    if draft.step == Step.RULES:
        houses = [rows.get_house(db, each) for each in drafting.houses_of(db, draft, who)]
        return Offered(flats=sum(len(each.flat_labels) for each in houses))
    return Offered()


def _new() -> Data:
    return dict(NOTHING)


def _keep(db: Connection, presser: Presser, step: Step, data: Data, rules: HouseRules, now: datetime) -> int:
    who, chat = presser.telegram_id, places.only_chat_of(db, presser.telegram_id)
    until = now + timedelta(hours=rules.drafts_hours)
    return drafting.keep(db, Origin(who, who, presser.language), step, data, chat.id if chat else None, now, until, kind=KIND)


def _begun(db: Connection, who: int, now: datetime) -> Draft | None:
    """What somebody makes by answering questions, and has not finished."""
    found = drafts.find_open_draft(db, who, KIND, *MAKING)
    return found if found is not None and found.expires_at > now and "before" in found.data else None


def _asked(db: Connection, who: int, now: datetime) -> Draft | None:
    found = drafts.find_open_draft(db, who, KIND, *MAKING)
    return found if found is not None and not found.resting and found.expires_at > now else None


def _in_making(db: Connection, draft: int, who: int, now: datetime) -> Draft:
    found = stepwise.in_making(db, draft, who, now)
    if found.kind != KIND:
        raise Refused("draft-gone")
    found.data = whole(found.data)
    return found


def _answer(
    db: Connection,
    draft: int,
    steps: tuple[Step, ...],
    known: Callable[[Data], Data],
    who: int,
    message: int,
    rules: HouseRules,
    now: datetime,
) -> None:
    """At one of these steps the draft knows more, and the pressed message asks what is open; else it shows where the draft is."""
    found = _in_making(db, draft, who, now)
    after = known(found.data) if found.step in steps else found.data
    if after != found.data or (found.step in steps and next_step(after) != found.step):
        _settle(db, found, after, rules, now)
    drafting.show_again(db, found, message, now)


def _settle(db: Connection, found: Draft, known: Data, rules: HouseRules, now: datetime) -> None:
    """Keep what is known, and what is asked next; a poll without open questions has an end."""
    step = next_step(known)
    if step is Step.PREVIEW:
        known = making.in_time(known, now, _zone(db, found, rules))
    stepwise.keep(db, found, known, step, rules, now)


def _zone(db: Connection, found: Draft, rules: HouseRules) -> ZoneInfo:
    return ZoneInfo(rows.house_of_chat(db, found.chat_id).zone if found.chat_id else rules.zone)
