"""One's own calendar in private: an event as a file, and the addresses that a calendar asks."""

import regex

from bot.names import apart, cut
from bot.outgoing import Document, Key, Outgoing
from bot.texts import escape
from community.calendar import Address, Single, Status, Words, calendar_file
from handlers.taps.calendar import AddToCalendar, CloseFeed, OpenFeed, RenewFeed, ShowCalendar
from handlers.views.reader import Reader

MOST_ADDRESSES = 10
"""Nobody lives in more houses than this; with more, the message would be longer than Telegram takes."""

LONGEST_LABEL = 28
LONGEST_FILE_NAME = 40

_NOT_IN_FILE_NAMES = regex.compile(r"[^\p{L}\p{N}]+")


def add_key(event: int, reader: Reader, ticket: str = "") -> Key:
    """The button that sends an event as a file."""
    return AddToCalendar(event=event, ticket=ticket).key(reader.texts.say("Add to calendar"))


def calendar_rows(reader: Reader) -> tuple[tuple[Key, ...], ...]:
    """The way to the addresses, where there is a web server that calendars can reach."""
    return () if reader.public_url is None else ((ShowCalendar().key(reader.texts.say("In my own calendar")),),)


def event_file(found: Single, reader: Reader) -> Outgoing:
    """The event as a file that every calendar opens."""
    texts, entry = reader.texts, found.entry
    if entry.status is Status.CANCELLED:
        text = texts.html("This event was cancelled. The file tells your calendar so.")
    else:
        text = texts.html("Open the file to add the event to your calendar. Later changes do not reach it.")
    words = Words(texts.say("Cancelled: {title}"))
    content = calendar_file([entry], bot=found.bot, stamp=reader.now, words=words)
    return Outgoing(text, calendar_rows(reader), Document(file_name(entry.title), content))


def file_name(title: str) -> str:
    """The title as far as every file system takes it: `Spring-clean-up.ics`."""
    words = _NOT_IN_FILE_NAMES.sub("-", title)[:LONGEST_FILE_NAME].strip("-")
    return f"{words or 'talkoot'}.ics"


def addresses(found: list[Address], reader: Reader) -> Outgoing:
    """The addresses of a person's calendars, with what can be done to each."""
    texts = reader.texts
    lines: list[str] = [
        texts.html(
            "<b>In my own calendar</b>\nYour phone or computer can show these events in its own calendar and keep them up to date. "
            "An address is yours alone: whoever has it sees the same."
        )
    ]
    rows: list[tuple[Key, ...]] = []
    for number, each in enumerate(found[:MOST_ADDRESSES], 1):
        name = apart(each.house.name) if each.house else texts.say("My things")
        if each.feed is None or each.token is None:
            label = texts.say("Make an address: {name}", name=cut(name, LONGEST_LABEL))
            rows.append((OpenFeed(house=each.house.id if each.house else 0).key(label),))
            continue
        lines.append(f"{number}. {escape(name)}\n<code>{escape(_address(each.token, reader))}</code>")
        renew = RenewFeed(feed=each.feed).key(texts.say("{number}. New address", number=number))
        rows.append((renew, CloseFeed(feed=each.feed).key(texts.say("{number}. Turn off", number=number))))
    if len(lines) > 1:
        lines.append(texts.html("Copy the address. In your calendar, add it as a calendar from the web. A new address ends the old one."))
    return Outgoing("\n\n".join(lines), tuple(rows))


def _address(token: str, reader: Reader) -> str:
    return f"{reader.public_url}/calendar/{token}.ics"
