"""Reports: a neighbour says that a card does not belong there; two who may take it down decide, and the neighbour hears of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from community.events.organising import organisers_of
from community.people import known
from community.polls.organising import askers_of
from community.refusals import Refused
from community.replies import reply
from community.rotas.organising import organisers_of as organisers_of_rota
from community.taking_down import by_right, close_reports
from community.volunteering.organising import organisers_of as organisers_of_call
from storage import audit, cards, events, outbox, people, places, polls, reports, roles, rotas, volunteering
from storage.audit import Act
from storage.cards import Thing, ThingKind
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.reports import Report, ReportState
from storage.roles import Role, Scope

MOST_A_DAY = 3
"""Who reports more than that in a day is not listened to better."""

DAY = timedelta(days=1)

ASKED = 2
"""So many hear of a report: one may be away, and more would talk about it."""


def report(db: Connection, *, thing: int, who: int, admins: tuple[int, ...], message: int, now: datetime) -> int:
    """Tell two who may decide, of the `admins` (by Telegram id) of the groups it hangs in, else of the managers; how many were told.

    No text is copied, and nobody learns who reported. The pressed message says that it was passed on. Asking twice changes nothing.
    Of a thing that another neighbour has reported within a day they know already: what they decide is for both.

    Raises: Refused (not-joined, event-gone, reported-enough, nobody-to-tell).
    """
    person, found = known(db, who), cards.find_thing(db, thing)
    if found is None:
        raise Refused("event-gone")
    is_new = reports.find_of_person(db, thing, person.id) is None
    told = _report(db, found, person, admins, now) if is_new else 0
    reply(db, kind="reported", to=who, language=person.language or "en", edit=message, now=now)
    return told


def leave(db: Connection, *, report: int, who: int, admin_of: frozenset[int], message: int, now: datetime) -> None:
    """The thing stays: all its open reports are closed, and who made them is told. The pressed message says what became of it.

    Raises: Refused (report-gone, may-not-take-down).
    """
    found = reports.find_report(db, report)
    if found is None:
        raise Refused("report-gone")
    if by_right(db, found.thing_id, who, admin_of) is None:
        raise Refused("may-not-take-down")
    person = known(db, who)
    if close_reports(db, found.thing_id, ReportState.LEFT, now):
        thing = cards.find_thing(db, found.thing_id)
        house = thing.house_id if thing else None
        audit.note(db, Act.REPORT_LEFT, by=person.id, thing=found.thing_id, scope=Scope(house=house), at=now)
    reply(db, kind="report", to=who, language=person.language or "en", params={"report": report}, edit=message, now=now)


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report for who decides: with the name of the house, and what it is about."""

    report: Report
    house: str
    kind: ThingKind


def look(db: Connection, report: int) -> ShownReport | None:
    """A report as it is now; None when it is gone."""
    found = reports.find_report(db, report)
    thing = cards.find_thing(db, found.thing_id) if found else None
    if found is None or thing is None or thing.house_id is None:
        return None
    return ShownReport(found, places.get_house(db, thing.house_id).name, thing.kind)


def thing_of(db: Connection, report: int) -> int:
    """What was reported. Raises: Refused("report-gone")."""
    found = reports.find_report(db, report)
    if found is None:
        raise Refused("report-gone")
    return found.thing_id


def _report(db: Connection, thing: Thing, person: Person, admins: tuple[int, ...], now: datetime) -> int:
    """A new report; how many were told of it. Raises: Refused (reported-enough, nobody-to-tell)."""
    if reports.count_made(db, person.id, now - DAY) >= MOST_A_DAY:
        raise Refused("reported-enough", most=MOST_A_DAY)
    known_of = any(each.made_at > now - DAY for each in reports.list_of_thing(db, thing.id, ReportState.OPEN))
    deciding = [] if known_of else _deciding(db, thing, admins, person)
    if not deciding and not known_of:
        raise Refused("nobody-to-tell")
    return _pass_on(db, reports.add_report(db, thing=thing.id, person=person.id, now=now), deciding, now)


def _deciding(db: Connection, thing: Thing, admins: tuple[int, ...], reporter: Person) -> list[Person]:
    """Who is asked: admins who can be written to, else managers, else the board; never who reported, nor who organises it."""
    house = Scope(house=thing.house_id)
    of_group = [person for person in (people.find_person(db, admin) for admin in admins) if person and person.reach is Reach.OPEN]
    biased = {reporter.id, *(person.id for person in _answering_for(db, thing))}
    for able in (of_group, roles.list_reachable(db, Role.MANAGER, house), roles.list_reachable(db, Role.BOARD, house)):
        fair = [person for person in able if person.id not in biased]
        if fair:
            return fair[:ASKED]
    return []


def _answering_for(db: Connection, thing: Thing) -> list[Person]:
    """Who organises the event, the call or the rota, or asks the poll."""
    if (event := events.find_event(db, thing.id)) is not None:
        return organisers_of(db, event)
    if (poll := polls.find_poll(db, thing.id)) is not None:
        return askers_of(db, poll)
    if (call := volunteering.find_call(db, thing.id)) is not None:
        return organisers_of_call(db, call)
    rota = rotas.find_rota(db, thing.id)
    return organisers_of_rota(db, rota) if rota else []


def _pass_on(db: Connection, report: int, deciding: list[Person], now: datetime) -> int:
    for person in deciding:
        message = Message("report", {"report": report}, lane=Lane.PRIVATE)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=now)
    return len(deciding)
