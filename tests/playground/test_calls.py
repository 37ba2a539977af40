"""The ways a call may be written: addresses, verbs, encodings, types and limits of size."""

import aiohttp
import orjson
import pytest

from tests.playground.telegram import PNG

KEYBOARD = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}


async def fetch(tg, verb, path, **kwargs):
    """Status and body of a request to the address of the bot."""
    async with tg.session.request(verb, f"{tg.url}/bot{tg.token}/{path}", **kwargs) as response:
        return response.status, orjson.loads(await response.read())


@pytest.mark.parametrize("name", ["getMe", "getme", "GETME", "GetMe"])
async def test_the_case_of_a_method_does_not_matter(tg, name):
    status, body = await fetch(tg, "GET", name)
    assert (status, body["result"]["is_bot"]) == (200, True)


async def test_the_test_environment_has_the_same_methods(tg):
    assert (await fetch(tg, "GET", "test/getMe"))[0] == 200


async def test_a_call_may_be_a_query(tg):
    aino = await tg.person()
    query = {"chat_id": str(aino), "text": "a & b", "reply_markup": orjson.dumps(KEYBOARD).decode(), "disable_notification": "true"}
    _, body = await fetch(tg, "GET", "sendMessage", params=query)
    assert (body["result"]["text"], body["result"]["reply_markup"]) == ("a & b", KEYBOARD)


async def test_a_call_may_be_a_form(tg):
    aino = await tg.person()
    form = {"chat_id": str(aino), "text": "ä\n🙂", "reply_markup": orjson.dumps(KEYBOARD).decode()}
    _, body = await fetch(tg, "POST", "sendMessage", data=form)
    assert (body["result"]["text"], body["result"]["reply_markup"]) == ("ä\n🙂", KEYBOARD)


async def test_a_call_may_be_multipart_without_files(tg):
    aino = await tg.person()
    form = aiohttp.FormData({"chat_id": str(aino), "text": "hei"}, default_to_multipart=True)
    _, body = await fetch(tg, "POST", "sendMessage", data=form)
    assert body["result"]["text"] == "hei"


async def test_a_call_may_be_json_in_any_encoding_of_numbers(tg):
    aino = await tg.person()
    _, body = await fetch(tg, "POST", "sendMessage", json={"chat_id": str(aino), "text": 17, "protect_content": "yes"})
    assert (body["result"]["text"], body["result"]["has_protected_content"]) == ("17", True)


async def test_query_and_body_are_read_together(tg):
    aino = await tg.person()
    _, body = await fetch(tg, "POST", f"sendMessage?chat_id={aino}", json={"text": "hei"})
    assert body["ok"] is True


async def test_json_inside_json_is_read(tg):
    aino = await tg.person()
    answer = await tg.send(aino, reply_markup=orjson.dumps(KEYBOARD).decode())
    assert answer.result["reply_markup"] == KEYBOARD


async def test_broken_json_is_refused(tg):
    status, body = await fetch(tg, "POST", "sendMessage", data=b"{", headers={"Content-Type": "application/json"})
    assert (status, body["ok"], body["error_code"]) == (400, False, 400)


async def test_a_file_may_be_attached_by_name(tg):
    aino = await tg.person()
    form = aiohttp.FormData(
        {"chat_id": str(aino), "media": '[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b"}]'}
    )
    form.add_field("a", PNG, filename="a.png")
    form.add_field("b", PNG, filename="b.png")
    messages = (await tg.form("sendMediaGroup", form)).result
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message["message_id"] for message in messages] == [messages[0]["message_id"], messages[0]["message_id"] + 1]


async def test_a_picture_that_is_none_is_refused(tg):
    answer = await tg.upload("sendPhoto", "photo", b"not a picture", chat_id=await tg.person())
    assert answer.refusal == (400, "Bad Request: IMAGE_PROCESS_FAILED")


async def test_too_large_uploads_are_refused(tg):
    aino = await tg.person()
    answer = await tg.upload("sendDocument", "document", bytes(51 * 1024 * 1024), chat_id=aino)
    assert answer.refusal == (413, "Request Entity Too Large")


async def test_files_over_20_megabytes_can_not_be_downloaded(tg):
    aino = await tg.person()
    sent = await tg.upload("sendDocument", "document", bytes(21 * 1024 * 1024), chat_id=aino)
    answer = await tg.call("getFile", file_id=sent.result["document"]["file_id"])
    assert answer.refusal == (400, "Bad Request: file is too big")


async def test_a_file_of_another_path_or_token_is_not_found(tg):
    async with tg.session.get(f"{tg.url}/file/bot{tg.token}/photos/nothing.jpg") as response:
        assert response.status == 404
    async with tg.session.get(f"{tg.url}/file/bot1:{'A' * 35}/photos/nothing.jpg") as response:
        assert response.status == 401


async def test_text_at_the_limit_passes(tg):
    aino = await tg.person()
    assert len((await tg.send(aino, "ä" * 4096)).result["text"]) == 4096
    assert (await tg.send(aino, "<b>" + "a" * 4096 + "</b>", parse_mode="HTML")).ok


async def test_callback_data_at_the_limit_passes(tg):
    keyboard = {"inline_keyboard": [[{"text": "A", "callback_data": "ä" * 32}]]}
    assert (await tg.send(await tg.person(), reply_markup=keyboard)).ok


async def test_addresses_of_buttons_are_written_in_full(tg):
    keyboard = {"inline_keyboard": [[{"text": "A", "url": "Example.com"}, {"text": "B", "url": "tg://user?id=1"}]]}
    row = (await tg.send(await tg.person(), reply_markup=keyboard)).result["reply_markup"]["inline_keyboard"][0]
    assert [button["url"] for button in row] == ["http://example.com/", "tg://user?id=1"]


async def test_absent_things_are_absent_and_not_null(tg):
    message = (await tg.send(await tg.person())).result
    assert set(message) == {"message_id", "from", "chat", "date", "text"}


async def test_an_edit_without_a_keyboard_takes_it_away(tg):
    aino = await tg.person()
    number = await tg.said(aino, reply_markup=KEYBOARD)
    edited = (await tg.call("editMessageText", chat_id=aino, message_id=number, text="uusi")).result
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]


async def test_a_reply_shows_what_it_answers_once(tg):
    aino = await tg.person()
    first = await tg.said(aino, "eka")
    second = await tg.said(aino, "toka", reply_parameters={"message_id": first})
    third = (await tg.send(aino, "kolmas", reply_parameters={"message_id": second})).result
    assert third["reply_to_message"]["text"] == "toka"
    assert "reply_to_message" not in third["reply_to_message"]


async def test_a_lost_reply_target_may_be_passed_over(tg):
    message = await tg.send(await tg.person(), reply_parameters={"message_id": 999, "allow_sending_without_reply": True})
    assert "reply_to_message" not in message.result


async def test_albums_have_two_to_ten_parts(tg):
    aino = await tg.person()
    photo = (await tg.upload("sendPhoto", "photo", PNG, chat_id=aino)).result["photo"][-1]["file_id"]
    one = [{"type": "photo", "media": photo}]
    assert not (await tg.call("sendMediaGroup", chat_id=aino, media=one)).ok
    assert not (await tg.call("sendMediaGroup", chat_id=aino, media=one * 11)).ok


async def test_many_messages_are_copied_in_order(tg):
    aino = await tg.person()
    numbers = [await tg.said(aino, str(number)) for number in range(2)]
    copied = (await tg.call("copyMessages", chat_id=aino, from_chat_id=aino, message_ids=numbers)).result
    assert [each["message_id"] for each in copied] == [numbers[-1] + 1, numbers[-1] + 2]


async def test_numbers_to_copy_must_rise(tg):
    aino = await tg.person()
    numbers = [await tg.said(aino, str(number)) for number in range(2)]
    refused = await tg.call("copyMessages", chat_id=aino, from_chat_id=aino, message_ids=numbers[::-1])
    assert refused.refusal[1] == "Bad Request: message identifiers must be in a strictly increasing order"


async def test_a_forward_keeps_its_origin(tg):
    aino = await tg.person()
    forwarded = (await tg.call("forwardMessage", chat_id=aino, from_chat_id=aino, message_id=await tg.said(aino))).result
    assert forwarded["forward_origin"]["sender_user"]["is_bot"] is True
    refused = await tg.call("editMessageText", chat_id=aino, message_id=forwarded["message_id"], text="uusi")
    assert refused.refusal == (400, "Bad Request: message can't be edited")
