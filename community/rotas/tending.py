"""A rota is tended: turns are given ahead, and whoever has a new one is told."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.allowance import own_rules, tell
from community.events.repeats import is_festive
from community.house_rules import rules_of
from community.quiet import HouseRules
from community.reminders import DAY_BEFORE_AT, decent_at, not_in_quiet, write_to
from community.rotas.order import give, reachable
from community.when import Cadence, Rule, instant, times_on
from storage import cards, outbox, rotas
from storage.outbox import Lane, Message
from storage.rotas import Rota, RotaState, Turn, TurnState

AHEAD = {Cadence.WEEKLY: 8, Cadence.FORTNIGHTLY: 4, Cadence.MONTHLY_DATE: 4, Cadence.MONTHLY_WEEKDAY: 4}
"""So many turns are given ahead: two months, or four of what comes once a month."""

NEAR = timedelta(days=7)
"""Of turns as near as this their members must hear in time."""

BATCH = 20


def tend_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Tend the rotas for which there is something to do; how many."""
    due = rotas.list_due(db, now, BATCH)
    for rota in due:
        tend(db, rota, rules, now)
    return len(due)


def tend(db: Connection, rota: Rota, rules: HouseRules, now: datetime) -> None:
    """Give the turns that must be given by now, tell whose they are, and note when to look again; the rota is held.

    What is over leaves the card; after its last turn the rota ends.
    """
    given = _give_ahead(db, rota, rules, now)
    coming = rotas.list_coming(db, rota.id, now)
    due_at = coming[0].over_at if coming else None
    state = RotaState.ENDED if rota.state is RotaState.RUNNING and not coming else rota.state
    rotas.change_rota(db, rota.id, due_at=due_at, state=state, given_until=rota.given_until)
    cards.bump(db, rota.id)
    tell_of_turns(db, rota, given, rules, now)


def days_ahead(rota: Rota, rules: HouseRules, now: datetime) -> Iterator[date]:
    """The days on which it comes that are not over, the next one first."""
    length = (rota.ends or rota.starts) - rota.starts
    since = now.astimezone(ZoneInfo(rota.zone)).date() - length - timedelta(days=1)
    for day in Rule.read(rota.rule).days(rota.starts.date(), since, rota.until):
        times = times_on(rota, day)
        if (times.ends_at or times.starts_at) > now and not (rota.without_holidays and is_festive(day, rules)):
            yield day


def tell_of_turns(db: Connection, rota: Rota, given: Sequence[Turn], rules: HouseRules, now: datetime) -> None:
    """These turns were given: whoever has one and can be told hears once which are theirs, outside the quiet hours.

    What is far off waits for a day on which the bot has not written too much; of a turn within `NEAR` it tells at once.
    """
    zone, here = ZoneInfo(rota.zone), rules_of(rotas.house_of(db, rota.id), rules)
    first: dict[int, Turn] = {}
    for turn in given:
        if turn.member_id is not None:
            first.setdefault(turn.member_id, turn)
    for member, turn in first.items():
        for person in reachable(db, member):
            keys = f"rota-turns:{rota.id}:{person.id}:"
            outbox.drop_beginning(db, keys, now)  # what waits would say the same
            message = Message("rota-turns", {"rota": rota.id}, lane=Lane.PRIVATE, key=f"{keys}{now.isoformat()}")
            if turn.starts_at - now < NEAR:
                write_to(db, person, message, here, now, event_at=turn.starts_at)
            else:
                tell(db, person, message, at=not_in_quiet(now, zone, own_rules(person, here)), zone=zone, rules=here)


def remind_time(starts: datetime, zone: ZoneInfo, rules: HouseRules, now: datetime) -> datetime | None:
    """When whoever has the turn is reminded: the day before at 17, not at a quiet hour; None when that is past."""
    wanted = datetime.combine(starts.date() - timedelta(days=1), DAY_BEFORE_AT)
    at = instant(decent_at(wanted, starts, rules), zone)
    return at if at > now else None


def _give_ahead(db: Connection, rota: Rota, rules: HouseRules, now: datetime) -> list[Turn]:
    """Make the turns that are missing; those that were made. Of a rota that was taken down everywhere none is given any more."""
    if rota.state is not RotaState.RUNNING or not cards.count_copies(db, rota.id):
        return []
    there = sum(turn.state is not TurnState.SKIPPED for turn in rotas.list_coming(db, rota.id, now))
    missing, made = AHEAD[Rule.read(rota.rule).cadence] - there, list[Turn]()
    for day in days_ahead(rota, rules, now):
        if len(made) >= missing:
            break
        if rota.given_until is None or day > rota.given_until:
            made.append(_make(db, rota, day, rules, now))
    return made


def _make(db: Connection, rota: Rota, day: date, rules: HouseRules, now: datetime) -> Turn:
    times, here = times_on(rota, day), rules_of(rotas.house_of(db, rota.id), rules)
    member = give(db, rota, day)
    turn = Turn(
        rota_id=rota.id,
        day=day,
        starts=times.starts,
        ends=times.ends,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        state=TurnState.OPEN if member is None else TurnState.GIVEN,
        member_id=member,
        remind_at=remind_time(times.starts, ZoneInfo(rota.zone), here, now),
    )
    turn.id = rotas.add_turn(db, turn)
    rota.given_until = day
    return turn
