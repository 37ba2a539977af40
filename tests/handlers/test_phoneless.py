"""What a manager sees of a neighbour without a phone, and the sheet the neighbour gets."""

from html.parser import HTMLParser

import pytest

from bot.texts import LANGUAGES
from community.events import Answer, EventState, Passing, Place
from community.phoneless import Found
from handlers.views import phoneless
from storage.events import GUEST, SignUp, Trace
from tests.handlers.showing import BIG, NOW, as_telegram_reads, event, filled, house, reader


class Page(HTMLParser):
    """The words of a page, and the tags they stand in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def found(pattern: str, number: int) -> Found:
    """So much is kept about somebody with such a name."""
    traces = []
    for at in range(number):
        mine = SignUp(id=BIG + at, event_id=BIG, answer=Answer.COMING, place=(Place.SEATED, Place.WAITING)[at % 2], party=1, changed_at=NOW)
        of = event(pattern, id=BIG + at, state=EventState.PUBLISHED if at % 3 else EventState.OVER)
        passing, guest = (None, BIG + at) if at % 4 == 3 else (list(Passing)[at % 4], None)
        traces.append(Trace(of, mine, filled(pattern, GUEST), passing, guest))
    return Found(BIG, house(filled(pattern, 128)), filled(pattern, 40), tuple(traces))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<&>", "\U0001f3e1", "\u0646\u0648\u0631"])
def test_telegram_takes_every_message_about_a_neighbour_without_a_phone(language: str, pattern: str) -> None:
    to = reader(language)
    for number in (0, 1, 2, 30):
        seen = found(pattern, number)
        as_telegram_reads(phoneless.found(seen, to))
        as_telegram_reads(phoneless.sheet(seen, to))
        if number:
            as_telegram_reads(phoneless.ask_to_erase(seen, seen.traces, "", to))
    as_telegram_reads(phoneless.ask(house(filled(pattern, 128)), to))
    as_telegram_reads(phoneless.erased(BIG, 30, "1234abcd", to))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", ["<b>", "</ul>", "&lt;", "\u0646\u0648\u0631"])
def test_the_sheet_says_all_and_nothing_of_it_becomes_markup(language: str, pattern: str) -> None:
    seen = found(pattern, 5)
    document = phoneless.sheet(seen, reader(language)).document
    assert document is not None
    page = Page(document.content.decode())
    assert page.tags == ["html", "meta", "title", "style", "h1", "p", "ul", *["li"] * 5, "p"]
    assert sum(filled(pattern, GUEST) in words for words in page.words) == 6, "five entries, and the house"
    assert any("hallitus@koivukuja.example" in words for words in page.words)


def test_only_what_is_to_come_raises_the_question_what_becomes_of_the_place() -> None:
    seen = found("Aino", 5)
    labels = [
        [key.text for row in phoneless.ask_to_erase(seen, [trace], trace.entry, reader("en")).keys for key in row]
        for trace in (seen.traces[0], seen.traces[1], seen.traces[3])
    ]
    assert labels == [
        ["Yes, erase it", "No, keep it"],
        ["Erase, free the place", "Erase, they still come", "No, keep it"],
        ["Yes, erase it", "No, keep it"],
    ]
