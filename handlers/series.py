"""Series at the edge to Telegram."""

from community import events
from handlers.context import BotContext
from handlers.events import administers, pressed_id
from handlers.routing import Feature
from handlers.taps.series import JustOnce, LeaveOut


async def on_leave_out(tap: LeaveOut, context: BotContext) -> None:
    """Holidays and eves are left out; the preview shows it."""
    await context.handle(
        events.leave_out,
        draft=tap.draft,
        who=context.who,
        admin=await administers(context),
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


async def on_just_once(tap: JustOnce, context: BotContext) -> None:
    """The preview shows an event that comes once."""
    await context.handle(
        events.just_once,
        draft=tap.draft,
        who=context.who,
        admin=await administers(context),
        message=pressed_id(context),
        now=context.now(),
    )
    context.pop_up()


FEATURE = Feature(buttons={LeaveOut: on_leave_out, JustOnce: on_just_once})
