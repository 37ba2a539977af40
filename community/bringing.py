"""Bring-lists: the organiser writes what is needed, neighbours who come say what they bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import regex
from sqlalchemy import Connection

from bot.names import clean_line
from community import questions, reminders
from community.events.organising import must_organise, organised
from community.house_rules import rules_at
from community.people import known
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import bringing, cards, drafts, people
from storage import events as event_rows
from storage.bringing import ITEM, Needed
from storage.events import Answer, Event, EventState, Place
from storage.outbox import Lane, Message

KIND = "bring-list"

WAITED = timedelta(hours=1)
"""So long the next words of the organiser are the list; a list is thought about at the kitchen table."""

MOST_ITEMS = 20
MOST_PIECES = 50

_BETWEEN = regex.compile(r"[\n,;]")
_PIECES = regex.compile(
    # A letter x counts only after a space: "box 4" is one box.
    r"^(?P<name>.*?)(?:\s*[×*]|\s+x)\s*(?P<pieces>\d{1,4})$|^(?P<pieces>\d{1,4})\s*[×x*]\s*(?P<name>.*)$",
    regex.IGNORECASE,
)
_BULLET = regex.compile(r"^\s*[-–•*·]\s*")


@dataclass(frozen=True, slots=True)
class Wish:
    """Something the organiser asks for, and how many pieces."""

    name: str
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing of the list for the organiser: how much of it is promised, and by whom (None: somebody without a name)."""

    needed: Needed
    by: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class Promised:
    """What somebody brings now: so many pieces of this; none when they took it back."""

    name: str
    pieces: int
    language: str


def read_list(text: str) -> tuple[Wish, ...]:
    """Understand a list: one thing a line, or between commas, each with `×3` after it if more than one is needed.

    Named twice, its pieces add up. Raises: Refused (no-bring-list, item-too-long, bad-pieces, too-many-items).
    """
    wishes: dict[str, Wish] = {}
    for part in _BETWEEN.split(text):
        wish = _read_item(part)
        if wish is not None:
            before = wishes.get(wish.name.casefold())
            wishes[wish.name.casefold()] = Wish(before.name, before.pieces + wish.pieces) if before else wish
    if not wishes:
        raise Refused("no-bring-list")
    if len(wishes) > MOST_ITEMS:
        raise Refused("too-many-items", most=MOST_ITEMS)
    if any(not 1 <= wish.pieces <= MOST_PIECES for wish in wishes.values()):
        raise Refused("bad-pieces", most=MOST_PIECES)
    return tuple(wishes.values())


def _read_item(part: str) -> Wish | None:
    found = _PIECES.match(part.strip())
    written, pieces = (found["name"], int(found["pieces"])) if found else (part, 1)
    name = clean_line(_BULLET.sub("", written), longest=len(part) + 1)
    if name is not None and len(name) > ITEM:
        raise Refused("item-too-long", over=len(name) - ITEM, most=ITEM)
    return Wish(name, pieces) if name else None


def show(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """Show the organiser who brings what; a question that waited for the list is left. Raises: Refused (event-gone, not-organiser)."""
    must_organise(db, event=event, who=who)
    drafts.leave_drafts(db, who)
    _tell(db, "bringers", event, who, message, now)


def ask(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """Ask the organiser for the list: the next words are it. Raises: Refused (event-gone, event-over, event-cancelled, not-organiser)."""
    _organised(db, event, who, now)
    questions.ask(db, who=who, kind=KIND, data={"event": event}, now=now, waited=WAITED)
    _tell(db, "ask-bring-list", event, who, message, now)


def write(db: Connection, *, who: int, text: str, rules: HouseRules, now: datetime) -> None:
    """This is what the event needs. What stays in the list keeps its promises; who promised what is gone is told.

    Raises: Refused (draft-gone, event-gone, event-over, event-cancelled, not-organiser, and the reasons of `read_list`).
    """
    draft = questions.awaited(db, who=who, kind=KIND, now=now)
    event = _organised(db, draft.data["event"], who, now)
    set_list(db, event, read_list(text), rules, now)
    drafts.leave_drafts(db, who)
    _tell(db, "bringers", event.id, who, None, now)


def clear(db: Connection, *, event: int, who: int, message: int, rules: HouseRules, now: datetime) -> None:
    """Nothing needs to be brought (any more). Asking twice changes nothing.

    Raises: Refused (event-gone, event-over, event-cancelled, not-organiser).
    """
    set_list(db, _organised(db, event, who, now), (), rules, now)
    _tell(db, "bringers", event, who, message, now)


def set_list(db: Connection, event: Event, wishes: Sequence[Wish], rules: HouseRules, now: datetime) -> None:
    """Make the list this one. Things keep their names' spelling as it was first written, and so their promises."""
    before = {item.name.casefold(): item for item in bringing.list_items(db, event.id)}
    kept = {wish.name.casefold() for wish in wishes}
    gone = {item.id: item.name for name, item in before.items() if name not in kept}
    _tell_bringers(db, event, gone, rules, now)
    bringing.remove_items(db, gone)
    for position, wish in enumerate(wishes):
        old = before.get(wish.name.casefold())
        if old is None:
            bringing.add_item(db, event=event.id, name=wish.name, wanted=wish.pieces, position=position)
        else:
            bringing.change_item(db, old.id, wanted=wish.pieces, position=position)
    cards.bump(db, event.id)


def claim(db: Connection, *, item: int, pieces: int, who: int, message: int, now: datetime) -> Promised:
    """Bring so many pieces of something, in all; none takes the promise back. Asking twice changes nothing.

    Raises: Refused (item-gone, event-over, event-cancelled, not-coming, no-place-yet, all-brought).
    """
    wanted = bringing.find_item(db, item)
    if wanted is None:
        raise Refused("item-gone")
    asked = event_rows.lock_event(db, wanted.event_id, None)
    assert asked is not None, "a foreign key points to the row"
    event = _open(asked.event, now)
    person = people.find_person(db, who)
    sign_up = event_rows.find_sign_up(db, event.id, person.id) if person else None
    if person is None or sign_up is None or sign_up.answer is Answer.CANT:
        raise Refused("not-coming")
    if sign_up.place is Place.WAITING:
        raise Refused("no-place-yet")
    needed = next((each for each in bringing.list_needed(db, event.id, sign_up.id) if each.item == item), None)
    if needed is None:
        raise Refused("item-gone")
    if pieces > needed.mine + needed.missing:
        raise Refused("all-brought")
    if pieces != needed.mine:
        bringing.set_claim(db, sign_up.id, item, pieces)
        cards.bump(db, event.id)
    _tell(db, "bring", event.id, who, message, now)
    return Promised(needed.name, pieces, person.language or "en")


def bringers(db: Connection, *, event: int, who: int) -> tuple[Brought, ...]:
    """The list with who brings what, for the organiser. Raises: Refused (event-gone, not-organiser)."""
    must_organise(db, event=event, who=who)
    promises: dict[int, list[tuple[str | None, int]]] = {}
    for item, person, pieces in bringing.list_bringers(db, event):
        promises.setdefault(item, []).append((people.get_person(db, person).name, pieces))
    return tuple(Brought(each, tuple(promises.get(each.item, ()))) for each in bringing.list_needed(db, event))


def _organised(db: Connection, event: int, who: int, now: datetime) -> Event:
    """The event, held, if its organiser may still change it. The right comes first: a stranger is not told how the event stands."""
    return _open(organised(db, event, who), now)


def _open(event: Event, now: datetime) -> Event:
    if event.state is EventState.CANCELLED:
        raise Refused("event-cancelled")
    if now >= (event.ends_at or event.starts_at):
        raise Refused("event-over")
    return event


def _tell_bringers(db: Connection, event: Event, gone: dict[int, str], rules: HouseRules, now: datetime) -> None:
    """Who promised what is not needed any more may stop baking. Who can't be written to sees it in the event."""
    here = rules_at(db, event.id, rules)
    for item, number, _ in bringing.list_bringers(db, event.id):
        person = people.get_person(db, number)
        if item in gone:
            told = Message("not-needed", {"event": event.id, "name": gone[item]}, lane=Lane.PRIVATE, until=event.starts_at)
            reminders.write_to(db, person, told, here, now, event_at=event.starts_at)


def _tell(db: Connection, kind: str, event: int, who: int, message: int | None, now: datetime) -> None:
    reply(db, kind=kind, to=who, language=known(db, who).language or "en", params={"event": event}, edit=message, now=now)
