"""Questions to an organiser at the edge to Telegram: asked, passed on, answered."""

from community import events
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.asking import AnswerAsker, AskOrganiser


async def on_ask(tap: AskOrganiser, context: BotContext) -> None:
    """The next words are the question. Raises: Refused as `events.ask`."""
    await context.handle(events.ask, event=tap.event, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_answer(tap: AnswerAsker, context: BotContext) -> None:
    """The next words are the answer. Raises: Refused (event-gone, not-organiser, question-gone)."""
    message, now = pressed_id(context), context.now()
    await context.handle(events.answer_question, event=tap.event, person=tap.person, who=context.who, message=message, now=now)
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after it go on their way. Raises: Refused as `events.relay`."""
    if not await context.read(events.awaits_words, who=context.who, now=context.now()):
        return False
    await context.handle(events.relay, who=context.who, text=text, now=context.now())
    return True


FEATURE = Feature(buttons={AskOrganiser: on_ask, AnswerAsker: on_answer}, words=(on_words,))
