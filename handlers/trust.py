"""The trust ladder at the edge to Telegram."""

from community import houses, trust
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.houses import administers
from handlers.routing import Feature
from handlers.taps.trust import AskVoucher, TakeVoucher, Vouch


async def on_ask(tap: AskVoucher, context: BotContext) -> None:
    """Somebody who lives there wants to be known. Raises: Refused as `trust.ask`, and rights-unknown."""
    groups = await context.read(houses.groups_of, tap.house)
    admins = tuple([admin for group in groups for admin in await context.services.rights.admins_of(group)])
    message, rules, now = pressed_id(context), context.rules, context.now()
    await context.handle(trust.ask, house=tap.house, who=context.who, admins=admins, message=message, rules=rules, now=now)
    context.pop_up()


async def on_vouch(tap: Vouch, context: BotContext) -> None:
    """Yes, or I don't know. Raises: Refused (voucher-gone, not-joined, may-not-vouch, not-for-oneself, old-button)."""
    if tap.lives not in (0, 1):
        raise Refused("old-button")
    admin = await administers(await context.read(trust.house_of, tap.voucher), context)
    lives, message, now = bool(tap.lives), pressed_id(context), context.now()
    await context.handle(trust.vouch, voucher=tap.voucher, lives=lives, who=context.who, admin=admin, message=message, now=now)
    context.pop_up()


async def on_take_back(tap: TakeVoucher, context: BotContext) -> None:
    """It was a mistake, or the person moved away. Raises: Refused (voucher-gone, not-joined, may-not-vouch)."""
    admin, message = await administers(await context.read(trust.house_of, tap.voucher), context), pressed_id(context)
    await context.handle(trust.take_back, voucher=tap.voucher, who=context.who, admin=admin, message=message, now=context.now())
    context.pop_up()


FEATURE = Feature(buttons={AskVoucher: on_ask, Vouch: on_vouch, TakeVoucher: on_take_back})
