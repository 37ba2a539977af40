"""Topics of a group at the edge to Telegram: it tells of them when something happens to them, and beside what is written in one."""

from telegram import Message, Update

from community import topics
from handlers.context import BotContext
from handlers.routing import Feature


async def on_change(update: Update, context: BotContext) -> bool:
    """A topic was made, renamed, closed or opened again."""
    message = update.message
    if message is None or message.message_thread_id is None:
        return False
    told = message.forum_topic_created or message.forum_topic_edited
    if told is None and message.forum_topic_closed is None and message.forum_topic_reopened is None:
        return False
    closed = None if told is not None else message.forum_topic_closed is not None
    name = told.name if told is not None else None
    await context.handle(topics.hear, group=message.chat.id, thread=message.message_thread_id, now=context.now(), name=name, closed=closed)
    return True


async def hear_of(message: Message, context: BotContext) -> None:
    """What is written in a topic answers the message that made it, unless it answers another one: so its name is heard."""
    made = message.reply_to_message.forum_topic_created if message.reply_to_message is not None else None
    if made is not None and message.message_thread_id is not None:
        group, thread = message.chat.id, message.message_thread_id
        await context.services.db.transaction(topics.hear, group=group, thread=thread, now=context.now(), name=made.name)


FEATURE = Feature(changes=(on_change,))
