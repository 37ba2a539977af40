"""What a bot does to members: banning, restricting, promoting."""

from __future__ import annotations

from copy import copy

from playground.call import Call
from playground.world import Chat, Member
from playground.world.chats import ADMIN_RIGHTS, PERMISSIONS
from playground.world.refusals import bad_request

TITLE_LENGTH = 16
CANT_RESTRICT = "not enough rights to restrict/unrestrict chat member"


def _target(call: Call, right: str, text: str) -> tuple[Chat, Member]:
    """The group and the member a call is about, where the bot holds the right."""
    chat = call.chat()
    call.world.need_group(chat)
    call.world.need(call.bot, chat, right, text)
    return chat, call.world.stranger(chat, call.number("user_id"))


def _subject(call: Call) -> tuple[Chat, Member]:
    """Somebody who can be banned or restricted."""
    chat, member = _target(call, "can_restrict_members", CANT_RESTRICT)
    if member.user is call.bot.user:
        raise bad_request("can't restrict self")
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if member.status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return chat, member


def ban_chat_member(call: Call) -> bool:
    """Remove somebody who can't come back before `until_date`."""
    chat, member = _subject(call)
    call.world.kick(chat, member.user, call.bot.user, call.number("until_date"))
    return True


def unban_chat_member(call: Call) -> bool:
    """Let somebody back in; one who is in the chat is removed unless `only_if_banned`."""
    chat, member = _target(call, "can_restrict_members", CANT_RESTRICT)
    if member.status == "kicked":
        call.world.unban(chat, member.user, call.bot.user)
    elif member.present and not call.flag("only_if_banned"):
        _subject(call)
        call.world.kick(chat, member.user, call.bot.user)
        call.world.unban(chat, member.user, call.bot.user)
    return True


def restrict_chat_member(call: Call) -> bool:
    """Take rights from a member, or give them back."""
    chat, member = _subject(call)
    if chat.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    chat.members.setdefault(member.user.id, member)
    call.world.restrict(chat, member.user, call.params["permissions"], call.bot.user, call.number("until_date"))
    return True


def promote_chat_member(call: Call) -> bool:
    """Make somebody an administrator; with no right at all, an ordinary member again."""
    chat, member = _target(call, "can_promote_members", "not enough rights")
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if not member.present:
        raise bad_request("USER_NOT_PARTICIPANT")
    rights = {right: call.flag(right) for right in (*ADMIN_RIGHTS, "is_anonymous")}
    if any(rights.values()):
        call.world.promote(chat, member.user, rights, call.bot.user)
    elif member.is_admin:
        call.world.demote(chat, member.user, call.bot.user)
    return True


def set_chat_administrator_custom_title(call: Call) -> bool:
    """The word beside an administrator's name."""
    chat, member = _target(call, "can_promote_members", "not enough rights to change custom title of the user")
    title = call.text("custom_title")
    if member.status != "administrator":
        raise bad_request("user is not an administrator")
    if len(title) > TITLE_LENGTH:
        raise bad_request("custom title is too long")
    fresh = copy(member)
    fresh.custom_title = title or None
    call.world.stand(chat, fresh, call.bot.user)
    return True


def set_chat_member_tag(call: Call) -> bool:
    """The word beside a member's name."""
    chat, member = _target(call, "can_manage_tags", "not enough rights to change member tag")
    tag = call.text("tag")
    if not member.present or member.is_admin:
        raise bad_request("user is not a regular member of the chat")
    if len(tag) > TITLE_LENGTH:
        raise bad_request("member tag is too long")
    fresh = copy(member)
    fresh.tag = tag or None
    call.world.stand(chat, fresh, call.bot.user)
    return True


def set_chat_permissions(call: Call) -> bool:
    """What ordinary members may do."""
    chat = call.chat()
    call.world.need_group(chat)
    call.world.need(call.bot, chat, "can_restrict_members", "not enough rights to change chat permissions")
    given = call.params["permissions"]
    chat.permissions = {right: bool(given.get(right)) for right in PERMISSIONS}
    return True


METHODS = {
    "banChatMember": ban_chat_member,
    "unbanChatMember": unban_chat_member,
    "restrictChatMember": restrict_chat_member,
    "promoteChatMember": promote_chat_member,
    "setChatAdministratorCustomTitle": set_chat_administrator_custom_title,
    "setChatMemberTag": set_chat_member_tag,
    "setChatPermissions": set_chat_permissions,
}
