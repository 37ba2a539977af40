"""Making a call in private, question by question: what is different about calls (see community.stepwise for the rest)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from community import stepwise
from community.events import drafting
from community.events.changing import changeable
from community.events.drafting import MOST_OFFERED, ShownDraft
from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.stepwise import Questions
from community.volunteering import making, timing
from community.volunteering.making import WAYS, next_step, whole
from community.volunteering.steps import NOTHING, Data, Rule, Step
from community.volunteering.writing import is_message, written
from storage import cards, drafts, events, volunteering
from storage.drafts import Draft
from storage.outbox import To
from storage.volunteering import Call

KIND = "call"

ASKS = Questions(KIND, Step.WHAT, tuple(Step), NOTHING, whole, next_step)

EARLIER = 20
"""So many earlier calls are looked at for one of this season."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the author of a draft can choose from: earlier calls, and where the house has met, each with an event that was there.

    `season`: the first of the calls was at about this time of an earlier year.
    """

    past: tuple[Call, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    season: bool = False


def begin_for(db: Connection, *, event: int, presser: Presser, rules: HouseRules, now: datetime) -> None:
    """Who organises an event is asked what there is to do for it; once it has a call, they see that.

    Raises: Refused (event-gone, not-organiser, event-cancelled, event-over, forgotten, no-house, too-many-drafts).
    """
    found, who = changeable(db, event, presser.telegram_id, now), presser.telegram_id
    call = volunteering.find_of_event(db, event)
    if call is not None:
        reply(db, kind="call", to=who, language=presser.language, params={"call": call.id, "page": 0}, edit=None, now=now)
        return
    begun = drafts.find_open_draft(db, who, KIND, *ASKS.steps)
    stepwise.may_begin(db, presser)
    if begun is not None and begun.data.get("of_event") == event and begun.expires_at > now:
        drafts.change_draft(db, begun.id, resting=False)
        draft = begun.id
    else:
        draft = stepwise.first_kept(db, ASKS, making.of_event(found), presser, rules, now)
        chats = [card.chat_id for card in cards.list_cards(db, event)]
        drafts.change_draft(db, draft, step=Step.TASKS, chat_id=next(iter(chats), None))
    drafting.show(db, draft, To(address=who, language=presser.language), now)


def use_template(
    db: Connection,
    *,
    draft: int,
    title: str,
    tasks: Sequence[tuple[str, int, int]],
    who: int,
    message: int,
    rules: HouseRules,
    now: datetime,
) -> None:
    """One of the usual calls: its title, and each task with how many it needs, in the author's language.

    Raises: Refused (draft-gone, not-yours).
    """

    def known(_: Draft, data: Data) -> Data:
        return making.from_template(title, tasks, data)

    stepwise.answer(db, ASKS, draft, (Step.WHAT,), known, who=who, message=message, rules=rules, now=now)


def call_like(db: Connection, *, draft: int, call: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """It is like that earlier call, on another day. Raises: Refused (draft-gone, not-yours, not-here)."""
    found = stepwise.in_making(db, ASKS, draft, who, now)
    past = [each for each in _earlier(db, found, who, now) if each.id == call]
    if not past:
        raise Refused("not-here")
    tasks = volunteering.list_tasks(db, call)

    def known(_: Draft, data: Data) -> Data:
        return making.like(past[0], tasks, data)

    stepwise.answer(db, ASKS, draft, (Step.WHAT, Step.LIKE), known, who=who, message=message, rules=rules, now=now)


def answer(db: Connection, *, draft: int, step: Step, value: str, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """A button answers a question; one that was answered already shows where the draft is now.

    Raises: Refused (draft-gone, not-yours, past, old-button, not-here).
    """

    def known(found: Draft, data: Data) -> Data:
        zone = stepwise.zone_of(db, found, rules)
        match step:
            case Step.WHEN:
                return timing.on_day(_day(value), data, now, zone) if value else timing.without_date(data)
            case Step.HOURS:
                return timing.at_hours(value, data, now, zone)
            case Step.WHERE:
                return making.placed_at(_place(db, found, who, value) if value else None, data)
            case Step.PEOPLE:
                return making.last_needs(value, data)
            case Step.TIMES:
                return making.last_at(value, data)
            case _:
                return making.cleared(step, data)

    stepwise.answer(db, ASKS, draft, (step,), known, who=who, message=message, rules=rules, now=now)


def go_to(db: Connection, *, draft: int, step: Step, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """The pressed message asks for this, or is the preview (again).

    Raises: Refused (draft-gone, not-yours, old-button, call-needs-task).
    """
    found = stepwise.in_making(db, ASKS, draft, who, now)
    if step not in WAYS:
        raise Refused("old-button")
    if found.step in WAYS[step]:
        known = making.asked_again(step, found.data)
        if known != found.data:
            stepwise.keep(db, found, known, step, rules, now)
        else:
            drafts.change_draft(db, draft, step=step, data=known, resting=False)
    drafting.show_again(db, found, message, now)


def keep_first(db: Connection, *, draft: int, left: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """Only the first so many tasks stay. Raises: Refused (draft-gone, not-yours)."""

    def known(_: Draft, data: Data) -> Data:
        return making.without_last(left, data)

    stepwise.answer(db, ASKS, draft, (Step.TASKS,), known, who=who, message=message, rules=rules, now=now)


def set_rule(db: Connection, *, draft: int, rule: Rule, value: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """A rule of the call gets this value. Raises: Refused (draft-gone, not-yours, old-button)."""
    found = stepwise.in_making(db, ASKS, draft, who, now)
    known = making.put(rule, value, found.data)
    if found.step == Step.RULES:
        drafts.change_draft(db, draft, data=known, resting=False)
    drafting.show_again(db, found, message, now)


def write(db: Connection, *, text: str, presser: Presser, rules: HouseRules, now: datetime) -> bool:
    """Words in private that answer the open question; False when there is none, or they say nothing to a preview.

    The next question comes below what was written, and the one that was answered goes.

    Raises: Refused with the reasons of community.volunteering.writing.written; the question stays open.
    """
    found = stepwise.asked(db, ASKS, presser.telegram_id, now)
    if found is None:
        return False
    zone = stepwise.zone_of(db, found, rules)
    if found.step == Step.PREVIEW and not is_message(found.step, text, now, zone):
        return False
    stepwise.settle(db, ASKS, found, written(Step(found.step), text, found.data, now, zone), rules, now)
    stepwise.show_below(db, found, presser, now)
    return True


def offered(db: Connection, shown: ShownDraft, who: int | None, now: datetime) -> Offered:
    """What the author of a draft can choose from where it is now."""
    draft = shown.draft
    if draft.step in (Step.WHAT, Step.LIKE) and who is not None:
        past = _earlier(db, draft, who, now)
        season = bool(past) and making.is_of_season(past[0], now.date())
        return Offered(past=tuple(past[:MOST_OFFERED]), season=season)
    if draft.step == Step.WHERE and who is not None:
        return Offered(places=tuple(events.list_places(db, drafting.houses_of(db, draft, who), MOST_OFFERED)))
    return Offered()


def _earlier(db: Connection, draft: Draft, who: int, now: datetime) -> list[Call]:
    return making.offered_first(volunteering.list_earlier(db, drafting.houses_of(db, draft, who), now, EARLIER), now.date())


def _place(db: Connection, draft: Draft, who: int, value: str) -> str | None:
    """Where an earlier event of the house was. Raises: Refused (old-button, not-here)."""
    if not value.isdecimal():
        raise Refused("old-button")
    asked = events.lock_event(db, int(value), None)
    if asked is None or asked.house_id not in drafting.houses_of(db, draft, who):
        raise Refused("not-here")
    return asked.event.place


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused("old-button") from None
