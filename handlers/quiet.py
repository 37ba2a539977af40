"""A person's quiet hours at the edge to Telegram."""

from community import people, quiet_hours
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.quiet import ChooseQuiet, ShowQuiet


async def on_quiet(tap: ShowQuiet, context: BotContext) -> None:
    """When I hear nothing. Raises: Refused("not-joined")."""
    await context.read(people.known, context.who)
    await context.reply("quiet", edit=pressed_id(context))
    context.pop_up()


async def on_choose(tap: ChooseQuiet, context: BotContext) -> None:
    """The person chooses the hours."""
    await context.handle(
        quiet_hours.choose,
        who=context.who,
        since=tap.since or None,
        until=tap.until or None,
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


FEATURE = Feature(buttons={ShowQuiet: on_quiet, ChooseQuiet: on_choose})
