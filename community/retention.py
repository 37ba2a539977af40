"""What goes by itself, and when: one rule for each kind of data. Every night they run; a dry run counts what would go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import announcing, privacy, reminders
from community.allowance import own_rules, tell
from community.quiet import HouseRules
from storage import (
    announcements,
    audit,
    consents,
    invitations,
    outbox,
    people,
    personal,
    places,
    polls,
    receipts,
    reports,
    rotas,
    volunteering,
    vouchers,
    waiting,
)
from storage import events as rows
from storage import series as series_rows
from storage.outbox import Lane, Message
from storage.people import Person, Reach


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things stay; none of them for ever. `inactive_months` are full months of the calendar after the last active one."""

    sign_ups: timedelta
    nicknames: timedelta
    outbox: timedelta
    handled_updates: timedelta
    consents: timedelta
    audit: timedelta
    inactive_months: int
    warned: timedelta
    left_houses: timedelta
    waiting_houses: timedelta
    closed_requests: timedelta
    requests: timedelta


@dataclass(frozen=True, slots=True)
class Night:
    """When the round is made, and by which periods and rules."""

    now: datetime
    kept: Retention
    rules: HouseRules


Rule = Callable[[Connection, Night], int]
"""Lets go what has been kept long enough; how much it was."""


def keep(db: Connection, night: Night) -> dict[str, int]:
    """The nightly round: what has been kept long enough goes, totals stay. How much went, by rule."""
    return {name: rule(db, night) for name, rule in RULES.items()}


def preview(db: Connection, night: Night) -> dict[str, int]:
    """What the round would do now, changing nothing: it is made, counted and taken back."""
    attempt = db.begin_nested()
    try:
        return keep(db, night)
    finally:
        attempt.rollback()


def _houses(db: Connection, night: Night) -> int:
    """The bot was removed from all groups of a house, and not let in again."""
    left = places.list_left_houses(db, left_before=night.now - night.kept.left_houses)
    for house in left:
        announcements.forget_answers_of(db, house)
        places.remove_house(db, house)
    return len(left)


def _waiting_houses(db: Connection, night: Night) -> int:
    """Somebody wrote the house down; no group came to it, and nobody joined it by its poster."""
    unused = waiting.list_unused(db, made_before=night.now - night.kept.waiting_houses)
    for house in unused:
        places.remove_house(db, house)
    return len(unused)


def _sign_ups(db: Connection, night: Night) -> int:
    return rows.forget_sign_ups(db, ended_before=night.now - night.kept.sign_ups)


def _organisers(db: Connection, night: Night) -> int:
    """Who else organised an event stays as long as its answers do."""
    before = night.now - night.kept.sign_ups
    return rows.forget_organisers(db, ended_before=before, now=night.now) + volunteering.forget_organisers(db, ended_before=before)


def _pictures(db: Connection, night: Night) -> int:
    """A picture may show people: it stays as long as the answers do."""
    ended_before = night.now - night.kept.sign_ups
    return rows.forget_pictures(db, ended_before=ended_before) + series_rows.forget_pictures(db, ended_before=ended_before)


def _reasons(db: Connection, night: Night) -> int:
    """Why an event was cancelled may be about people: what was written stays as long as the answers do."""
    before = night.now - night.kept.sign_ups
    return rows.forget_reasons(db, ended_before=before) + volunteering.forget_reasons(db, ended_before=before)


def _nicknames(db: Connection, night: Night) -> int:
    before = night.now - night.kept.nicknames
    return rows.forget_proxies(db, ended_before=before) + volunteering.forget_answering(db, ended_before=before)


def _inactive(db: Connection, night: Night) -> int:
    """They were told, and did nothing since. No mark remains: nobody asked to be forgotten, so they may come back with a press."""
    quiet = people.list_told(db, told_before=night.now - night.kept.warned)
    for person in quiet:
        privacy.erase(db, person, free_seats=True, rules=night.rules, now=night.now)
    return len(quiet)


def _passers_by(db: Connection, night: Night) -> int:
    return personal.forget_passers_by(db, ended_before=night.now - night.kept.sign_ups)


def _warned(db: Connection, night: Night) -> int:
    """They are told what follows. Who can't be written to is not kept longer for that."""
    quiet = people.list_inactive(db, before_month=month_before(night.now, night.kept.inactive_months))
    for person in quiet:
        people.change_person(db, person.id, told_at=night.now)
        if person.reach is Reach.OPEN:
            _warn(db, person, night)
    return len(quiet)


def _warn(db: Connection, person: Person, night: Night) -> None:
    goes_at, zone = night.now + night.kept.warned, ZoneInfo(night.rules.zone)
    warning = Message("inactive", {"day": f"{goes_at.astimezone(zone):%Y-%m-%d}"}, lane=Lane.PRIVATE, until=goes_at)
    at = reminders.not_in_quiet(night.now, zone, own_rules(person, night.rules), event_at=goes_at)
    tell(db, person, warning, at=at, zone=zone, rules=night.rules)


def _drafts(db: Connection, night: Night) -> int:
    return sum(iter(lambda: announcing.drop_expired(db, night.now), 0))


def _messages(db: Connection, night: Night) -> int:
    """What was done with; the copies of announcements remember what became of them."""
    before = night.now - night.kept.outbox
    announcements.keep_states(db, done_before=before)
    return outbox.forget_done(db, before=before)


def _updates(db: Connection, night: Night) -> int:
    return receipts.forget_handled(db, kept=night.kept.handled_updates)


def _consents(db: Connection, night: Night) -> int:
    return consents.forget_ended(db, ended_before=night.now - night.kept.consents)


def _votes(db: Connection, night: Night) -> int:
    """That somebody voted, visible votes, and who typed in slips stay as long as answers to events do; results stay."""
    return polls.forget_votes(db, closed_before=night.now - night.kept.sign_ups)


def _volunteers(db: Connection, night: Night) -> int:
    """Who did what stays as long as answers to events do; how many they were stays."""
    return volunteering.forget_volunteers(db, ended_before=night.now - night.kept.sign_ups)


def _helpers(db: Connection, night: Night) -> int:
    """Who helped is known as long as a year's report may need it, so that nobody is counted twice; the numbers stay."""
    ended_before = night.now - night.kept.sign_ups
    return volunteering.untie_helpers(db, ended_before=ended_before, year=ended_before.year)


def _turns(db: Connection, night: Night) -> int:
    """Whose a turn was stays as long as answers to events do; that it was done stays."""
    return rotas.forget_turns(db, over_before=night.now - night.kept.sign_ups)


def _readings(db: Connection, night: Night) -> int:
    """Who read a notice stays as long as answers to events do; how many read it in each house stays."""
    return announcements.untie_readings(db, ended_before=night.now - night.kept.sign_ups)


def _help_requests(db: Connection, night: Night) -> int:
    """What somebody asked after a notice: once done it goes soon, and never stays long."""
    before = {"closed_before": night.now - night.kept.closed_requests, "asked_before": night.now - night.kept.requests}
    return announcements.forget_requests(db, **before)


def _reports(db: Connection, night: Night) -> int:
    return reports.forget_reports(db, before=night.now - night.kept.sign_ups)


def _vouchers(db: Connection, night: Night) -> int:
    return vouchers.forget_unanswered(db, asked_before=night.now - night.kept.sign_ups)


def _audit(db: Connection, night: Night) -> int:
    return audit.forget_acts(db, before=night.now - night.kept.audit)


def _invitations(db: Connection, night: Night) -> int:
    return invitations.forget_expired(db, night.now)


def month_before(now: datetime, months: int) -> str:
    """The month so many months before, as in `2026-05`."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}"


RULES: Mapping[str, Rule] = {
    "houses": _houses,
    "waiting-houses": _waiting_houses,
    "sign-ups": _sign_ups,
    "nicknames": _nicknames,
    "organisers": _organisers,
    "pictures": _pictures,
    "reasons": _reasons,
    "votes": _votes,
    "volunteers": _volunteers,
    "helpers": _helpers,
    "turns": _turns,
    "readings": _readings,
    "help-requests": _help_requests,
    "inactive": _inactive,
    "passers-by": _passers_by,
    "drafts": _drafts,
    "messages": _messages,
    "updates": _updates,
    "consents": _consents,
    "reports": _reports,
    "vouchers": _vouchers,
    "audit": _audit,
    "invitations": _invitations,
    "warned": _warned,
}
"""In the order of the round: what a rule lets go may be what kept something of a later one."""
