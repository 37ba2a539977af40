"""What the asker of a poll does, at the edge to Telegram."""

from typing import Any

from community import polls
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import administered, pressed_id
from handlers.routing import Feature
from handlers.taps.poll_panel import ClosePoll, OpenPollPanel


async def on_panel(tap: OpenPollPanel, context: BotContext) -> None:
    """The asker's screen. Raises: Refused (poll-gone, not-asker)."""
    await context.read(polls.must_ask, poll=tap.poll, who=context.who, admin_of=await rights_over(tap.poll, context))
    await context.reply("poll-panel", {"poll": tap.poll}, edit=pressed_id(context))
    context.pop_up()


async def on_close(tap: ClosePoll, context: BotContext) -> None:
    """Asked once, then closed. Raises: Refused (poll-gone, not-asker, poll-cancelled)."""
    admin_of = await rights_over(tap.poll, context)
    if tap.sure:
        values: dict[str, Any] = {"who": context.who, "message": pressed_id(context), "now": context.now(), "admin_of": admin_of}
        await context.handle(polls.close_now, poll=tap.poll, **values)
    else:
        await context.read(polls.must_ask, poll=tap.poll, who=context.who, admin_of=admin_of)
        await context.reply("poll-close", {"poll": tap.poll}, edit=pressed_id(context))
    context.pop_up()


async def rights_over(poll: int, context: BotContext) -> frozenset[int]:
    """The groups by whose rights the presser may change a poll; Telegram is not asked about who may anyway."""
    try:
        await context.read(polls.must_ask, poll=poll, who=context.who)
    except Refused:
        return await administered(poll, context)
    return frozenset()


FEATURE = Feature(buttons={OpenPollPanel: on_panel, ClosePoll: on_close})
"""The asker's screen."""
