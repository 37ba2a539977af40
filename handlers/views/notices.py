"""A notice in one line, as lists name it: the day it came, and what it says first."""

from zoneinfo import ZoneInfo

from bot.dates import say_day
from bot.names import apart, cut
from bot.texts import Texts, without_markup
from community.announcements import Announcement, Arrived, texts_for
from handlers.views.reader import Reader

LONGEST = 60
"""A first line that is longer is cut: the notice itself is one press away."""


def notice_title(announcement: Announcement, languages: tuple[str, ...], texts: Texts) -> str:
    """Its first line as plain words, in the first of these languages it was written in; a picture alone is just a notice."""
    said = next(iter(texts_for(announcement.texts, languages).values()), "")
    first = next((line.strip() for line in without_markup(said).splitlines() if line.strip()), texts.say("Notice"))
    return apart(cut(first, LONGEST))


def notice_day(arrived: Arrived, zone: str, reader: Reader) -> str:
    """The day it came on the wall of a house."""
    return say_day(arrived.at.astimezone(ZoneInfo(zone)).date(), reader.texts.language, today=reader.today(zone))


def notice_line(arrived: Arrived, zone: str, reader: Reader) -> str:
    """`Tue 18 May · Water cut`, in the reader's language as far as it was written in it."""
    return f"{notice_day(arrived, zone, reader)} · {notice_title(arrived.announcement, (reader.texts.language,), reader.texts)}"
