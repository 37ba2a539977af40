"""A person's rights: seeing all that is stored, and being forgotten."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from community.announcements import withdraw_requests
from community.events import drafting
from community.events.proxies import forget_proxy
from community.events.queue import count, move_queue
from community.events.relaying import withdraw
from community.events.together import let_go
from community.people import Presser, known
from community.polls.leaving import my_votes, withdraw_votes
from community.polls.together import let_go as let_go_polls
from community.quiet import HouseRules
from community.rotas.steering import let_go as let_go_rotas
from community.volunteering.organising import ORGANISING as OF_CALLS
from community.volunteering.proxies import forget_answering, leave_tasks
from storage import bringing, cards, drafts, erasures, events, outbox, people, personal, places, rotas, volunteering
from storage.events import EventState, Place
from storage.outbox import Message, Op, To
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Somebody was forgotten; the code is theirs to keep, nothing else remains."""

    code: str


def mark_of(key: bytes, telegram_id: int) -> str:
    """The keyed hash (HMAC-SHA-256) that stands for somebody who was forgotten; without the key it says nothing."""
    return hmac.digest(key, str(telegram_id).encode(), "sha256").hex()


def ticket_of(key: bytes, event: int, copy: int = 0) -> str:
    """What a card's link carries: eight characters that nobody can make up, by which its holder may answer without joining.

    `copy`: of an announcement, the copy the link stands under.
    """
    about = f"event {event} copy {copy}" if copy else f"event {event}"
    return hmac.digest(key, about.encode(), "sha256").hex()[:8]


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored about a person: every row by table, and for the reader the names of what the rows are about."""

    tables: dict[str, list[dict[str, Any]]]
    details: dict[str, tuple[str, ...]]


def my_data(db: Connection, *, who: int, now: datetime) -> Known:
    """Everything stored about a person, from every table; empty for a stranger."""
    person = people.find_person(db, who)
    if person is None:
        return Known({}, {})
    answered = [event.title for _, event in events.list_sign_ups(db, person.id, datetime.min.replace(tzinfo=UTC))]
    organised = [event.title for event in events.list_organised(db, person.id, now)]
    homes = [places.get_house(db, house).name for house in people.list_house_ids(db, person.id)]
    questions, ballots = my_votes(db, person)
    details = {"sign_ups": tuple(answered), "events": tuple(organised), "memberships": tuple(homes), "poll_voters": questions}
    details |= {**_of_rotas(db, person), **_of_calls(db, person, now)}
    tables = personal.export(db, person.id, who)
    if ballots:
        tables["ballots"] = [*tables.get("ballots", []), *ballots]
    return Known(tables, details)


def _of_rotas(db: Connection, person: Person) -> dict[str, tuple[str, ...]]:
    """What somebody organises that goes round, and what they take turns in."""
    mine = (rotas.find_rota(db, member.rota_id) for member in rotas.list_memberships(db, person.id) if member.person_id == person.id)
    organised = tuple(rota.title for rota in rotas.list_organised_by(db, person.id))
    return {"rotas": organised, "rota_members": tuple(rota.title for rota in mine if rota)}


def _of_calls(db: Connection, person: Person, now: datetime) -> dict[str, tuple[str, ...]]:
    """What somebody calls for, and which tasks are theirs."""
    tasks = tuple(f"{task.name}, {call.title}" for _, task, call in volunteering.list_of_person(db, person.id, now))
    return {"calls": tuple(call.title for call in volunteering.list_organised_by(db, person.id, now)), "volunteers": tasks}


def is_warned(db: Connection, *, who: int) -> bool:
    """Whether somebody was told that they are erased if they stay away, and stays away."""
    person = people.find_person(db, who)
    return person is not None and person.told_at is not None


def has_seats(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether somebody has seats in coming events or tasks, so that being forgotten raises the question what becomes of them."""
    person = people.find_person(db, who)
    if person is None:
        return False
    held = [sign_up.place for sign_up, _ in events.list_sign_ups(db, person.id, now)]
    return Place.SEATED in [*held, *(row.place for row, *_ in volunteering.list_of_person(db, person.id, now))]


def forget(
    db: Connection, *, presser: Presser, free_seats: bool, rules: HouseRules, now: datetime, message: int | None = None
) -> Forgotten:
    """Erase a person. Their seats in coming events and their tasks go to the queue, or stay without a name; other totals do not change.

    They are told in the `message` that asked, if it is given.

    Raises: Refused("not-joined") for a stranger.
    """
    erase(db, known(db, presser.telegram_id), free_seats=free_seats, rules=rules, now=now)
    erasures.remember_erased(db, presser.mark, f"{now:%Y-%m}")
    code = secrets.token_hex(4)
    told = Message("forgotten", {"code": code}, op=Op.SEND if message is None else Op.EDIT, message_id=message)
    outbox.owe(db, To(address=presser.telegram_id, language=presser.language), told, at=now)
    return Forgotten(code)


def erase(db: Connection, person: Person, *, free_seats: bool, rules: HouseRules, now: datetime) -> None:
    """Everything about a person goes, or loses the person; cards that named them follow."""
    for number in sorted(event.id for _, event in events.list_sign_ups(db, person.id, now)):
        _leave(db, number, person.id, free_seats, rules, now)
    leave_tasks(db, person, rules, now, free_seats=free_seats)
    forget_proxy(db, person, rules, now)
    forget_answering(db, person, rules, now)
    withdraw(db, person.id, now)
    withdraw_requests(db, person.id, now)
    for draft in drafts.list_by(db, person.telegram_id):
        drafting.drop(db, draft, now)
    for event in events.list_organised(db, person.id, now):
        let_go(db, event, person, now)
    withdraw_votes(db, person, now)
    let_go_polls(db, person)
    let_go_rotas(db, person, rules, now)
    for call in volunteering.list_organised_by(db, person.id, now):
        OF_CALLS.let_go(db, call, person)
    for number in bringing.list_promised_events(db, person.id):
        cards.bump(db, number)
    for number in events.list_naming(db, person.id, now):
        cards.bump(db, number)
    personal.erase(db, person.id, person.telegram_id)


def _leave(db: Connection, number: int, person: int, free_seats: bool, rules: HouseRules, now: datetime) -> None:
    """Give up a place in the queue, and a seat if it is to be freed; the event is locked, as for an answer."""
    asked, sign_up = events.lock_event(db, number, None), events.find_sign_up(db, number, person)
    assert asked is not None, "a foreign key points to the row"
    if sign_up is None or sign_up.place is Place.NONE or (sign_up.place is Place.SEATED and not free_seats):
        return
    event = asked.event
    events.remove_sign_up(db, sign_up.id)
    count(event, sign_up, -1)
    if event.state is EventState.PUBLISHED:
        move_queue(db, event, rules, now)
    events.change_event(db, number, seated=event.seated, waiting=event.waiting, maybe=event.maybe)
    cards.bump(db, number)
