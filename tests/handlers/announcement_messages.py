"""Notices that are being written, as long as they can be, for `test_messages`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.outgoing import Outgoing
from bot.texts import LANGUAGES, escape
from community.announcements import (
    LISTED,
    Announcement,
    AnnouncementState,
    Audience,
    Copy,
    CopyState,
    Counts,
    Listed,
    Notices,
    Outcome,
    Progress,
    Reached,
    Report,
    Row,
    Sender,
    ShownCopy,
    Trouble,
    Voice,
    Written,
)
from community.announcements.fitting import Excess
from community.announcements.previewing import Missing, Preview
from handlers.views import announcement_panel as panel
from handlers.views import announcement_preview as views
from handlers.views import announcements as copies
from handlers.views.reader import Reader
from storage.people import Person
from storage.places import House
from tests.handlers.showing import filled

AUTHOR = Person(id=1, telegram_id=7000000001, language="en", joined_at=datetime(2027, 1, 1, tzinfo=UTC))


def of_writing(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Every screen of a notice that is written."""
    text = escape(filled(pattern, 900))
    for texts in ({"fi": text, "sv": text}, {"en": text}):
        shown = preview(texts)
        yield views.sample(shown, to)
        yield from (views.panel(shown, screen, to) for screen in ("", "more", "languages", "templates"))
    for values in (
        {"asking": "sv"},
        {"waits": True},
        {"gap": f"[{filled(pattern, 100)}]"},
        {"edits": 1},
        {"excess": Excess(("fi", "sv"), 9000, 0, captioned=True)},
        {"excess": Excess(("fi", "sv"), 0, 900)},
    ):
        yield views.panel(preview({"fi": text}, **values), "", to)
    yield views.dropped(1, to)


def of_sender(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Every screen of a notice that was announced, in every state."""
    said = {"fi": escape(filled(pattern, 900))}
    states = dict.fromkeys(CopyState, 9999)
    for state in AnnouncementState:
        made = Announcement(id=1, voice=Voice.BOARD, state=state, texts=said, audience={}, asks=True, due_at=to.now, started_at=to.now)
        shown = Progress(made, Counts(states), {to.now + timedelta(hours=9): 9999}, dict.fromkeys(Outcome, 9999))
        yield from (view(shown, to) for view in (panel.panel, panel.ask_stop, panel.ask_recall, panel.ask_again))
        yield views_of_copy(made, to)
        house, title = House(id=1, name=filled(pattern, 128), token="x"), filled(pattern, 127)
        troubles = [Trouble(house.name, title, False, reason) for reason in panel.REASONS] + [
            Trouble(None, None, True, "ABC-DEF"),
            Trouble(house.name, None, False, "change-x"),
        ]
        rows = (Row(house, ("fi", "sv"), 9, 9, 9, 9, 9), Row(None, ("en",), 1, 0, 0, 0, 0))
        found = Report(made, Counts(states), rows, tuple(troubles), 9999, dict.fromkeys(Outcome, 9999))
        yield from (panel.report(found, page, to) for page in (0, 1))
        yield panel.table(found, to)
        yield panel.report(Report(made, Counts(states), rows, (), 0), 0, to)
    listed = tuple(Listed(made, Counts(states)) for _ in range(LISTED))
    yield panel.notices(Notices(listed, 1, more=True), to)
    yield panel.notices(Notices((), 0, more=False), to)


def views_of_copy(made: Announcement, to: Reader) -> Outgoing:
    """What stays of a copy."""
    return copies.recalled(ShownCopy(made, Copy(announcement_id=1, languages="fi,sv"), 9), to)


def preview(texts: dict[str, str], **values: Any) -> Preview:
    """A notice to very many."""
    written = Written(texts, Audience(everywhere=True), Voice.PROPERTY_MANAGER, pinned=True, asks=True)
    speaker = Sender(AUTHOR, everywhere=True, areas=frozenset(), houses=frozenset(), voices=tuple(Voice))
    missing = tuple(Missing(language, next(iter(texts)), 9999) for language in LANGUAGES if language not in texts)
    versions = (tuple(texts), *((language,) for language in texts))
    whole: dict[str, Any] = {"missing": missing, "excess": None, **values}
    reached = Reached(9999, 19999, 99999, (("fi", 9999), ("sv", 9999)), at_least=True, without_chat=99)
    return Preview(1, written, speaker, reached, LANGUAGES, versions, versions[0], **whole)
