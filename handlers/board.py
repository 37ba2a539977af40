"""The notice board of a house, for those who look after it: managers, and the admins of its groups."""

from community import board, houses
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.houses import administers
from handlers.routing import Feature
from handlers.taps.board import Boarding, HouseBoard


async def on_board(tap: HouseBoard, context: BotContext) -> None:
    """Its address, a new one, or none. Raises: Refused (house-gone, not-in-charge, old-button)."""
    who, admin, message = context.who, await administers(tap.house, context), pressed_id(context)
    if tap.step is Boarding.SHOW:
        await context.read(houses.in_charge, who=who, house=tap.house, admin=admin)
        await context.reply("house-board", {"house": tap.house, "admin": admin}, edit=message)
    else:
        change = board.hang if tap.step is Boarding.HANG else board.take_down
        language, now = context.spoken, context.now()
        await context.handle(change, who=who, admin=admin, house=tap.house, old=tap.old, message=message, language=language, now=now)
    context.pop_up()


FEATURE = Feature(buttons={HouseBoard: on_board})
