"""How often the bot may write to somebody by itself: three times a day. What changes about their own sign-ups is not counted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community.quiet import HouseRules
from community.when import instant
from storage import outbox, people
from storage.outbox import Message, To
from storage.people import Person

A_DAY = 3

KEPT = 1
"""So many of them are kept for what somebody has said yes to: what is asked of them waits for a day with more room."""


@dataclass(frozen=True, slots=True)
class Written:
    """The last day on which the bot wrote to somebody by itself (or is going to), and how often; `on` is None for never."""

    on: date | None
    times: int

    def left(self, day: date) -> int:
        """How many messages a day still has room for. What waits for a later day has filled all before it."""
        if self.on is None or self.on < day:
            return A_DAY
        return A_DAY - self.times if self.on == day else 0

    def after(self, day: date) -> "Written":
        """One more, on the first day from `day` on that has room for it."""
        while not self.left(day):
            day += timedelta(days=1)
        return Written(day, self.times + 1 if self.on == day else 1)


def written_to(person: Person) -> Written:
    """How much of a person's allowance is used."""
    return Written(person.written_on, person.written)


def may_be_asked(person: Person, at: datetime, zone: ZoneInfo) -> bool:
    """Whether a question on that day leaves room for a reminder. What may not be asked is asked on another day, or of somebody else."""
    return written_to(person).left(at.astimezone(zone).date()) > KEPT


def own_rules(person: Person, rules: HouseRules) -> HouseRules:
    """The rules of a house with the person's own quiet hours."""
    return rules.with_quiet(person.quiet_from, person.quiet_until)


def tell(db: Connection, person: Person, message: Message, *, at: datetime, zone: ZoneInfo, rules: HouseRules) -> bool:
    """Owe somebody what the bot writes by itself, at an hour that is not quiet; above the limit it waits until the next morning.

    False if it would be of no use by then, or was owed before.
    """
    day = at.astimezone(zone).date()
    written = written_to(person).after(day)
    assert written.on is not None, "it has a day now"
    if written.on > day:
        own = own_rules(person, rules)
        at = instant(own.quiet.morning(written.on, own.is_day_off), zone)
    if message.until is not None and at > message.until:
        return False
    if not outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=at):
        return False
    person.written_on, person.written = written.on, written.times
    people.change_person(db, person.id, written_on=written.on, written=written.times)
    return True
