"""Asking together, at the edge to Telegram."""

from community import people
from community.polls import together
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.poll_helpers import AcceptHelp, AskHelper, RemoveHelper, ShowHelpers


async def on_helpers(tap: ShowHelpers, context: BotContext) -> None:
    """Who asks it. Raises: Refused (poll-gone, not-asker)."""
    await context.read(together.look, poll=tap.poll, who=context.who, now=context.now())
    await context.reply("poll-helpers", {"poll": tap.poll}, edit=pressed_id(context))
    context.pop_up()


async def on_ask(tap: AskHelper, context: BotContext) -> None:
    """A message to forward. Raises: Refused (poll-gone, not-asker, too-many-organisers)."""
    await context.handle(together.invite, poll=tap.poll, who=context.who, now=context.now())
    context.pop_up()


async def on_link(payload: str, context: BotContext) -> None:
    """Somebody opened the link: they are asked once. Raises: Refused (invitation-gone, organises-already)."""
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.read(together.asked, payload, who=context.who, now=context.now())
    await context.reply("poll-help-asked", {"token": payload})


async def on_accept(tap: AcceptHelp, context: BotContext) -> None:
    """They ask it too. Raises: Refused (invitation-gone, organises-already, too-many-organisers, forgotten)."""
    await context.handle(together.accept, token=tap.token, presser=context.presser, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_remove(tap: RemoveHelper, context: BotContext) -> None:
    """One less. Raises: Refused (poll-gone, not-asker)."""
    message, now = pressed_id(context), context.now()
    await context.handle(together.remove, poll=tap.poll, who=context.who, person=tap.person, message=message, now=now)
    context.pop_up()


FEATURE = Feature(
    buttons={ShowHelpers: on_helpers, AskHelper: on_ask, AcceptHelp: on_accept, RemoveHelper: on_remove}, links={"q_": on_link}
)
"""Who asks a poll."""
