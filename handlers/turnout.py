"""After a call at the edge to Telegram: who came, how long, and the numbers of a house."""

from typing import Any

from community import volunteering
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.houses import administers
from handlers.routing import Feature
from handlers.taps.turnout import AddOthers, ConfirmCame, MarkCame, SayHours, SendHours, ShowCame, ShowHours


async def on_show(tap: ShowCame, context: BotContext) -> None:
    """Who came. Raises: Refused with the reasons of `volunteering.who_came`."""
    await context.read(volunteering.who_came, call=tap.call, who=context.who, rules=context.rules, now=context.now())
    params = {"call": tap.call, "task": tap.task, "page": tap.page}
    await context.reply(volunteering.SCREEN, params, edit=pressed_id(context))
    context.pop_up()


async def on_mark(tap: MarkCame, context: BotContext) -> None:
    """They came, or did not. Raises: Refused with the reasons of `volunteering.mark_came`."""
    values = _pressed(context)
    await context.handle(volunteering.mark_came, volunteer=tap.volunteer, came=bool(tap.came), page=tap.page, **values)
    context.pop_up()


async def on_others(tap: AddOthers, context: BotContext) -> None:
    """So many more helped. Raises: Refused with the reasons of `volunteering.add_others`."""
    await context.handle(volunteering.add_others, task=tap.task, others=tap.others, page=tap.page, **_pressed(context))
    context.pop_up()


async def on_hours(tap: SayHours, context: BotContext) -> None:
    """So long each. Raises: Refused with the reasons of `volunteering.say_hours`."""
    await context.handle(volunteering.say_hours, task=tap.task, minutes=tap.minutes, page=tap.page, **_pressed(context))
    context.pop_up()


async def on_confirm(tap: ConfirmCame, context: BotContext) -> None:
    """It was so. Raises: Refused with the reasons of `volunteering.confirm`."""
    await context.handle(volunteering.confirm, call=tap.call, **_pressed(context))
    context.pop_up()


async def on_house(tap: ShowHours | SendHours, context: BotContext) -> None:
    """The numbers of a house, or its file. Raises: Refused (house-gone, not-in-charge)."""
    admin = await administers(tap.house, context)
    year = tap.year or context.now().year
    await context.read(volunteering.hours_of_house, who=context.who, house=tap.house, admin=admin, year=year)
    kind, edit = ("hours-table", None) if isinstance(tap, SendHours) else ("hours", pressed_id(context))
    await context.reply(kind, {"house": tap.house, "admin": admin, "year": year}, edit=edit)
    context.pop_up()


def _pressed(context: BotContext) -> dict[str, Any]:
    return {"who": context.who, "message": pressed_id(context), "rules": context.rules, "now": context.now()}


FEATURE = Feature(
    buttons={
        ShowCame: on_show,
        MarkCame: on_mark,
        AddOthers: on_others,
        SayHours: on_hours,
        ConfirmCame: on_confirm,
        ShowHours: on_house,
        SendHours: on_house,
    }
)
"""What stands on the screen of who came, and on that of a house's hours."""
