"""Notices that are being written, as long as they can be, for `test_messages`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.outgoing import Outgoing
from bot.texts import LANGUAGES, escape
from community.announcements import Audience, Sender, Voice, Written
from community.announcements.fitting import Excess
from community.announcements.previewing import Missing, Preview
from handlers.views import announcement_preview as views
from handlers.views.reader import Reader
from storage.people import Person
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


def preview(texts: dict[str, str], **values: Any) -> Preview:
    """A notice to very many."""
    written = Written(texts, Audience(everywhere=True), Voice.PROPERTY_MANAGER, pinned=True, asks=True)
    speaker = Sender(AUTHOR, everywhere=True, areas=frozenset(), houses=frozenset(), voices=tuple(Voice))
    missing = tuple(Missing(language, next(iter(texts)), 9999) for language in LANGUAGES if language not in texts)
    versions = (tuple(texts), *((language,) for language in texts))
    whole: dict[str, Any] = {"missing": missing, "excess": None, **values}
    return Preview(1, written, speaker, 9999, 19999, LANGUAGES, versions, versions[0], **whole)
