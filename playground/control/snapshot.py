"""The whole world as JSON: users, bots with their queues, chats with members and messages, polls, presses, files, numbers.

Things stand in the snapshot under the names of their fields; what refers to something else holds its id. Fields at their default are
left out. `docs/playground.md` describes the form.
"""

import base64
from dataclasses import MISSING, Field, fields
from typing import Any

from playground.updates import UpdateQueue
from playground.world import Bot, CallbackQuery, Chat, Message, Option, Poll, User, World

FORMAT = "playground-world"
VERSION = 1

NUMBERS = ("next_user", "next_group", "next_supergroup", "message_floor", "next_number")
"""What only rises, by its name in the world."""

Plain = dict[str, Any]


def snapshot(world: World) -> Plain:
    """Everything in the world, ready for JSON."""
    private = [chat for bot in world.bots.values() for chat in bot.private.values()]
    return {
        "format": FORMAT,
        "version": VERSION,
        "numbers": {name: getattr(world, name) for name in NUMBERS} | {"last_file": world.files.last},
        "users": [plain(user) for user in world.users.values() if user.id not in world.bots_by_id],
        "bots": [plain_bot(bot) for bot in world.bots.values()],
        "polls": [plain_poll(poll) for poll in world.polls.values()],
        "chats": [plain_chat(world, chat) for chat in [*world.groups.values(), *private]],
        "queries": [plain_query(query) for query in world.queries.values()],
        "files": [plain(file) | {"data": base64.b64encode(file.data).decode()} for file in world.files.by_id.values()],
    }


def plain(thing: Any, *left_out: str) -> Plain:
    """The fields of a dataclass that are not at their default, without those named."""
    chosen = (field for field in fields(thing) if field.name not in left_out)
    return {field.name: value for field in chosen if (value := getattr(thing, field.name)) != default_of(field)}


def default_of(field: Field[Any]) -> object:
    """The default of a field; something nothing is equal to when it has none."""
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def plain_bot(bot: Bot) -> Plain:
    """A bot, with pairs and triples where its keys are no texts."""
    lists = {name: sorted(getattr(bot, name)) for name in ("started", "blocked", "known")}
    return (
        plain(bot, "user", "updates", "started", "blocked", "known", "private", "commands", "texts", "menu_buttons")
        | lists
        | {
            "user": plain(bot.user),
            "commands": [[*key, value] for key, value in bot.commands.items()],
            "texts": [[*key, value] for key, value in bot.texts.items()],
            "menu_buttons": [[key, value] for key, value in bot.menu_buttons.items()],
            "updates": plain_queue(bot.updates),
        }
    )


def plain_queue(queue: UpdateQueue) -> Plain:
    """What waits for a bot."""
    allowed = None if queue.allowed is None else sorted(queue.allowed)
    return {"next_id": queue.next_id, "allowed": allowed, "waiting": [plain(update) for update in queue.waiting]}


def plain_poll(poll: Poll) -> Plain:
    """A poll with its votes as pairs of user and options."""
    found = plain(poll, "owner", "options", "votes")
    owner = None if poll.owner is None else poll.owner.id
    options = [plain_option(option) for option in poll.options]
    return found | {"owner": owner, "options": options, "votes": [[user, choice] for user, choice in poll.votes.items()]}


def plain_option(option: Option) -> Plain:
    """An option, with the id of who added it."""
    return plain(option, "added_by") | ({"added_by": option.added_by.id} if option.added_by is not None else {})


def plain_chat(world: World, chat: Chat) -> Plain:
    """A chat with everything in it."""
    found = plain(chat, "user", "members", "topics", "general", "messages")
    if chat.user is not None:
        found["user"] = chat.user.id
    return found | {
        "members": [plain(member, "user") | {"user": member.user.id} for member in chat.members.values()],
        "topics": [plain(topic) for topic in chat.topics.values()],
        "general": plain(chat.general),
        "messages": [plain_message(world, message) for message in chat.messages.values()],
    }


PEOPLE_OF_A_MESSAGE = ("sender", "author", "via_bot")


def plain_message(world: World, message: Message) -> Plain:
    """A message; `changed` is a number of this playground's journal and left out."""
    found = plain(message, "chat", "sender_chat", "poll", "reactions", "changed", *PEOPLE_OF_A_MESSAGE)
    for name in PEOPLE_OF_A_MESSAGE:
        if (person := getattr(message, name)) is not None:
            found[name] = plain_reference(world, person)
    if message.sender_chat is not None:
        found["sender_chat"] = message.sender_chat.id
    if message.poll is not None:
        found["poll"] = message.poll.id
    if message.reactions:
        found["reactions"] = [[user, reaction] for user, reaction in message.reactions.items()]
    return found


def plain_reference(world: World, user: User) -> int | Plain:
    """The id of somebody in the world; Telegram's own accounts, which are not, in full."""
    return user.id if user.id in world.users else plain(user)


def plain_query(query: CallbackQuery) -> Plain:
    """A press, with the ids of bot, person, chat and message."""
    chat = query.message.chat
    ids = {"bot": query.bot.id, "user": query.user.id, "chat": chat.id, "message": query.message.id}
    return plain(query, "bot", "user", "message", "waiters") | ids
