"""Cancelling an event, and taking that back, at the edge to Telegram."""

from typing import Any

from community import events, questions
from handlers.context import BotContext
from handlers.events import pressed_id, rights_in
from handlers.routing import Feature
from handlers.taps.cancelling import CancelEvent, ChooseWhy, UndoCancel


async def on_cancel(tap: CancelEvent, context: BotContext) -> None:
    """Why, and then done. Raises: Refused (event-gone, not-organiser, event-cancelled, event-over, draft-gone)."""
    values: dict[str, Any] = {"message": pressed_id(context), "now": context.now(), "admin_of": await rights_in(tap.event, context)}
    if tap.sure:
        values |= {"why": tap.why, "draft": tap.draft, "rules": context.rules}
        await context.handle(events.cancel, event=tap.event, who=context.who, **values)
    else:
        await context.handle(events.ask_why, event=tap.event, presser=context.presser, **values)
    context.pop_up()


async def on_why(tap: ChooseWhy, context: BotContext) -> None:
    """For this reason? Raises: Refused (event-gone, not-organiser)."""
    await context.read(events.must_organise, event=tap.event, who=context.who, admin_of=await rights_in(tap.event, context))
    await context.reply("cancel-event", {"event": tap.event, "why": tap.why, "draft": 0}, edit=pressed_id(context))
    context.pop_up()


async def on_undo(tap: UndoCancel, context: BotContext) -> None:
    """It takes place after all. Raises: Refused (event-gone, not-organiser, undo-gone)."""
    values: dict[str, Any] = {"message": pressed_id(context), "now": context.now(), "admin_of": await rights_in(tap.event, context)}
    await context.handle(events.undo_cancel, event=tap.event, who=context.who, rules=context.rules, **values)
    context.pop_up((await context.chosen_texts()).say("It takes place after all."))


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question why. Raises: Refused; the question stays open."""
    if not await context.read(questions.is_asked, who=context.who, kind=events.CANCEL, now=context.now()):
        return False
    await context.handle(events.take_reason, presser=context.presser, text=text, now=context.now())
    return True


FEATURE = Feature(buttons={CancelEvent: on_cancel, ChooseWhy: on_why, UndoCancel: on_undo}, words=(on_words,))
