"""What Telegram finds in texts by itself, and how it writes addresses."""

import pytest

from playground.entities import EntityError, check_link, detect, format_text, parse_html
from tests.playground.test_entities import brief

FOUND = [
    ("/start", [("bot_command", 0, 6)]),
    ("hei /event@talkoot_bot lauantai", [("bot_command", 4, 18)]),
    ("1/2 and/or a/b //x /x/ /ä </x>", []),
    ("/cmd@ab /ok", [("bot_command", 8, 3)]),
    ("@somebody, @ab x@somebody", [("mention", 0, 9)]),
    ("@gif", [("mention", 0, 4)]),
    ("#talkoot #1 #1a a#b #x#", [("hashtag", 0, 8), ("hashtag", 12, 3)]),
    ("#pihatalkoot2026 #ä", [("hashtag", 0, 16), ("hashtag", 17, 2)]),
    ("$USD $us $A1", [("cashtag", 0, 4)]),
    ("write to a.b@example.com.", [("email", 9, 15)]),
    ("see https://example.com/a(b)c), ok", [("url", 4, 25)]),
    ("t.me/joinchat/x.", [("url", 0, 15)]),
    ("klo 10.30 at 14.00 v1.2.3 a.b", []),
    ("10.0.0.1:80/x and 999.1.1.1", [("url", 0, 13)]),
    ("tg://resolve?domain=x", [("url", 0, 21)]),
    ("call +358 40 123 4567 now", [("phone_number", 5, 16)]),
    ("🙂 /start", [("bot_command", 3, 6)]),
]


@pytest.mark.parametrize(("text", "entities"), FOUND)
def test_commands_mentions_and_addresses_are_found(text, entities):
    assert brief(detect(text, [])) == entities


def test_what_is_found_gives_way_to_what_was_given():
    text, found = format_text('<a href="https://example.com">@somebody</a> <code>/start</code> <b>/stop now</b>', "HTML")
    assert text == "@somebody /start /stop now"
    kinds = [(entity["type"], entity["offset"], entity["length"]) for entity in found]
    assert kinds == [("text_link", 0, 9), ("code", 10, 6), ("bot_command", 17, 5), ("bold", 17, 5), ("bold", 22, 4)]


def test_an_unknown_parse_mode_is_refused():
    with pytest.raises(EntityError) as refused:
        format_text("x", "BBCode")
    assert refused.value.description == "unsupported parse_mode"


def test_at_most_a_hundred_entities_stay():
    assert len(parse_html("<b>a</b> " * 120)[1]) == 100


LINKS = [
    ("example.com", "http://example.com/"),
    ("HTTPS://Example.COM/Path?q=a b#c", "https://example.com/Path?q=a%20b#c"),
    ("https://example.com:8443?x=1", "https://example.com:8443/?x=1"),
    ("tg://user?id=5", "tg://user?id=5"),
    ("http://[::1]/x", "http://[::1]/x"),
]


@pytest.mark.parametrize(("given_link", "written"), LINKS)
def test_addresses_are_written_as_telegram_writes_them(given_link, written):
    assert check_link(given_link) == written


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("localhost", "Wrong HTTP URL"),
        ("ftp://example.com", "Unsupported URL protocol"),
        ("http://", "URL host is empty"),
        ("http://example.com:99999/", "Wrong port number specified in the URL"),
        ("tg://a.b", "Unallowed characters in URL host"),
    ],
)
def test_bad_addresses_are_refused(link, reason):
    with pytest.raises(EntityError) as refused:
        check_link(link)
    assert refused.value.description == reason
