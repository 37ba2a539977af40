"""Areas at the edge to Telegram, for those who look after them."""

from community import areas, questions
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.houses import with_few_admins
from handlers.routing import Feature
from handlers.taps.areas import AddHouses, MoveHouse, NameArea, OpenArea, ShowAreas, ShowMoves


async def on_areas(tap: ShowAreas, context: BotContext) -> None:
    """The areas I look after. Raises: Refused("not-manager")."""
    await context.read(areas.managed, context.who)
    await context.reply("areas", {"page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_area(tap: OpenArea, context: BotContext) -> None:
    """One of them. Raises: Refused (area-gone, not-manager)."""
    shown = await context.read(areas.look, who=context.who, area=tap.area)
    listed, _ = areas.on_page(shown.houses, tap.page)
    few = await with_few_admins([house.id for house in listed], context)
    await context.reply("area", {"area": tap.area, "page": tap.page, "few": few}, edit=pressed_id(context))
    context.pop_up()


async def on_name(tap: NameArea, context: BotContext) -> None:
    """What it is called. Raises: Refused (area-gone, not-manager, too-many-areas)."""
    message, language, now = pressed_id(context), context.spoken, context.now()
    await context.handle(areas.ask_name, who=context.who, area=tap.area or None, message=message, language=language, now=now)
    context.pop_up()


async def on_add(tap: AddHouses, context: BotContext) -> None:
    """Which houses it could have. Raises: Refused (area-gone, not-manager)."""
    await context.read(areas.addable, who=context.who, area=tap.area)
    await context.reply("add-houses", {"area": tap.area, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_moves(tap: ShowMoves, context: BotContext) -> None:
    """Which area a house could be in. Raises: Refused (house-gone, not-manager)."""
    await context.read(areas.moving, who=context.who, house=tap.house)
    await context.reply("moves", {"house": tap.house, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_move(tap: MoveHouse, context: BotContext) -> None:
    """It is in this one. Raises: Refused (house-gone, area-gone, not-manager, last-manager)."""
    who, message, now = context.who, pressed_id(context), context.now()
    await context.handle(areas.move, who=who, house=tap.house, area=tap.area or None, message=message, language=context.spoken, now=now)
    context.pop_up((await context.chosen_texts()).say("Done."))


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are the name. Raises: Refused (bad-house-name, area-named-so, area-gone, not-manager)."""
    if not await context.read(questions.is_asked, who=context.who, kind=areas.KIND, now=context.now()):
        return False
    await context.handle(areas.write_name, who=context.who, text=text, language=context.spoken, now=context.now())
    return True


FEATURE = Feature(
    buttons={
        ShowAreas: on_areas,
        OpenArea: on_area,
        NameArea: on_name,
        AddHouses: on_add,
        ShowMoves: on_moves,
        MoveHouse: on_move,
    },
    words=(on_words,),
)
