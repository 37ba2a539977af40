"""Hours in which the bot starts nothing by itself, and what days off do to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

IsDayOff = Callable[[date], bool]
"""Whether nobody has to get up: a weekend day or a public holiday."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `since` in the evening until `until` in the morning, on a day off until `until_day_off` (hours of the wall clock)."""

    since: int
    until: int
    until_day_off: int

    def end(self, wall: datetime, is_day_off: IsDayOff) -> datetime | None:
        """When the quiet that `wall` falls into ends; None when it is not quiet then. Wall clock in, wall clock out."""
        if wall.hour >= self.since:
            return self.morning(wall.date() + timedelta(days=1), is_day_off)
        morning = self.morning(wall.date(), is_day_off)
        return morning if wall < morning else None

    def begin(self, wall: datetime) -> datetime:
        """When the quiet that `wall` falls into began."""
        day = wall.date() if wall.hour >= self.since else wall.date() - timedelta(days=1)
        return datetime.combine(day, time(self.since))

    def awake(self, wall: datetime, lasting: timedelta, is_day_off: IsDayOff) -> datetime:
        """When so much time has gone by outside the quiet hours, beginning at `wall`. Wall clock in, wall clock out."""
        while True:
            wall = self.end(wall, is_day_off) or wall
            evening = datetime.combine(wall.date(), time(self.since))
            if wall + lasting <= evening:
                return wall + lasting
            wall, lasting = evening, lasting - (evening - wall)

    def morning(self, day: date, is_day_off: IsDayOff) -> datetime:
        """When the quiet of the night before a day ends."""
        return datetime.combine(day, time(self.until_day_off if is_day_off(day) else self.until))


def never(_: date) -> bool:
    """No day is."""
    return False


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What holds in every house until it says otherwise. `is_holiday`: a public holiday, whatever the weekday.

    `answered`: when those who ask the sender of a notice get an answer, in words, by language.
    `second_approval_chats`: a notice to more chats than this waits for a second manager; None: none does.
    """

    zone: str
    language: str
    quiet: QuietHours
    is_day_off: IsDayOff
    sign_ups_days: int
    drafts_hours: int
    is_holiday: IsDayOff = never
    answered: Mapping[str, str] = field(default_factory=lambda: {"en": "Mon–Fri 9–16"})
    second_approval_chats: int | None = None

    def with_quiet(self, since: int | None, until: int | None) -> "HouseRules":
        """The same rules with somebody's own quiet hours, None for none of their own; on days off they sleep as long as the house."""
        if since is None or until is None:
            return self
        return replace(self, quiet=QuietHours(since, until, max(until, self.quiet.until_day_off)))
