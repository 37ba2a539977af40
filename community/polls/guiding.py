"""Making a poll in private, question by question: begun, answered, gone back over, changed from the preview."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import stepwise
from community.events import drafting
from community.events.drafting import MOST_OFFERED, ShownDraft
from community.people import Presser, not_forgotten
from community.polls import making
from community.polls.life import may_see
from community.polls.making import NOTHING, WAYS, Data, Rule, Step, in_time, next_step, whole
from community.quiet import HouseRules
from community.refusals import Refused
from community.stepwise import Questions
from storage import drafts, polls
from storage import places as rows
from storage.drafts import Draft
from storage.outbox import To
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


ASKS = Questions(KIND, Step.KIND, MAKING, NOTHING, whole, next_step, in_time)


def ask_again(db: Connection, *, poll: int, presser: Presser, rules: HouseRules, now: datetime) -> None:
    """A poll like one that is over. Raises: Refused (forgotten, no-house, not-here, too-many-drafts)."""
    not_forgotten(db, presser.mark)
    who, found = presser.telegram_id, polls.find_poll(db, poll)
    if found is None or found.state not in OVER or not may_see(db, poll=poll, who=who):
        raise Refused("not-here")
    stepwise.may_begin(db, presser)
    known = making.like(found, polls.list_options(db, poll), stepwise.new(ASKS))
    draft = stepwise.first_kept(db, ASKS, known, presser, rules, now)
    stepwise.settle(db, ASKS, stepwise.in_making(db, ASKS, draft, who, now), known, rules, now)
    drafting.show(db, draft, To(address=who, language=presser.language), now)


def choose_kind(db: Connection, *, draft: int, kind: str, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """What an answer is. Raises: Refused (draft-gone, not-yours, old-button)."""
    stepwise.answer(
        db,
        ASKS,
        draft,
        (Step.KIND, Step.MORE_KINDS),
        lambda _, data: making.of_kind(kind, data),
        who=who,
        message=message,
        rules=rules,
        now=now,
    )


def use_template(
    db: Connection, *, draft: int, kind: str, question: str | None, who: int, message: int, rules: HouseRules, now: datetime
) -> None:
    """One of the usual polls: of this kind, or (without one) with yes and no; `question` in the author's language.

    Raises: Refused (draft-gone, not-yours).
    """

    def known(_: Draft, data: Data) -> Data:
        found = making.of_kind(kind, data) if kind else making.with_yes_or_no(data)
        return {**found, "question": question} if question else found

    stepwise.answer(db, ASKS, draft, (Step.KIND,), known, who=who, message=message, rules=rules, now=now)


def ask_like(db: Connection, *, draft: int, poll: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """It is like that earlier poll. Raises: Refused (draft-gone, not-yours, not-here)."""
    stepwise.in_making(db, ASKS, draft, who, now)
    found = polls.find_poll(db, poll)
    if found is None or found.state not in OVER or not may_see(db, poll=poll, who=who):
        raise Refused("not-here")
    options = polls.list_options(db, poll)
    stepwise.answer(
        db, ASKS, draft, (Step.LIKE,), lambda _, data: making.like(found, options, data), who=who, message=message, rules=rules, now=now
    )


def go_to(db: Connection, *, draft: int, step: Step, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """The pressed message asks for this, or is the preview (again).

    Raises: Refused (draft-gone, not-yours, old-button, poll-needs-options).
    """
    found = stepwise.in_making(db, ASKS, draft, who, now)
    if step not in WAYS:
        raise Refused("old-button")
    if found.step in WAYS[step]:
        data = found.data
        if step is Step.PREVIEW:
            data = in_time(making.finished(data), now, stepwise.zone_of(db, found, rules))
        if found.step == Step.OPTIONS or step not in NO_ANSWER:
            stepwise.keep(db, found, {**data, "done": data["done"] and step is not Step.OPTIONS}, step, rules, now)
        else:
            drafts.change_draft(db, draft, step=step, data=data, resting=False)
    drafting.show_again(db, found, message, now)


def keep_first(db: Connection, *, draft: int, left: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """Only the first so many options stay. Raises: Refused (draft-gone, not-yours)."""
    stepwise.answer(
        db, ASKS, draft, (Step.OPTIONS,), lambda _, data: making.without_last(left, data), who=who, message=message, rules=rules, now=now
    )


def set_rule(db: Connection, *, draft: int, rule: Rule, value: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """A rule of the poll gets this value; the end leads back to the preview.

    Raises: Refused (draft-gone, not-yours, and the reasons of making.put).
    """
    found = stepwise.in_making(db, ASKS, draft, who, now)
    if found.step in (Step.RULES, Step.CLOSES, Step.PREVIEW):
        known = making.put(rule, value, found.data, now, stepwise.zone_of(db, found, rules))
        drafts.change_draft(db, draft, data=known, step=Step.PREVIEW if rule is Rule.CLOSES else Step.RULES, resting=False)
    drafting.show_again(db, found, message, now)


def write(db: Connection, *, text: str, presser: Presser, rules: HouseRules, now: datetime) -> bool:
    """Words in private that answer the open question; False when there is none, or they say nothing to a preview.

    The next question comes below what was written, and the one that was answered goes.

    Raises: Refused with the reasons of making.written; the question stays open.
    """
    found = stepwise.asked(db, ASKS, presser.telegram_id, now)
    if found is None or (found.step == Step.PREVIEW and "|" not in text):
        return False
    known = making.written(Step(found.step), text, found.data, now, stepwise.zone_of(db, found, rules))
    stepwise.settle(db, ASKS, found, known, rules, now)
    stepwise.show_below(db, found, presser, now)
    return True


def offered(db: Connection, shown: ShownDraft, who: int | None) -> Offered:
    """What the author of a draft can choose from where it is now."""
    draft = shown.draft
    if draft.step in (Step.KIND, Step.LIKE) and who is not None:
        return Offered(tuple(polls.list_finished(db, drafting.houses_of(db, draft, who), MOST_OFFERED)))
    if draft.step == Step.RULES:
        houses = [rows.get_house(db, each) for each in drafting.houses_of(db, draft, who)]
        return Offered(flats=sum(len(each.flat_labels) for each in houses))
    return Offered()
