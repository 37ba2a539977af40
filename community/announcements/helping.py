"""Who answers those who ask after a notice, and what becomes of what they asked: each is answered or closed, none is forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import questions, reminders
from community.announcements.working_days import overdue
from community.house_rules import rules_of
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.when import instant
from storage import announcements, drafts, outbox, people, places, roles
from storage.announcements import Announcement, HelpRequest, Voice
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.places import House
from storage.roles import Role, Scope

ANSWER = "help-answer"
"""The kind of the draft: somebody's next words are an answer."""

ALARMED = 20
"""So many alarms in a transaction."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked, after which notice and in which house. `name`: as they set it, None for a neighbour without."""

    request: HelpRequest
    announcement: Announcement
    house: House | None
    name: str | None
    reachable: bool


def answers_to(db: Connection, announcement: Announcement, house: int | None) -> Role:
    """Whose matter the requests of a house are: managers', or the board's if it speaks, or somebody of it wrote the notice."""
    author = announcement.author_id
    theirs = author is None or Role.MANAGER in roles.roles_over(db, author, Scope(house=house))
    return Role.MANAGER if theirs and announcement.voice is not Voice.BOARD else Role.BOARD


def answerers(db: Connection, announcement: Announcement, house: int | None) -> list[Person]:
    """Who is told of a request, and can be written to: those whose matter it is, with the author; if there is none, the managers."""
    scope = Scope(house=house)
    found = {person.id: person for person in roles.list_reachable(db, answers_to(db, announcement, house), scope)}
    author = people.look_up_person(db, announcement.author_id) if announcement.author_id else None
    if author is not None and author.reach is Reach.OPEN and _holds(db, author.id, scope, (Role.MANAGER, Role.BOARD)):
        found[author.id] = author
    return list(found.values()) or roles.list_reachable(db, Role.MANAGER, scope)


def may_answer(db: Connection, request: HelpRequest, announcement: Announcement, person: int) -> bool:
    """Whether somebody (by row) may see and answer a request: managers of the house, and the board where it is its matter."""
    wanted = {Role.MANAGER, answers_to(db, announcement, request.house_id)}
    if announcement.author_id == person:
        wanted.add(Role.BOARD)
    return _holds(db, person, Scope(house=request.house_id), wanted)


def _holds(db: Connection, person: int, scope: Scope, wanted: Iterable[Role]) -> bool:
    return bool(roles.roles_over(db, person, scope) & frozenset(wanted))


def alarm_at(db: Connection, house: int | None, rules: HouseRules, now: datetime) -> datetime:
    """When whoever should answer what is asked now is told once more."""
    found = places.look_up_house(db, house) if house is not None else None
    own = rules_of(found, rules) if found is not None else rules
    zone = ZoneInfo(own.zone)
    return instant(overdue(now.astimezone(zone).replace(tzinfo=None), own.is_day_off), zone)


def tell(db: Connection, request: HelpRequest, announcement: Announcement, why: str, *, key: str, at: datetime) -> None:
    """Everybody who answers is owed what it is about: "asked", "more", "withdrawn", "alarm"."""
    for person in answerers(db, announcement, request.house_id):
        message = Message("help-request", {"request": request.id, "why": why}, lane=Lane.PRIVATE, key=f"{key}:{person.id}")
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=at)


def key_of(request: HelpRequest) -> str:
    """How the keys of all that is passed on about a request begin."""
    return f"{_keys_of(request.person_id)}{request.id}:"


def _keys_of(person: int) -> str:
    return f"help:{person}:"


def look(db: Connection, *, who: int, request: int) -> Asked:
    """A request, for who may answer it. Raises: Refused (request-gone, not-your-requests)."""
    found = announcements.lock_request(db, request)
    about = announcements.find_announcement(db, found.announcement_id) if found is not None else None
    person = people.find_person(db, who)
    if found is None or about is None:
        raise Refused("request-gone")
    if person is None or not may_answer(db, found, about, person.id):
        raise Refused("not-your-requests")
    return asked_of(db, found, about)


def asked_of(db: Connection, request: HelpRequest, announcement: Announcement) -> Asked:
    """A request with all that is shown of it."""
    person = people.get_person(db, request.person_id)
    house = places.look_up_house(db, request.house_id) if request.house_id is not None else None
    return Asked(request, announcement, house, person.name, person.reach is Reach.OPEN)


def requests(db: Connection, *, who: int, announcement: int | None = None) -> list[Asked]:
    """What was asked (after a notice) that somebody may answer, the open ones first.

    Raises: Refused (not-your-requests, notice-gone).
    """
    person = people.find_person(db, who)
    if person is None or not answers_any(db, who=who):
        raise Refused("not-your-requests")
    if announcement is not None and announcements.find_announcement(db, announcement) is None:
        raise Refused("notice-gone")
    known_: dict[int, Announcement | None] = {}
    found = []
    for request in announcements.list_requests(db, announcement):
        number = request.announcement_id
        if number not in known_:
            known_[number] = announcements.find_announcement(db, number)
        about = known_[number]
        if about is not None and may_answer(db, request, about, person.id):
            found.append(asked_of(db, request, about))
    return found


def answers_any(db: Connection, *, who: int) -> bool:
    """Whether somebody has a role in which people ask them."""
    person = people.find_person(db, who)
    return person is not None and any(each.role in (Role.MANAGER, Role.BOARD) for each in roles.list_roles(db, person.id))


def count_open(db: Connection, *, who: int) -> int:
    """How many wait for an answer of somebody; 0 for who has nothing to do with that."""
    if not answers_any(db, who=who):
        return 0
    return sum(each.request.closed_at is None and each.request.answered_at is None for each in requests(db, who=who))


def begin_answer(db: Connection, *, who: int, request: int, now: datetime) -> None:
    """The next words are the answer. Raises: Refused (request-gone, not-your-requests, asker-unreachable)."""
    found, person = look(db, who=who, request=request), known(db, who)
    if not found.reachable:
        raise Refused("asker-unreachable")
    questions.ask(db, who=who, kind=ANSWER, data={"request": request}, now=now)
    reply(db, kind="help-answer", to=who, language=person.language or "en", params={"request": request}, now=now)


def answer(db: Connection, *, who: int, request: int, text: str, now: datetime) -> None:
    """The words go to who asked. Several answers are possible. Raises: Refused as `begin_answer`."""
    found, person = look(db, who=who, request=request), known(db, who)
    asker = people.get_person(db, found.request.person_id)
    if not found.reachable:
        raise Refused("asker-unreachable")
    passed = Message("help-answered", {"request": request, "text": text}, lane=Lane.PRIVATE)
    outbox.owe(db, To(address=asker.telegram_id, language=asker.language), passed, at=now)
    announcements.change_request(db, request, answered_at=now, alarm_at=None)
    drafts.leave_drafts(db, who)
    reply(db, kind="help-shown", to=who, language=person.language or "en", params={"request": request}, now=now)


def close(db: Connection, *, who: int, request: int, message: int, now: datetime) -> None:
    """It is done; the pressed message says so, and who asked is told. Twice is the same.

    Raises: Refused (request-gone, not-your-requests).
    """
    found, person = look(db, who=who, request=request), known(db, who)
    if found.request.closed_at is None:
        announcements.change_request(db, request, closed_at=now, alarm_at=None)
        asker = people.get_person(db, found.request.person_id)
        if asker.reach is Reach.OPEN:
            told = Message("help-closed", {"request": request}, lane=Lane.PRIVATE, key=f"{key_of(found.request)}closed")
            outbox.owe(db, To(address=asker.telegram_id, language=asker.language), told, at=now)
    reply(db, kind="help-shown", to=who, language=person.language or "en", params={"request": request}, edit=message, now=now)


def alarm_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """A duty: what nobody answered within two working days is told once more, and only once; how many."""
    late = announcements.list_alarms(db, now, ALARMED)
    for request in late:
        announcements.change_request(db, request.id, alarm_at=None)
        about = announcements.find_announcement(db, request.announcement_id)
        house = places.look_up_house(db, request.house_id) if request.house_id is not None else None
        own = rules_of(house, rules) if house is not None else rules
        assert about is not None, "a foreign key points to the row"
        at = reminders.not_in_quiet(now, ZoneInfo(own.zone), own)
        tell(db, request, about, "alarm", key=f"{key_of(request)}alarm", at=at)
    return len(late)


def withdraw_requests(db: Connection, person: int, now: datetime) -> None:
    """Somebody (by row) is forgotten: what they asked and nobody has got yet is not passed on."""
    outbox.drop_beginning(db, _keys_of(person), now)
