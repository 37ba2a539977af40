"""A manager acts for a neighbour without a phone, at the edge to Telegram."""

from community import phoneless, questions
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Feature
from handlers.taps.phoneless import ErasePhoneless, Erasing, FindPhoneless, PrintPhoneless, ShowPhoneless


async def on_find(tap: FindPhoneless, context: BotContext) -> None:
    """The next words are the nickname. Raises: Refused (house-gone, not-manager)."""
    await context.handle(phoneless.ask, house=tap.house, who=context.who, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_show(tap: ShowPhoneless, context: BotContext) -> None:
    """What is kept, again. Raises: Refused (draft-gone, not-yours, not-manager)."""
    await context.read(phoneless.find, draft=tap.draft, who=context.who)
    await context.reply("phoneless", {"draft": tap.draft}, edit=pressed_id(context))
    context.pop_up()


async def on_print(tap: PrintPhoneless, context: BotContext) -> None:
    """As a sheet to print. Raises: Refused (draft-gone, not-yours, not-manager)."""
    await context.read(phoneless.find, draft=tap.draft, who=context.who)
    await context.reply("phoneless-sheet", {"draft": tap.draft})
    context.pop_up()


async def on_erase(tap: ErasePhoneless, context: BotContext) -> None:
    """Asked once, then erased. Raises: Refused (draft-gone, not-yours, not-manager, old-button)."""
    draft, who, message = tap.draft, context.who, pressed_id(context)
    if tap.step is Erasing.ASK:
        (await context.read(phoneless.find, draft=draft, who=who)).of(tap.entry)
        await context.reply("erase-phoneless", {"draft": draft, "entry": tap.entry}, edit=message)
    else:
        free, rules, now = tap.step is Erasing.FREE, context.rules, context.now()
        await context.handle(phoneless.erase, draft=draft, who=who, entry=tap.entry, free=free, message=message, rules=rules, now=now)
    context.pop_up()


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are the nickname. Raises: Refused (no-name, not-manager)."""
    if not await context.read(questions.is_asked, who=context.who, kind=phoneless.KIND, now=context.now()):
        return False
    await context.handle(phoneless.look, who=context.who, text=text, now=context.now())
    return True


FEATURE = Feature(
    buttons={FindPhoneless: on_find, ShowPhoneless: on_show, PrintPhoneless: on_print, ErasePhoneless: on_erase},
    words=(on_words,),
)
