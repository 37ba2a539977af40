"""Swapping two shifts at the edge to Telegram."""

from typing import Any

from community.events import Press
from community.volunteering import handing, swapping
from community.volunteering.swapping import Agreed
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.swaps import AgreeToTaskSwap, AskTaskSwap, LeaveTaskSwap, OpenTaskSwap


async def on_swap(tap: OpenTaskSwap, context: BotContext) -> None:
    """For which other task? Raises: Refused("not-your-task")."""
    await context.read(handing.may_hand_over, task=tap.task, who=context.who)
    await context.reply(swapping.SCREEN, {"task": tap.task}, edit=pressed_id(context))
    context.pop_up()


async def on_ask(tap: AskTaskSwap, context: BotContext) -> None:
    """All who have it are asked. Raises: Refused as `swapping.ask`."""
    message, rules, now = pressed_id(context), context.rules, context.now()
    of: dict[str, Any] = {"call": tap.call, "task": tap.task, "other": tap.other, "who": context.who, "message": message}
    await context.handle(swapping.ask, sure=bool(tap.sure), rules=rules, now=now, **of)
    context.pop_up()


async def on_leave(tap: LeaveTaskSwap, context: BotContext) -> None:
    """Nobody is asked any more. Raises: Refused as `swapping.withdraw`."""
    message, now = pressed_id(context), context.now()
    await context.handle(swapping.withdraw, call=tap.call, task=tap.task, who=context.who, message=message, now=now)
    context.pop_up()


async def on_agree(tap: AgreeToTaskSwap, context: BotContext) -> None:
    """They swap. Raises: Refused as `swapping.agree`."""
    press = Press(None, pressed_id(context), context.happened.update_id)
    values: dict[str, Any] = {"rules": context.rules, "now": context.now()}
    agreed = await context.handle(swapping.agree, swap=tap.swap, sure=bool(tap.sure), who=context.who, press=press, **values)
    texts = await context.chosen_texts()
    said = {
        Agreed.SWAPPED: texts.say("You have swapped your tasks."),
        Agreed.OVERLAPS: "",
        Agreed.FAILED: texts.say("They have another task at that time by now. You keep yours."),
    }
    context.pop_up(said[agreed], alert=agreed is Agreed.FAILED)


FEATURE = Feature(
    buttons={OpenTaskSwap: on_swap, AskTaskSwap: on_ask, LeaveTaskSwap: on_leave, AgreeToTaskSwap: on_agree},
)
"""Swapping two shifts."""
