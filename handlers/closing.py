"""Sign-up that ends and begins again, at the edge to Telegram."""

from collections.abc import Mapping
from typing import Any

from community import events
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.closing import CloseSignUp, SetDeadline


async def on_close(tap: CloseSignUp, context: BotContext) -> None:
    """Closed now, or open again. Raises: Refused (event-gone, not-organiser, event-cancelled, event-over)."""
    presser, message, now, texts = context.presser, pressed_id(context), context.now(), await context.chosen_texts()
    if tap.closed:
        await context.handle(events.close, event=tap.event, presser=presser, message=message, now=now)
        context.pop_up(texts.say("Sign-up is closed."))
    else:
        await context.handle(events.reopen, event=tap.event, presser=presser, message=message, now=now)
        context.pop_up(texts.say("Neighbours can sign up again."))


async def on_deadline(tap: SetDeadline, context: BotContext) -> None:
    """A usual deadline, shown before it is saved. Raises: as on_close, and old-button."""
    values: Mapping[str, Any] = {"message": pressed_id(context), "rules": context.rules, "now": context.now()}
    await context.handle(events.choose_deadline, event=tap.event, days=tap.days, presser=context.presser, **values)
    context.pop_up()


FEATURE = Feature(buttons={CloseSignUp: on_close, SetDeadline: on_deadline})
