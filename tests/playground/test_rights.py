"""What a bot may do in a group with which right, and how it is refused without."""

import pytest

ADMIN = {"bot": "administrator"}


async def house(tg, **fields):
    """A supergroup with an owner and a member: chat, owner, member."""
    owner, eero = await tg.person(), await tg.person("Eero")
    return await tg.group(eero, admin=owner, **fields), owner, eero


WITHOUT_RIGHTS = [
    ("banChatMember", {"user_id": "eero"}, "not enough rights to restrict/unrestrict chat member"),
    ("restrictChatMember", {"user_id": "eero", "permissions": {}}, "not enough rights to restrict/unrestrict chat member"),
    ("promoteChatMember", {"user_id": "eero", "can_pin_messages": True}, "not enough rights"),
    ("setChatTitle", {"title": "Uusi"}, "not enough rights to change chat title"),
    ("setChatPermissions", {"permissions": {}}, "not enough rights to change chat permissions"),
    ("exportChatInviteLink", {}, "not enough rights to manage chat invite link"),
    ("unpinAllChatMessages", {}, "not enough rights to manage pinned messages in the chat"),
]


@pytest.mark.parametrize(("method", "params", "description"), WITHOUT_RIGHTS, ids=lambda value: value if isinstance(value, str) else "")
async def test_an_ordinary_member_may_not_govern(tg, method, params, description):
    chat, _, eero = await house(tg)
    given = {key: eero if value == "eero" else value for key, value in params.items()}
    answer = await tg.call(method, chat_id=chat, **given)
    assert answer.refusal == (400, f"Bad Request: {description}")


async def test_an_administrator_governs(tg):
    chat, _, eero = await house(tg, **ADMIN)
    assert (await tg.call("banChatMember", chat_id=chat, user_id=eero)).result is True
    assert (await tg.call("getChatMember", chat_id=chat, user_id=eero)).result["status"] == "kicked"
    assert (await tg.call("unbanChatMember", chat_id=chat, user_id=eero)).result is True
    assert (await tg.call("getChatMember", chat_id=chat, user_id=eero)).result["status"] == "left"
    assert (await tg.call("setChatTitle", chat_id=chat, title="Uusi nimi")).result is True
    assert (await tg.call("getChat", chat_id=chat)).result["title"] == "Uusi nimi"


async def test_the_owner_can_not_be_removed(tg):
    chat, owner, _ = await house(tg, **ADMIN)
    answer = await tg.call("banChatMember", chat_id=chat, user_id=owner)
    assert answer.refusal == (400, "Bad Request: can't remove chat owner")


async def test_a_stranger_has_left(tg):
    chat, _, _ = await house(tg)
    stranger = await tg.person("Tuuli")
    assert (await tg.call("getChatMember", chat_id=chat, user_id=stranger)).result["status"] == "left"


async def test_administrators_are_listed_with_their_rights(tg):
    chat, owner, eero = await house(tg, **ADMIN)
    await tg.act("promote", chat=chat, user=eero, rights={"can_pin_messages": True})
    found = {member["user"]["id"]: member for member in (await tg.call("getChatAdministrators", chat_id=chat)).result}
    assert found[owner]["status"] == "creator"
    assert (found[eero]["can_pin_messages"], found[eero]["can_restrict_members"]) == (True, False)
    assert (await tg.call("getChatMemberCount", chat_id=chat)).result == 3


async def test_a_demoted_bot_may_no_longer_pin(tg):
    chat, _, _ = await house(tg, **ADMIN)
    number = await tg.said(chat)
    assert (await tg.call("pinChatMessage", chat_id=chat, message_id=number)).ok
    await tg.act("demote", chat=chat, user=await tg.bot_id())
    answer = await tg.call("pinChatMessage", chat_id=chat, message_id=number)
    assert answer.refusal == (400, "Bad Request: not enough rights to manage pinned messages in the chat")


async def test_an_administrator_bot_deletes_what_others_wrote(tg):
    chat, owner, _ = await house(tg, **ADMIN)
    number = await tg.write(chat, owner)
    assert (await tg.call("deleteMessage", chat_id=chat, message_id=number)).result is True


async def test_others_messages_are_deleted_within_two_days_only(tg):
    chat, owner, _ = await house(tg, **ADMIN)
    number = await tg.write(chat, owner)
    await tg.emu("clock", {"advance": 49 * 3600})
    answer = await tg.call("deleteMessage", chat_id=chat, message_id=number)
    assert answer.refusal == (400, "Bad Request: message can't be deleted")


async def test_own_messages_are_edited_without_a_time_limit(tg):
    chat, _, _ = await house(tg)
    number = await tg.said(chat)
    await tg.emu("clock", {"advance": 400 * 24 * 3600})
    assert (await tg.call("editMessageText", chat_id=chat, message_id=number, text="uusi")).ok


async def test_a_restricted_member_can_not_write(tg):
    chat, _, eero = await house(tg)
    await tg.act("restrict", chat=chat, user=eero, rights={})
    async with tg.session.post(f"{tg.url}/_emu/act/send", json={"chat": chat, "user": eero, "text": "moi"}) as response:
        assert response.status == 400
        assert "error" in await response.json()


async def test_topics_need_their_right(tg):
    chat, _, _ = await house(tg, is_forum=True)
    answer = await tg.call("createForumTopic", chat_id=chat, name="Talkoot")
    assert answer.refusal == (400, "Bad Request: not enough rights to create a topic")


async def test_a_bot_with_the_right_keeps_topics(tg):
    chat, _, _ = await house(tg, is_forum=True, **ADMIN)
    topic = (await tg.call("createForumTopic", chat_id=chat, name="Talkoot")).result["message_thread_id"]
    assert topic > 1
    assert (await tg.call("closeForumTopic", chat_id=chat, message_thread_id=topic)).result is True
    assert (await tg.send(chat, message_thread_id=topic)).ok
    assert (await tg.call("deleteForumTopic", chat_id=chat, message_thread_id=topic)).result is True
    gone = await tg.send(chat, message_thread_id=topic)
    assert gone.refusal == (400, "Bad Request: message thread not found")


COMMANDS = [
    ([{"command": "Help", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "a-b", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "help", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([{"command": f"c{number}", "description": "x"} for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
]


@pytest.mark.parametrize(("commands", "code"), COMMANDS)
async def test_commands_have_their_limits(tg, commands, code):
    assert (await tg.call("setMyCommands", commands=commands)).refusal == (400, f"Bad Request: {code}")


async def test_the_most_fitting_commands_are_shown(tg):
    chat, owner, eero = await house(tg)
    scopes = ["default", "all_group_chats", "all_chat_administrators"]
    for scope in scopes:
        await tg.call("setMyCommands", commands=[{"command": scope, "description": "x"}], scope={"type": scope})
    own = {"type": "chat_member", "chat_id": chat, "user_id": owner}
    shown = await tg.see("commands", user=owner, chat=chat)
    assert [command["command"] for command in shown] == ["all_chat_administrators"]
    await tg.call("setMyCommands", commands=[{"command": "oma", "description": "x"}], scope=own)
    assert [command["command"] for command in await tg.see("commands", user=owner, chat=chat)] == ["oma"]
    assert [command["command"] for command in await tg.see("commands", user=eero, chat=chat)] == ["all_group_chats"]
    await tg.call("deleteMyCommands", scope=own)
    assert [command["command"] for command in await tg.see("commands", user=owner, chat=chat)] == ["all_chat_administrators"]


async def test_a_long_pop_up_is_refused(tg):
    aino = await tg.person()
    number = await tg.said(aino, reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    await tg.act("press", chat=aino, user=aino, message=number, row=0, column=0, wait=0)
    (query,) = await tg.heard("callback_query")
    answer = await tg.call("answerCallbackQuery", callback_query_id=query["id"], text="a" * 201)
    assert answer.refusal == (400, "Bad Request: MESSAGE_TOO_LONG")
