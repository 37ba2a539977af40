"""Linking at the edge to Telegram: one-use codes by which houses come to areas."""

from community import houses, linking, people
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.houses import administers, in_charge_of
from handlers.routing import Feature
from handlers.taps.linking import JoinArea, MakeAreaCode


async def on_area_code(tap: MakeAreaCode, context: BotContext) -> None:
    """A code for one house. Raises: Refused (area-gone, not-manager, too-many-invitations)."""
    await context.handle(linking.invite_house, who=context.who, area=tap.area, language=context.spoken, now=context.now())
    context.pop_up((await context.chosen_texts()).say("Forward the message below to an admin of the house. It works once."), alert=True)


async def on_code_link(payload: str, context: BotContext) -> None:
    """Somebody opened a code: which of their houses is it for? Raises: Refused (code-gone, code-of-group, not-in-charge)."""
    await context.read(linking.area_of, payload, context.now())
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    mine = await in_charge_of(context)
    if not mine:
        raise Refused("not-in-charge")
    await context.reply("join-area", {"secret": payload, "houses": mine[: houses.LISTED]})


async def on_join(tap: JoinArea, context: BotContext) -> None:
    """This one. Raises: Refused (code-gone, code-of-group, house-gone, not-in-charge, in-another-area)."""
    await context.handle(
        linking.join_area,
        secret=tap.token,
        who=context.who,
        admin=await administers(tap.house, context),
        house=tap.house,
        message=pressed_id(context),
        language=context.spoken,
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


FEATURE = Feature(buttons={MakeAreaCode: on_area_code, JoinArea: on_join}, links={linking.PAYLOAD: on_code_link})
