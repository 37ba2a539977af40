"""Where people meet: chats, their members, rights and topics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.world.messages import Message
    from playground.world.people import User

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
"""What a chat allows its ordinary members (`ChatPermissions`)."""

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
    "can_send_welcome_messages",
)
"""What an administrator may hold in a group (`ChatMemberAdministrator`)."""

USUAL_ADMIN = dict.fromkeys(ADMIN_RIGHTS, True) | {
    "can_promote_members": False,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
}
"""The rights Telegram's clients tick when somebody is made an administrator."""

PRESENT = frozenset({"creator", "administrator", "member"})


def usual_permissions() -> dict[str, bool]:
    """The permissions of a new group: members may do everything but change its info, pin or make topics."""
    return dict.fromkeys(PERMISSIONS, True) | {"can_change_info": False, "can_pin_messages": False, "can_manage_topics": False}


@dataclass(slots=True, eq=False)
class Member:
    """The standing of one user in one chat; somebody who left or was kicked keeps an entry."""

    user: User
    status: str = "member"
    rights: dict[str, bool] = field(default_factory=dict)
    anonymous: bool = False
    custom_title: str | None = None
    tag: str | None = None
    until: int = 0
    is_member: bool = True
    """Only for `restricted`: whether the person is in the chat at all."""

    @property
    def present(self) -> bool:
        """Whether the user is in the chat now."""
        return self.status in PRESENT or (self.status == "restricted" and self.is_member)

    @property
    def is_admin(self) -> bool:
        """Whether the user is the owner or an administrator."""
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Whether an administrator holds a right; the owner holds all."""
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))

    def wire(self, editable: bool = False) -> dict[str, Any]:
        """The `ChatMember` object of the fitting kind; `editable` says whether the asking bot may change it."""
        found: dict[str, Any] = {"status": self.status, "user": self.user.wire()}
        if self.status == "creator":
            found["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            found["can_be_edited"] = editable
            found["is_anonymous"] = self.anonymous
            found.update((right, self.rights.get(right, False)) for right in ADMIN_RIGHTS)
        elif self.status == "restricted":
            found["is_member"] = self.is_member
            found["can_react_to_messages"] = self.rights.get("can_react_to_messages", True)
            found["can_edit_tag"] = self.rights.get("can_edit_tag", True)
            found.update((right, self.rights.get(right, False)) for right in PERMISSIONS)
        return self._with_details(found)

    def _with_details(self, found: dict[str, Any]) -> dict[str, Any]:
        if self.is_admin and self.custom_title:
            found["custom_title"] = self.custom_title
        if self.status in ("member", "restricted") and self.tag:
            found["tag"] = self.tag
        if self.status in ("restricted", "kicked") or (self.status == "member" and self.until):
            found["until_date"] = self.until
        return found


@dataclass(slots=True, eq=False)
class Topic:
    """A forum topic; its id is the id of the message that created it."""

    thread: int
    name: str
    icon_color: int = 0x6FB9F0
    icon_custom_emoji_id: str | None = None
    closed: bool = False

    def wire(self) -> dict[str, Any]:
        """The `ForumTopic` object."""
        found: dict[str, Any] = {"message_thread_id": self.thread, "name": self.name, "icon_color": self.icon_color}
        if self.icon_custom_emoji_id:
            found["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return found


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, group or supergroup with its messages; private chats belong to one bot and one person."""

    id: int
    type: str
    title: str | None = None
    is_forum: bool = False
    user: User | None = None
    bot_id: int | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    general: Topic = field(default_factory=lambda: Topic(1, "General"))
    general_hidden: bool = False
    permissions: dict[str, bool] = field(default_factory=usual_permissions)
    description: str | None = None
    invite_link: str | None = None
    migrated_to: int | None = None
    migrated_from: int | None = None
    deleted: bool = False
    pinned: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    last_message: int = 0

    @property
    def is_group(self) -> bool:
        """Whether several people share the chat."""
        return self.type != "private"

    def member(self, user_id: int) -> Member | None:
        """The entry of a user, also of one who left."""
        return self.members.get(user_id)

    def has(self, user_id: int) -> bool:
        """Whether the user takes part now; a private chat has its person and its bot."""
        if self.user is not None:
            return user_id in (self.user.id, self.bot_id)
        member = self.members.get(user_id)
        return member is not None and member.present

    def present(self) -> list[Member]:
        """Those in the chat now."""
        return [member for member in self.members.values() if member.present]

    def administrators(self) -> list[Member]:
        """The owner and the administrators, the owner first."""
        return sorted((m for m in self.members.values() if m.is_admin), key=lambda m: m.status != "creator")

    def wire(self) -> dict[str, Any]:
        """The Bot API `Chat` object."""
        found: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.user is not None:
            user = self.user.wire()
            found.update((key, user[key]) for key in ("first_name", "last_name", "username") if user.get(key))
            return found
        found["title"] = self.title or ""
        if self.is_forum:
            found["is_forum"] = True
        return found
