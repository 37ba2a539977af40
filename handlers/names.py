"""First names on a card, at the edge to Telegram."""

from community import events
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.names import ShowNames


async def on_show_names(tap: ShowNames, context: BotContext) -> None:
    """The organiser wants them there, or no more. Raises: Refused (event-gone, not-organiser, event-over)."""
    shown, message, rules = bool(tap.shown), pressed_id(context), context.rules
    await context.handle(events.show_names, event=tap.event, who=context.who, shown=shown, message=message, rules=rules, now=context.now())
    texts = await context.chosen_texts()
    said = texts.say("The card shows the first names of those who agree."), texts.say("The card shows no names.")
    context.pop_up(said[not shown])


FEATURE = Feature(buttons={ShowNames: on_show_names})
