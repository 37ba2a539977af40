"""Sign-up that ends and begins again, at the edge to Telegram."""

from typing import Any

from community import events
from handlers.context import BotContext
from handlers.events import pressed_id, rights_in
from handlers.routing import Feature
from handlers.taps.closing import CloseSignUp, SetDeadline


async def on_close(tap: CloseSignUp, context: BotContext) -> None:
    """Closed now, or open again. Raises: Refused (event-gone, not-organiser, event-cancelled, event-over)."""
    values, texts = {"presser": context.presser, **await _pressed(tap.event, context)}, await context.chosen_texts()
    if tap.closed:
        await context.handle(events.close, event=tap.event, **values)
        context.pop_up(texts.say("Sign-up is closed."))
    else:
        await context.handle(events.reopen, event=tap.event, **values)
        context.pop_up(texts.say("Neighbours can sign up again."))


async def on_deadline(tap: SetDeadline, context: BotContext) -> None:
    """A usual deadline, shown before it is saved. Raises: as on_close, and old-button."""
    values = {"rules": context.rules, **await _pressed(tap.event, context)}
    await context.handle(events.choose_deadline, event=tap.event, days=tap.days, presser=context.presser, **values)
    context.pop_up()


async def _pressed(event: int, context: BotContext) -> dict[str, Any]:
    """Which message was pressed, when, and by whose rights in groups."""
    return {"message": pressed_id(context), "now": context.now(), "admin_of": await rights_in(event, context)}


FEATURE = Feature(buttons={CloseSignUp: on_close, SetDeadline: on_deadline})
