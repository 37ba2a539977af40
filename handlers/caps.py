"""How many tasks one neighbour may have, at the edge to Telegram."""

from community import volunteering
from handlers.call_panel import pressed, rights_over
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.caps import SetCap, ShowCap


async def on_show(tap: ShowCap, context: BotContext) -> None:
    """How many now, and what there is to choose. Raises: Refused (call-gone, not-call-organiser)."""
    await context.read(volunteering.must_organise, call=tap.call, who=context.who, admin_of=await rights_over(tap.call, context))
    await context.reply(volunteering.CAP, {"call": tap.call}, edit=pressed_id(context))
    context.pop_up()


async def on_set(tap: SetCap, context: BotContext) -> None:
    """So many. Raises: Refused with the reasons of `volunteering.set_cap`."""
    await context.handle(volunteering.set_cap, most=tap.most, rules=context.rules, **await pressed(tap.call, context))
    context.pop_up()


FEATURE = Feature(buttons={ShowCap: on_show, SetCap: on_set})
"""On the organiser's screen."""
