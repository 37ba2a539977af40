"""Acts of belonging: who is in a chat with which rights, who blocks the bot, and what becomes of chats and topics."""

from playground.control import asked_acts as asked
from playground.control.finding import actor_of, bot_of, person_of
from playground.control.shapes import Shape, shape_chat, shape_member, shape_topic
from playground.world import Chat, Impossible, World


def group_of(world: World, chat_id: int) -> Chat:
    """A group that still exists. Raises Impossible."""
    chat = world.chat(chat_id)
    if not chat.is_group:
        raise Impossible(f"chat {chat_id} is a private chat")
    if chat.deleted or chat.migrated_to is not None:
        raise Impossible(f"chat {chat_id} is no more" + (f", it is {chat.migrated_to} now" if chat.migrated_to else ""))
    return chat


def join(world: World, act: asked.Standing) -> Shape:
    """Come in, or be added by `by`."""
    chat, user = group_of(world, act.chat), world.user(act.user)
    if user.deleted:
        raise Impossible(f"user {user.id} has deleted the account")
    return shape_member(world.join(chat, user, actor_of(world, act.by)))


def leave(world: World, act: asked.Standing) -> Shape:
    """Go."""
    return shape_member(world.leave(group_of(world, act.chat), world.user(act.user)))


def promote(world: World, act: asked.Standing) -> Shape:
    """Become an administrator; without `rights`, with those Telegram's clients tick."""
    return shape_member(world.promote(group_of(world, act.chat), world.user(act.user), act.rights, actor_of(world, act.by)))


def demote(world: World, act: asked.Standing) -> Shape:
    """Become an ordinary member again."""
    return shape_member(world.demote(group_of(world, act.chat), world.user(act.user), actor_of(world, act.by)))


def restrict(world: World, act: asked.Standing) -> Shape:
    """Keep only the `rights` that are named as true."""
    return shape_member(world.restrict(group_of(world, act.chat), world.user(act.user), act.rights or {}, actor_of(world, act.by)))


def kick(world: World, act: asked.Standing) -> Shape:
    """Be removed and banned."""
    return shape_member(world.kick(group_of(world, act.chat), world.user(act.user), actor_of(world, act.by)))


def block(world: World, act: asked.Person) -> Shape:
    """Stop the bot from writing in private."""
    world.block(person_of(world, act.user), bot_of(world, act.bot))
    return {}


def unblock(world: World, act: asked.Person) -> Shape:
    """Let the bot write again."""
    world.unblock(person_of(world, act.user), bot_of(world, act.bot))
    return {}


def delete_account(world: World, act: asked.Person) -> Shape:
    """Delete the Telegram account."""
    world.delete_account(person_of(world, act.user))
    return {}


def migrate(world: World, act: asked.Migrate) -> Shape:
    """Become a supergroup with a new id."""
    chat = group_of(world, act.chat)
    return shape_chat(world, world.migrate(chat, announce=act.announce, by=actor_of(world, act.by)))


def rename(world: World, act: asked.Rename) -> Shape:
    """Get another title."""
    return shape_chat(world, world.rename(group_of(world, act.chat), act.title, actor_of(world, act.by)))


def create_topic(world: World, act: asked.CreateTopic) -> Shape:
    """Open a new topic in a forum."""
    return shape_topic(world.create_topic(group_of(world, act.chat), act.name, actor_of(world, act.by)))


def close_topic(world: World, act: asked.OnTopic) -> Shape:
    """Let only those who manage topics write in it."""
    chat = group_of(world, act.chat)
    return shape_topic(world.close_topic(chat, world.topic(chat, act.thread), actor_of(world, act.by)))


def open_topic(world: World, act: asked.OnTopic) -> Shape:
    """Let everybody write in it again."""
    chat = group_of(world, act.chat)
    return shape_topic(world.close_topic(chat, world.topic(chat, act.thread), actor_of(world, act.by), closed=False))


def delete_chat(world: World, act: asked.OnlyChat) -> Shape:
    """Delete the group for everybody."""
    world.delete_chat(group_of(world, act.chat))
    return {}
