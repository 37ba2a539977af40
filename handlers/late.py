"""An organiser answers who gives a task back late, at the edge to Telegram."""

from community.volunteering import leaving
from handlers.call_panel import pressed
from handlers.context import BotContext
from handlers.routing import Feature
from handlers.taps.late import AnswerLeaver


async def on_answer(tap: AnswerLeaver, context: BotContext) -> None:
    """Let go, or asked to stay. Raises: Refused as `leaving.answer_leaver`."""
    values = await pressed(tap.call, context)
    await context.handle(leaving.answer_leaver, volunteer=tap.volunteer, go=bool(tap.go), rules=context.rules, **values)
    context.pop_up()


FEATURE = Feature(buttons={AnswerLeaver: on_answer})
"""Tasks that are given back late."""
