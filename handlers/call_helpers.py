"""Looking after a call together, at the edge to Telegram."""

from community import people
from community.volunteering import together
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.call_helpers import AcceptCallHelp, AskCallHelper, LeaveCallHelp, RemoveCallHelper, ShowCallHelpers, WithdrawCallLink


async def on_helpers(tap: ShowCallHelpers, context: BotContext) -> None:
    """Who looks after it. Raises: Refused (call-gone, not-call-organiser)."""
    await context.read(together.look, call=tap.call, who=context.who, now=context.now())
    await context.reply("call-helpers", {"call": tap.call}, edit=pressed_id(context))
    context.pop_up()


async def on_ask(tap: AskCallHelper, context: BotContext) -> None:
    """A message to forward. Raises: Refused as `together.invite`."""
    await context.handle(together.invite, call=tap.call, who=context.who, now=context.now())
    context.pop_up()


async def on_withdraw(tap: WithdrawCallLink, context: BotContext) -> None:
    """The link leads nowhere any more. Raises: Refused (call-gone, not-call-organiser)."""
    await context.handle(together.withdraw, call=tap.call, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_link(payload: str, context: BotContext) -> None:
    """Somebody opened the link: they are asked once. Raises: Refused as `together.asked`."""
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.read(together.asked, payload, who=context.who, now=context.now())
    await context.reply("call-help-asked", {"token": payload})


async def on_accept(tap: AcceptCallHelp, context: BotContext) -> None:
    """They look after it too. Raises: Refused as `together.accept`."""
    await context.handle(together.accept, token=tap.token, presser=context.presser, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_leave(tap: LeaveCallHelp, context: BotContext) -> None:
    """The others go on alone: asked once, then done. Raises: Refused (call-gone, not-call-organiser, no-successor)."""
    if tap.sure:
        await context.handle(together.leave, call=tap.call, who=context.who, message=pressed_id(context), now=context.now())
    else:
        await context.read(together.look, call=tap.call, who=context.who, now=context.now())
        await context.reply("call-help-leaves", {"call": tap.call}, edit=pressed_id(context))
    context.pop_up()


async def on_remove(tap: RemoveCallHelper, context: BotContext) -> None:
    """Another one's part ends. Raises: Refused (call-gone, not-call-organiser)."""
    message, now = pressed_id(context), context.now()
    await context.handle(together.remove, call=tap.call, who=context.who, person=tap.person, message=message, now=now)
    context.pop_up()


FEATURE = Feature(
    buttons={
        ShowCallHelpers: on_helpers,
        AskCallHelper: on_ask,
        WithdrawCallLink: on_withdraw,
        AcceptCallHelp: on_accept,
        LeaveCallHelp: on_leave,
        RemoveCallHelper: on_remove,
    },
    links={"k_": on_link},
)
"""Who looks after a call."""
