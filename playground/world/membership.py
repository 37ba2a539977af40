"""Coming and going: who is in a chat, with which rights, and what bots hear of it."""

from __future__ import annotations

from copy import copy
from typing import Any

from playground.world.chats import ADMIN_RIGHTS, PERMISSIONS, USUAL_ADMIN, Chat, Member
from playground.world.people import Bot, User
from playground.world.posting import Posting
from playground.world.refusals import Impossible


class Membership(Posting):
    """Members, administrators and restrictions of groups; blocking and deleted accounts in private."""

    def create_chat(
        self,
        type: str,
        title: str,
        members: list[User],
        administrators: list[User] | None = None,
        *,
        is_forum: bool = False,
        bots: dict[int, str] | None = None,
        announce: bool = True,
    ) -> Chat:
        """A new group or supergroup; the first administrator owns it.

        `bots` gives "member" or "administrator" by bot id; with `announce` they hear that they were added, as in Telegram.
        """
        chat = Chat(self._new_chat_id(type), type, title, is_forum=is_forum, last_message=self.message_floor)
        for user in members:
            chat.members[user.id] = Member(user)
        for user in administrators or []:
            status = "administrator" if any(m.status == "creator" for m in chat.members.values()) else "creator"
            chat.members[user.id] = Member(user, status, dict(USUAL_ADMIN))
        self.groups[chat.id] = chat
        for bot_id, status in (bots or {}).items():
            rights = dict(USUAL_ADMIN) if status == "administrator" else {}
            fresh = Member(self.bots_by_id[bot_id].user, status, rights)
            if announce:
                adder = self.first_admin(chat)
                self.stand(chat, fresh, adder)
                self.announce(chat, adder, {"new_chat_members": [fresh.user.wire()]})
            else:
                chat.members[bot_id] = fresh
        return chat

    def _new_chat_id(self, type: str) -> int:
        if type == "group":
            self.next_group += 1
            return -(self.next_group - 1)
        self.next_supergroup += 1
        return -(self.next_supergroup - 1)

    def first_admin(self, chat: Chat) -> User | None:
        """The owner or first administrator that is a person, else the first member."""
        people = [member for member in [*chat.administrators(), *chat.present()] if not member.user.is_bot]
        return people[0].user if people else None

    # the one place where standing changes

    def stand(self, chat: Chat, fresh: Member, by: User | None) -> Member:
        """Put a member entry in place and tell the bots concerned: my_chat_member, or chat_member to admin bots."""
        old = chat.members.get(fresh.user.id) or Member(fresh.user, "left")
        chat.members[fresh.user.id] = fresh
        concerned = self.bots_by_id.get(fresh.user.id)
        for bot in self.bots_in(chat):
            if bot is not concerned and chat.members[bot.id].is_admin:
                self.tell(bot, "chat_member", self._changed(chat, old, fresh, by), chat=chat, user=fresh.user)
        if concerned is not None and (old.status != fresh.status or old.rights != fresh.rights):
            self.tell(concerned, "my_chat_member", self._changed(chat, old, fresh, by), chat=chat, user=by or fresh.user)
        return fresh

    def _changed(self, chat: Chat, old: Member, new: Member, by: User | None) -> dict[str, Any]:
        actor = by or new.user
        return {
            "chat": chat.wire(),
            "from": actor.wire(),
            "date": self.time(),
            "old_chat_member": old.wire(),
            "new_chat_member": new.wire(),
        }

    # acts

    def join(self, chat: Chat, user: User, by: User | None = None) -> Member:
        """Somebody comes in, alone or added by a member; a service message says so. Joining twice changes nothing."""
        found = chat.members.get(user.id)
        if found is not None and found.present:
            return found
        if found is not None and found.status == "kicked" and (by is None or by.id == user.id):
            raise Impossible(f"user {user.id} is banned from chat {chat.id}")
        adder = by or (self.first_admin(chat) if user.is_bot else None) or user
        fresh = self.stand(chat, Member(user), adder)
        self.announce(chat, adder, {"new_chat_members": [user.wire()]})
        return fresh

    def leave(self, chat: Chat, user: User) -> Member:
        """Somebody goes of their own will."""
        self.member(chat, user)
        fresh = self.stand(chat, Member(user, "left"), user)
        self.announce(chat, user, {"left_chat_member": user.wire()})
        return fresh

    def kick(self, chat: Chat, user: User, by: User | None = None, until: int = 0) -> Member:
        """Remove and ban somebody; one who is not there is banned without a service message."""
        found = chat.members.get(user.id)
        actor = by or self.first_admin(chat)
        fresh = self.stand(chat, Member(user, "kicked", until=until), actor)
        if found is not None and found.present:
            self.announce(chat, actor, {"left_chat_member": user.wire()})
        return fresh

    def unban(self, chat: Chat, user: User, by: User | None = None) -> Member:
        """Lift a ban; the person is then out of the chat and may come back."""
        found = chat.members.get(user.id)
        if found is None or found.status != "kicked":
            return found or Member(user, "left")
        return self.stand(chat, Member(user, "left"), by or self.first_admin(chat))

    def promote(self, chat: Chat, user: User, rights: dict[str, bool] | None = None, by: User | None = None) -> Member:
        """Make somebody an administrator with these rights (default: those Telegram's clients tick)."""
        fresh = copy(self.member(chat, user))
        if fresh.status == "creator":
            return fresh
        granted = dict(USUAL_ADMIN) if rights is None else {right: bool(rights.get(right)) for right in ADMIN_RIGHTS}
        if rights is not None:
            granted["can_manage_chat"] = True
            fresh.anonymous = bool(rights.get("is_anonymous", fresh.anonymous))
        fresh.status, fresh.rights, fresh.until = "administrator", granted, 0
        return self.stand(chat, fresh, by or self.first_admin(chat))

    def demote(self, chat: Chat, user: User, by: User | None = None) -> Member:
        """Make an administrator an ordinary member again."""
        fresh = copy(self.member(chat, user))
        fresh.status, fresh.rights, fresh.anonymous, fresh.custom_title = "member", {}, False, None
        return self.stand(chat, fresh, by or self.first_admin(chat))

    def restrict(self, chat: Chat, user: User, rights: dict[str, bool], by: User | None = None, until: int = 0) -> Member:
        """Take rights from a member; what `rights` does not name is taken too, as with restrictChatMember."""
        old = chat.members.get(user.id)
        if old is None:
            raise Impossible(f"user {user.id} was never in chat {chat.id}")
        left = {right: bool(rights.get(right)) for right in PERMISSIONS}
        status = "member" if all(left.values()) else "restricted"
        fresh = Member(user, status, {} if status == "member" else left, tag=old.tag, until=until, is_member=old.present)
        return self.stand(chat, fresh, by or self.first_admin(chat))

    # private chats

    def block(self, user: User, bot: Bot | None = None) -> None:
        """A person blocks the bot, which hears it as my_chat_member "kicked"."""
        bot = bot or self.bot
        if user.id not in bot.blocked:
            bot.blocked.add(user.id)
            self._tell_blocking(bot, user, "member", "kicked")

    def unblock(self, user: User, bot: Bot | None = None) -> None:
        """A person lets the bot write again."""
        bot = bot or self.bot
        if user.id in bot.blocked:
            bot.blocked.discard(user.id)
            self._tell_blocking(bot, user, "kicked", "member")

    def _tell_blocking(self, bot: Bot, user: User, old: str, new: str) -> None:
        chat = self.private_chat(bot, user)
        body = self._changed(chat, Member(bot.user, old), Member(bot.user, new), user)
        self.tell(bot, "my_chat_member", body, chat=chat, user=user)

    def delete_account(self, user: User) -> None:
        """A person deletes the Telegram account: the names go, the id and the old messages stay."""
        self.change_user(user, first_name="", last_name=None, username=None, language_code=None, is_premium=False, deleted=True)
