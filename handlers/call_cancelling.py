"""Cancelling a call, and taking that back, at the edge to Telegram."""

from community import questions, volunteering
from handlers.call_panel import pressed, rights_over
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.call_cancelling import CancelCall, ChooseCallWhy, UndoCallCancel


async def on_cancel(tap: CancelCall, context: BotContext) -> None:
    """Why, and then done. Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, draft-gone)."""
    values = await pressed(tap.call, context)
    if tap.sure:
        await context.handle(volunteering.cancel, why=tap.why, draft=tap.draft, rules=context.rules, **values)
    else:
        await context.handle(volunteering.ask_why, **values)
    context.pop_up()


async def on_why(tap: ChooseCallWhy, context: BotContext) -> None:
    """For this reason? Raises: Refused (call-gone, not-call-organiser)."""
    await context.read(volunteering.must_organise, call=tap.call, who=context.who, admin_of=await rights_over(tap.call, context))
    await context.reply("call-cancel-sure", {"call": tap.call, "why": tap.why, "draft": 0}, edit=pressed_id(context))
    context.pop_up()


async def on_undo(tap: UndoCallCancel, context: BotContext) -> None:
    """It takes place after all. Raises: Refused (call-gone, not-call-organiser, undo-gone)."""
    await context.handle(volunteering.undo, rules=context.rules, **await pressed(tap.call, context))
    context.pop_up((await context.chosen_texts()).say("It takes place after all."))


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question why. Raises: Refused; the question stays open."""
    if not await context.read(questions.is_asked, who=context.who, kind=volunteering.CANCEL, now=context.now()):
        return False
    await context.handle(volunteering.take_reason, presser=context.presser, text=text, now=context.now())
    return True


FEATURE = Feature(buttons={CancelCall: on_cancel, ChooseCallWhy: on_why, UndoCallCancel: on_undo}, words=(on_words,))
"""Cancelling a call."""
