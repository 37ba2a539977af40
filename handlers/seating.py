"""How places are given out, at the edge to Telegram."""

from community import events
from community.events import Way, must_organise
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import may_look, pressed_id
from handlers.routing import Feature
from handlers.taps.seating import ArrangeSeats, ShowDraw, ShowSeating


async def on_seating(tap: ShowSeating, context: BotContext) -> None:
    """The choices. Raises: Refused (event-gone, not-organiser, old-button)."""
    if tap.way not in ("", *Way):
        raise Refused("old-button")
    await context.read(must_organise, event=tap.event, who=context.who)
    await context.reply("seating", {"event": tap.event, "way": tap.way}, edit=pressed_id(context))
    context.pop_up()


async def on_arrange(tap: ArrangeSeats, context: BotContext) -> None:
    """One of them. Raises: Refused (event-gone, not-organiser, event-over, no-places, not-so-many, time-past, draw-done, old-button)."""
    await context.handle(
        events.arrange,
        event=tap.event,
        who=context.who,
        way=tap.way,
        number=tap.number,
        days=tap.days,
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


async def on_draw(tap: ShowDraw, context: BotContext) -> None:
    """How anybody checks the draw. Raises: Refused (not-here, no-draw)."""
    await may_look(tap.event, tap.ticket, context)
    await context.read(events.must_have_draw, event=tap.event)
    await context.reply("draw", {"event": tap.event})
    context.pop_up()


FEATURE = Feature(buttons={ShowSeating: on_seating, ArrangeSeats: on_arrange, ShowDraw: on_draw})
