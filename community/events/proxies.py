"""A resident signs up neighbours without a phone, and tells them what becomes of it."""

from datetime import datetime

from sqlalchemy import Connection

from bot.names import LONGEST_NAME, clean_line
from community import questions, reminders, roles, trust
from community.events.answering import answer
from community.events.closing import closed_for
from community.events.deadlines import is_open, says_no_more
from community.events.organising import may_organise
from community.events.passing import settle
from community.events.pressing import Press, open_event
from community.events.queue import count
from community.events.rules import LARGEST_PARTY, Asking, house_for, is_party, largest_party, left, place_for
from community.events.seating import seats_of
from community.people import Presser, known
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import drafts, events, people
from storage.events import Answer, Asked, Event, Passing, Place, Proxy, SignUp
from storage.people import Person
from storage.rows import loaded

KIND = "nickname"

MOST_NEIGHBOURS = 5
"""So many may a resident sign up for one event; who enters slips for the house, as many as there are."""


def most_neighbours(db: Connection, *, event: int, who: int, admin_of: frozenset[int] = frozenset()) -> int:
    """How many may be signed up with one tap. Raises: Refused (event-gone, not-joined, not-vouched)."""
    asked = _asked(db, event)
    return LARGEST_PARTY if _is_trusted(db, asked, _neighbour(db, asked, who, admin_of), admin_of) else MOST_NEIGHBOURS


def sign_up_neighbours(
    db: Connection,
    *,
    event: int,
    who: int,
    party: int,
    message: int | None,
    rules: HouseRules,
    now: datetime,
    nickname: str | None = None,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """So many neighbours without a phone come (with a nickname, it is one); the count is set, not added to. The message shows the event.

    `admin_of`: Telegram's numbers of groups they administer, as Telegram said just now.

    Raises: Refused (event-gone, event-over, event-cancelled, not-joined, not-vouched, too-many-neighbours, party-too-big,
    party-does-not-fit, sign-up-closed, no-more-people).
    """
    asked = open_event(db, event, Press(None, None, 0), rules, now)
    person = _neighbour(db, asked, who, admin_of)
    mine = events.list_proxied(db, event, person.id)
    before = next((pair for pair in mine if _same(pair[1].nickname, nickname)), None)
    if not is_open(asked.event, now) and not says_no_more(before[0] if before else None, Answer.COMING, party):
        closed_for(db, asked.event, who, before[0] if before else None, admin_of=admin_of)
    others = sum(sign_up.party for sign_up, _ in mine if before is None or sign_up.id != before[0].id)
    if not _is_trusted(db, asked, person, admin_of) and others + party > MOST_NEIGHBOURS:
        raise Refused("too-many-neighbours", most=MOST_NEIGHBOURS)
    if not is_party(party, 0, asked.event.capacity):
        raise Refused("party-too-big", most=largest_party(0, asked.event.capacity))
    if before is None or before[0].party != party:
        sign_up = _write(db, asked, person, before[0] if before else None, party, now)
        if before is None:
            events.add_proxy(db, sign_up.id, person.id, nickname)
        count(asked.event, before[0] if before else None, -1)
        count(asked.event, sign_up, +1)
        settle(db, asked.event, rules, now)
        reminders.plan(db, sign_up, asked.event, person, rules, now)
    _show(db, person, event, message, now)


def neighbour_cant(db: Connection, *, sign_up: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """The neighbour does not come after all: the place is free, and nothing of them is kept. Raises: Refused("old-button")."""
    found, _, event = _own(db, sign_up, who)
    release(db, found, rules, now)
    _show(db, known(db, who), event.id, message, now)


def none_can(db: Connection, *, event: int, presser: Presser, press: Press, rules: HouseRules, now: datetime) -> None:
    """Neither the person nor the neighbours they signed up come. Raises: Refused as `answer` does."""
    answer(db, event=event, presser=presser, answer=Answer.CANT, party=1, press=press, rules=rules, now=now)
    for sign_up, _ in events.list_proxied(db, event, known(db, presser.telegram_id).id):
        release(db, sign_up, rules, now)


def pass_news_on(db: Connection, *, sign_up: int, told: bool, who: int) -> Passing:
    """The neighbour was told, or could not be reached, which the organiser sees. Raises: Refused("old-button")."""
    _own(db, sign_up, who)
    passing = Passing.TOLD if told else Passing.UNREACHED
    events.change_proxy(db, sign_up, passing=passing)
    return passing


def ask_nickname(db: Connection, *, event: int, who: int, message: int, now: datetime, admin_of: frozenset[int] = frozenset()) -> None:
    """Ask for it: the next words are it. Raises: Refused (event-gone, not-joined, not-vouched)."""
    person = _neighbour(db, _asked(db, event), who, admin_of)
    questions.ask(db, who=who, kind=KIND, data={"event": event}, now=now)
    reply(db, kind="ask-nickname", to=who, language=person.language or "en", params={"event": event}, edit=message, now=now)


def event_of_nickname(db: Connection, *, who: int, now: datetime) -> int | None:
    """The event for which the next words of somebody are the nickname of a neighbour."""
    draft = questions.asked(db, who=who, kind=KIND, now=now)
    return int(draft.data["event"]) if draft is not None else None


def sign_up_by_nickname(
    db: Connection, *, event: int, who: int, text: str, rules: HouseRules, now: datetime, admin_of: frozenset[int] = frozenset()
) -> None:
    """A neighbour who agreed to it is signed up by this nickname. Raises: Refused (draft-gone, no-name, and as `sign_up_neighbours`)."""
    nickname = clean_line(text, longest=LONGEST_NAME)
    if event_of_nickname(db, who=who, now=now) != event:
        raise Refused("draft-gone")
    if nickname is None:
        raise Refused("no-name")
    sign_up_neighbours(db, event=event, who=who, party=1, nickname=nickname, message=None, rules=rules, now=now, admin_of=admin_of)
    drafts.leave_drafts(db, who)


def forget_proxy(db: Connection, person: Person, rules: HouseRules, now: datetime) -> None:
    """Who answered for neighbours is forgotten: seats stay, without anybody; who waits could not be told any more, and leaves the queue."""
    for sign_up, _, _ in events.list_all_proxied(db, person.id, now):
        if sign_up.place is not Place.SEATED:
            release(db, sign_up, rules, now)


def release(db: Connection, sign_up: SignUp, rules: HouseRules, now: datetime) -> None:
    """Neighbours without a phone don't come after all: their place is free, and nothing of them is kept.

    The sign-up is read again: somebody who leaves before may have freed a place that this one has got by now.
    """
    asked, found = _asked(db, sign_up.event_id), events.find_sign_up_with_event(db, sign_up.id)
    if found is None:
        return
    events.remove_sign_up(db, sign_up.id)
    count(asked.event, found[0], -1)
    settle(db, asked.event, rules, now)


def _asked(db: Connection, event: int) -> Asked:
    asked = events.lock_event(db, event, None)
    if asked is None:
        raise Refused("event-gone")
    return asked


def _neighbour(db: Connection, asked: Asked, who: int, admin_of: frozenset[int]) -> Person:
    """Who organises an event, or lives in its house and is known there. Raises: Refused (not-joined, not-vouched)."""
    person = known(db, who)
    if not may_organise(db, asked.event, who, admin_of=admin_of):
        if not people.belongs(db, person.id, asked.house_id):
            raise Refused("not-joined")
        trust.must_be_vouched(db, person.id, asked.house_id)
    return person


def _is_trusted(db: Connection, asked: Asked, person: Person, admin_of: frozenset[int]) -> bool:
    """Whether somebody enters slips for the house: its activists and admins, and who organises the event."""
    return bool(roles.roles_in(db, person.id, asked.house_id)) or may_organise(db, asked.event, person.telegram_id, admin_of=admin_of)


def _same(nickname: str | None, other: str | None) -> bool:
    return (nickname or "").casefold() == (other or "").casefold()


def _write(db: Connection, asked: Asked, person: Person, before: SignUp | None, party: int, now: datetime) -> SignUp:
    """The row of neighbours without a phone; who has a seat does not lose it by asking for more. Raises: Refused("party-does-not-fit")."""
    house = house_for(None, people.list_house_ids(db, person.id), events.list_houses_shown(db, asked.event.id), asked.house_id)
    seats, asking = seats_of(db, asked.event, now), Asking(party, house, without_phone=True)
    seated = before is not None and before.place is Place.SEATED
    if before is not None and seated and party > before.party and not seats.having(before, sign=-1).fits(asking):
        raise Refused("party-does-not-fit", left=left(asked.event), party=before.party)
    place = Place.SEATED if seated else place_for(asking, seats)
    turn = before.queued_at if before is not None and before.place is Place.WAITING else now
    changed = {"place": place, "party": party, "queued_at": turn if place is Place.WAITING else None, "changed_at": now}
    if before is not None:
        events.change_sign_up(db, before.id, **changed)
        return loaded(SignUp, {**before.model_dump(), **changed})
    values = {
        **SignUp(event_id=asked.event.id, answer=Answer.COMING, place=place, changed_at=now).model_dump(exclude={"id"}),
        **changed,
        "house_id": house,
        "without_phone": True,
    }
    return loaded(SignUp, {"id": events.add_sign_up(db, **values), **values})


def _own(db: Connection, sign_up: int, who: int) -> tuple[SignUp, Proxy, Event]:
    """A sign-up somebody answers for. Raises: Refused("old-button")."""
    found, proxy, person = events.find_sign_up_with_event(db, sign_up), events.find_proxy(db, sign_up), people.find_person(db, who)
    if found is None or proxy is None or person is None or proxy.person_id != person.id:
        raise Refused("old-button")
    return found[0], proxy, found[1]


def _show(db: Connection, person: Person, event: int, message: int | None, now: datetime) -> None:
    reply(db, kind="event", to=person.telegram_id, language=person.language or "en", params={"event": event}, edit=message, now=now)
