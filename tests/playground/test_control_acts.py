"""Acting as a neighbour."""

import asyncio

import pytest

from tests.playground.refusals import refusal

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Tulen", "callback_data": "go"}, {"text": "Sivu", "url": "https://example.com/"}],
        [{"text": "Kopioi", "copy_text": {"text": "talo-7"}}],
    ]
}


async def house(tg):
    """A group with an administrator and a neighbour."""
    aino, bo = await tg.person("Aino"), await tg.person("Bo")
    return await tg.group(bo, admin=aino), aino, bo


async def answering(tg, **answer):
    """The bot waits for a press and answers it."""
    (query,) = await tg.heard("callback_query", timeout=5)
    await tg.call("answerCallbackQuery", callback_query_id=query["id"], **answer)


async def test_words_become_a_message_with_entities(tg):
    chat, aino, _ = await house(tg)
    plain = await tg.act("send", chat=chat, user=aino, text="/event lauantaina")
    assert plain["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    html = await tg.act("send", chat=chat, user=aino, text="<b>moi</b>", parse_mode="HTML")
    assert (html["text"], html["entities"]) == ("moi", [{"type": "bold", "offset": 0, "length": 3}])
    given = await tg.act("send", chat=chat, user=aino, text="moi", entities=[{"type": "italic", "offset": 0, "length": 3}])
    assert given["entities"] == [{"type": "italic", "offset": 0, "length": 3}]
    assert (await refusal(tg, "act/send", {"chat": chat, "user": aino, "text": "<b>moi", "parse_mode": "HTML"}))[0] == 400


async def test_pictures_files_and_albums_can_be_sent_and_fetched(tg):
    chat, aino, _ = await house(tg)
    photo = await tg.act("send", chat=chat, user=aino, photo=True, caption="kuva")
    assert (photo["caption"], photo["photo"][-1]["width"]) == ("kuva", 64)
    document = await tg.act("send", chat=chat, user=aino, document={"name": "ohje.txt", "text": "hei", "mime": "text/plain"})
    assert document["document"]["file_name"] == "ohje.txt"
    async with tg.session.get(f"{tg.url}/_emu/files/{document['document']['file_id']}") as response:
        assert (await response.read(), response.headers["Content-Security-Policy"][:7]) == (b"hei", "sandbox")
    again = await tg.act("send", chat=chat, user=aino, document=document["document"]["file_id"])
    assert again["document"] == document["document"]
    album = await tg.act("send", chat=chat, user=aino, media_group=[{"photo": True}, {"photo": "data:image/png;base64,aGVp"}])
    assert len({message["media_group_id"] for message in album}) == 1


async def test_a_press_shows_what_the_bot_answers(tg):
    chat, _, bo = await house(tg)
    card = await tg.said(chat, reply_markup=KEYBOARD)
    bot = asyncio.create_task(answering(tg, text="Tervetuloa!", show_alert=True))
    seen = await tg.act("press", chat=chat, user=bo, message=card, row=0, column=0)
    await bot
    assert seen.items() >= {"kind": "callback", "answered": True, "text": "Tervetuloa!", "show_alert": True, "url": None}.items()
    assert seen["id"]


@pytest.mark.parametrize("which", [{"row": 0, "column": 0}, {"text": "Tulen"}, {"data": "go"}, {"data": "no longer there"}])
async def test_a_press_nobody_answers_ends_when_its_patience_does(tg, which):
    chat, _, bo = await house(tg)
    card = await tg.said(chat, reply_markup=KEYBOARD)
    seen = await tg.act("press", chat=chat, user=bo, message=card, wait=0, **which)
    assert (seen["kind"], seen["answered"], seen["text"]) == ("callback", False, None)
    (query,) = await tg.heard("callback_query")
    assert (query["id"], query["from"]["id"]) == (seen["id"], bo)


async def test_other_buttons_say_what_they_are(tg):
    chat, _, bo = await house(tg)
    card = await tg.said(chat, reply_markup=KEYBOARD)
    seen = await tg.act("press", chat=chat, user=bo, message=card, text="Sivu")
    assert (seen["kind"], seen["url"]) == ("url", "https://example.com/")
    seen = await tg.act("press", chat=chat, user=bo, message=card, row=1, column=0)
    assert (seen["kind"], seen["text"]) == ("copy", "talo-7")
    status, words = await refusal(tg, "act/press", {"chat": chat, "user": bo, "message": card, "row": 2, "column": 0})
    assert (status, words) == (400, f"message {card} has no button in row 2, column 0")


async def test_a_plain_key_of_a_reply_keyboard_says_its_words(tg):
    aino = await tg.person()
    keys = {"keyboard": [["Ohje", {"text": "Talo", "request_chat": {"request_id": 7, "chat_is_channel": False}}]]}
    number = await tg.said(aino, reply_markup=keys)
    seen = await tg.act("press", chat=aino, user=aino, message=number, text="Ohje")
    assert (seen["kind"], seen["message"]["text"]) == ("message", "Ohje")
    asked = await tg.act("press", chat=aino, user=aino, message=number, row=0, column=1)
    assert (asked["kind"], asked["request"]["request_id"]) == ("request_chat", 7)
    chat = await tg.group(admin=aino)
    shared = await tg.act("share_chat", user=aino, request=7, shared=chat)
    assert shared["chat_shared"] == {"request_id": 7, "chat_id": chat}
    people = await tg.act("share_users", user=aino, request=8, shared=[aino])
    assert people["users_shared"]["users"][0]["user_id"] == aino


async def test_messages_are_edited_pinned_reacted_to_forwarded_and_deleted(tg):
    chat, aino, bo = await house(tg)
    number = await tg.write(chat, aino)
    edited = await tg.act("edit", chat=chat, user=aino, message=number, text="toisin")
    assert (edited["text"], edited["edits"], edited["edit_date"] is not None) == ("toisin", 1, True)
    assert (await tg.act("pin", chat=chat, user=aino, message=number))["pinned"] is True
    reacted = await tg.act("react", chat=chat, user=bo, message=number, emoji="👍")
    assert reacted["reactions"] == {str(bo): [{"type": "emoji", "emoji": "👍"}]}
    assert "reactions" not in await tg.act("react", chat=chat, user=bo, message=number, emoji="")
    forwarded = await tg.act("forward", chat=chat, user=bo, message=number, to=bo)
    assert (forwarded["chat"]["id"], forwarded["forward_origin"]["sender_user"]["id"]) == (bo, aino)
    assert (await tg.act("delete", chat=chat, user=aino, message=number))["deleted"] is True
    assert (await refusal(tg, "act/edit", {"chat": chat, "user": aino, "message": number, "text": "x"}))[0] == 400


async def test_only_the_author_edits_and_only_the_person_sees_the_private_chat(tg):
    chat, aino, bo = await house(tg)
    number = await tg.write(chat, aino)
    assert (await refusal(tg, "act/edit", {"chat": chat, "user": bo, "message": number, "text": "x"}))[0] == 400
    status, words = await refusal(tg, "act/send", {"chat": aino, "user": bo, "text": "moi"})
    assert status == 400
    assert "private chat" in words


async def test_people_come_go_and_get_rights(tg):
    chat, aino, bo = await house(tg)
    eero = await tg.person("Eero")
    assert (await tg.act("join", chat=chat, user=eero))["status"] == "member"
    promoted = await tg.act("promote", chat=chat, user=eero, by=aino, rights={"can_pin_messages": True})
    assert (promoted["status"], promoted["can_pin_messages"], promoted["can_delete_messages"]) == ("administrator", True, False)
    assert (await tg.act("demote", chat=chat, user=eero))["status"] == "member"
    restricted = await tg.act("restrict", chat=chat, user=eero, rights={"can_send_messages": False})
    assert (restricted["status"], restricted["can_send_messages"]) == ("restricted", False)
    assert (await refusal(tg, "act/send", {"chat": chat, "user": eero, "text": "moi"}))[0] == 400
    assert (await tg.act("kick", chat=chat, user=eero))["status"] == "kicked"
    assert (await tg.act("leave", chat=chat, user=bo))["status"] == "left"


async def test_the_bot_comes_and_goes_too(tg):
    aino, bot = await tg.person(), await tg.bot_id()
    chat = await tg.group(admin=aino, bot="absent")
    assert (await tg.act("join", chat=chat, user=bot))["status"] == "member"
    assert (await tg.act("promote", chat=chat, user=bot))["can_pin_messages"] is True
    assert (await tg.act("leave", chat=chat, user=bot))["status"] == "left"
    told = [change["new_chat_member"]["status"] for change in await tg.heard("my_chat_member")]
    assert told == ["member", "administrator", "left"]


async def test_blocking_and_deleting_an_account(tg):
    aino = await tg.person()
    assert await tg.act("block", user=aino) == {}
    assert (await tg.see("state"))["users"][0]["blocked"] is True
    assert await tg.act("unblock", user=aino) == {}
    assert await tg.act("delete_account", user=aino) == {}
    assert (await refusal(tg, "act/send", {"chat": aino, "user": aino, "text": "moi"}))[0] == 400


async def test_a_group_is_renamed_migrates_and_is_deleted(tg):
    aino = await tg.person()
    chat = await tg.group(admin=aino, type="group")
    assert (await tg.act("rename", chat=chat, title="Talo 5"))["title"] == "Talo 5"
    new = await tg.act("migrate", chat=chat)
    assert (new["type"], new["migrated_from"]) == ("supergroup", chat)
    moved = [message for message in await tg.heard() if "migrate_to_chat_id" in message or "migrate_from_chat_id" in message]
    assert len(moved) == 2
    assert await tg.act("delete_chat", chat=new["id"]) == {}
    assert (await tg.send(new["id"])).refusal[0] == 403


async def test_a_silent_migration_is_told_by_the_error_alone(tg):
    chat = await tg.group(admin=await tg.person(), type="group")
    new = await tg.act("migrate", chat=chat, announce=False)
    assert await tg.heard() == []
    assert (await tg.send(chat)).parameters == {"migrate_to_chat_id": new["id"]}


async def test_topics_open_and_close(tg):
    aino, bo = await tg.person(), await tg.person("Bo")
    chat = await tg.group(bo, admin=aino, is_forum=True)
    topic = await tg.act("create_topic", chat=chat, name="Talkoot", by=aino)
    message = await tg.act("send", chat=chat, user=bo, text="moi", thread=topic["thread"])
    assert (message["message_thread_id"], message["is_topic_message"]) == (topic["thread"], True)
    assert (await tg.act("close_topic", chat=chat, thread=topic["thread"]))["closed"] is True
    assert (await refusal(tg, "act/send", {"chat": chat, "user": bo, "text": "moi", "thread": topic["thread"]}))[0] == 400
    assert (await tg.act("open_topic", chat=chat, thread=topic["thread"]))["closed"] is False


async def test_a_vote_is_seen_by_who_gave_it(tg):
    chat, _, bo = await house(tg)
    poll = await tg.call("sendPoll", chat_id=chat, question="?", options=[{"text": "a"}, {"text": "b"}], is_anonymous=False)
    number = poll.result["message_id"]
    assert (await tg.act("vote", chat=chat, user=bo, message=number, options=[1]))["poll_votes"] == [1]
    (seen,) = [m for m in await tg.see(f"chats/{chat}/messages", user=bo) if m["message_id"] == number]
    assert (seen["poll_votes"], seen["poll"]["total_voter_count"]) == ([1], 1)
    assert (await tg.act("vote", chat=chat, user=bo, message=number, options=[]))["poll_votes"] == []


async def test_links_start_the_bot_in_private_and_in_groups(tg):
    aino = await tg.person()
    absent = await tg.group(admin=aino, bot="absent")
    name = (await tg.call("getMe")).result["username"]
    started = await tg.act("link", user=aino, url=f"https://t.me/{name}?start=talo-7")
    assert (started["chat"]["id"], started["text"]) == (aino, "/start talo-7")
    assert (await tg.act("link", user=aino, url=f"tg://resolve?domain={name}&start=x"))["text"] == "/start x"
    group = await tg.act("link", user=aino, url=f"t.me/{name}?startgroup=t&admin=pin_messages+delete_messages", chat=absent)
    assert (group["chat"]["id"], group["text"]) == (absent, f"/start@{name} t")
    shown = {entry["id"]: entry for entry in (await tg.see("state"))["chats"]}
    assert {right for right, held in shown[absent]["bot"]["rights"].items() if held} >= {"can_pin_messages", "can_delete_messages"}
    for wrong in (
        f"https://t.me/{name}?start=ä",
        "https://example.com/x",
        "https://t.me/nobody?start=x",
        f"https://t.me/{name}?startgroup=x",
    ):
        assert (await refusal(tg, "act/link", {"user": aino, "url": wrong}))[0] == 400


async def test_a_batch_answers_in_order_and_leaves_errors_in_their_places(tg):
    chat, aino, bo = await house(tg)
    acts = [
        {"act": "send", "chat": chat, "user": aino, "text": "1"},
        {"act": "send", "chat": chat, "user": 5, "text": "2"},
        {"act": "fly"},
        {"act": "send", "chat": chat, "user": bo, "text": "3"},
    ]
    answers = await tg.act("batch", acts=acts)
    assert [answer.get("text") for answer in answers] == ["1", None, None, "3"]
    assert [answer.get("error") for answer in answers] == [None, "there is no user 5", "there is no act 'fly'", None]


async def test_presses_of_a_concurrent_batch_wait_side_by_side(tg):
    chat, aino, bo = await house(tg)
    card = await tg.said(chat, reply_markup=KEYBOARD)
    acts = [{"act": "press", "chat": chat, "user": user, "message": card, "data": "go", "wait": 5} for user in (aino, bo)]

    batch = asyncio.create_task(tg.act("batch", acts=acts, concurrent=True))
    await tg.see("journal", kind="update", contains="go", count=2, wait=5)
    for query in await tg.heard("callback_query"):
        await tg.call("answerCallbackQuery", callback_query_id=query["id"], text="hei")
    assert [answer["text"] for answer in await batch] == ["hei", "hei"]
