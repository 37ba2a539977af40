"""What is made question by question, whatever it is, at the edge to Telegram: begun, gone on with, an answer taken back."""

from collections.abc import Mapping
from typing import Any

from community import stepwise
from community.stepwise import Questions
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.stepwise import GoBack, GoOn


async def begin(asks: Questions, fresh: int, context: BotContext) -> None:
    """The first question, or whether to go on with what was begun. Raises: Refused (forgotten, no-house, too-many-drafts)."""
    values: Mapping[str, Any] = {"rules": context.rules, "now": context.now(), "message": pressed_id(context) if fresh else None}
    await context.handle(stepwise.begin, asks, presser=context.presser, fresh=bool(fresh), **values)
    context.pop_up()


async def is_asked(asks: Questions, context: BotContext) -> bool:
    """Whether the next words of somebody in private may answer a question of this kind."""
    return await context.read(stepwise.asked, asks, context.who, context.now()) is not None


def turn(context: BotContext) -> Mapping[str, Any]:
    """Who answers a question, and the message that shows it."""
    return {"who": context.who, "message": pressed_id(context), "rules": context.rules, "now": context.now()}


async def on_go_on(tap: GoOn, context: BotContext) -> None:
    """The question that was open. Raises: Refused (draft-gone, not-yours)."""
    await context.handle(stepwise.go_on, draft=tap.draft, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_back(tap: GoBack, context: BotContext) -> None:
    """An answer is taken back. Raises: Refused (draft-gone, not-yours)."""
    await context.handle(stepwise.go_back, draft=tap.draft, to=tap.to, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


FEATURE = Feature(buttons={GoOn: on_go_on, GoBack: on_back})
