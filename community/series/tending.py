"""A series is tended: its next occurrences are made ahead, and the chat shows the card of the next one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import budget, reminders
from community.events import deadlines
from community.events.missing import check_time
from community.events.pattern import begin_as
from community.house_rules import rules_in
from community.quiet import HouseRules
from community.when import Rule, Times, instant, times_on
from storage import cards, places
from storage import events as event_rows
from storage import series as rows
from storage.cards import ThingKind
from storage.events import Event, EventState
from storage.outbox import Lane, Message, To
from storage.places import ChatState
from storage.series import Series, SeriesState

AHEAD = 2
"""So many coming occurrences are always there, to be answered; a later one is made when somebody asks for it."""
CARD_AHEAD = timedelta(days=7)
"""A card that hangs longer is far up in the chat when it is needed; so a monthly one comes a week before."""
BATCH = 20


def tend_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Tend the series for which there is something to do; how many."""
    due = rows.list_due_series(db, now, BATCH)
    for series in due:
        tend(db, series, rules, now)
    return len(due)


def tend(db: Connection, series: Series, rules: HouseRules, now: datetime) -> None:
    """Make what must be there by now, hang the next card, and note when there is something to do again."""
    if series.state is SeriesState.RUNNING:
        _make_ahead(db, series, now)
    upcoming = [event for event in rows.list_occurrences(db, series.id) if end_of(event) > now]
    upcoming.sort(key=lambda event: (event.starts_at, event.id))
    if not upcoming and series.state is SeriesState.RUNNING:
        series.state = SeriesState.ENDED
    due_at = _show_next(db, upcoming[0], rules, now) if upcoming else None
    rows.change_series(db, series.id, state=series.state, due_at=due_at)


def end_of(event: Event | Times) -> datetime:
    """When it is over."""
    return event.ends_at or event.starts_at


def days_ahead(series: Series, now: datetime) -> Iterator[date]:
    """The days of a series that are not over and not left out, the next one first."""
    length = (series.ends or series.starts) - series.starts
    since = now.astimezone(ZoneInfo(series.zone)).date() - length - timedelta(days=1)
    for day in Rule.read(series.rule).days(series.starts.date(), since, series.until):
        if day.isoformat() not in series.left_out and end_of(times_on(series, day)) > now:
            yield day


def _make_ahead(db: Connection, series: Series, now: datetime) -> None:
    made = {event.occurrence: event for event in rows.list_occurrences(db, series.id)}
    last, there = made[max(day for day in made if day)], 0
    if last.organiser_id is None:
        return  # nobody could change or end it; it goes on once somebody has taken the last one over
    for day in days_ahead(series, now):
        event = made.get(day) or make(db, series, day, last, now)
        there += event.state is EventState.PUBLISHED and end_of(event) > now
        if there == AHEAD:
            return


def make(db: Connection, series: Series, day: date, last: Event, now: datetime) -> Event:
    """The occurrence of a day, as the pattern has it; whoever organises the `last` one organises it, with names shown or not as there."""
    times, deadline = times_on(series, day), _deadline_on(series, day, now)
    deadline_at = instant(deadline, ZoneInfo(series.zone)) if deadline else None
    event = Event(
        id=cards.add_thing(db, ThingKind.EVENT, series.house_id, now),
        title=series.title,
        place=series.place,
        text=series.text,
        organiser_id=last.organiser_id,
        starts=times.starts,
        ends=times.ends,
        zone=series.zone,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        capacity=series.capacity,
        minimum=series.minimum,
        check_at=check_time(series.minimum, times.starts_at, deadline_at, now),
        picture=series.picture,
        deadline=deadline,
        deadline_at=deadline_at,
        series_id=series.id,
        occurrence=day,
        names=last.names,
    )
    event_rows.add_event(db, **event.model_dump())
    begin_as(db, event, series.seating, series.needs, now)
    for person in event_rows.list_co_organisers(db, last.id):
        event_rows.add_organiser(db, event.id, person.id)
    rows.change_series(db, series.id, revision=series.revision + 1)
    series.revision += 1
    return event


def _deadline_on(series: Series, day: date, now: datetime) -> datetime | None:
    """As long before the occurrence of a day as the pattern's, on the wall; one that is past already is none."""
    along = deadlines.goes_along(series.deadline, series.starts, datetime.combine(day, series.starts.time()))
    return deadlines.in_time(along, ZoneInfo(series.zone), now)


def _show_next(db: Connection, event: Event, rules: HouseRules, now: datetime) -> datetime:
    """The card of the next occurrence hangs from a week before it, where that of the last one hung; when to look again."""
    if event.state is not EventState.PUBLISHED:
        return end_of(event)
    if event.starts_at - CARD_AHEAD > now and not cards.list_cards(db, event.id):
        return event.starts_at - CARD_AHEAD
    return end_of(event) if _hang(db, event, rules, now) else min(now + timedelta(days=1), end_of(event))


def _hang(db: Connection, event: Event, rules: HouseRules, now: datetime) -> bool:
    """Whether every chat of the series has the card, or will have it at the end of the quiet hours; some have no room in their budget."""
    assert event.series_id is not None
    zone, everywhere = ZoneInfo(event.zone), True
    there = {card.chat_id for card in cards.list_cards(db, event.id)}
    for last in rows.list_hung(db, event.series_id, event.id):
        if last.chat_id in there or places.get_chat(db, last.chat_id).state is not ChatState.ACTIVE:
            continue
        at = reminders.not_in_quiet(now, zone, rules_in(db, last.chat_id, rules), event_at=event.starts_at)
        if not budget.has_room(db, last.chat_id, at.astimezone(zone).date()):
            everywhere = False
            continue
        card = cards.add_card(db, thing=event.id, chat=last.chat_id, thread=last.thread_id)
        message = Message("card", {"card": card}, lane=Lane.CARD, card_id=card, silent=True)
        budget.begin_post(db, To(chat_id=last.chat_id, thread=last.thread_id), message, at=at, zone=zone)
        reminders.plan_line(db, event, last.chat_id, rules, now)
    return everywhere
