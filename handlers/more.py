"""The screen behind "More…" at the edge to Telegram."""

from handlers.context import BotContext
from handlers.events import may_look, pressed_id
from handlers.routing import Feature
from handlers.taps.more import OpenMore


async def on_more(tap: OpenMore, context: BotContext) -> None:
    """What else a resident can do with an event. Raises: Refused("not-here")."""
    await may_look(tap.event, tap.ticket, context)
    await context.reply("more", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


FEATURE = Feature(buttons={OpenMore: on_more})
