"""What holds in every house, from the settings: zone, language, quiet hours, days off."""

from collections.abc import Callable
from datetime import date

from bot.settings import Settings
from community.quiet import HouseRules, QuietHours

SATURDAY = 5


def house_rules(settings: Settings) -> HouseRules:
    """What holds in every house, from the settings."""
    houses = settings.houses
    quiet = QuietHours(houses.quiet_from, houses.quiet_until, houses.quiet_until_day_off)
    privacy_ = settings.privacy
    return HouseRules(houses.time_zone, houses.language, quiet, days_off(houses.country), privacy_.sign_ups_days, privacy_.drafts_hours)


def days_off(country: str) -> Callable[[date], bool]:
    """Saturdays, Sundays and the public holidays of a country."""
    known: dict[int, frozenset[date]] = {}

    def is_day_off(day: date) -> bool:
        if day.year not in known:
            import holidays  # half a second that a start need not wait for

            known[day.year] = frozenset(holidays.country_holidays(country, years=day.year))
        return day.weekday() >= SATURDAY or day in known[day.year]

    return is_day_off
