"""The whole world out and in, and many chats at once."""

import time
from io import BytesIO

import orjson
import pytest

from tests.playground.refusals import refusal
from tests.playground.telegram import PNG

KEYBOARD = {"inline_keyboard": [[{"text": "Tulen", "callback_data": "go"}]]}


async def busy_house(tg):
    """A world in which there is something of everything."""
    aino, bo = await tg.person("Aino", language_code="fi"), await tg.person("Bo", username="bo")
    chat = await tg.group(bo, admin=aino, is_forum=True, bot="administrator")
    old = await tg.group(bo, admin=aino, type="group")
    await tg.act("migrate", chat=old)
    topic = (await tg.act("create_topic", chat=chat, name="Talkoot"))["thread"]
    card = await tg.said(chat, "kortti", reply_markup=KEYBOARD, message_thread_id=topic)
    await tg.act("press", chat=chat, user=bo, message=card, row=0, column=0, wait=0)
    await tg.act("react", chat=chat, user=bo, message=card, emoji="👍")
    await tg.act("send", chat=chat, user=aino, text="nimettömänä", anonymous=True)
    await tg.act("send", chat=chat, user=bo, photo=True, caption="kuva", reply_to=card)
    poll = (await tg.call("sendPoll", chat_id=chat, question="?", options=[{"text": "a"}, {"text": "b"}], is_anonymous=False)).result
    await tg.act("vote", chat=chat, user=bo, message=poll["message_id"], options=[1])
    await tg.upload("sendDocument", "document", PNG, chat_id=aino)
    await tg.call("setMyCommands", commands=[{"command": "help", "description": "Help"}], language_code="fi")
    await tg.act("block", user=bo)
    await tg.act("kick", chat=chat, user=bo)
    return chat, card


async def test_a_snapshot_brings_the_same_world_back(tg):
    await busy_house(tg)
    before, state = await tg.see("world"), await tg.see("state")
    await tg.emu("reset")
    assert (await tg.see("state"))["chats"] == []
    await tg.emu("world", before)
    assert await tg.see("world") == before
    assert (await tg.see("state"))["chats"] == state["chats"]


async def test_a_restored_world_goes_on_living(tg):
    chat, card = await busy_house(tg)
    before = await tg.see("world")
    aino = before["users"][0]["id"]
    await tg.emu("reset")
    await tg.emu("world", before)
    (query,) = await tg.heard("callback_query")
    assert (await tg.call("answerCallbackQuery", callback_query_id=query["id"])).result is True
    assert (await tg.call("editMessageText", chat_id=chat, message_id=card, text="uusi")).ok
    assert await tg.write(chat, aino, "moi") > card
    assert (await tg.call("getMyCommands", language_code="fi")).result == [{"command": "help", "description": "Help"}]


async def test_messages_of_a_restored_world_count_as_changed(tg):
    chat, _ = await busy_house(tg)
    before = await tg.see("world")
    seq = (await tg.see("journal", changes=1))[-1]["seq"]
    await tg.emu("world", before)
    assert await tg.see(f"chats/{chat}/messages", changed_after=seq)


@pytest.mark.parametrize(
    "damage", [{"users": [{"nom": "Aino"}]}, {"users": 5}, {"chats": [5]}, {"bots": []}, {"numbers": {}}, {"polls": None}]
)
async def test_what_is_no_snapshot_is_refused_and_changes_nothing(tg, damage):
    await busy_house(tg)
    before = await tg.see("world")
    assert (await refusal(tg, "world", before | damage))[0] == 400
    assert (await refusal(tg, "world", {"format": "something"}))[0] == 400
    assert await tg.see("world") == before


async def test_people_and_chats_are_imported_under_names_of_the_callers_own(tg):
    found = await tg.emu(
        "world",
        {
            "users": [{"ref": "a", "first_name": "Aino", "language_code": "fi"}, {"ref": "b", "first_name": "Bo"}],
            "chats": [{"ref": "house", "type": "supergroup", "title": "Talo", "members": ["b"], "administrators": ["a"]}],
        },
    )
    refs = found["refs"]
    assert [(user["ref"], user["id"]) for user in found["users"]] == [("a", refs["a"]), ("b", refs["b"])]
    (chat,) = found["chats"]
    assert (chat["ref"], chat["id"]) == ("house", refs["house"])
    assert {member["user"]["id"] for member in chat["members"]} == {refs["a"], refs["b"], await tg.bot_id()}
    assert len(await tg.heard("my_chat_member")) == 1


async def test_an_import_names_what_it_does_not_know(tg):
    status, words = await refusal(tg, "world", {"chats": [{"type": "group", "title": "Talo", "members": ["nobody"]}]})
    assert status == 400
    assert words == "chats.0: there is no user 'nobody' in this import"


async def test_ten_thousand_chats_come_in_within_seconds(tg):
    many = 10_000
    asked = {
        "users": [{"ref": f"u{i}", "first_name": f"N{i}"} for i in range(many)],
        "chats": [{"type": "supergroup", "title": f"Talo {i}", "administrators": [f"u{i}"]} for i in range(many)],
    }
    begun = time.monotonic()
    async with tg.session.post(f"{tg.url}/_emu/world", data=BytesIO(orjson.dumps(asked))) as response:
        found = orjson.loads(await response.read())
    assert len(found["chats"]) == many
    assert time.monotonic() - begun < 10
    assert len((await tg.see("state"))["chats"]) == many
