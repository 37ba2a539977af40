"""Yard work at the edge to Telegram: what is asked before it is published, and tips for its organiser."""

from typing import Any

from community import announcing, volunteering
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.checks import AnswerCheck, SetYard, StopTips


async def on_answer(tap: AnswerCheck, context: BotContext) -> None:
    """It is in order, or skipped. Raises: Refused with the reasons of `volunteering.answer_check`."""
    values = await _pressed(tap.draft, context)
    await context.handle(volunteering.answer_check, check=tap.check, verdict=tap.verdict, **values)
    context.pop_up()


async def on_yard(tap: SetYard, context: BotContext) -> None:
    """It is yard work, or not. Raises: Refused with the reasons of `volunteering.set_yard`."""
    await context.handle(volunteering.set_yard, yard=bool(tap.yard), **await _pressed(tap.draft, context))
    context.pop_up()


async def on_stop(tap: StopTips, context: BotContext) -> None:
    """No more tips. Raises: Refused (call-gone, not-call-organiser)."""
    message, now = pressed_id(context), context.now()
    await context.handle(volunteering.stop_tips, call=tap.call, presser=context.presser, message=message, now=now)
    context.pop_up()


async def _pressed(draft: int, context: BotContext) -> dict[str, Any]:
    group = await context.read(announcing.target_of, draft, None)
    admin = group is not None and await context.services.rights.is_admin(context.who, group)
    return {"draft": draft, "presser": context.presser, "admin": admin, "message": pressed_id(context), "now": context.now()}


FEATURE = Feature(buttons={AnswerCheck: on_answer, SetYard: on_yard, StopTips: on_stop})
"""What hangs on calls for yard work."""
