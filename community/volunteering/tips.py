"""Tips for the organiser of yard work, each at its time before the day: private, merged, and never late.

After the Finnish talkoot checklist; what is asked before publishing is in `checks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.allowance import may_be_asked, own_rules, tell
from community.house_rules import rules_at
from community.people import Presser
from community.quiet import HouseRules
from community.volunteering.closing import show_panel
from community.volunteering.organising import organised_by, organisers_of
from community.when import instant
from storage import volunteering
from storage.outbox import Lane, Message
from storage.people import Reach
from storage.volunteering import Call, CallState, Tip

KIND = "call-tips"

AT = time(12)

WINDOWS: Mapping[Tip, tuple[int, int]] = {
    Tip.EARLY: (21, 7),
    Tip.TOOLS: (21, 14),
    Tip.INVITE: (14, 7),
    Tip.FOOD: (5, 2),
    Tip.DAY: (2, 1),
}
"""From so many days before until so many: tools and a skip are ordered two weeks before, neighbours invited one or two."""

SATURDAY, NOT_BEFORE = 5, time(10)
"""On Saturday morning neighbours sleep."""

BATCH = 20


@dataclass(frozen=True, slots=True)
class Tips:
    """What an organiser is reminded of about a call, all at once."""

    call: Call
    tips: tuple[Tip, ...]


def due_times(starts: datetime, zone: ZoneInfo, now: datetime) -> dict[Tip, datetime]:
    """When each tip is given about work that begins at wall time `starts`: at noon of the first day of its time that is to come.

    A tip whose time is past by then is left out; and the one about Saturday morning where it does not begin then.
    """
    due: dict[Tip, datetime] = {}
    for tip, (first, last) in WINDOWS.items():
        day = starts.date() - timedelta(days=first)
        noon = max(instant(datetime.combine(day, AT), zone), _next_noon(now, zone))
        if (starts.date() - noon.astimezone(zone).date()).days >= last and (tip is not Tip.EARLY or is_early(starts)):
            due[tip] = noon
    return due


def is_early(starts: datetime) -> bool:
    """Whether it begins on a Saturday morning; a day without an hour does not."""
    return starts.weekday() == SATURDAY and time() < starts.time() < NOT_BEFORE


def _next_noon(now: datetime, zone: ZoneInfo) -> datetime:
    wall = now.astimezone(zone).replace(tzinfo=None)
    day = wall.date() + timedelta(days=wall.time() > AT)
    return instant(datetime.combine(day, AT), zone)


def plan_tips(db: Connection, call: Call, now: datetime) -> None:
    """The tips about a call for yard work (it was checked, so it is one) are planned by its day, anew when that was changed."""
    begins = _begins(call)
    wanted = begins is not None and bool(volunteering.list_checks(db, call.id)) and call.state is CallState.OPEN
    volunteering.set_tips(db, call.id, due_times(begins, ZoneInfo(call.zone), now) if wanted and begins else {})


def give_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Tips whose time has come go to the organiser in one message; of a call that is moved, by its new day. How many calls had some."""
    calls = volunteering.list_calls_with_tips(db, now, BATCH)
    for number in calls:
        call = volunteering.find_call(db, number)
        assert call is not None, "its tips would have gone with it"
        _give(db, call, rules, now)
    return len(calls)


def _give(db: Connection, call: Call, rules: HouseRules, now: datetime) -> None:
    planned = {each.tip: each.due_at for each in volunteering.list_tips(db, call.id)}
    useful = due_times(begins, ZoneInfo(call.zone), now - timedelta(hours=1)) if (begins := _begins(call)) else {}
    open_ = {tip: max(at, useful[tip]) for tip, at in planned.items() if tip in useful and call.state is CallState.OPEN}
    now_due = tuple(tip for tip, at in open_.items() if at <= now)
    later = {tip: at for tip, at in open_.items() if at > now}
    if now_due and not _tell(db, call, now_due, rules, now):
        later |= dict.fromkeys(now_due, now + timedelta(days=1))
    volunteering.set_tips(db, call.id, later)


def _tell(db: Connection, call: Call, tips: tuple[Tip, ...], rules: HouseRules, now: datetime) -> bool:
    """False if another day has more room."""
    zone, here = ZoneInfo(call.zone), rules_at(db, call.id, rules)
    person = next((each for each in organisers_of(db, call) if each.reach is Reach.OPEN), None)
    if person is None:
        return True
    at = reminders.not_in_quiet(now, zone, own_rules(person, here))
    if not may_be_asked(person, at, zone):
        return False
    params = {"call": call.id, "tips": [tip.value for tip in tips]}
    message = Message("call-tips", params, lane=Lane.PRIVATE, until=call.begins_at)
    tell(db, person, message, at=at, zone=zone, rules=here)
    return True


def stop_tips(db: Connection, *, call: int, presser: Presser, message: int, now: datetime) -> None:
    """No more tips about this call. Raises: Refused (call-gone, not-call-organiser)."""
    organised_by(db, call, presser.telegram_id)
    volunteering.set_tips(db, call, {})
    show_panel(db, call, presser, message, now)


def tips_of(db: Connection, *, call: int, tips: list[str]) -> Tips | None:
    """What a message says; None when the call is gone, or does not take place."""
    found = volunteering.find_call(db, call)
    return Tips(found, tuple(map(Tip, tips))) if found is not None and found.state is CallState.OPEN else None


def _begins(call: Call) -> datetime | None:
    """When it begins, on the wall."""
    if call.begins_at is None:
        return None
    return call.begins_at.astimezone(ZoneInfo(call.zone)).replace(tzinfo=None)
