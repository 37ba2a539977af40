"""What is on in a week: of a person's houses, and of a group."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.announcements import Arrived, recent_for, recent_in_chat
from community.budget import monday_of
from community.people import known
from community.refusals import Refused
from community.volunteering import lacks
from community.when import instant
from storage import cards, events, outbox, people, places, polls, rotas, volunteering
from storage.events import Answer, Event, EventState, Place, SignUp
from storage.outbox import Message, To
from storage.people import Person
from storage.places import Chat, House
from storage.polls import Poll
from storage.rotas import Rota, Turn
from storage.volunteering import Call, Task

AROUND = timedelta(weeks=60)
"""No button leads further."""

MOST_POLLS = 3
"""So many questions at a time wait for an answer; the others come when these are answered."""

MOST_TURNS = 20
"""More turns than somebody has in a week and before it."""

MOST_CALLS = 50
"""More calls than are open in somebody's houses at a time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An event, and what the reader said to it."""

    event: Event
    mine: SignUp | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """A call for hands, and its tasks that lack people. `mine`: the reader has a task of it; `message`: its card in a group, if known."""

    call: Call
    lacking: tuple[Task, ...]
    mine: bool = False
    message: int | None = None


@dataclass(frozen=True, slots=True)
class HouseWeek:
    """What is on in one house."""

    house: House
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """What is on in somebody's houses in the week from `monday` on; houses with nothing on are left out.

    `polls`: those that wait for an answer of theirs; only this week knows them. `turns`: theirs, of duty rotas.
    `calls`: those of their houses, which this week has also without a date. `notices`: what their houses were told in the last days.
    """

    monday: date
    houses: tuple[HouseWeek, ...]
    wanted: bool = True
    polls: tuple[Poll, ...] = ()
    turns: tuple[tuple[Turn, Rota], ...] = ()
    calls: tuple[Called, ...] = ()
    notices: tuple[Arrived, ...] = ()

    @property
    def listed(self) -> tuple[Listed, ...]:
        """All events."""
        return tuple(each for house in self.houses for each in house.listed)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.houses or self.polls or self.turns or self.calls or self.notices)


@dataclass(frozen=True, slots=True)
class Posted:
    """An event as it hangs in a group: its card's message, where that is known."""

    event: Event
    message: int | None


@dataclass(frozen=True, slots=True)
class ChatWeek:
    """What is on in a group; `next` is what comes after, where the week has nothing. `polls` and `calls`: those open there.

    `notices`: what it was told in the last days.
    """

    house: House
    chat: Chat
    monday: date
    posted: tuple[Posted, ...]
    next: Posted | None = None
    polls: tuple[Poll, ...] = ()
    calls: tuple[Called, ...] = ()
    notices: tuple[Arrived, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.posted or self.polls or self.calls or self.notices)


def of_person(db: Connection, *, who: int, monday: date | None, zone: str, now: datetime) -> Week:
    """The week of a person, this one for None: the events of their houses, and what they said yes to elsewhere.

    `zone`: where they live who have no house.

    Raises: Refused (not-joined, old-button for a week that is far away).
    """
    person = known(db, who)
    this_week = monday_of(now.astimezone(zone_of(db, person, zone)).date())
    monday = this_week if monday is None else monday_of(monday)
    if abs(monday - this_week) > AROUND:
        raise Refused("old-button")
    return list_week(db, person, monday, now)


def list_week(db: Connection, person: Person, monday: date, now: datetime) -> Week:
    """What is still to come of a week for a person, house by house."""
    mine = {event.id: (sign_up, event) for sign_up, event in events.list_sign_ups(db, person.id, now)}
    houses: dict[int, list[Listed]] = {}
    listed: set[int] = set()
    for house in people.list_house_ids(db, person.id):
        coming = [event for event in events.list_week(db, house, monday) if event.starts_at > now and event.id not in listed]
        houses[house] = [Listed(event, mine[event.id][0] if event.id in mine else None) for event in coming]
        listed |= {event.id for event in coming}
    for sign_up, event in mine.values():
        if event.id not in listed and sign_up.answer is not Answer.CANT and _is_in(event, monday):
            houses.setdefault(events.house_of(db, event.id).id, []).append(Listed(event, sign_up))
    weeks = tuple(HouseWeek(places.get_house(db, house), tuple(each)) for house, each in houses.items() if each)
    homes = people.list_house_ids(db, person.id)
    is_begun = monday <= now.date()
    waiting = polls.list_waiting(db, person.id, homes, now, MOST_POLLS) if is_begun else []
    told = recent_for(db, person.id, homes, now) if is_begun else ()
    turns = rotas.list_turns_of(db, person.id, now, MOST_TURNS)
    of_week = tuple(each for each in turns if monday_of(each[0].day) == monday)
    return Week(monday, weeks, person.digest, tuple(waiting), of_week, _calls_for(db, person, homes, monday, now), told)


def worth_a_list(calls: Iterable[Called]) -> bool:
    """Whether calls bring a list by themselves: what has no date stands in one, but is not told every Monday for its own sake."""
    return any(each.call.begins_at is not None for each in calls)


def of_chat(db: Connection, chat_id: int, *, monday: date | None, now: datetime) -> ChatWeek:
    """The week of a group, this one for None: what has a card there and is still to come."""
    chat = places.get_chat(db, chat_id)
    house = places.get_house(db, chat.house_id)
    monday = monday or monday_of(now.astimezone(ZoneInfo(house.zone)).date())
    coming = [event for event in events.list_in_chat(db, chat_id) if event.starts_at > now and event.state is EventState.PUBLISHED]
    here = [_posted(db, event, chat) for event in coming if _is_in(event, monday)]
    later = next((event for event in coming if event.starts.date() >= monday + timedelta(days=7)), None)
    open_ = polls.list_open_in_chat(db, chat_id, now)
    calls = _called(volunteering.list_in_chat(db, chat_id, now), monday, now)
    shown = tuple(replace(each, message=_message(db, volunteering.shown_on(each.call), chat)) for each in calls)
    next_ = _posted(db, later, chat) if later and not here else None
    return ChatWeek(house, chat, monday, tuple(here), next_, tuple(open_), shown, recent_in_chat(db, chat_id, now))


def tell_here(db: Connection, *, group: int, thread: int | None, reply_to: int, now: datetime) -> None:
    """Somebody asks in a group (Telegram's number): one answer there, for all to read. Raises: Refused("chat-gone")."""
    chat = places.find_chat(db, group)
    if chat is None:
        raise Refused("chat-gone")
    outbox.owe(db, To(chat_id=chat.id, thread=thread), Message("week-asked", {"chat": chat.id}, reply_to=reply_to, silent=True), at=now)


def zone_of(db: Connection, person: Person, zone: str) -> ZoneInfo:
    """The zone a person lives in: that of the house they joined first."""
    houses = people.list_house_ids(db, person.id)
    return ZoneInfo(places.get_house(db, houses[0]).zone if houses else zone)


def _posted(db: Connection, event: Event, chat: Chat) -> Posted:
    return Posted(event, _message(db, event.id, chat))


def _message(db: Connection, thing: int, chat: Chat) -> int | None:
    card = cards.find_card(db, thing, chat.telegram_id)
    return card.message_id if card else None


def _is_in(event: Event, monday: date) -> bool:
    return event.state is EventState.PUBLISHED and monday_of(event.starts.date()) == monday


def _calls_for(db: Connection, person: Person, homes: Iterable[int], monday: date, now: datetime) -> tuple[Called, ...]:
    """The calls of these houses for a person."""
    mine = {call.id for each, _, call in volunteering.list_of_person(db, person.id, now) if each.place is Place.SEATED}
    found = [(call, volunteering.list_tasks(db, call.id)) for call in volunteering.list_open(db, homes, now, MOST_CALLS)]
    return tuple(replace(each, mine=each.call.id in mine) for each in _called(found, monday, now))


def called(found: Iterable[tuple[Call, list[Task]]], now: datetime) -> list[Called]:
    """Open calls with the tasks of theirs that lack people."""
    return [Called(call, () if call.closed else tuple(task for task in tasks if lacks(task, now))) for call, tasks in found]


def _called(found: Iterable[tuple[Call, list[Task]]], monday: date, now: datetime) -> list[Called]:
    """Those of these open calls that a week names. What stands there anyway as an event, or has no date, is named while it lacks people."""
    all_ = called(found, now)
    dated = [each for each in all_ if _falls_in(each.call, monday) and (each.lacking or each.call.event_id is None)]
    return [*dated, *(each for each in all_ if each.call.begins_at is None and each.lacking and monday <= now.date())]


def _falls_in(call: Call, monday: date) -> bool:
    """Whether some of it is in this week."""
    if call.begins_at is None or call.finishes_at is None:
        return False
    since, until = (instant(datetime.combine(monday + timedelta(days=days), time()), ZoneInfo(call.zone)) for days in (0, 7))
    return call.begins_at < until and call.finishes_at > since
