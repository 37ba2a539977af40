"""Changing a call at the edge to Telegram."""

from typing import Any

from community import volunteering
from handlers.call_panel import pressed, rights_over
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.call_changing import ChangeCall, ChangeCallPart, ChangeTasks, ClearCallPart, RemoveTask, StillCan


async def on_change(tap: ChangeCall, context: BotContext) -> None:
    """What can be changed. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over)."""
    await context.handle(volunteering.choose_part, **await pressed(tap.call, context))
    context.pop_up()


async def on_tasks(tap: ChangeTasks, context: BotContext) -> None:
    """Which task. Raises: Refused (call-gone, not-call-organiser)."""
    await context.read(volunteering.must_organise, call=tap.call, who=context.who, admin_of=await rights_over(tap.call, context))
    await context.reply("call-change-tasks", {"call": tap.call, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_part(tap: ChangeCallPart, context: BotContext) -> None:
    """What it is to be. Raises: as on_change, and task-gone, call-too-many-tasks."""
    await context.handle(volunteering.ask_part, part=tap.part, task=tap.task, **await pressed(tap.call, context))
    context.pop_up()


async def on_clear(tap: ClearCallPart, context: BotContext) -> None:
    """It is to be without. Raises: as on_change, and old-button."""
    await context.handle(volunteering.clear_part, part=tap.part, rules=context.rules, **await pressed(tap.call, context))
    context.pop_up()


async def on_remove(tap: RemoveTask, context: BotContext) -> None:
    """Asked once, then it is gone. Raises: as on_change, and task-gone, last-task."""
    values = await pressed(tap.call, context)
    if tap.sure:
        await context.handle(volunteering.remove_task, task=tap.task, rules=context.rules, **values)
    else:
        await context.read(volunteering.must_organise, call=tap.call, who=context.who, admin_of=values["admin_of"])
        await context.reply("task-remove", {"call": tap.call, "task": tap.task}, edit=pressed_id(context))
    context.pop_up()


async def on_still(tap: StillCan, context: BotContext) -> None:
    """They still can. Raises: Refused (call-gone, no-task-here)."""
    values: dict[str, Any] = {"presser": context.presser, "message": pressed_id(context), "now": context.now()}
    await context.handle(volunteering.still_can, call=tap.call, **values)
    context.pop_up((await context.chosen_texts()).say("Thank you. It stays yours."))


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question. Raises: Refused; the question stays open."""
    call = await context.read(volunteering.changes_what, who=context.who, now=context.now())
    if call is None:
        return False
    admin_of = await rights_over(call, context)
    values: dict[str, Any] = {"presser": context.presser, "text": text, "rules": context.rules, "now": context.now(), "admin_of": admin_of}
    await context.handle(volunteering.take_change, **values)
    return True


FEATURE = Feature(
    buttons={
        ChangeCall: on_change,
        ChangeTasks: on_tasks,
        ChangeCallPart: on_part,
        ClearCallPart: on_clear,
        RemoveTask: on_remove,
        StillCan: on_still,
    },
    words=(on_words,),
)
"""Changing a call."""
