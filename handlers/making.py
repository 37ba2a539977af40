"""Making an event in private at the edge to Telegram: one question at a time."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from community import announcing
from community.events import asking
from community.events.making import line_of
from handlers import stepwise
from handlers.context import BotContext
from handlers.events import origin_of, picture_of
from handlers.routing import Feature
from handlers.stepwise import turn
from handlers.taps.making import AnswerQuestion, AskFor, NewEvent, RepeatEvent, UseTemplate, WriteAnswer
from handlers.views import making as views


async def on_new(tap: NewEvent, context: BotContext) -> None:
    """The first question, or whether to go on with what was begun. Raises: Refused (forgotten, no-house)."""
    await stepwise.begin(asking.ASKS, tap.fresh, context)


async def on_template(tap: UseTemplate, context: BotContext) -> None:
    """It is one of the usual things, in the author's language. Raises: Refused (draft-gone, not-yours)."""
    title, text = views.template(tap.template, await context.chosen_texts())
    await context.handle(asking.use_template, draft=tap.draft, title=title, text=text, **turn(context))
    context.pop_up()


async def on_repeat(tap: RepeatEvent, context: BotContext) -> None:
    """It is like another event. Raises: Refused (draft-gone, not-yours, not-here)."""
    await context.handle(asking.repeat, draft=tap.draft, event=tap.event, **turn(context))
    context.pop_up()


async def on_answer(tap: AnswerQuestion, context: BotContext) -> None:
    """A usual answer. Raises: Refused (draft-gone, not-yours, past, old-button, not-here)."""
    await context.handle(asking.answer, draft=tap.draft, step=tap.step, value=tap.value, **turn(context))
    context.pop_up()


async def on_write(tap: WriteAnswer, context: BotContext) -> None:
    """How to answer in words."""
    context.pop_up(views.how_to_write(tap.step, await context.chosen_texts(), context.now().date()), alert=True)


async def on_ask_for(tap: AskFor, context: BotContext) -> None:
    """A question of its own. Raises: Refused (draft-gone, not-yours, old-button)."""
    await context.handle(asking.ask_for, draft=tap.draft, step=tap.step, **turn(context))
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """The answer in words. Raises: Refused with what can't be understood."""
    if not await stepwise.is_asked(asking.ASKS, context):
        return False
    picture = picture_of(context.happened.message)
    values: Mapping[str, Any] = {"rules": context.rules, "now": context.now(), "picture": picture}
    return await context.handle(asking.write, text=text, presser=context.presser, **values)


async def on_picture(text: str, context: BotContext) -> bool:
    """A picture above a line announces an event without a command too."""
    message, now = context.happened.message, context.now()
    picture = picture_of(message)
    if message is None or picture is None or line_of(text, now, ZoneInfo(context.rules.zone)) is None:
        return False
    origin = await origin_of(message, context)
    await context.handle(announcing.announce, line=text, origin=origin, rules=context.rules, now=now, picture=picture)
    return True


FEATURE = Feature(
    buttons={
        NewEvent: on_new,
        UseTemplate: on_template,
        RepeatEvent: on_repeat,
        AnswerQuestion: on_answer,
        WriteAnswer: on_write,
        AskFor: on_ask_for,
    },
    words=(on_words, on_picture),
)
