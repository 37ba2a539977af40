"""Handing over at the edge to Telegram: one tap asks, another one takes it on."""

from community import handing, roles
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.handing import HandOver, HandTo, TakeOnAll


async def on_hand_over(tap: HandOver, context: BotContext) -> None:
    """What there is, and who could have it. Raises: Refused (house-gone, not-joined, nothing-to-hand)."""
    scope = await context.read(roles.scope_of, house=tap.house, area=tap.area)
    if not tap.house and not tap.area:
        own = await context.read(handing.scope_to_hand, context.who)
        if own is None:
            raise Refused("nothing-to-hand")
        scope = own
    await context.read(handing.look, who=context.who, scope=scope, now=context.now())
    await context.reply("hand-over", {"house": scope.house, "area": scope.area}, edit=pressed_id(context))
    context.pop_up()


async def on_hand_to(tap: HandTo, context: BotContext) -> None:
    """This one. Raises: Refused (house-gone, not-joined, nothing-to-hand, role-gone)."""
    scope = await context.read(roles.scope_of, house=tap.house, area=tap.area)
    who, message, language, now = context.who, pressed_id(context), context.spoken, context.now()
    await context.handle(
        handing.ask, who=who, scope=scope, person=tap.person, message=message, language=language, rules=context.rules, now=now
    )
    context.pop_up()


async def on_take_on(tap: TakeOnAll, context: BotContext) -> None:
    """Yes, or no. Raises: Refused (hand-over-gone, not-yours)."""
    who, message, language, now = context.who, pressed_id(context), context.spoken, context.now()
    await context.handle(handing.answer, draft=tap.draft, who=who, yes=bool(tap.yes), message=message, language=language, now=now)
    context.pop_up()


FEATURE = Feature(buttons={HandOver: on_hand_over, HandTo: on_hand_to, TakeOnAll: on_take_on})
