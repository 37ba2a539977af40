"""One's name at the edge to Telegram: set, shown where one organises or comes, removed."""

from community import naming, questions
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.naming import MyName, Naming


async def on_name(tap: MyName, context: BotContext) -> None:
    """My name, and what can be done with it. Raises: Refused (not-joined, not-vouched, old-button)."""
    who, message, now = context.who, pressed_id(context), context.now()
    if tap.step is Naming.SHOW:
        await context.handle(naming.show, who=who, now=now)
    elif tap.step is Naming.ASK:
        await context.handle(naming.ask, who=who, message=message, now=now)
    elif tap.step is Naming.REMOVE:
        await context.handle(naming.remove, who=who, message=message, now=now)
    elif tap.step in (Naming.LIST, Naming.UNLIST):
        await context.handle(naming.let_list, who=who, listed=tap.step is Naming.LIST, message=message, now=now)
    else:
        await context.handle(naming.reveal, who=who, shown=tap.step is Naming.REVEAL, message=message, now=now)
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are the name. Raises: Refused (no-name, name-too-long)."""
    if not await context.read(questions.is_asked, who=context.who, kind=naming.KIND, now=context.now()):
        return False
    await context.handle(naming.choose, who=context.who, text=text, now=context.now())
    return True


FEATURE = Feature(buttons={MyName: on_name}, words=(on_words,))
