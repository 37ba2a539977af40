"""Sign-up that ends and begins again, at the edge to Telegram."""

from typing import Any

from community import events
from handlers.context import BotContext
from handlers.events import pressed_id, rights_in
from handlers.routing import Feature
from handlers.taps.closing import CloseSignUp, SetDeadline


async def on_close(tap: CloseSignUp, context: BotContext) -> None:
    """Closed now, or open again. Raises: Refused (event-gone, not-organiser, event-cancelled, event-over)."""
    values, texts = await _pressed(tap.event, context), await context.chosen_texts()
    await context.handle(events.set_closed, event=tap.event, closed=bool(tap.closed), **values)
    context.pop_up(texts.say("Sign-up is closed.") if tap.closed else texts.say("Neighbours can sign up again."))


async def on_deadline(tap: SetDeadline, context: BotContext) -> None:
    """A usual deadline, shown before it is saved. Raises: as on_close, and old-button."""
    await context.handle(events.choose_deadline, event=tap.event, days=tap.days, **await _pressed(tap.event, context))
    context.pop_up()


async def _pressed(event: int, context: BotContext) -> dict[str, Any]:
    """Which message was pressed by whom, when, and by whose rights in groups."""
    pressed = {"presser": context.presser, "message": pressed_id(context), "rules": context.rules, "now": context.now()}
    return {**pressed, "admin_of": await rights_in(event, context)}


FEATURE = Feature(buttons={CloseSignUp: on_close, SetDeadline: on_deadline})
