"""Calendars: an event as a file for one's own calendar, and feeds that such a calendar asks again and again."""

from community.calendar.entries import Again, Entry, Status, entry
from community.calendar.feeds import (
    Address,
    Served,
    close_feed,
    feed,
    my_addresses,
    note_change,
    open_feed,
    renew_feed,
)
from community.calendar.file import Words, calendar_file
from community.calendar.recurring import SeriesFile, series_file, to_come
from community.calendar.single import Single, may_take, single

__all__ = [
    "Address",
    "Again",
    "Entry",
    "SeriesFile",
    "Served",
    "Single",
    "Status",
    "Words",
    "calendar_file",
    "close_feed",
    "entry",
    "feed",
    "may_take",
    "my_addresses",
    "note_change",
    "open_feed",
    "renew_feed",
    "series_file",
    "single",
    "to_come",
]
