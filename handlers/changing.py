"""Changing an event at the edge to Telegram."""

from typing import Any

from community import events, questions
from handlers.context import BotContext
from handlers.events import picture_of, pressed_id, rights_in
from handlers.routing import Feature
from handlers.taps.changing import ChangePart, ChooseChange, ChooseTime, ClearPart, SaveChange


async def on_change(tap: ChooseChange, context: BotContext) -> None:
    """What can be changed. Raises: Refused (event-gone, not-organiser, event-cancelled, event-over)."""
    await context.handle(events.choose_part, event=tap.event, **await _pressed(tap.event, context))
    context.pop_up()


async def on_part(tap: ChangePart, context: BotContext) -> None:
    """What it is to be. Raises: as on_change."""
    await context.handle(events.ask_part, event=tap.event, part=tap.part, **await _pressed(tap.event, context))
    context.pop_up()


async def on_clear(tap: ClearPart, context: BotContext) -> None:
    """It is to be without. Raises: as on_change, and old-button."""
    values = {**await _pressed(tap.event, context), "rules": context.rules}
    await context.handle(events.clear_part, event=tap.event, part=tap.part, **values)
    context.pop_up()


async def on_time(tap: ChooseTime, context: BotContext) -> None:
    """This one is meant. Raises: Refused (draft-gone, not-yours)."""
    values: dict[str, Any] = {"presser": context.presser, "message": pressed_id(context), "rules": context.rules, "now": context.now()}
    await context.handle(events.choose_time, draft=tap.draft, number=tap.number, **values)
    context.pop_up()


async def on_save(tap: SaveChange, context: BotContext) -> None:
    """It is so from now on. Raises: Refused (draft-gone, not-yours, and the reasons of events.change)."""
    event = await context.read(events.changes_what, who=context.who, draft=tap.draft)
    await context.handle(events.save_change, draft=tap.draft, rules=context.rules, **await _pressed(event, context))
    context.pop_up((await context.chosen_texts()).say("Saved."))


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question, or the picture. Raises: Refused; the question stays open."""
    now = context.now()
    if not await context.read(questions.is_asked, who=context.who, kind=events.CHANGE, now=now):
        return False
    event = await context.read(events.changes_what, who=context.who)
    values: dict[str, Any] = {"picture": picture_of(context.happened.message), "admin_of": await rights_in(event, context)}
    await context.handle(events.take_change, presser=context.presser, text=text, rules=context.rules, now=now, **values)
    return True


async def _pressed(event: int, context: BotContext) -> dict[str, Any]:
    """Who pressed which message, when, and by whose rights in groups."""
    admin_of = await rights_in(event, context)
    return {"presser": context.presser, "message": pressed_id(context), "now": context.now(), "admin_of": admin_of}


FEATURE = Feature(
    buttons={ChooseChange: on_change, ChangePart: on_part, ClearPart: on_clear, ChooseTime: on_time, SaveChange: on_save},
    words=(on_words,),
)
