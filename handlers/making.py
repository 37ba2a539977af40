"""Making an event in private at the edge to Telegram: one question at a time."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from community import announcing, stepwise
from community.events import asking
from community.events.making import line_of
from handlers.context import BotContext
from handlers.events import origin_of, picture_of, pressed_id
from handlers.routing import Feature
from handlers.taps.making import AnswerQuestion, AskFor, GoBack, GoOn, NewEvent, RepeatEvent, UseTemplate, WriteAnswer
from handlers.views import making as views


async def on_new(tap: NewEvent, context: BotContext) -> None:
    """The first question, or whether to go on with what was begun. Raises: Refused (forgotten, no-house)."""
    message = pressed_id(context) if tap.fresh else None
    values: Mapping[str, Any] = {"rules": context.rules, "now": context.now(), "message": message}
    await context.handle(asking.begin, presser=context.presser, fresh=bool(tap.fresh), **values)
    context.pop_up()


async def on_go_on(tap: GoOn, context: BotContext) -> None:
    """The question that was open. Raises: Refused (draft-gone, not-yours)."""
    await context.handle(stepwise.go_on, draft=tap.draft, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_template(tap: UseTemplate, context: BotContext) -> None:
    """It is one of the usual things, in the author's language. Raises: Refused (draft-gone, not-yours)."""
    title, text = views.template(tap.template, await context.chosen_texts())
    await context.handle(asking.use_template, draft=tap.draft, title=title, text=text, **_turn(context))
    context.pop_up()


async def on_repeat(tap: RepeatEvent, context: BotContext) -> None:
    """It is like another event. Raises: Refused (draft-gone, not-yours, not-here)."""
    await context.handle(asking.repeat, draft=tap.draft, event=tap.event, **_turn(context))
    context.pop_up()


async def on_answer(tap: AnswerQuestion, context: BotContext) -> None:
    """A usual answer. Raises: Refused (draft-gone, not-yours, past, old-button, not-here)."""
    await context.handle(asking.answer, draft=tap.draft, step=tap.step, value=tap.value, **_turn(context))
    context.pop_up()


async def on_write(tap: WriteAnswer, context: BotContext) -> None:
    """How to answer in words."""
    context.pop_up(views.how_to_write(tap.step, await context.chosen_texts(), context.now().date()), alert=True)


async def on_ask_for(tap: AskFor, context: BotContext) -> None:
    """A question of its own. Raises: Refused (draft-gone, not-yours, old-button)."""
    await context.handle(asking.ask_for, draft=tap.draft, step=tap.step, **_turn(context))
    context.pop_up()


async def on_back(tap: GoBack, context: BotContext) -> None:
    """An answer is taken back. Raises: Refused (draft-gone, not-yours)."""
    await context.handle(stepwise.go_back, draft=tap.draft, to=tap.to, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """The answer in words. Raises: Refused with what can't be understood."""
    if not await context.read(asking.is_asked, who=context.who, now=context.now()):
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


def _turn(context: BotContext) -> Mapping[str, Any]:
    return {"who": context.who, "message": pressed_id(context), "rules": context.rules, "now": context.now()}


FEATURE = Feature(
    buttons={
        NewEvent: on_new,
        GoOn: on_go_on,
        UseTemplate: on_template,
        RepeatEvent: on_repeat,
        AnswerQuestion: on_answer,
        WriteAnswer: on_write,
        AskFor: on_ask_for,
        GoBack: on_back,
    },
    words=(on_words, on_picture),
)
