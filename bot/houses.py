"""What holds in every house, from the settings: zone, language, quiet hours, days off, when a second manager is asked."""

from datetime import date

from bot.settings import Settings
from bot.texts import LANGUAGES
from community.quiet import HouseRules, IsDayOff, QuietHours

SATURDAY = 5


def house_rules(settings: Settings) -> HouseRules:
    """What holds in every house, from the settings."""
    houses = settings.houses
    quiet = QuietHours(houses.quiet_from, houses.quiet_until, houses.quiet_until_day_off)
    privacy_, is_holiday = settings.privacy, holidays_of(houses.country)
    return HouseRules(
        houses.time_zone,
        houses.language,
        quiet,
        lambda day: day.weekday() >= SATURDAY or is_holiday(day),
        privacy_.sign_ups_days,
        privacy_.drafts_hours,
        is_holiday,
        {language: getattr(settings.announcements, f"answered_{language}") for language in LANGUAGES},
        settings.announcements.second_approval_chats,
    )


def holidays_of(country: str) -> IsDayOff:
    """The public holidays of a country."""
    known: dict[int, frozenset[date]] = {}

    def is_holiday(day: date) -> bool:
        if day.year not in known:
            import holidays  # half a second that a start need not wait for

            known[day.year] = frozenset(holidays.country_holidays(country, years=day.year))
        return day in known[day.year]

    return is_holiday
