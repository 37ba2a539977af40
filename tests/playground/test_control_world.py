"""Building a world of people, chats and bots, looking at it and starting over."""

from datetime import datetime

from tests.playground.refusals import refusal


async def test_a_person_is_a_bot_api_user(tg):
    user = await tg.emu("users", {"first_name": "Aino", "last_name": "K", "username": "aino", "language_code": "fi", "is_premium": True})
    assert user.items() >= {"first_name": "Aino", "last_name": "K", "username": "aino", "language_code": "fi", "is_premium": True}.items()
    assert (user["is_bot"], user["started"], user["blocked"], user["deleted"]) == (False, False, False, False)


async def test_a_profile_changes_only_where_it_is_asked_to(tg):
    user = await tg.emu("users", {"first_name": "Aino", "username": "aino", "language_code": "fi"})
    changed = await tg.emu(f"users/{user['id']}", {"first_name": "Aina", "username": None}, verb="PATCH")
    assert (changed["first_name"], changed["language_code"], "username" in changed) == ("Aina", "fi", False)
    assert (await tg.emu("users", {"first_name": "Bo", "username": "aino"}))["username"] == "aino"


async def test_a_username_is_given_once(tg):
    await tg.emu("users", {"first_name": "Aino", "username": "aino"})
    assert await refusal(tg, "users", {"first_name": "Bo", "username": "Aino"}) == (400, "the username Aino is taken")


async def test_a_chat_tells_its_members_and_how_the_bot_stands(tg):
    aino, bo = await tg.person("Aino"), await tg.person("Bo")
    chat = await tg.emu(
        "chats",
        {"type": "supergroup", "title": "Talo", "members": [bo], "administrators": [aino], "is_forum": True, "bot": "administrator"},
    )
    assert (chat["type"], chat["title"], chat["is_forum"], chat["topics"]) == ("supergroup", "Talo", True, [])
    standing = {member["user"]["id"]: member["status"] for member in chat["members"]}
    assert standing == {aino: "creator", bo: "member", await tg.bot_id(): "administrator"}
    assert chat["bot"]["present"]
    assert chat["bot"]["rights"]["can_pin_messages"]


async def test_the_bot_may_be_absent(tg):
    chat = await tg.emu("chats", {"type": "group", "title": "Talo", "administrators": [await tg.person()], "bot": "absent"})
    assert chat["bot"] == {"status": "absent", "present": False, "rights": {}}


async def test_the_state_shows_everybody_and_every_chat(tg):
    aino = await tg.person()
    chat = await tg.group(admin=aino, is_forum=True)
    topic = await tg.act("create_topic", chat=chat, name="Talkoot")
    state = await tg.see("state")
    assert datetime.fromisoformat(state["now"]).utcoffset() is not None
    assert state["bot"].items() >= {"token": tg.token, "id": await tg.bot_id()}.items()
    assert [(user["id"], user["started"]) for user in state["users"]] == [(aino, True)]
    shown = {entry["id"]: entry for entry in state["chats"]}
    assert set(shown) == {chat, aino}
    assert [entry["thread"] for entry in shown[chat]["topics"]] == [topic["thread"]]


async def test_reset_empties_the_world_and_numbers_keep_rising(tg):
    aino = await tg.person()
    number = await tg.write(aino, aino)
    update = (await tg.news())[-1]["update_id"]
    await tg.emu("reset")
    state = await tg.see("state")
    assert (state["users"], state["chats"], state["bot"]["token"]) == ([], [], tg.token)
    bo = await tg.emu("users", {"first_name": "Bo"})
    assert bo["id"] > aino
    assert await tg.write(bo["id"], bo["id"]) > number
    assert (await tg.news())[-1]["update_id"] > update


async def test_commands_a_bot_has_set_for_all_chats_outlive_a_reset(tg):
    chat = await tg.group(admin=await tg.person())
    commands = [{"command": "help", "description": "Help"}]
    for scope in ({"type": "default"}, {"type": "chat", "chat_id": chat}):
        await tg.call("setMyCommands", commands=commands, scope=scope)
    await tg.emu("reset")
    aino = await tg.person()
    assert await tg.see("commands", user=aino) == commands
    assert [scope for scope, *_ in (await tg.see("world"))["bots"][0]["commands"]] == ["default"]


async def test_a_revoked_token_is_unknown_and_the_new_one_works(tg):
    bot = await tg.emu("bot", {"revoke": True})
    assert bot["token"] != tg.token
    assert (await tg.call("getMe")).refusal == (401, "Unauthorized")
    assert (await tg.call("getMe", token=bot["token"])).result["id"] == bot["id"]


async def test_privacy_mode_is_what_getme_says(tg):
    assert (await tg.emu("bot", {"privacy": False}))["privacy"] is False
    assert (await tg.call("getMe")).result["can_read_all_group_messages"] is True


async def test_a_second_bot_has_a_token_of_its_own(tg):
    second = await tg.emu("bots", {"username": "second_bot"})
    assert (await tg.call("getMe", token=second["token"])).result["username"] == "second_bot"
    aino = await tg.person()
    await tg.act("send", chat=aino, user=aino, text="/start", bot=second["id"])
    assert [u["message"]["text"] for u in (await tg.call("getUpdates", token=second["token"])).result] == ["/start"]
    assert await tg.news() == []
