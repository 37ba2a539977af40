"""After an event, at the edge to Telegram: how many came, thanks."""

from community import events, questions
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.aftermath import SayCame, ThankForEvent, WriteCame
from handlers.views import aftermath as views


async def on_came(tap: SayCame, context: BotContext) -> None:
    """So many came. Raises: Refused (event-gone, not-organiser, not-begun, no-number)."""
    message, now = pressed_id(context), context.now()
    await context.handle(events.say_came, event=tap.event, who=context.who, came=tap.came, message=message, now=now)
    context.pop_up()


async def on_write(tap: WriteCame, context: BotContext) -> None:
    """The next words are the number. Raises: Refused (event-gone, not-organiser, not-begun)."""
    await context.handle(events.ask_number, event=tap.event, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_thanks(tap: ThankForEvent, context: BotContext) -> None:
    """Thanks, from somebody who was there. Raises: Refused (event-gone, not-there)."""
    event = await context.handle(events.thank, event=tap.event, who=context.who)
    context.pop_up(views.thanked(event, await context.chosen_texts()))


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are the number. Raises: Refused as `events.write_came`."""
    if not await context.read(questions.is_asked, who=context.who, kind=events.CAME, now=context.now()):
        return False
    await context.handle(events.write_came, who=context.who, text=text, now=context.now())
    return True


FEATURE = Feature(buttons={SayCame: on_came, WriteCame: on_write, ThankForEvent: on_thanks}, words=(on_words,))
