"""Taking a card down: an admin from their group, the board and managers everywhere. It can be undone for a minute.

The card of a series stands for all of it: where nothing of it is left, no other date comes in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders, roles
from community.allowance import own_rules
from community.events import hands
from community.events.announcing import owe_card
from community.events.cancelling import stand_still, take_place_again
from community.events.organising import organisers_of
from community.house_rules import rules_at
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.series.tending import end_of, tend
from community.volunteering.organising import organisers_of as organisers_of_call
from storage import audit, cards, drafts, events, outbox, people, places, polls, reports, rotas, volunteering
from storage import series as rows
from storage.audit import Act
from storage.cards import Card
from storage.drafts import Draft
from storage.events import Cancellation, Event, EventState, Passing, Why
from storage.outbox import Lane, Message, Op, To
from storage.people import Person, Reach
from storage.reports import ReportState
from storage.roles import Role, Scope
from storage.series import SeriesState
from storage.volunteering import Call, CallState

KIND, STEP = "take-down", "undo"
"""What can still be undone is kept as a draft: it goes by itself."""

UNDO = timedelta(minutes=1)


class By(StrEnum):
    """In whose name a card is taken down."""

    ADMINS = "admins"
    BOARD = "board"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What was done, and by which number it can be undone. `cancelled`: the event does not take place, and so many people are told."""

    draft: int
    cancelled: bool
    told: int = 0


def groups_of(db: Connection, thing: int) -> tuple[int, ...]:
    """Telegram's numbers of the groups in which cards of a thing hang."""
    return tuple(places.get_chat(db, card.chat_id).telegram_id for card in cards.list_cards(db, thing))


def by_right(db: Connection, thing: int, who: int, admin_of: frozenset[int]) -> By | None:
    """In whose name somebody (by Telegram id) may take a thing down; None: they may not.

    `admin_of`: Telegram's numbers of the groups they administer, as Telegram says just now. The wider right counts.
    """
    found, person = cards.find_thing(db, thing), people.find_person(db, who)
    if found is None or found.house_id is None or person is None:
        return None
    has = roles.roles_in(db, person.id, found.house_id)
    if Role.MANAGER in has:
        return By.MANAGER
    if Role.BOARD in has:
        return By.BOARD
    return By.ADMINS if admin_of.intersection(groups_of(db, thing)) else None


def take_down(
    db: Connection, *, thing: int, who: int, admin_of: frozenset[int], message: int, rules: HouseRules, now: datetime
) -> TakenDown:
    """An admin's groups lose the card; of the board or a manager, or where it hangs nowhere else, the event is cancelled everywhere.

    Who signed up and who organises is told after the minute in which it can be undone; `message` offers that.

    Raises: Refused (event-gone, taken-down, may-not-take-down).
    """
    if polls.lock_poll(db, thing) is not None or rotas.lock_rota(db, thing) is not None:
        return _take_cards_down(db, thing, who, admin_of, message, now)
    if (call := volunteering.lock_call(db, thing)) is not None:
        return _take_call_down(db, call, who, admin_of, message, rules, now)
    asked = events.lock_event(db, thing, None)
    if asked is None:
        raise Refused("event-gone")
    event, hanging, by = asked.event, cards.list_cards(db, thing), by_right(db, thing, who, admin_of)
    if not hanging and event.state is not EventState.PUBLISHED:
        raise Refused("taken-down")
    if by is None:
        raise Refused("may-not-take-down")
    gone = [card for card in hanging if by is not By.ADMINS or places.get_chat(db, card.chat_id).telegram_id in admin_of]
    person, everywhere = known(db, who), len(gone) == len(hanging)
    cancelled = [event, *_later(db, event, now)] if everywhere and event.state is EventState.PUBLISHED else []
    gone += [card for each in cancelled[1:] for card in cards.list_cards(db, each.id)]
    closed = close_reports(db, thing, ReportState.TAKEN_DOWN, now + UNDO)
    draft = _keep(db, event, gone, closed, person, cancelled, now)
    for card in gone:
        _unhang(db, card, now)
    if everywhere:
        events.end_undo(db, thing, now)  # what its organiser cancelled just now must not come back without a card
    told = sum(_cancel(db, each, by, draft, organisers_of(db, each) if each is event else [], rules, now) for each in cancelled)
    _note(db, Act.TAKEN_DOWN if everywhere else Act.CARD_TAKEN_DOWN, person, thing, now)
    _show(db, person, draft, message, now)
    return TakenDown(draft, bool(cancelled), told)


def _take_cards_down(db: Connection, thing: int, who: int, admin_of: frozenset[int], message: int, now: datetime) -> TakenDown:
    """The cards of a poll or a rota go; where none is left nobody answers it, and no turn comes. Nobody is told: nothing was promised."""
    hanging, by = cards.list_cards(db, thing), by_right(db, thing, who, admin_of)
    if by is None:
        raise Refused("may-not-take-down")
    if not hanging:
        raise Refused("taken-down")
    gone = [card for card in hanging if by is not By.ADMINS or places.get_chat(db, card.chat_id).telegram_id in admin_of]
    person, closed = known(db, who), close_reports(db, thing, ReportState.TAKEN_DOWN, now + UNDO)
    draft = _remember(db, thing, gone, closed, person, now)
    for card in gone:
        _unhang(db, card, now)
    _note(db, Act.TAKEN_DOWN if len(gone) == len(hanging) else Act.CARD_TAKEN_DOWN, person, thing, now)
    _show(db, person, draft, message, now)
    return TakenDown(draft, False)


def _take_call_down(
    db: Connection, call: Call, who: int, admin_of: frozenset[int], message: int, rules: HouseRules, now: datetime
) -> TakenDown:
    """The cards of a call go; where none is left it does not take place, and who has a task or organises it is told after the minute."""
    by = by_right(db, call.id, who, admin_of)
    taken = _take_cards_down(db, call.id, who, admin_of, message, now)
    assert by is not None, "else it was refused"
    if cards.list_cards(db, call.id) or call.state is not CallState.OPEN:
        return taken
    volunteering.change_call(db, call.id, state=CallState.CANCELLED, ended_at=now, revision=call.revision + 1)
    draft, here = drafts.find_draft(db, taken.draft), rules_at(db, call.id, rules)
    assert draft is not None, "it was kept just now"
    drafts.change_draft(db, draft.id, data={**draft.data, "call": call.id})
    told = {person.id: person for person in (*organisers_of_call(db, call), *volunteering.list_contacts(db, call.id))}
    reached = [person for person in told.values() if person.reach is Reach.OPEN]
    for person in reached:
        at = reminders.not_in_quiet(now + UNDO, ZoneInfo(call.zone), own_rules(person, here), event_at=call.begins_at)
        key = f"{_told_keys(draft.id)}{call.id}:{person.id}"
        told_of = Message("call-taken-down", {"call": call.id, "by": by}, lane=Lane.PRIVATE, key=key)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), told_of, at=at)
    return TakenDown(draft.id, True, len(reached))


def _later(db: Connection, event: Event, now: datetime) -> list[Event]:
    """The other dates of the event's series that are still to come; the series ends, or it would hang the next one."""
    series = rows.lock_series(db, event.series_id) if event.series_id is not None else None
    if series is None:
        return []
    coming = [each for each in rows.list_occurrences(db, series.id) if end_of(each) > now and each.id != event.id]
    return [each for each in coming if each.state is EventState.PUBLISHED]


def undo(db: Connection, *, draft: int, who: int, message: int, rules: HouseRules, now: datetime) -> int:
    """The cards hang again, the event takes place, and nobody hears of it; the thing.

    Raises: Refused (undo-gone, not-yours).
    """
    found = look(db, draft, now)
    if found is None:
        raise Refused("undo-gone")
    if found.author != who:
        raise Refused("not-yours")
    thing, person = int(found.data["thing"]), known(db, who)
    for hung, chat, thread in found.data["cards"]:
        owe_card(db, cards.add_card(db, thing=hung, chat=chat, thread=thread), chat, thread, now)
    for number, passing in found.data["cancelled"]:
        _restore(db, number, passing, found.expires_at - UNDO, rules, now)
    _go_on(db, found.data["series"], rules, now)
    if (call := volunteering.lock_call(db, found.data.get("call", 0))) is not None:
        volunteering.change_call(db, call.id, state=CallState.OPEN, ended_at=None, revision=call.revision + 1)
    reports.set_state(db, found.data["reports"], ReportState.OPEN)
    outbox.drop_beginning(db, _told_keys(draft), now)
    outbox.drop(db, [_shown_key(draft), *(_done_key(number) for number in found.data["reports"])], now)
    drafts.remove_draft(db, draft)
    _note(db, Act.TAKE_DOWN_UNDONE, person, thing, now)
    restored = Message("take-down-undone", op=Op.EDIT, message_id=message)
    outbox.owe(db, To(address=who, language=person.language), restored, at=now)
    return thing


def close_reports(db: Connection, thing: int, state: ReportState, at: datetime) -> list[int]:
    """The open reports of a thing are decided; from `at` on who made them is told. Their numbers."""
    closed = reports.list_of_thing(db, thing, ReportState.OPEN)
    reports.set_state(db, [report.id for report in closed], state)
    for report in closed:
        person = people.get_person(db, report.person_id) if report.person_id else None
        if person is not None and person.reach is Reach.OPEN:
            message = Message("report-done", {"state": state}, lane=Lane.PRIVATE, key=_done_key(report.id))
            outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=at)
    return [report.id for report in closed]


def look(db: Connection, draft: int, now: datetime) -> Draft | None:
    """What can still be undone; None when the minute is over."""
    found = drafts.find_draft(db, draft)
    return found if found is not None and found.kind == KIND and found.expires_at > now else None


def _remember(db: Connection, thing: int, gone: list[Card], reported: list[int], person: Person, now: datetime, **more: object) -> int:
    """What can be undone: the cards, and the reports that were closed; the number of its draft."""
    hung = [[card.thing_id, card.chat_id, card.thread_id] for card in gone]
    data = {"thing": thing, "cards": hung, "reports": reported, "cancelled": [], "series": None, **more}
    who = person.telegram_id
    return drafts.add_draft(db, kind=KIND, step=STEP, author=who, address=who, data=data, expires_at=now + UNDO)


def _unhang(db: Connection, card: Card, now: datetime) -> None:
    """The card's message goes. Telegram lets a bot delete young messages only: an older one at least says nothing any more."""
    if card.message_id is not None:
        to = To(chat_id=card.chat_id)
        outbox.owe(db, to, Message("card-taken-down", op=Op.EDIT, message_id=card.message_id, lane=Lane.CARD), at=now)
        outbox.owe(db, to, Message("gone", op=Op.DELETE, message_id=card.message_id, lane=Lane.CARD), at=now)
    cards.remove_card(db, card.id)


def _keep(
    db: Connection, event: Event, gone: list[Card], reported: list[int], person: Person, cancelled: list[Event], now: datetime
) -> int:
    """All that undoing needs; a series that is cancelled ends."""
    series = rows.find_series(db, event.series_id) if cancelled and event.series_id is not None else None
    if series is not None:
        rows.change_series(db, series.id, state=SeriesState.ENDED, due_at=None, revision=series.revision + 1)
    passing = [[each.id, {str(number): proxy.passing for number, proxy in events.list_proxies(db, each.id).items()}] for each in cancelled]
    kept = [series.id, series.state] if series is not None else None
    return _remember(db, event.id, gone, reported, person, now, cancelled=passing, series=kept)


def _cancel(db: Connection, event: Event, by: By, draft: int, organisers: list[Person], rules: HouseRules, now: datetime) -> int:
    """The event does not take place; how many people will be told: who signed up, and these organisers."""
    events.change_event(db, event.id, state=EventState.CANCELLED, revision=event.revision + 1)
    event.state, here = EventState.CANCELLED, rules_at(db, event.id, rules)
    off = Cancellation(thing_id=event.id, why=Why.UNSAID, cancelled_at=now, due_at=now + UNDO)
    hands.stop(db, event, off, rules, now)
    stand_still(db, event, now + UNDO)
    events.open_passing(db, event.id)
    told = {person.id: person for person in organisers}
    for sign_up, person in events.list_people(db, event.id):
        reminders.plan(db, sign_up, event, person, rules, now)
        told[person.id] = person
    reached = [person for person in told.values() if person.reach is Reach.OPEN]
    for person in reached:
        at = reminders.not_in_quiet(now + UNDO, ZoneInfo(event.zone), own_rules(person, here), event_at=event.starts_at)
        message = Message("taken-down", {"event": event.id, "by": by}, lane=Lane.PRIVATE, key=f"{_told_keys(draft)}{event.id}:{person.id}")
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=at)
    return len(reached)


def _restore(db: Connection, thing: int, passing: Mapping[str, str], since: datetime, rules: HouseRules, now: datetime) -> None:
    asked = events.lock_event(db, thing, None)
    if asked is None:
        return  # of a series, a date that was let go meanwhile
    take_place_again(db, asked.event, since, rules, now)
    for number, how_far in passing.items():
        events.change_proxy(db, int(number), passing=Passing(how_far))


def _go_on(db: Connection, kept: tuple[int, str] | None, rules: HouseRules, now: datetime) -> None:
    """The series is what it was."""
    series = rows.lock_series(db, kept[0]) if kept else None
    if kept is not None and series is not None:
        series.state, series.revision = SeriesState(kept[1]), series.revision + 1
        rows.change_series(db, series.id, state=series.state, revision=series.revision)
        tend(db, series, rules, now)


def _told_keys(draft: int) -> str:
    """What the keys of all that tells of it begin with."""
    return f"taken-down:{draft}:"


def _note(db: Connection, act: Act, person: Person, thing: int, now: datetime) -> None:
    audit.note(db, act, by=person.id, thing=thing, scope=Scope(house=events.house_of(db, thing).id), at=now)


def _show(db: Connection, person: Person, draft: int, message: int, now: datetime) -> None:
    """The pressed message says what was done, and offers to undo it; when the minute is over it offers that no more."""
    to = To(address=person.telegram_id, language=person.language)
    for at, key in ((now, None), (now + UNDO, _shown_key(draft))):
        outbox.owe(db, to, Message("take-down", {"draft": draft}, op=Op.EDIT, message_id=message, key=key), at=at)


def _done_key(report: int) -> str:
    return f"report-done:{report}"


def _shown_key(draft: int) -> str:
    return f"take-down:{draft}"
