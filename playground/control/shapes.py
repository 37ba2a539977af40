"""How people, chats and messages look in answers of the control interface: Bot API objects and what a bot would not see."""

from typing import Any

from playground.world import Bot, Chat, Member, Message, Poll, Topic, User, World

Shape = dict[str, Any]

ABSENT = frozenset({"left", "kicked"})


def shape_user(world: World, user: User) -> Shape:
    """A `User` with `started`, `blocked` (about the first bot) and `deleted`."""
    bot = world.bot
    return user.wire() | {"started": user.id in bot.started, "blocked": user.id in bot.blocked, "deleted": user.deleted}


def shape_bot(bot: Bot) -> Shape:
    """A bot with its token."""
    user = bot.user
    return {
        "id": user.id,
        "first_name": user.first_name,
        "username": user.username,
        "token": bot.token,
        "privacy": bot.privacy,
        "revoked": bot.revoked,
    }


def shape_member(member: Member) -> Shape:
    """A `ChatMember`: `user`, `status`, and the rights of administrators and of restricted members."""
    return member.wire()


def shape_topic(topic: Topic) -> Shape:
    """A `ForumTopic` with `thread` (the same id, as acts name it) and `closed`."""
    return topic.wire() | {"thread": topic.thread, "closed": topic.closed}


def shape_chat(world: World, chat: Chat) -> Shape:
    """A `Chat` with its members, topics and, under `bot`, whether the first bot is in it and with which rights."""
    found = chat.wire() | {
        "members": [shape_member(member) for member in chat.members.values() if member.status != "left"],
        "topics": [shape_topic(topic) for topic in chat.topics.values()],
        "bot": _standing(world, chat),
        "deleted": chat.deleted,
    }
    if chat.is_group:
        found["is_forum"] = chat.is_forum
        found["permissions"] = chat.permissions
    for name in ("migrated_to", "migrated_from"):
        if (other := getattr(chat, name)) is not None:
            found[name] = other
    return found


def _standing(world: World, chat: Chat) -> Shape:
    bot = world.bot
    if not chat.is_group:
        inside = chat.bot_id == bot.id and chat.user is not None and chat.user.id in bot.started
        return {"status": "member" if inside else "absent", "present": inside, "rights": {}}
    member = chat.members.get(bot.id)
    if member is None:
        return {"status": "absent", "present": False, "rights": {}}
    return {"status": member.status, "present": member.present, "rights": dict(member.rights)}


def shape_message(message: Message, viewer: int | None = None) -> Shape:
    """A `Message` as a person sees it: `reply_markup` of any kind, `edit_date` (null when never), `edits`, `deleted`, `pinned`.

    Beside them `changed`, the seq of its last change, `reactions` by user id, and `poll_votes`, the viewer's own choice.
    """
    found = message.wire() | {
        "edit_date": message.edit_date,
        "edits": message.edits,
        "deleted": message.deleted,
        "pinned": message.pinned,
        "changed": message.changed,
    }
    if message.markup is not None:
        found["reply_markup"] = message.markup
    if message.reactions:
        found["reactions"] = {str(user): reaction for user, reaction in message.reactions.items()}
    if message.poll is not None and viewer is not None:
        found["poll_votes"] = chosen(message.poll, viewer)
    return found


def shape_poll(poll: Poll, viewer: int) -> Shape:
    """A `Poll` with `poll_votes`, the viewer's own choice."""
    return poll.wire() | {"poll_votes": chosen(poll, viewer)}


def chosen(poll: Poll, user: int) -> list[int]:
    """The places of the options somebody voted for."""
    votes = poll.votes.get(user, [])
    return [place for place, option in enumerate(poll.options) if option.persistent_id in votes]
