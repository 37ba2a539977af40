"""Views without a bot: a reader in any language, and the longest things there can be."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.outgoing import Outgoing
from bot.settings import Controller, Privacy
from bot.texts import Catalogues
from community.events import Event, EventState, Shown
from handlers.views.reader import Reader
from playground.entities import Entity, format_text, utf16_length
from storage.events import PLACE, TEXT, TITLE
from storage.places import House
from tests.community.neighbourhood import RULES

CATALOGUES = Catalogues.load()
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)

SPOKEN = (("fi",), ("sv",), ("en",), ("fi", "sv"))
"""What a house can speak."""

BIG = 2**53
"""A number as large as the database and Telegram have."""

CONTROLLER = Controller(name="<&>" * 40, contact="hallitus@koivukuja.example", data_protection_officer="<&>" * 40)


PRIVACY = Privacy(sign_ups_days=365, inactive_months=100, inactive_notice_days=365, left_houses_days=365)


def reader(*spoken: str) -> Reader:
    """Somebody who reads these languages."""
    texts = tuple(CATALOGUES.texts(code) for code in spoken)
    name = "a_bot_with_a_name_of_32_letters_"
    return Reader(texts[0], NOW, 1, texts, name, CONTROLLER, b"key", PRIVACY, "Europe/Helsinki", RULES, CATALOGUES)


def filled(pattern: str, length: int) -> str:
    """`pattern` again and again, so many characters long."""
    return (pattern * length)[:length]


def event(pattern: str = "<&>", **values: object) -> Event:
    """An event with the longest title, place and text that can be announced, over two days of another year."""
    fields: dict[str, object] = {
        "id": BIG,
        "title": filled(pattern, TITLE),
        "place": filled(pattern, PLACE),
        "text": filled(pattern, TEXT),
        "starts": datetime.fromisoformat("2027-09-29T10:45"),
        "ends": datetime.fromisoformat("2027-09-30T23:45"),
        "zone": "Europe/Helsinki",
        "starts_at": datetime(2027, 9, 29, 7, 45, tzinfo=UTC),
        "ends_at": datetime(2027, 9, 30, 20, 45, tzinfo=UTC),
        "capacity": 1000,
        "seated": 990,
        "waiting": 990,
        "maybe": 0,
        "held": 0,
        "state": EventState.PUBLISHED,
    }
    return Event(**{**fields, **values})


def events(pattern: str = "<&>") -> Iterator[Event]:
    """The states a card can be in."""
    yield event(pattern)
    yield event(pattern, seated=1000)
    yield event(pattern, capacity=None, maybe=999, waiting=0, text=None, place=None)
    yield event(pattern, picture="AgAC")
    yield event(pattern, picture="AgAC", deadline=datetime.fromisoformat("2027-09-28T23:45"))
    yield event(pattern, seated=990, closed=True)
    yield event(pattern, state=EventState.CANCELLED)
    yield event(pattern, state=EventState.OVER)


def house(name: str = "<&>" * 42) -> House:
    """A house with a long name."""
    return House(id=BIG, name=name, token="t" * 16, created_at=NOW)


def shown(found: Event, organisers: tuple[str, ...] = ("<&>" * 13,) * 5, **values: object) -> Shown:
    """The event, for somebody who looks at it."""
    return Shown(found, house(), organisers=organisers, **values)  # type: ignore[arg-type]


def as_telegram_reads(outgoing: Outgoing) -> tuple[str, list[Entity]]:
    """What people see of a message, once it is sure that Telegram takes it: text, buttons and all."""
    text, entities = format_text(outgoing.text, "HTML")
    assert text
    assert utf16_length(text) <= (4096 if outgoing.document is None and outgoing.picture is None else 1024), utf16_length(text)
    for row in outgoing.keys:
        assert 1 <= len(row) <= 8
        for key in row:
            assert key.text
            assert (key.data is None) != (key.url is None)
            assert len((key.data or "").encode()) <= 64
            assert key.url is None or len(key.url.partition("start=")[2]) <= 64
    return text, entities
