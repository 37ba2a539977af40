"""What somebody wrote keeps its form, and what is as long as it may be is taken by Telegram."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity, User

from bot.names import units
from bot.texts import LANGUAGES, without_markup
from community.announcements import Voice
from community.announcements.fitting import FOOT, HEADER, MESSAGE, excess, formatted
from handlers.formatting import html_of
from handlers.views.announcement_preview import sample
from handlers.views.announcements import header
from tests.handlers.announcement_messages import preview
from tests.handlers.showing import as_telegram_reads, reader

AINO = User(7, "Aino", is_bot=False)


def entity(kind: str, offset: int, length: int, **values: object) -> MessageEntity:
    """A formatted part."""
    return MessageEntity(kind, offset, length, **values)  # type: ignore[arg-type]


def said(text: str, *entities: MessageEntity, after_command: bool = False) -> str:
    """A message with this text, as HTML."""
    message = Message(1, datetime(2027, 1, 1, tzinfo=UTC), Chat(1, Chat.PRIVATE), text=text, entities=entities)
    return html_of(message, after_command=after_command)


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("  Water < cut & more \n", (), "Water &lt; cut &amp; more"),
        ("😀 bold", (entity("bold", 3, 4),), "😀 <b>bold</b>"),
        ("both", (entity("italic", 0, 2), entity("bold", 0, 4)), "<b><i>bo</i>th</b>"),
        ("same", (entity("bold", 0, 4), entity("italic", 0, 4)), "<b><i>same</i></b>"),
        ("here", (entity("text_link", 0, 4, url='https://a.fi/?q="x"&y=1'),), '<a href="https://a.fi/?q=&quot;x&quot;&amp;y=1">here</a>'),
        ("code", (entity("pre", 0, 4, language='x">'),), "<pre>code</pre>"),
        ("quote", (entity("expandable_blockquote", 0, 5),), "<blockquote expandable>quote</blockquote>"),
        ("🎉 Aino", (entity("custom_emoji", 0, 2, custom_emoji_id="5"), entity("text_mention", 3, 4, user=AINO)), "🎉 Aino"),
        ("see talkoot.fi", (entity("url", 4, 10),), "see talkoot.fi"),
    ],
)
def test_formatting_is_kept_as_far_as_it_can_be_sent_again(text: str, entities: tuple[MessageEntity, ...], html: str) -> None:
    assert said(text, *entities) == html


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("/tiedote Vesikatko", (entity("bot_command", 0, 8), entity("bold", 9, 4)), "<b>Vesi</b>katko"),
        ("/tiedote\nVesikatko\n\nHuomenna", (entity("bold", 0, 18),), "<b>Vesikatko</b>\n\nHuomenna"),
        ("/announce", (entity("bold", 0, 9),), ""),
        ("/announce  ", (), ""),
    ],
)
def test_the_command_goes_and_what_follows_keeps_its_form(text: str, entities: tuple[MessageEntity, ...], html: str) -> None:
    assert said(text, *entities, after_command=True) == html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_room_that_is_kept_for_a_header_is_enough(language: str) -> None:
    for voice in Voice:
        assert units(without_markup(header(voice, reader(language).texts))) + len("\n\n\n") <= HEADER, voice


@pytest.mark.parametrize("languages", [("fi",), ("fi", "sv")])
def test_the_longest_text_that_is_let_through_is_taken_by_telegram(languages: tuple[str, ...]) -> None:
    room = MESSAGE - FOOT - HEADER * len(languages)
    texts = dict.fromkeys(languages, "<b>😀</b>" + "x" * (room // len(languages) - 2))
    assert excess(texts, [languages], captioned=False) is None
    assert excess({**texts, "fi": texts["fi"] + "xx"}, [languages], captioned=False) is not None
    shown = sample(replace(preview(texts), versions=(languages,), shown=languages), reader(*languages))
    assert shown is not None
    assert units(as_telegram_reads(shown)[0]) <= MESSAGE


@pytest.mark.parametrize(
    ("text", "parts"), [("plain", 0), ("<b>a</b> <i>b</i>", 2), ('<pre><code class="py">x</code></pre>', 1), ("a &lt;b&gt; c", 0)]
)
def test_formatted_parts_are_counted_as_telegram_counts_them(text: str, parts: int) -> None:
    assert formatted(text) == parts
