"""The screen behind "More…" of a call at the edge to Telegram, and neighbours without a phone who take tasks."""

from typing import Any

from community.events import Passing
from community.volunteering import proxies
from handlers.call_panel import rights_over
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.call_more import OpenCallMore
from handlers.taps.task_neighbours import (
    AskTaskNeighbour,
    OpenTaskNeighbours,
    PassTaskNewsOn,
    SignUpTaskNeighbour,
    TaskNeighbourCant,
)
from handlers.volunteering import must_see


async def on_more(tap: OpenCallMore, context: BotContext) -> None:
    """What else a resident can do with a call. Raises: Refused("not-here")."""
    await must_see(tap.call, tap.ticket, context)
    await context.reply("call-more", {"call": tap.call}, edit=pressed_id(context))
    context.pop_up()


async def on_neighbours(tap: OpenTaskNeighbours, context: BotContext) -> None:
    """Which task does a neighbour take? Raises: Refused (call-gone, not-joined, not-vouched)."""
    admin_of = await rights_over(tap.call, context)
    await context.read(proxies.may_sign_up, call=tap.call, who=context.who, admin_of=admin_of)
    await context.reply("task-for-neighbours", {"call": tap.call, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_ask(tap: AskTaskNeighbour, context: BotContext) -> None:
    """This one: by which nickname? Raises: Refused as `proxies.ask_nickname`."""
    admin_of, message, now = await rights_over(tap.call, context), pressed_id(context), context.now()
    values: dict[str, Any] = {"who": context.who, "message": message, "now": now, "admin_of": admin_of}
    await context.handle(proxies.ask_nickname, call=tap.call, task=tap.task, **values)
    context.pop_up()


async def on_sign_up(tap: SignUpTaskNeighbour, context: BotContext) -> None:
    """Without a nickname. Raises: Refused as `proxies.sign_up_nameless`."""
    admin_of, message, now = await rights_over(tap.call, context), pressed_id(context), context.now()
    values: dict[str, Any] = {"who": context.who, "message": message, "rules": context.rules, "now": now, "admin_of": admin_of}
    await context.handle(proxies.sign_up_nameless, call=tap.call, task=tap.task, number=tap.number, **values)
    context.pop_up()


async def on_cant(tap: TaskNeighbourCant, context: BotContext) -> None:
    """The neighbour does not do it after all. Raises: Refused as `proxies.neighbour_cant`."""
    message, rules, now = pressed_id(context), context.rules, context.now()
    await context.handle(proxies.neighbour_cant, volunteer=tap.volunteer, who=context.who, message=message, rules=rules, now=now)
    context.pop_up()


async def on_pass_on(tap: PassTaskNewsOn, context: BotContext) -> None:
    """The neighbour knows, or could not be reached. Raises: Refused("old-button")."""
    passing = await context.handle(proxies.pass_news_on, volunteer=tap.volunteer, told=bool(tap.told), who=context.who)
    texts = await context.chosen_texts()
    told = texts.say("Thanks for telling."), texts.say("Marked. The organiser sees it.")
    context.pop_up(told[passing is Passing.UNREACHED])


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are a nickname. Raises: Refused as `proxies.sign_up_by_nickname`."""
    who, now = context.who, context.now()
    asked = await context.read(proxies.task_of_nickname, who=who, now=now)
    if asked is None:
        return False
    admin_of = await rights_over(asked[0], context)
    await context.handle(proxies.sign_up_by_nickname, who=who, text=text, rules=context.rules, now=now, admin_of=admin_of)
    return True


FEATURE = Feature(
    buttons={
        OpenCallMore: on_more,
        OpenTaskNeighbours: on_neighbours,
        AskTaskNeighbour: on_ask,
        SignUpTaskNeighbour: on_sign_up,
        TaskNeighbourCant: on_cant,
        PassTaskNewsOn: on_pass_on,
    },
    words=(on_words,),
)
"""What hangs behind "More…" of a call."""
