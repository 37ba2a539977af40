"""Handing a task over at the edge to Telegram."""

from typing import Any

from community import people
from community.events import Press
from community.volunteering import handing
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.hand_overs import FindSomebody, KeepTask, MakeTaskLink, OpenHandOver, TakeByLink, TakeHandedOver
from handlers.views.hand_overs import LINK
from handlers.volunteering import on_my_tasks, pressed, say_taken


async def on_hand_over(tap: OpenHandOver, context: BotContext) -> None:
    """How it can be handed over. Raises: Refused("not-your-task")."""
    await context.read(handing.may_hand_over, task=tap.task, who=context.who)
    await context.reply(handing.SCREEN, {"task": tap.task}, edit=pressed_id(context))
    context.pop_up()


async def on_find(tap: FindSomebody, context: BotContext) -> None:
    """Somebody is looked for. Raises: Refused as `handing.find_somebody`."""
    message, rules, now = pressed_id(context), context.rules, context.now()
    await context.handle(handing.find_somebody, call=tap.call, task=tap.task, who=context.who, message=message, rules=rules, now=now)
    context.pop_up()


async def on_link_wanted(tap: MakeTaskLink, context: BotContext) -> None:
    """A link for one neighbour. Raises: Refused as `handing.make_link`."""
    message, now = pressed_id(context), context.now()
    await context.handle(handing.make_link, call=tap.call, task=tap.task, who=context.who, message=message, now=now)
    context.pop_up((await context.chosen_texts()).say("Forward the message below to one person. It works once."), alert=True)


async def on_keep(tap: KeepTask, context: BotContext) -> None:
    """They do it themselves. Raises: Refused as `handing.withdraw`."""
    message, now = pressed_id(context), context.now()
    await context.handle(handing.withdraw, call=tap.call, task=tap.task, who=context.who, message=message, now=now)
    context.pop_up()


async def on_take(tap: TakeHandedOver, context: BotContext) -> None:
    """Somebody who was asked takes it. Raises: Refused as `handing.take_over`."""
    values = pressed(tap, context)
    taken = await context.handle(handing.take_over, call=tap.call, task=tap.task, hand=tap.hand, wish=tap.wish, **values)
    await say_taken(taken, context)


async def on_take_by_link(tap: TakeByLink, context: BotContext) -> None:
    """Whoever got the link takes it. Raises: Refused as `handing.take_by_link`."""
    press = Press(None, pressed_id(context), context.happened.update_id, invited=True)
    values: dict[str, Any] = {"presser": context.presser, "press": press, "rules": context.rules, "now": context.now()}
    await say_taken(await context.handle(handing.take_by_link, secret=tap.secret, wish=tap.wish, **values), context)


async def on_link(payload: str, context: BotContext) -> None:
    """Somebody opened the link: they are asked once. Raises: Refused as `handing.look`."""
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    await context.read(handing.look, secret=payload, now=context.now())
    await context.reply("task-link-opened", {"secret": payload})


FEATURE = Feature(
    buttons={
        OpenHandOver: on_hand_over,
        FindSomebody: on_find,
        MakeTaskLink: on_link_wanted,
        KeepTask: on_keep,
        TakeHandedOver: on_take,
        TakeByLink: on_take_by_link,
    },
    again={TakeHandedOver: on_my_tasks},
    links={LINK: on_link},
)
"""Handing a task over."""
