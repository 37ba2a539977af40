"""A person's rights at the edge to Telegram."""

from community import places, privacy
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Command, Feature
from handlers.taps.privacy import NO_HOUSE, ForgetMe, Forgetting, ReadNotice, ShowData, ShowPrivacy


async def on_privacy(tap: Command | ShowPrivacy, context: BotContext) -> None:
    """What is stored, in short."""
    await context.reply("privacy")
    context.pop_up()


async def on_notice(tap: ReadNotice, context: BotContext) -> None:
    """The full notice; for somebody about to join, with the way back. Raises: Refused("old-code")."""
    if tap.token != NO_HOUSE and await context.read(places.house_of_token, tap.token) is None:
        raise Refused("old-code")
    await context.reply("notice", {"token": tap.token, "language": tap.language}, edit=pressed_id(context))
    context.pop_up()


async def on_data(tap: Command | ShowData, context: BotContext) -> None:
    """All that is stored about me."""
    await context.reply("my-data")
    context.pop_up()


async def on_forget_me(command: Command, context: BotContext) -> None:
    """Asks once. Raises: Refused("not-joined")."""
    await context.reply("ask-to-forget")


async def on_forget(tap: ForgetMe, context: BotContext) -> None:
    """Erases, with or without freeing the places."""
    if tap.step is Forgetting.ASK:
        await context.reply("ask-to-forget")
    else:
        await context.handle(
            privacy.forget,
            presser=context.presser,
            free_seats=tap.step is Forgetting.FREE,
            rules=context.rules,
            now=context.now(),
            message=pressed_id(context),
        )
    context.pop_up()


FEATURE = Feature(
    commands={
        ("privacy", "tietosuoja", "dataskydd"): on_privacy,
        ("mydata", "omattiedot", "minadata"): on_data,
        ("forgetme", "unohda", "glommig", "glömmig"): on_forget_me,
    },
    buttons={ShowPrivacy: on_privacy, ReadNotice: on_notice, ShowData: on_data, ForgetMe: on_forget},
)
