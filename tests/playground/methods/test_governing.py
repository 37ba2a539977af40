"""Methods about the account, chats, members, pins and topics: what they do, and that every result is of the promised form."""

import pytest

from playground.world import Impossible, Refused
from tests.playground.bot_calls import SCHEMA

# the account


@pytest.mark.parametrize("kind", ["Name", "Description", "ShortDescription"])
def test_what_the_bot_is_called_depends_on_the_language(call, kind):
    key = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[kind]
    call(f"setMy{kind}", **{key: "Talkoot"})
    call(f"setMy{kind}", **{key: "Talko"}, language_code="sv")
    assert call(f"getMy{kind}", language_code="sv") == {key: "Talko"}
    assert call(f"getMy{kind}", language_code="fi") == {key: "Talkoot"}
    call(f"setMy{kind}", language_code="sv")
    assert call(f"getMy{kind}", language_code="sv") == {key: "Talkoot"}


def test_the_new_name_is_the_bots_own(call):
    call("setMyName", name="Talko")
    assert call("getMe")["first_name"] == "Talko"


def test_default_rights_and_the_menu_button_are_kept(call, aino):
    call("setMyDefaultAdministratorRights", rights=default_rights(can_pin_messages=True))
    assert call("getMyDefaultAdministratorRights")["can_pin_messages"] is True
    assert call("getMyDefaultAdministratorRights", for_channels=True)["can_pin_messages"] is False
    assert call("getChatMenuButton", chat_id=aino.id) == {"type": "default"}
    call("setChatMenuButton", chat_id=aino.id, menu_button={"type": "commands"})
    assert call("getChatMenuButton", chat_id=aino.id) == {"type": "commands"}


def default_rights(**granted):
    needed = [field.name for field in SCHEMA.fields_of("ChatAdministratorRights").values() if field.required]
    return dict.fromkeys(needed, False) | granted


# chats and members


def test_a_chat_tells_what_is_known_of_it(call, house, aino):
    call("setChatDescription", chat_id=house.id, description="Talon oma")
    link = call("exportChatInviteLink", chat_id=house.id)
    number = call("sendMessage", chat_id=house.id, text="Talkoot")["message_id"]
    call("pinChatMessage", chat_id=house.id, message_id=number)
    found = call("getChat", chat_id=house.id)
    assert (found["description"], found["invite_link"], found["is_forum"]) == ("Talon oma", link, True)
    assert found["pinned_message"]["message_id"] == number
    assert call("getChat", chat_id=aino.id)["active_usernames"] == ["aino"]
    assert call("getChatMemberCount", chat_id=house.id) == 3


def test_a_title_changes_once(call, house):
    call("setChatTitle", chat_id=house.id, title="Koivukuja 3 A")
    assert call("getChat", chat_id=house.id)["title"] == "Koivukuja 3 A"
    assert call.refused("setChatTitle", chat_id=house.id, title="Koivukuja 3 A") == "chat title is not modified"


def test_invite_links_are_made_and_revoked(call, house):
    link = call("createChatInviteLink", chat_id=house.id, name="Rappu A", member_limit=5)
    assert (link["name"], link["is_primary"]) == ("Rappu A", False)
    assert call("revokeChatInviteLink", chat_id=house.id, invite_link=link["invite_link"])["is_revoked"] is True


def test_members_are_restricted_tagged_banned_and_let_back(call, house, eero):
    who = {"chat_id": house.id, "user_id": eero.id}
    call("setChatMemberTag", **who, tag="Rappu B")
    assert call("getChatMember", **who)["tag"] == "Rappu B"
    call("restrictChatMember", **who, permissions={"can_send_messages": False})
    assert call("getChatMember", **who)["status"] == "restricted"
    call("banChatMember", **who)
    assert call("getChatMember", **who) == {"status": "kicked", "user": eero.wire(), "until_date": 0}
    call("unbanChatMember", **who, only_if_banned=True)
    assert call("getChatMember", **who)["status"] == "left"


def test_an_administrator_is_made_titled_and_unmade(call, house, eero):
    who = {"chat_id": house.id, "user_id": eero.id}
    call("promoteChatMember", **who, can_pin_messages=True)
    call("setChatAdministratorCustomTitle", **who, custom_title="Talonmies")
    found = call("getChatMember", **who)
    assert (found["custom_title"], found["can_pin_messages"], found["can_promote_members"]) == ("Talonmies", True, False)
    assert call.refused("banChatMember", **who) == "user is an administrator of the chat"
    call("promoteChatMember", **who)
    assert call("getChatMember", **who)["status"] == "member"


def test_permissions_silence_ordinary_members(call, world, house, eero):
    call("setChatPermissions", chat_id=house.id, permissions={"can_send_messages": False})
    assert call("getChat", chat_id=house.id)["permissions"]["can_send_messages"] is False
    with pytest.raises(Impossible, match="may not send"):
        world.post(house, eero, text="moi")


def test_without_rights_nothing_is_changed(call, world, aino, eero):
    chat = world.create_chat("supergroup", "Koivukuja 5", [eero], [aino], bots={world.bot.id: "member"})
    where = {"chat_id": chat.id}
    assert call.refused("setChatTitle", **where, title="Oma") == "not enough rights to change chat title"
    assert call.refused("exportChatInviteLink", **where) == "not enough rights to manage chat invite link"
    assert call.refused("pinChatMessage", **where, message_id=1) == "not enough rights to manage pinned messages in the chat"
    assert call.refused("banChatMember", **where, user_id=eero.id) == "not enough rights to restrict/unrestrict chat member"
    assert call.refused("createForumTopic", **where, name="Talkoot") == "the chat is not a forum"


def test_the_bot_leaves(call, house):
    call("leaveChat", chat_id=house.id)
    with pytest.raises(Refused, match="bot is not a member of the supergroup chat"):
        call("getChat", chat_id=house.id)


# pins and topics


def test_pins_come_off_one_by_one_by_topic_or_all(call, house):
    topic = call("createForumTopic", chat_id=house.id, name="Talkoot")["message_thread_id"]
    numbers = [call("sendMessage", chat_id=house.id, text=str(n))["message_id"] for n in range(3)]
    inside = call("sendMessage", chat_id=house.id, text="aiheessa", message_thread_id=topic)["message_id"]
    for number in (*numbers, inside):
        call("pinChatMessage", chat_id=house.id, message_id=number)
    call("unpinAllForumTopicMessages", chat_id=house.id, message_thread_id=topic)
    assert house.pinned == numbers
    call("unpinChatMessage", chat_id=house.id)
    assert house.pinned == numbers[:2]
    call("unpinChatMessage", chat_id=house.id, message_id=numbers[0])
    call("unpinAllGeneralForumTopicMessages", chat_id=house.id)
    assert house.pinned == []
    assert call.refused("unpinChatMessage", chat_id=house.id) == "message to unpin not found"
    assert call("unpinAllChatMessages", chat_id=house.id) is True


def test_service_messages_are_not_pinned(call, house):
    service = next(message for message in house.messages.values() if message.service)
    assert call.refused("pinChatMessage", chat_id=house.id, message_id=service.id) == "message can't be pinned"
    assert call.refused("pinChatMessage", chat_id=house.id, message_id=999) == "message to pin not found"


def test_topics_live_and_die(call, house):
    made = call("createForumTopic", chat_id=house.id, name="Talkoot", icon_color=0xFFD67E)
    where = {"chat_id": house.id, "message_thread_id": made["message_thread_id"]}
    call("editForumTopic", **where, name="Kevättalkoot")
    assert call.refused("editForumTopic", **where, name="Kevättalkoot") == "TOPIC_NOT_MODIFIED"
    call("closeForumTopic", **where)
    assert call.refused("closeForumTopic", **where) == "TOPIC_NOT_MODIFIED"
    call("reopenForumTopic", **where)
    call("deleteForumTopic", **where)
    assert call.refused("sendMessage", **where, text="moi") == "message thread not found"


def test_general_is_renamed_closed_and_hidden(call, house):
    where = {"chat_id": house.id}
    call("editGeneralForumTopic", **where, name="Yleistä")
    call("closeGeneralForumTopic", **where)
    call("reopenGeneralForumTopic", **where)
    call("hideGeneralForumTopic", **where)
    assert house.general.closed
    call("unhideGeneralForumTopic", **where)
    assert (house.general.name, house.general.closed) == ("Yleistä", False)
