"""From the ids in a request to people, bots and chats. All raise Impossible with plain words where there is none."""

from playground.world import Bot, Chat, Impossible, User, World


def bot_of(world: World, bot_id: int | None) -> Bot:
    """The bot with that id; the first one when none is named."""
    if bot_id is None:
        return world.bot
    found = world.bots_by_id.get(bot_id)
    if found is None:
        raise Impossible(f"there is no bot {bot_id}")
    return found


def chat_of(world: World, chat_id: int, user: User | None = None, bot_id: int | None = None) -> Chat:
    """A group, or the private chat with the bot of the person with that id, which is that person's alone."""
    chat = world.chat(chat_id, bot_of(world, bot_id))
    if user is not None and chat.user is not None and chat.user is not user:
        raise Impossible(f"chat {chat_id} is the private chat of user {chat_id}; user {user.id} does not see it")
    return chat


def person_of(world: World, user_id: int) -> User:
    """A person who can act: not a bot, and the account still exists."""
    user = world.user(user_id)
    if user.is_bot:
        raise Impossible(f"user {user_id} is a bot; bots act through the Bot API")
    if user.deleted:
        raise Impossible(f"user {user_id} has deleted the account")
    return user


def actor_of(world: World, user_id: int | None) -> User | None:
    """Who did it, when that was said."""
    return None if user_id is None else world.user(user_id)
