"""An event in more groups, at the edge to Telegram."""

import asyncio
from collections.abc import Sequence

from community import events
from community.events import spreading
from community.events.targets import Target
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.spreading import OpenSpread, SpreadOver, SpreadTo


async def on_open(tap: OpenSpread, context: BotContext) -> None:
    """Where it hangs and could hang. Raises: Refused (event-gone, not-organiser)."""
    await context.read(events.must_organise, event=tap.event, who=context.who)
    await context.reply("spread", {"event": tap.event}, edit=pressed_id(context))
    context.pop_up()


async def on_spread_to(tap: SpreadTo, context: BotContext) -> None:
    """One more group. Raises: Refused (event-gone, not-organiser, event-over, not-admin)."""
    found = await context.read(spreading.look, event=tap.event, who=context.who)
    await _spread(tap.event, [each for each in found.offered if each.chat.id == tap.chat], context)


async def on_spread_over(tap: SpreadOver, context: BotContext) -> None:
    """All groups of an area or of the house. Raises: Refused (event-gone, not-organiser, not-here, event-over, not-admin)."""
    found = await context.read(spreading.look, event=tap.event, who=context.who)
    await _spread(tap.event, spreading.within(found, tap.area or None), context)


async def _spread(event: int, targets: Sequence[Target], context: BotContext) -> None:
    shown = await context.handle(
        spreading.show_in,
        event=event,
        who=context.who,
        chats=frozenset(each.chat.id for each in targets),
        admin_of=await administered(targets, context),
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up((await context.chosen_texts()).count("Shown in {n} more group.", "Shown in {n} more groups.", shown))


async def administered(targets: Sequence[Target], context: BotContext) -> frozenset[int]:
    """Which of these groups (by row) the person administers, as Telegram says."""
    admin = await asyncio.gather(*(_administers(each.chat.telegram_id, context) for each in targets))
    return frozenset(each.chat.id for each, is_admin in zip(targets, admin, strict=True) if is_admin)


async def _administers(group: int, context: BotContext) -> bool:
    """Who may publish by a role needs no word of Telegram's."""
    try:
        return await context.services.rights.is_admin(context.who, group)
    except Refused:
        return False


FEATURE = Feature(buttons={OpenSpread: on_open, SpreadTo: on_spread_to, SpreadOver: on_spread_over})
