"""Telegram's HTML, MarkdownV2, legacy Markdown, given entities and what it finds by itself."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.entities import (
    EntityError,
    check_entities,
    format_text,
    parse_html,
    parse_markdown,
    parse_markdown_v2,
    utf16_length,
)

PREFIX = "can't parse entities: "


def brief(entities):
    """Entities as short tuples: kind, offset, length and any further value."""
    fixed = ("type", "offset", "length")
    return [(*(entity[key] for key in fixed), *(entity[key] for key in entity if key not in fixed)) for entity in entities]


HTML = [
    ("<b>a</b> <strong>b</strong>", "a b", [("bold", 0, 1), ("bold", 2, 1)]),
    ("<i>a</i> <em>b</em>", "a b", [("italic", 0, 1), ("italic", 2, 1)]),
    ("<u>a</u> <ins>b</ins>", "a b", [("underline", 0, 1), ("underline", 2, 1)]),
    ("<s>a</s> <strike>b</strike> <del>c</del>", "a b c", [("strikethrough", n, 1) for n in (0, 2, 4)]),
    ('<span class="tg-spoiler">a</span> <tg-spoiler>b</tg-spoiler>', "a b", [("spoiler", 0, 1), ("spoiler", 2, 1)]),
    ("<B>a</B > <I>b</>", "a b", [("bold", 0, 1), ("italic", 2, 1)]),
    ("<code>x<y</code>".replace("<y", "&lt;y"), "x<y", [("code", 0, 3)]),
    ("<pre>x</pre>", "x", [("pre", 0, 1)]),
    ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1, "python")]),
    ('<code class="language-python"><pre>x</pre></code>', "x", [("pre", 0, 1, "python")]),
    ('<code class="language-python">x</code>', "x", [("code", 0, 1)]),
    ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ('<a href="https://example.com">a</a>', "a", [("text_link", 0, 1, "https://example.com/")]),
    ("<a href='http://Example.com/A?b=1&amp;c=2'>a</a>", "a", [("text_link", 0, 1, "http://example.com/A?b=1&c=2")]),
    ("<a>example.com/x</a>", "example.com/x", [("text_link", 0, 13, "http://example.com/x")]),
    ('<a href="tg://user?id=42">a</a>', "a", [("text_mention", 0, 1, {"id": 42})]),
    ('<a href="tg://resolve?domain=x">a</a>', "a", [("text_link", 0, 1, "tg://resolve?domain=x")]),
    ('<a href="nowhere">a</a>', "a", []),
    ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2, "5368324170671202286")]),
    ('<tg-time unix="1800000000" format="tDw">at ten</tg-time>', "at ten", [("date_time", 0, 6, 1800000000, "wDt")]),
    ('<tg-time unix="1800000000">at ten</tg-time>', "at ten", [("date_time", 0, 6, 1800000000)]),
    ("&lt;b&gt; &amp; &quot; &#228; &#xe4; &ampx &nbsp;", '<b> & " ä ä &ampx &nbsp;', []),
    ("&#128578;<b>x</b>", "🙂x", [("bold", 2, 1)]),
    ("🙂<b>äö</b>👍🏽<i>x</i>", "🙂äö👍🏽x", [("bold", 2, 2), ("italic", 8, 1)]),
    ("<b></b>x", "x", []),
    ("  x  \n", "x", []),
    ("  <b>  x  </b>  ", "  x", [("bold", 0, 3)]),
    ("a\r\n\tb\u202ec", "a\n bc", []),
    ("<b>a\rb</b>\rc", "abc", [("bold", 0, 2)]),
    ("<b>a</b><b>b</b>", "ab", [("bold", 0, 2)]),
    ("<b>a<i>b</i>c</b>", "abc", [("bold", 0, 1), ("bold", 1, 2), ("italic", 1, 1)]),
    ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
    ("<blockquote>a<b>b</b></blockquote>", "ab", [("blockquote", 0, 2), ("bold", 1, 1)]),
    ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
]


@pytest.mark.parametrize(("source", "text", "entities"), HTML)
def test_html_becomes_text_and_entities(source, text, entities):
    parsed, found = parse_html(source)
    assert (parsed, brief(found)) == (text, entities)


HTML_ERRORS = [
    ("ab <x>", 'Unsupported start tag "x" at byte offset 3'),
    ("ää <x>", 'Unsupported start tag "x" at byte offset 5'),
    ("🙂<tr>", 'Unsupported start tag "tr" at byte offset 4'),
    ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
    ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
    ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>a</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("a<b", "Unclosed start tag at byte offset 1"),
    ("a<", "Unclosed start tag at byte offset 1"),
    ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ('<tg-time unix="1" format="x">y</tg-time>', "Invalid date format used"),
    (
        "&#xd83d;",
        "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units",
    ),
    ("a\0", "Text must not contain null bytes"),
]


@pytest.mark.parametrize(("source", "reason"), HTML_ERRORS)
def test_bad_html_is_refused_in_telegrams_words(source, reason):
    with pytest.raises(EntityError) as refused:
        parse_html(source)
    assert refused.value.description == PREFIX + reason


MARKDOWN_V2 = [
    ("*a* _b_ __c__ ~d~ ||e||", "a b c d e", ["bold", "italic", "underline", "strikethrough", "spoiler"]),
    ("`a.b` ```c```", "a.b c", ["code", "pre"]),
    ("```python\nx\\`y```", "x`y", ["pre"]),
    ("[a](https://example.com/\\))", "a", ["text_link"]),
    ("[a](tg://user?id=42)", "a", ["text_mention"]),
    ("[a\\.fi]", "a.fi", ["text_link"]),
    ("![👍](tg://emoji?id=5368324170671202286)", "👍", ["custom_emoji"]),
    ("![soon](tg://time?unix=1800000000&format=r)", "soon", ["date_time"]),
    ("\\_\\*\\[\\]\\(\\)\\~\\`\\>\\#\\+\\-\\=\\|\\{\\}\\.\\!", "_*[]()~`>#+-=|{}.!", []),
    ("*bold _it __un__ it_ bold*", "bold it un it bold", None),
    (">a\n>b\nc", "a\nb\nc", ["blockquote"]),
    (">a\n>b||\nc", "a\nb\nc", ["expandable_blockquote"]),
    (">a||", "a", ["expandable_blockquote"]),
    ("a\n>b\n\n>c", "a\nb\n\nc", ["blockquote", "blockquote"]),
]


@pytest.mark.parametrize(("source", "text", "kinds"), MARKDOWN_V2)
def test_markdown_v2_becomes_text_and_entities(source, text, kinds):
    parsed, found = parse_markdown_v2(source)
    assert parsed == text
    if kinds is not None:
        assert [entity["type"] for entity in found] == kinds


MARKDOWN_V2_ERRORS = [
    *((f"a{c}b", f"Character '{c}' is reserved and must be escaped with the preceding '\\'") for c in "])>#+-=|{}.!("),
    ("ä *b", "Can't find end of Bold entity at byte offset 3"),
    ("_a", "Can't find end of Italic entity at byte offset 0"),
    ("__a_", "Can't find end of Italic entity at byte offset 3"),
    ("~a", "Can't find end of Strikethrough entity at byte offset 0"),
    ("||a", "Can't find end of Spoiler entity at byte offset 0"),
    ("`a", "Can't find end of Code entity at byte offset 0"),
    ("```a", "Can't find end of Pre entity at byte offset 0"),
    ("```py\na", "Can't find end of PreCode entity at byte offset 0"),
    ("[a", "Can't find end of TextUrl entity at byte offset 0"),
    ("[a](b", "Can't find end of a URL at byte offset 4"),
    (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
    ("![a]", "The entity must contain a tg://emoji or tg://time URL"),
    ("![a](http://b.c)", "Invalid tg://emoji or tg://time URL specified"),
    ("![a](tg://time?unix=5&format=q)", "Invalid date format used"),
]


@pytest.mark.parametrize(("source", "reason"), MARKDOWN_V2_ERRORS)
def test_bad_markdown_v2_is_refused_in_telegrams_words(source, reason):
    with pytest.raises(EntityError) as refused:
        parse_markdown_v2(source)
    assert refused.value.description == PREFIX + reason


def test_legacy_markdown_does_not_nest():
    text, found = parse_markdown("*a _b* [c](example.com) `d` \\_e ```py\nf```")
    assert text == "a _b c d _e f"
    kinds = [("bold", 0, 4), ("text_link", 5, 1, "http://example.com/"), ("code", 7, 1), ("pre", 12, 1, "py")]
    assert brief(found) == kinds


def test_legacy_markdown_wants_its_ends():
    with pytest.raises(EntityError) as refused:
        parse_markdown("ä *b")
    assert refused.value.description == PREFIX + "Can't find end of the entity starting at byte offset 3"


def test_given_entities_keep_their_places_in_utf16():
    text, found = check_entities(" 🙂 talo", [{"type": "bold", "offset": 4, "length": 4}])
    assert (text, brief(found)) == ("🙂 talo", [("bold", 3, 4)])


GIVEN_ERRORS = [
    ({"offset": 0, "length": 1}, "can't parse MessageEntity: Type is not specified"),
    ({"type": "bold", "length": 1}, "can't parse MessageEntity: Can't find field \"offset\""),
    ({"type": "shout", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
    ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
    ({"type": "bold", "offset": 9, "length": 1}, "entity begins after the end of the text at UTF-16 offset 9"),
    (
        {"type": "bold", "offset": 2, "length": 9},
        "entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 11",
    ),
    ({"type": "bold", "offset": 1, "length": 2}, "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
    (
        {"type": "bold", "offset": 0, "length": 1},
        "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4",
    ),
    ({"type": "text_link", "offset": 0, "length": 2, "url": "x"}, "entity URL 'x' is invalid: Wrong HTTP URL"),
]


@pytest.mark.parametrize(("entity", "description"), GIVEN_ERRORS)
def test_given_entities_out_of_place_are_refused(entity, description):
    with pytest.raises(EntityError) as refused:
        check_entities("🙂ab", [entity])
    assert refused.value.description == description


plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
markup = st.lists(
    st.sampled_from(
        [
            *("<b>", "</b>", "<i>", "</i>", "<a href='x.fi'>", "</a>", "<code>", "</code>", "<pre>", "</pre>", "<blockquote>"),
            *("</blockquote>", "<", ">", "&", "&lt;", "&#", "🙂", "ä", " ", "\n", "/x", "@name", "x.fi", "<span class=tg-spoiler>"),
            *("</span>", "*", "_", "__", "~", "||", "`", "```", "[", "](", ")", "!", "\\", "\r", "#tag"),
        ]
    ),
    max_size=25,
).map("".join)


def visible(text):
    """What `tidy` leaves of a plain text."""
    return check_entities(text, [])[0]


@given(plain)
def test_escaped_html_comes_back(text):
    assert parse_html(html.escape(text, quote=False))[0] == visible(text)


@given(plain)
def test_escaped_markdown_v2_comes_back(text):
    escaped = re.sub(r"([_*\[\]()~`>#+\-=|{}.!\\])", r"\\\1", text)
    assert parse_markdown_v2(escaped)[0] == visible(text)


@given(st.one_of(markup, plain), st.sampled_from(["HTML", "MarkdownV2", "Markdown", None]))
def test_any_text_gives_proper_entities_or_a_refusal(source, mode):
    try:
        text, entities = format_text(source, mode)
    except EntityError:
        return
    length = utf16_length(text)
    places = [(entity["offset"], -entity["length"]) for entity in entities]
    assert places == sorted(places)
    assert all(entity["length"] > 0 and 0 <= entity["offset"] <= length - entity["length"] for entity in entities)
    assert text == text.rstrip(" \n")


@given(
    plain,
    st.lists(st.tuples(st.sampled_from(["bold", "italic", "code", "blockquote"]), st.integers(0, 20), st.integers(0, 20)), max_size=6),
)
def test_given_entities_never_cross_afterwards(text, spans):
    given_entities = [{"type": kind, "offset": offset, "length": length} for kind, offset, length in spans]
    try:
        text, entities = check_entities(text, given_entities)
    except EntityError:
        return
    for first in entities:
        for second in entities:
            start, end = first["offset"], first["offset"] + first["length"]
            assert not start < second["offset"] < end < second["offset"] + second["length"]
