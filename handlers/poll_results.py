"""The result of a poll at the edge to Telegram: its picture, and its table."""

from community import polls
from handlers.context import BotContext
from handlers.poll_panel import rights_over
from handlers.polls import must_see
from handlers.routing import Feature
from handlers.taps.poll_results import SendTable, ShowPicture


async def on_picture(tap: ShowPicture, context: BotContext) -> None:
    """The bars, and the same in words. Raises: Refused("not-here")."""
    await must_see(tap.poll, tap.ticket, context)
    await context.reply("poll-picture", {"poll": tap.poll})
    context.pop_up()


async def on_table(tap: SendTable, context: BotContext) -> None:
    """A file for a spreadsheet. Raises: Refused (poll-gone, not-asker)."""
    await context.read(polls.must_ask, poll=tap.poll, who=context.who, admin_of=await rights_over(tap.poll, context))
    await context.reply("poll-table", {"poll": tap.poll})
    context.pop_up()


FEATURE = Feature(buttons={ShowPicture: on_picture, SendTable: on_table})
"""What stands under a result."""
