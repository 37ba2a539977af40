"""The organiser's screen behind "More…", at the edge to Telegram."""

from community.events import must_organise
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.panel import OpenPanelMore


async def on_panel_more(tap: OpenPanelMore, context: BotContext) -> None:
    """What the organiser rarely needs. Raises: Refused (event-gone, not-organiser)."""
    await context.read(must_organise, event=tap.event, who=context.who)
    await context.reply("panel-more", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


FEATURE = Feature(buttons={OpenPanelMore: on_panel_more})
