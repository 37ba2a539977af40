"""Foreign web pages can't use the control interface; everybody else is told what is wrong."""

import pytest

from playground.control.guard import Guard
from tests.playground.refusals import refusal


@pytest.mark.parametrize(
    ("bound", "host", "origin", "site", "passes"),
    [
        ("127.0.0.1", "127.0.0.1:8080", None, None, True),
        ("127.0.0.1", "localhost:8080", "http://localhost:8080", "same-origin", True),
        ("127.0.0.1", "[::1]:8080", None, "none", True),
        ("127.0.0.1", "evil.example:8080", None, None, False),
        ("127.0.0.1", "192.168.1.5:8080", None, None, False),
        ("127.0.0.1", "127.0.0.1:8080", "http://evil.example", None, False),
        ("127.0.0.1", "127.0.0.1:8080", "http://127.0.0.1:9000", None, False),
        ("127.0.0.1", "127.0.0.1:8080", "null", None, False),
        ("127.0.0.1", "127.0.0.1:8080", None, "cross-site", False),
        ("127.0.0.1", "", None, None, False),
        ("127.0.0.1", "[broken", None, None, False),
        ("0.0.0.0", "192.168.1.5:8080", None, None, True),
        ("0.0.0.0", "evil.example", None, None, False),
        ("yard.lan", "yard.lan:8080", "http://yard.lan:8080", None, True),
    ],
)
def test_only_requests_meant_for_this_server_pass(bound: str, host: str, origin: str | None, site: str | None, passes: bool) -> None:
    assert (Guard(bound).problem(host, origin, site) is None) is passes


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_foreign_page_gets_403_from_every_call(tg, headers):
    for method, path in (("GET", "state"), ("POST", "reset"), ("POST", "act/send"), ("DELETE", "faults"), ("GET", "nowhere")):
        status, _ = await refusal(tg, path, method=method, **headers)
        assert status == 403


async def test_the_bot_api_does_not_mind_where_a_call_comes_from(tg):
    async with tg.session.get(f"{tg.url}/bot{tg.token}/getMe", headers={"Origin": "https://evil.example"}) as response:
        assert response.status == 200


async def test_a_call_that_does_not_exist_is_named(tg):
    assert await refusal(tg, "nowhere", method="GET") == (404, "there is no call GET /_emu/nowhere")
    assert await refusal(tg, "act/fly", {}) == (404, "there is no call POST /_emu/act/fly")
    status, words = await refusal(tg, "reset", method="GET")
    assert status == 405
    assert "POST" in words


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("users", {}, "first_name"),
        ("users", [1], "not a JSON object"),
        ("chats", {"type": "channel", "title": "x"}, "type"),
        ("chats", {"type": "group", "title": "x", "members": [5]}, "there is no user 5"),
        ("chats", {"type": "group", "title": "x", "is_forum": True}, "supergroups"),
        ("act/send", {"chat": 5, "user": 5, "text": "x"}, "there is no user 5"),
        ("act/send", {"chat": 5, "user": 5}, "exactly one of"),
        ("act/press", {"chat": 5, "user": 5, "message": 1}, "row and column"),
        ("act/press", {"chat": 5, "user": 5, "message": 1, "row": 1}, "go together"),
        ("act/redeliver", {}, "either update or last"),
        ("act/redeliver", {"update": 3}, "no update 3"),
        ("clock", {}, "say one of"),
        ("clock", {"set": "2026-06-01T12:00:00"}, "timezone"),
        ("clock", {"set": "2026-06-01T12:00:00Z", "advance": 5}, "only one of"),
        ("clock", {"mode": "backwards"}, "mode"),
        ("clock", {"advance": -5}, "advance"),
        ("clock", {"advance": 5, "step": 0}, "step"),
        ("faults", {"action": {}}, "nothing that should go wrong"),
        ("faults", {"match": {"methd": "x"}, "action": {"status": 500}}, "match.methd"),
        ("faults", {"action": {"status": 99}}, "action.status"),
        ("settle", {"timeout": "soon"}, "timeout"),
    ],
)
async def test_what_is_wrong_with_a_request_is_said(tg, path, body, words):
    status, said = await refusal(tg, path, body)
    assert status == 400
    assert words in said


async def test_a_body_that_is_not_json_is_refused(tg):
    async with tg.session.post(f"{tg.url}/_emu/users", data=b"{first_name") as response:
        assert response.status == 400
        assert "not JSON" in (await response.json())["error"]
