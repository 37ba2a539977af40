"""The Bot API over HTTP: every way to say the same call, and what is noted of calls outside the schema."""

import gzip
import io

import aiohttp
import orjson
import pytest

from playground import schema
from playground.journal import Filter
from playground.limits import Rules
from playground.methods import METHODS
from tests.playground.telegram import PNG


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as found:
        yield found


@pytest.fixture
def aino(playground):
    user = playground.world.add_user("Aino")
    playground.world.start(user)
    return user


@pytest.fixture
def base(playground):
    return f"{playground.url}/bot{playground.token}"


def findings(playground):
    return playground.journal.find(Filter(kind="finding"))


def sayings(aino):
    """The same call as query, form, JSON and multipart."""
    params = {"chat_id": str(aino.id), "text": "<b>hei</b>", "parse_mode": "HTML", "disable_notification": "true"}
    multipart = aiohttp.FormData(params, default_to_multipart=True)
    as_json = {"chat_id": aino.id, "text": "<b>hei</b>", "parse_mode": "HTML", "disable_notification": True}
    return [{"method": "GET", "params": params}, {"data": params}, {"json": as_json}, {"data": multipart}, {"params": params}]


async def test_a_call_may_come_as_query_form_json_or_multipart(playground, session, base, aino):
    for saying in sayings(aino):
        async with session.request(saying.pop("method", "POST"), f"{base}/sendMessage", **saying) as response:
            found = orjson.loads(await response.read())
        assert (response.status, found["ok"], found["result"]["text"]) == (200, True, "hei")
        assert found["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
        playground.limits.change(Rules(mode="off"))
    assert findings(playground) == []


async def test_a_body_may_be_compressed(session, base, aino):
    body = gzip.compress(orjson.dumps({"chat_id": aino.id, "text": "hei"}))
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    async with session.post(f"{base}/sendMessage", data=body, headers=headers) as response:
        assert orjson.loads(await response.read())["ok"]


@pytest.mark.parametrize("path", ["getMe", "GETME", "getme", "test/getMe"])
async def test_a_method_is_found_in_any_spelling(session, base, path):
    async with session.get(f"{base}/{path}") as response:
        assert orjson.loads(await response.read())["result"]["is_bot"]


@pytest.mark.parametrize("path", ["bot", "bot1:a", "bot1:a/", "bot1:a/b/c/d"])
async def test_a_path_without_token_or_method_is_not_found(playground, session, path):
    async with session.get(f"{playground.url}/{path}") as response:
        assert orjson.loads(await response.read()) == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(("name", "text"), [("sendInvoice", "not covered by the playground"), ("sendCake", "has no method")])
async def test_an_unknown_method_is_loud(playground, session, base, name, text):
    async with session.post(f"{base}/{name}") as response:
        assert orjson.loads(await response.read()) == {"ok": False, "error_code": 404, "description": "Not Found"}
        assert response.status == 404
    (finding,) = findings(playground)
    assert (finding["method"], finding["finding"]) == (name, "unknown method")
    assert text in finding["text"]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": "hei"}, "Bad Request: chat_id is empty"),
        ({"chat_id": 1}, "Bad Request: message text is empty"),
        ({"chat_id": "1", "text": "hei", "reply_markup": "[]"}, "Bad Request: object expected as reply markup"),
        ({"chat_id": "1", "text": "hei", "entities": "{"}, "Bad Request: can't parse entities: can't parse JSON"),
        ({"chat_id": {}, "text": "hei"}, "Bad Request: chat not found"),
    ],
)
async def test_a_call_outside_the_schema_is_refused_and_noted(playground, session, base, params, description):
    async with session.post(f"{base}/sendMessage", json=params) as response:
        assert orjson.loads(await response.read()) == {"ok": False, "error_code": 400, "description": description}
    assert [finding["finding"] for finding in findings(playground)] == ["schema"]


async def test_an_unknown_parameter_is_taken_and_noted(playground, session, base, aino):
    params = {"chat_id": aino.id, "text": "hei", "reply_to_message_id": 4}
    async with session.post(f"{base}/sendMessage", json=params) as response:
        assert orjson.loads(await response.read())["ok"]
    (finding,) = findings(playground)
    assert finding["text"] == "sendMessage has no parameter reply_to_message_id"


async def test_an_unknown_field_of_a_button_is_dropped_and_noted(playground, session, base, aino):
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "a", "colour": "red"}]]}
    async with session.post(f"{base}/sendMessage", json={"chat_id": aino.id, "text": "hei", "reply_markup": keyboard}) as response:
        result = orjson.loads(await response.read())["result"]
    assert result["reply_markup"] == {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    assert "InlineKeyboardButton has no field colour" in findings(playground)[0]["text"]


async def test_a_refusal_of_the_world_is_no_finding(playground, session, base):
    stranger = playground.world.add_user("Eero")
    async with session.post(f"{base}/sendMessage", json={"chat_id": stranger.id, "text": "hei"}) as response:
        assert response.status == 400
    assert findings(playground) == []


async def test_a_text_too_long_for_a_pop_up_is_a_finding(playground, session, base):
    async with session.post(f"{base}/answerCallbackQuery", json={"callback_query_id": "1", "text": "a" * 201}) as response:
        assert orjson.loads(await response.read())["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert len(findings(playground)) == 1


async def test_the_journal_keeps_files_by_name_and_size(playground, session, base, aino):
    form = aiohttp.FormData({"chat_id": str(aino.id)})
    form.add_field("photo", PNG, filename="kuva.png", content_type="image/png")
    async with session.post(f"{base}/sendPhoto", data=form) as response:
        assert orjson.loads(await response.read())["ok"]
    calls = playground.journal.find(Filter(kind="call"))
    assert calls[-1]["request"]["photo"] == {"file": "kuva.png", "mime": "image/png", "size": len(PNG)}


async def test_a_file_is_downloaded_by_its_path(playground, session, base, aino):
    form = aiohttp.FormData({"chat_id": str(aino.id)})
    form.add_field("document", b"talkoot", filename="lista.txt", content_type="text/plain")
    async with session.post(f"{base}/sendDocument", data=form) as response:
        file_id = orjson.loads(await response.read())["result"]["document"]["file_id"]
    async with session.get(f"{base}/getFile", params={"file_id": file_id}) as response:
        path = orjson.loads(await response.read())["result"]["file_path"]
    async with session.get(f"{playground.url}/file/bot{playground.token}/{path}") as response:
        assert await response.read() == b"talkoot"
    async with session.get(f"{playground.url}/file/bot1:wrong/{path}") as response:
        assert response.status == 401


async def test_the_body_that_is_too_large_is_refused(session, base):
    form = aiohttp.FormData({"chat_id": "1"})
    form.add_field("document", io.BytesIO(bytes(51 * 1024 * 1024)), filename="iso.bin")
    async with session.post(f"{base}/sendDocument", data=form) as response:
        assert orjson.loads(await response.read())["description"] == "Request Entity Too Large"


async def test_the_page_is_served_with_headers_that_keep_foreign_hosts_out(playground, session):
    async with session.get(f"{playground.url}/") as response:
        assert response.content_type == "text/html"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    async with session.get(f"{playground.url}/page/main.js") as response:
        assert response.content_type == "text/javascript"
    async with session.get(f"{playground.url}/page/%2e%2e%2fserver.py") as response:
        assert response.status == 404


def test_every_method_of_the_schema_is_covered():
    assert {name.lower() for name in METHODS} == set(schema.load().methods)
