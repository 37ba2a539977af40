"""Many houses of an area at once, at the edge to Telegram: their lines, their posters, the texts for their groups."""

from community import founding
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.founding import AddManyHouses, AddNewHouses, MakeGroupTexts, MakePosters, ShowWaiting, TurnNewHouses, UndoHouses


async def on_many(tap: AddManyHouses, context: BotContext) -> None:
    """Which houses? Raises: Refused (area-gone, not-manager)."""
    message, language, rules, now = pressed_id(context), context.spoken, context.rules, context.now()
    await context.handle(founding.ask, who=context.who, area=tap.area, message=message, language=language, rules=rules, now=now)
    context.pop_up()


async def on_lines(text: str, context: BotContext) -> bool:
    """In private, the words after the question are their lines. Raises: Refused (area-gone, not-manager, too-many-houses)."""
    if not await context.read(founding.is_asked, who=context.who, now=context.now()):
        return False
    await context.handle(founding.write, who=context.who, text=text, language=context.spoken, now=context.now())
    return True


async def on_page(tap: TurnNewHouses, context: BotContext) -> None:
    """Another page of them. Raises: Refused (new-houses-gone, not-yours, area-gone, not-manager)."""
    await context.read(founding.look, who=context.who, draft=tap.draft, now=context.now())
    await context.reply("new-houses", {"draft": tap.draft, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_add(tap: AddNewHouses, context: BotContext) -> None:
    """These. Raises: Refused (new-houses-gone, not-yours, area-gone, not-manager, no-new-houses, too-many-houses)."""
    message, language, rules, now = pressed_id(context), context.spoken, context.rules, context.now()
    await context.handle(founding.add, who=context.who, draft=tap.draft, message=message, language=language, rules=rules, now=now)
    context.pop_up((await context.chosen_texts()).say("Done."))


async def on_undo(tap: UndoHouses, context: BotContext) -> None:
    """Not these. Raises: Refused (houses-undo-gone, not-yours, area-gone, not-manager, houses-used)."""
    message, language, rules, now = pressed_id(context), context.spoken, context.rules, context.now()
    await context.handle(founding.undo, who=context.who, draft=tap.draft, message=message, language=language, rules=rules, now=now)
    context.pop_up((await context.chosen_texts()).say("Undone. Your lines are still here."))


async def on_waiting(tap: ShowWaiting, context: BotContext) -> None:
    """Which wait for their group. Raises: Refused (area-gone, not-manager)."""
    await context.read(founding.waiting_houses, who=context.who, area=tap.area)
    await context.reply("waiting-houses", {"area": tap.area, "page": tap.page}, edit=pressed_id(context))
    context.pop_up()


async def on_texts(tap: MakeGroupTexts, context: BotContext) -> None:
    """A text for each of them. Raises: Refused (area-gone, not-manager, nothing-waits, too-many-invitations)."""
    await context.handle(founding.make_codes, who=context.who, area=tap.area, language=context.spoken, now=context.now())
    context.pop_up()


async def on_posters(tap: MakePosters, context: BotContext) -> None:
    """A page for each house. Raises: Refused (area-gone, not-manager, no-houses)."""
    await context.read(founding.to_print, who=context.who, area=tap.area, waiting=bool(tap.waiting), part=tap.part)
    await context.reply("posters", {"area": tap.area, "waiting": bool(tap.waiting), "part": tap.part})
    context.pop_up((await context.chosen_texts()).say("The posters come in a moment."))


FEATURE = Feature(
    buttons={
        AddManyHouses: on_many,
        TurnNewHouses: on_page,
        AddNewHouses: on_add,
        UndoHouses: on_undo,
        ShowWaiting: on_waiting,
        MakeGroupTexts: on_texts,
        MakePosters: on_posters,
    },
    words=(on_lines,),
)
