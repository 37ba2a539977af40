"""What the organiser of a call does, at the edge to Telegram."""

from typing import Any

from community import volunteering
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import administered, pressed_id
from handlers.routing import Feature
from handlers.taps.call_panel import AskByItself, AskChat, CloseCall, FinishCall, GoOnAnyway, OpenCallPanel, ShowDoers
from handlers.views import call_needed as needed


async def on_panel(tap: OpenCallPanel, context: BotContext) -> None:
    """The organiser's screen. Raises: Refused (call-gone, not-call-organiser)."""
    await context.read(volunteering.must_organise, call=tap.call, who=context.who, admin_of=await rights_over(tap.call, context))
    await context.reply(volunteering.PANEL, {"call": tap.call}, edit=pressed_id(context))
    context.pop_up()


async def on_doers(tap: ShowDoers, context: BotContext) -> None:
    """Who does what. Raises: Refused (call-gone, not-call-organiser)."""
    await context.read(volunteering.must_organise, call=tap.call, who=context.who)
    await context.reply("doers", {"call": tap.call, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_close(tap: CloseCall, context: BotContext) -> None:
    """Nobody new, or again. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over)."""
    await context.handle(volunteering.close, closed=bool(tap.closed), **await pressed(tap.call, context))
    context.pop_up()


async def on_finish(tap: FinishCall, context: BotContext) -> None:
    """It is done. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, ends-by-itself)."""
    await context.handle(volunteering.finish, **await pressed(tap.call, context))
    context.pop_up()


async def on_ask(tap: AskChat, context: BotContext) -> None:
    """The chat is asked for who is missing. Raises: Refused as `volunteering.ask_chat`."""
    asked = await context.handle(volunteering.ask_chat, rules=context.rules, **await pressed(tap.call, context))
    context.pop_up(needed.asked(asked, await context.chosen_texts(), context.rules.zone, context.now()), alert=True)


async def on_auto(tap: AskByItself, context: BotContext) -> None:
    """It is asked by itself, or not. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over)."""
    await context.handle(volunteering.set_auto, auto=bool(tap.auto), **await pressed(tap.call, context))
    context.pop_up()


async def on_go_on(tap: GoOnAnyway, context: BotContext) -> None:
    """It goes on. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over)."""
    await context.handle(volunteering.go_on, **await pressed(tap.call, context))
    context.pop_up()


async def pressed(call: int, context: BotContext) -> dict[str, Any]:
    """Who pressed which message, when, and by whose rights in groups."""
    admin_of = await rights_over(call, context)
    return {"call": call, "presser": context.presser, "message": pressed_id(context), "now": context.now(), "admin_of": admin_of}


async def rights_over(call: int, context: BotContext) -> frozenset[int]:
    """The groups by whose rights the presser may change a call; Telegram is not asked about who may anyway."""
    try:
        await context.read(volunteering.must_organise, call=call, who=context.who)
    except Refused:
        return await administered(await context.read(volunteering.thing_shown, call), context)
    return frozenset()


FEATURE = Feature(
    buttons={
        OpenCallPanel: on_panel,
        ShowDoers: on_doers,
        CloseCall: on_close,
        FinishCall: on_finish,
        AskChat: on_ask,
        AskByItself: on_auto,
        GoOnAnyway: on_go_on,
    }
)
"""The organiser's screen."""
