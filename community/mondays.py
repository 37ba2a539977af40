"""When the weekly lists of Monday morning come."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.allowance import own_rules
from community.budget import monday_of
from community.house_rules import rules_of
from community.quiet import HouseRules
from community.when import instant
from storage import people, places
from storage.people import Person

AT = time(9)


def digest_time(monday: date, rules: HouseRules) -> datetime:
    """The wall-clock time of a week's list: Monday at nine, later where quiet hours go on (as on a public holiday)."""
    nine = datetime.combine(monday, AT)
    return rules.quiet.end(nine, rules.is_day_off) or nine


def next_digest(now: datetime, zone: ZoneInfo, rules: HouseRules) -> datetime:
    """The instant of the first list after `now`."""
    monday = monday_of(now.astimezone(zone).date())
    at = instant(digest_time(monday, rules), zone)
    return at if at > now else instant(digest_time(monday + timedelta(days=7), rules), zone)


def still_of_use(due: datetime, zone: ZoneInfo, rules: HouseRules, now: datetime) -> bool:
    """Whether a list that was `due` helps now: only on its Monday, and before the evening's quiet."""
    wall = now.astimezone(zone).replace(tzinfo=None)
    same_day = due.astimezone(zone).date() == wall.date()
    return same_day and wall.weekday() == 0 and rules.quiet.end(wall, rules.is_day_off) is None


def rules_for(db: Connection, person: Person, rules: HouseRules) -> HouseRules:
    """What holds for a person: the rules of the house they joined first, and their own quiet hours."""
    houses = people.list_house_ids(db, person.id)
    return own_rules(person, rules_of(places.get_house(db, houses[0]), rules) if houses else rules)


def plan(db: Connection, person: Person, rules: HouseRules, now: datetime) -> None:
    """Make the time of a person's next list what it must be: none for who joined no house or does not want it."""
    wanted = person.digest and person.joined_at is not None
    own = rules_for(db, person, rules)
    people.change_person(db, person.id, digest_at=next_digest(now, ZoneInfo(own.zone), own) if wanted else None)
