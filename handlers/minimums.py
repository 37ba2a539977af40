"""What becomes of an event to which too few come, at the edge to Telegram."""

from typing import Any

from community import events
from handlers.context import BotContext
from handlers.events import pressed_id, rights_in
from handlers.routing import Feature
from handlers.taps.minimums import CallForMore, GoAhead


async def on_go_ahead(tap: GoAhead, context: BotContext) -> None:
    """It takes place. Raises: Refused (event-gone, not-organiser, event-cancelled, event-over)."""
    presser, message, admin_of = context.presser, pressed_id(context), await rights_in(tap.event, context)
    await context.handle(events.go_ahead, event=tap.event, presser=presser, message=message, now=context.now(), admin_of=admin_of)
    context.pop_up()


async def on_call(tap: CallForMore, context: BotContext) -> None:
    """More are called for. Raises: as on_go_ahead, and enough-come, sign-up-closed, no-room-today."""
    values: dict[str, Any] = {"presser": context.presser, "message": pressed_id(context), "admin_of": await rights_in(tap.event, context)}
    await context.handle(events.call_for_more, event=tap.event, rules=context.rules, now=context.now(), **values)
    context.pop_up()


FEATURE = Feature(buttons={GoAhead: on_go_ahead, CallForMore: on_call})
