"""Who takes part: people and bots, as Telegram's `User` knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playground.updates import UpdateQueue
    from playground.world.chats import Chat

GROUP_ANONYMOUS_BOT = 1087968824
"""The sender Telegram names for a group admin who writes anonymously."""


@dataclass(slots=True, eq=False)
class User:
    """A person or the account of a bot; a deleted account keeps its id and loses its names."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_premium: bool = False
    is_bot: bool = False
    deleted: bool = False

    def wire(self) -> dict[str, Any]:
        """The Bot API `User` object."""
        found: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.last_name:
            found["last_name"] = self.last_name
        if self.username:
            found["username"] = self.username
        if self.language_code:
            found["language_code"] = self.language_code
        if self.is_premium:
            found["is_premium"] = True
        return found


@dataclass(slots=True, eq=False)
class Bot:
    """One bot account: its token, settings, private chats and update queue."""

    user: User
    token: str
    updates: UpdateQueue
    privacy: bool = True
    revoked: bool = False
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    private: dict[int, Chat] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)
    """Ids of people and groups the bot has met; others are "chat not found"."""
    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    """Command lists by (scope key, language code or "")."""
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """Name, description and short description by (kind, language code or "")."""
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    """What getWebhookInfo says of the webhook; empty while the bot polls."""
    default_rights: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The user id of the bot."""
        return self.user.id

    def wire(self) -> dict[str, Any]:
        """The `User` object as getMe answers it."""
        return self.user.wire() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
