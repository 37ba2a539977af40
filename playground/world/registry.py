"""Everything that exists, found by its id, and the numbers that only rise."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from playground.updates import Ledger, UpdateQueue, Watch
from playground.world.chats import Chat, Member
from playground.world.files import FileStore
from playground.world.messages import CallbackQuery, Message
from playground.world.people import Bot, User
from playground.world.polls import Poll
from playground.world.refusals import Impossible

FIRST_USER = 100_000_001
FIRST_GROUP = 400_000_001
FIRST_SUPERGROUP = 1_000_000_000_001 + 500_000_000
"""Supergroups have ids -100xxxxxxxxxx, more than 32 bits."""
FIRST_ACCOUNT_MESSAGE = 10_000
"""High, so that an id from before a migration is not by chance one of the young supergroup, which counts from 1."""


class Registry:
    """Users, bots, chats, polls, presses and files. Ids keep rising over `reset`; tokens stay valid."""

    def __init__(self, clock: Watch, journal: Ledger, seed: int = 1) -> None:
        self.clock = clock
        self.journal = journal
        self.chance = random.Random(seed)
        self.users: dict[int, User] = {}
        self.bots: dict[str, Bot] = {}
        """Bots by token."""
        self.bots_by_id: dict[int, Bot] = {}
        self.groups: dict[int, Chat] = {}
        """Groups and supergroups by id, also deleted and migrated ones."""
        self.usernames: dict[str, int] = {}
        self.polls: dict[str, Poll] = {}
        self.closing: dict[str, Poll] = {}
        """Open polls that close by themselves."""
        self.queries: dict[str, CallbackQuery] = {}
        self.open: dict[str, CallbackQuery] = {}
        """Presses that were not answered and may still be."""
        self.files = FileStore()
        self.next_user = FIRST_USER
        self.next_group = FIRST_GROUP
        self.next_supergroup = FIRST_SUPERGROUP
        self.message_floor = 1
        """The last message id of a new supergroup: Telegram's first message says that the chat was created."""
        self.account_messages = FIRST_ACCOUNT_MESSAGE
        """The last message id in private chats and basic groups, which share one sequence."""
        self.next_number = self.chance.getrandbits(52)
        self.calls_in_flight = 0
        self.most_in_flight = 0

    # numbers and time

    def time(self) -> int:
        """Calendar time as Telegram dates: whole Unix seconds."""
        return int(self.clock.now().timestamp())

    def number(self) -> str:
        """A fresh opaque id for presses, polls and albums."""
        self.next_number += 1
        return str(self.next_number * 4_294_967_311 % 2**63)

    # people

    def add_user(self, first_name: str, **details: Any) -> User:
        """A new person; `details` are the other fields of `User`. Raises Impossible where the username is taken."""
        self._check_username(details.get("username"), None)
        user = User(self.next_user, first_name, **details)
        self.next_user += 1
        self.users[user.id] = user
        if user.username:
            self.usernames[user.username.lower()] = user.id
        return user

    def change_user(self, user: User, **details: Any) -> User:
        """Change what a person's profile says."""
        if "username" in details:
            self._check_username(details["username"], user)
            if user.username:
                self.usernames.pop(user.username.lower(), None)
            if details["username"]:
                self.usernames[details["username"].lower()] = user.id
        for key, value in details.items():
            setattr(user, key, value)
        return user

    def _check_username(self, username: str | None, owner: User | None) -> None:
        taken = self.usernames.get(username.lower()) if username else None
        if taken is not None and (owner is None or taken != owner.id):
            raise Impossible(f"the username {username} is taken")

    def add_bot(self, username: str, first_name: str | None = None) -> Bot:
        """A new bot account with a token of Telegram's form."""
        user = self.add_user(first_name or username, username=username, is_bot=True)
        secret = "".join(self.chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", k=32))
        token = f"{user.id}:AA{secret}x"
        bot = Bot(user, token, UpdateQueue(self.clock, self.journal, self.chance.randrange(10**8, 9 * 10**8)))
        self.bots[token] = self.bots_by_id[user.id] = bot
        return bot

    @property
    def bot(self) -> Bot:
        """The first bot."""
        return next(iter(self.bots.values()))

    def user(self, user_id: int) -> User:
        """A person or bot by id. Raises Impossible where there is none."""
        found = self.users.get(user_id)
        if found is None:
            raise Impossible(f"there is no user {user_id}")
        return found

    # chats

    def chat(self, chat_id: int, bot: Bot | None = None) -> Chat:
        """A group, or the private chat of the person with this id and the bot (default the first). Raises Impossible."""
        if chat_id in self.groups:
            return self.groups[chat_id]
        if chat_id in self.users and not self.users[chat_id].is_bot:
            return self.private_chat(bot or self.bot, self.users[chat_id])
        raise Impossible(f"there is no chat {chat_id}")

    def private_chat(self, bot: Bot, user: User) -> Chat:
        """The chat of a person with a bot, opened at first need; opening it is not yet starting the bot."""
        found = bot.private.get(user.id)
        if found is None:
            found = Chat(user.id, "private", user=user, bot_id=bot.id)
            bot.private[user.id] = found
        return found

    def message(self, chat: Chat, message_id: int) -> Message:
        """A message that is still there. Raises Impossible."""
        found = chat.messages.get(message_id)
        if found is None or found.deleted:
            raise Impossible(f"there is no message {message_id} in chat {chat.id}")
        return found

    def member(self, chat: Chat, user: User) -> Member:
        """The entry of somebody who is in the group. Raises Impossible."""
        found = chat.members.get(user.id)
        if found is None or not found.present:
            raise Impossible(f"user {user.id} is not in chat {chat.id}")
        return found

    def chats_of(self, user: User) -> Iterator[Chat]:
        """The groups a person is in, and the private chats the person has opened."""
        for chat in self.groups.values():
            if chat.has(user.id) and not chat.deleted and chat.migrated_to is None:
                yield chat
        for bot in self.bots.values():
            if user.id in bot.private:
                yield bot.private[user.id]

    def bots_in(self, chat: Chat) -> list[Bot]:
        """The bots that take part in a chat."""
        if chat.bot_id is not None:
            return [self.bots_by_id[chat.bot_id]]
        return [bot for bot in self.bots.values() if chat.has(bot.id)]

    # telling bots, stamping changes

    def tell(self, bot: Bot, kind: str, body: dict[str, Any], *, chat: Chat | None = None, user: User | None = None) -> int | None:
        """Queue an update for a bot; its id, or `None` where the bot does not ask for the kind or is revoked."""
        if user is not None:
            bot.known.add(user.id)
        if bot.revoked:
            return None
        return bot.updates.put(kind, body, chat=chat.id if chat else None, user=user.id if user else None)

    def touch(self, message: Message) -> Message:
        """Note in the journal that a message was written, changed or removed, for whoever watches the chat."""
        message.changed = self.journal.add("change", chat=message.chat.id, message=message.id)
        return message

    # counters for settling

    def count_in_flight(self, change: int) -> None:
        """A call has come in (1) or was answered (-1); remembers the most there were at once."""
        self.calls_in_flight += change
        self.most_in_flight = max(self.most_in_flight, self.calls_in_flight)

    @property
    def pending_updates(self) -> int:
        """Updates of all bots that were not delivered or not acknowledged."""
        return sum(bot.updates.pending for bot in self.bots.values() if not bot.revoked)
