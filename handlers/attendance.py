"""The organiser's list at the edge to Telegram."""

from community import events
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.attendance import CheckIn, OpenAttendance


async def on_list(tap: OpenAttendance, context: BotContext) -> None:
    """Who comes. Raises: Refused (event-gone, not-organiser)."""
    await context.read(events.attendance, event=tap.event, who=context.who)
    await context.reply("attendance", {"event": tap.event, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_check_in(tap: CheckIn, context: BotContext) -> None:
    """Seen at the door, or not after all. Raises: Refused (event-gone, not-organiser, event-cancelled, old-button)."""
    await context.handle(
        events.check_in,
        event=tap.event,
        sign_up=tap.sign_up,
        came=bool(tap.came),
        who=context.who,
        page=tap.page,
        message=pressed_id(context),
        now=context.now(),
    )
    context.pop_up()


FEATURE = Feature(buttons={OpenAttendance: on_list, CheckIn: on_check_in})
