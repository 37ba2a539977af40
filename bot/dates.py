"""Dates people read: the Finnish official style and its Swedish and English companions, always on the 24-hour clock.

Names of weekdays and months are Babel's. The patterns are the house's own, because CLDR's differ from what the language offices
advise and from what reads well on a card: CLDR writes `la 22.5. klo 12.00–15.00` with needless minutes, puts `/` or a long month
into Swedish short dates, and has no pattern that leaves the year out only when it is near. Times are naive local wall clock.

>>> from datetime import date, datetime
>>> monday = date(2027, 5, 10)
>>> say_span(datetime(2027, 5, 22, 12), datetime(2027, 5, 22, 15), "fi", today=monday)
'la 22.5. klo 12–15'
>>> say_span(datetime(2027, 5, 22, 12), datetime(2027, 5, 22, 15), "en", today=monday)
'Sat 22 May, 12:00–15:00'
>>> say_span(datetime(2027, 6, 4, 18, 30), None, "sv", today=monday)
'fre 4.6 kl. 18.30'
>>> say_week(date(2027, 5, 20), "fi")
'vk 20, 17.–23.5.'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

MONTHS_WITHOUT_YEAR = 6
SHORT_NIGHT = timedelta(hours=12)
"""A span over midnight up to this long is said with hours alone (`klo 22–1`), as it is also understood."""
EN_DASH = "–"


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a language writes: CLDR patterns for `locale`, what stands before the time, and what between hour and minute."""

    locale: str
    day: str
    day_of_year: str
    before_time: str
    time_word: str
    colon: bool
    week: str
    week_within_month: tuple[str, str]
    week_over_months: tuple[str, str]
    week_dash: str


_FINNISH = _Manner(
    "fi", "ccc d.M.", "ccc d.M.y", " ", "klo ", False, "vk {}, ", ("d.", "d.M."), ("d.M.", "d.M."), EN_DASH
)  # fmt: skip
_SWEDISH = _Manner(
    "sv", "ccc d.M", "ccc d.M.y", " ", "kl. ", False, "v. {}, ", ("d", "d.M"), ("d.M", "d.M"), EN_DASH
)  # fmt: skip
_ENGLISH = _Manner(
    "en_GB", "ccc d MMMM", "ccc d MMMM y", ", ", "", True, "week {}, ", ("d", "d MMMM"), ("d MMMM", "d MMMM"), f" {EN_DASH} "
)  # fmt: skip
_MANNERS = {"fi": _FINNISH, "sv": _SWEDISH, "en": _ENGLISH}


def say_span(start: datetime, end: datetime | None, language: str, *, today: date) -> str:
    """`la 22.5. klo 12–15`; over several days both ends in full: `la 22.5. klo 12 – su 23.5. klo 15`.

    `start` < `end`, both naive wall clock of the house; `today` decides whether the year is said. What this writes,
    `community.when` reads back to the same span (a span within nine months).
    """
    manner = _manner(language)
    said = say_day(start.date(), language, today=today) + manner.before_time
    if end is None or _said_by_hours(start, end):
        return said + say_hours(start, end, language)
    return f"{said}{say_time(start, language)} {EN_DASH} {say_span(end, None, language, today=today)}"


def say_hours(start: datetime, end: datetime | None, language: str) -> str:
    """`klo 12–15`, `12:00–15:00`: the hours of something whose day is said elsewhere; over midnight too."""
    manner = _manner(language)
    if end is None:
        return say_time(start, language)
    until = "24:00" if manner.colon and _is_midnight(end) else "24" if _is_midnight(end) else _hour(end, manner)
    return say_time(start, language) + EN_DASH + until


def say_day(day: date, language: str, *, today: date) -> str:
    """`la 22.5.`, `lör 22.5`, `Sat 22 May`; with the year when it is another or more than six months away."""
    manner = _manner(language)
    near = day.year == today.year and abs(_months(day, today)) <= MONTHS_WITHOUT_YEAR
    return format_date(day, manner.day if near else manner.day_of_year, locale=manner.locale)


def say_days(first: date, last: date, language: str, *, today: date) -> str:
    """`ma 20.12. – su 26.12.`; one day is said once."""
    said = say_day(first, language, today=today)
    return said if first == last else f"{said} {EN_DASH} {say_day(last, language, today=today)}"


def say_time(at: datetime, language: str) -> str:
    """`klo 18`, `klo 18.30`, `kl. 18.30`, `18:00`."""
    manner = _manner(language)
    return manner.time_word + _hour(at, manner)


def say_week(day: date, language: str) -> str:
    """The ISO week of a day: `vk 20, 17.–23.5.`, `v. 20, 17–23.5`, `week 20, 17–23 May`."""
    manner = _manner(language)
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    within = monday.month == sunday.month
    patterns = manner.week_within_month if within else manner.week_over_months
    first, last = (format_date(end, pattern, locale=manner.locale) for end, pattern in zip((monday, sunday), patterns, strict=True))
    return manner.week.format(monday.isocalendar().week) + first + (EN_DASH if within else manner.week_dash) + last


def _manner(language: str) -> _Manner:
    """`fi@selko` and `fi-FI` write as Finnish; a language that has no manner yet writes as English."""
    return _MANNERS.get(language.replace("-", "@").replace("_", "@").partition("@")[0].lower(), _ENGLISH)


def _said_by_hours(start: datetime, end: datetime) -> bool:
    tomorrow = start.date() + timedelta(days=1)
    return end.date() == start.date() or (end.date() == tomorrow and (_is_midnight(end) or end - start <= SHORT_NIGHT))


def _is_midnight(at: datetime) -> bool:
    return at.hour == at.minute == 0


def _hour(at: datetime, manner: _Manner) -> str:
    if manner.colon:
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


def _months(day: date, today: date) -> int:
    """Months from today, a begun one counting as whole away from today."""
    whole = day.year * 12 + day.month - today.year * 12 - today.month
    if whole >= 0:
        return whole + (day.day > today.day)
    return whole - (day.day < today.day)
