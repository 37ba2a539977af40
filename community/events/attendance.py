"""Who comes, for the organiser: the list, and who was seen at the door."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.names import alphabetical
from community.events.organising import must_organise
from community.people import known
from community.refusals import Refused
from community.replies import reply
from storage import events
from storage.events import Answer, Event, EventState, Place, Proxy, SignUp


@dataclass(frozen=True, slots=True)
class Attendee:
    """An answer as the organiser sees it. `name`: what the neighbour calls themselves; without one they are `Neighbour {number}`."""

    sign_up: SignUp
    number: int
    name: str | None
    guests: tuple[str, ...]
    proxy: Proxy | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who comes, may come or waits, by name; those without one come after, in the order they answered."""

    event: Event
    attendees: tuple[Attendee, ...]

    @property
    def children(self) -> int:
        """How many of those with a seat are children."""
        return sum(each.sign_up.children for each in self.attendees if each.sign_up.place is Place.SEATED)

    @property
    def came(self) -> int:
        """How many were seen at the door."""
        return sum(each.sign_up.party for each in self.attendees if each.sign_up.came)

    @property
    def alone(self) -> int:
        """How many come alone and wish to be greeted."""
        return sum(each.sign_up.alone for each in self.attendees)


def attendance(db: Connection, *, event: int, who: int) -> Attendance:
    """Who comes. Raises: Refused (event-gone, not-organiser)."""
    found, guests, proxies = must_organise(db, event=event, who=who), events.list_guests(db, event), events.list_proxies(db, event)
    attendees, nameless = [], 0
    for sign_up, person in events.list_answers(db, event):
        proxy = proxies.get(sign_up.id)
        name = person.name if person else proxy.nickname if proxy else None
        nameless += name is None
        attendees.append(Attendee(sign_up, nameless if name is None else 0, name, guests.get(sign_up.id, ()), proxy))
    return Attendance(found, tuple(sorted(attendees, key=lambda each: (each.name is None, alphabetical(each.name or ""), each.sign_up.id))))


def check_in(db: Connection, *, event: int, sign_up: int, came: bool, who: int, page: int, message: int, now: datetime) -> None:
    """Somebody was seen at the door, or not after all; the pressed list shows it. Pressing twice changes nothing.

    Raises: Refused (event-gone, not-organiser, event-cancelled, old-button for an answer to another event).
    """
    if must_organise(db, event=event, who=who).state is EventState.CANCELLED:
        raise Refused("event-cancelled")
    found = events.find_sign_up_with_event(db, sign_up)
    if found is None or found[1].id != event or found[0].answer is Answer.CANT:
        raise Refused("old-button")
    events.change_sign_up(db, sign_up, came=came)
    language = known(db, who).language or "en"
    reply(db, kind="attendance", to=who, language=language, params={"event": event, "page": page}, edit=message, now=now)
