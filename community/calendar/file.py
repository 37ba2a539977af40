"""iCalendar (RFC 5545): entries as the file that every calendar reads."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration, vRecur, vText

from community.calendar.entries import Again, Entry, Status
from community.calendar.zones import time_zone

PRODUCT = "-//Talkoot//Talkoot//EN"

REFRESH = timedelta(hours=1)
"""How often a calendar should ask. Outlook and Thunderbird may heed it, Google and Apple have their own ways."""

SERIES_YEARS = 2
"""So far ahead a zone without a yearly rule is described for what comes again; by then the file was fetched anew."""

IN_UTC = ("UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal")
"""Zones whose times are written with a Z and need no VTIMEZONE."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a calendar says in its reader's language: the title of what was cancelled (`{title}`); a feed's name."""

    cancelled: str
    name: str | None = None


def calendar_file(entries: Sequence[Entry], *, bot: int, stamp: datetime, words: Words) -> bytes:
    """The file: UTF-8, lines folded at 75 octets, ending in CRLF. The same values give the same bytes.

    `bot` is the bot's own number, which makes its UIDs unlike those of another; `stamp` says when this was so.
    There is no METHOD: PUBLISH asks for an ORGANIZER (RFC 5546, 3.2.1), which is a person.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if words.name is not None:
        for name in ("name", "x-wr-calname"):
            calendar.add(name, vText(plain(words.name)))  # else the library would not escape it
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    for key in dict.fromkeys(entry.zone for entry in entries if entry.days is None and entry.zone not in IN_UTC):
        years = [moment.astimezone(ZoneInfo(key)).year for entry in entries for moment in (entry.starts_at, entry.ends_at)]
        ahead = SERIES_YEARS if any(entry.again for entry in entries) else 0
        calendar.add_component(time_zone(key, min(years), max(years) + ahead))
    for entry in entries:
        calendar.add_component(_event(entry, bot, stamp, words))
    return bytes(calendar.to_ical())


def uid(bot: int, event: int, turn: int | None = None, volunteer: int | None = None) -> str:
    """By which a calendar knows an event, a turn or a taken task again, for ever; no host name, which might change (RFC 7986, 5.3)."""
    if volunteer is not None:
        return f"talkoot-{bot}-{event}-v{volunteer}"
    return f"talkoot-{bot}-{event}" if turn is None else f"talkoot-{bot}-{event}-t{turn}"


def series_uid(bot: int, series: int) -> str:
    """By which a calendar knows again what is to come of a series."""
    return f"talkoot-{bot}-s{series}"


def plain(text: str) -> str:
    """Text that iCalendar can hold: every line break as one `\\n`, no other control characters (RFC 5545, 3.1)."""
    lines = "\n".join(text.splitlines())
    return "".join(letter for letter in lines if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))


def _event(entry: Entry, bot: int, stamp: datetime, words: Words) -> Event:
    zone, title = ZoneInfo(entry.zone), plain(entry.title)
    cancelled = entry.status is Status.CANCELLED
    event = Event()
    event.add("uid", uid(bot, entry.event, entry.turn, entry.volunteer) if entry.again is None else series_uid(bot, entry.again.series))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", entry.revision - 1)
    # Outlook shows a cancelled event of a feed as any other, so the title says it too.
    event.add("summary", words.cancelled.format(title=title) if cancelled else title)
    if entry.days is not None:
        event.add("dtstart", entry.days[0])
        event.add("dtend", entry.days[1] + timedelta(days=1))
    elif entry.again is None:
        event.add("dtstart", entry.starts_at.astimezone(zone))
        event.add("dtend", entry.ends_at.astimezone(zone))
    else:
        _repeat(event, entry.again, zone)
    if entry.place:
        event.add("location", plain(entry.place))
    if entry.text:
        event.add("description", plain(entry.text))
    event.add("status", entry.status.value)
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    return event


def _repeat(event: Event, again: Again, zone: ZoneInfo) -> None:
    """The rule, in the zone of the house: so it stays at the same time on the wall."""
    event.add("dtstart", again.wall.replace(tzinfo=zone))
    event.add("dtend", (again.wall + again.length).replace(tzinfo=zone))
    rule = vRecur.from_ical(again.rule)
    if again.until is not None:
        rule["UNTIL"] = again.until.astimezone(UTC)  # with a zone in DTSTART it must be in UTC (RFC 5545, 3.3.10)
    event.add("rrule", rule)
    if again.without:
        event.add("exdate", [wall.replace(tzinfo=zone) for wall in again.without])
