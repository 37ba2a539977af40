"""Looking at chats and changing what they are called."""

from __future__ import annotations

from typing import Any

from playground.call import Call
from playground.world import Chat, Member
from playground.world.chats import PERMISSIONS
from playground.world.refusals import bad_request

TITLE_LENGTH = 128
DESCRIPTION_LENGTH = 255
NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def get_chat(call: Call) -> dict[str, Any]:
    """Everything the bot may know of a chat."""
    chat = call.chat()
    found = chat.wire() | {"accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    if chat.user is not None and chat.user.username:
        found["active_usernames"] = [chat.user.username]
    if chat.is_group:
        found["permissions"] = {right: chat.permissions[right] for right in PERMISSIONS}
        if chat.invite_link and chat.members[call.bot.id].may("can_invite_users"):
            found["invite_link"] = chat.invite_link
    if chat.description:
        found["description"] = chat.description
    if chat.pinned and (newest := chat.messages.get(max(chat.pinned))) is not None:
        found["pinned_message"] = newest.wire(reply=False)
    return found


def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    """The owner and the administrators; other bots only where asked for."""
    chat = call.chat()
    if not chat.is_group:
        raise bad_request("there are no administrators in the private chat")
    with_bots = call.flag("return_bots")
    shown = [m for m in chat.administrators() if with_bots or not m.user.is_bot or m.user is call.bot.user]
    return [member.wire(_editable(call, chat, member)) for member in shown]


def _editable(call: Call, chat: Chat, member: Member) -> bool:
    """Whether the bot could change this administrator; it may those it made, of which there are none at first."""
    return member.user is not call.bot.user and member.status != "creator" and chat.members[call.bot.id].may("can_promote_members")


def get_chat_member(call: Call) -> dict[str, Any]:
    """The standing of one user."""
    chat = call.chat()
    if not chat.is_group:
        user = call.world.users.get(call.number("user_id"))
        if user is None or not chat.has(user.id):
            raise bad_request("user not found")
        return Member(user).wire()
    member = call.world.stranger(chat, call.number("user_id"))
    return member.wire(_editable(call, chat, member))


def get_chat_member_count(call: Call) -> int:
    """How many are in the chat, the bot included."""
    chat = call.chat()
    return len(chat.present()) if chat.is_group else 2


def leave_chat(call: Call) -> bool:
    """The bot goes."""
    chat = call.chat()
    call.world.need_group(chat, "chat member status can't be changed in private chats")
    call.world.leave(chat, call.bot.user)
    return True


def set_chat_title(call: Call) -> bool:
    """Another title; a service message says so."""
    chat = _changeable(call, "not enough rights to change chat title")
    title = call.text("title").strip()
    if not 1 <= len(title) <= TITLE_LENGTH:
        raise bad_request("CHAT_TITLE_EMPTY" if not title else "chat title is too long")
    if title == chat.title:
        raise bad_request("chat title is not modified")
    call.world.rename(chat, title, call.bot.user)
    return True


def set_chat_description(call: Call) -> bool:
    """Another description, without a word in the chat."""
    chat = _changeable(call, "not enough rights to set chat description")
    description = call.text("description")[:DESCRIPTION_LENGTH] or None
    if description == chat.description:
        raise bad_request("chat description is not modified")
    chat.description = description
    return True


def _changeable(call: Call, text: str) -> Chat:
    chat = call.chat()
    call.world.need_group(chat, "can't change this in a private chat")
    call.world.need(call.bot, chat, "can_change_info", text)
    return chat


def export_chat_invite_link(call: Call) -> str:
    """A new primary invite link; the old one no longer works."""
    chat = _inviting(call)
    chat.invite_link = _fresh_link(call)
    return chat.invite_link


def create_chat_invite_link(call: Call) -> dict[str, Any]:
    """One more invite link."""
    _inviting(call)
    found = _link(call, _fresh_link(call), primary=False) | {"creates_join_request": call.flag("creates_join_request")}
    return found | {key: call.params[key] for key in ("name", "expire_date", "member_limit") if key in call.params}


def revoke_chat_invite_link(call: Call) -> dict[str, Any]:
    """Make a link useless."""
    chat = _inviting(call)
    link = call.text("invite_link")
    if link == chat.invite_link:
        chat.invite_link = _fresh_link(call)
        return _link(call, link, primary=True) | {"is_revoked": True}
    return _link(call, link, primary=False) | {"is_revoked": True}


def _inviting(call: Call) -> Chat:
    chat = call.chat()
    call.world.need_group(chat, "can't invite members to a private chat")
    call.world.need(call.bot, chat, "can_invite_users", "not enough rights to manage chat invite link")
    return chat


def _fresh_link(call: Call) -> str:
    return f"https://t.me/+{int(call.world.number()):x}"


def _link(call: Call, link: str, *, primary: bool) -> dict[str, Any]:
    return {
        "invite_link": link,
        "creator": call.bot.user.wire(),
        "creates_join_request": False,
        "is_primary": primary,
        "is_revoked": False,
    }


METHODS = {
    "getChat": get_chat,
    "getChatAdministrators": get_chat_administrators,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "setChatTitle": set_chat_title,
    "setChatDescription": set_chat_description,
    "exportChatInviteLink": export_chat_invite_link,
    "createChatInviteLink": create_chat_invite_link,
    "revokeChatInviteLink": revoke_chat_invite_link,
}
