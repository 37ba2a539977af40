"""What a house chooses, at the edge to Telegram."""

from community import choices, houses
from community.choices import Choice
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.houses import administers
from handlers.routing import Feature
from handlers.taps.choices import AskSetting, ChooseSetting, OpenSettings


async def on_open(tap: OpenSettings, context: BotContext) -> None:
    """What the house has chosen. Raises: Refused (house-gone, not-in-charge)."""
    admin = await administers(tap.house, context)
    await context.read(houses.in_charge, who=context.who, house=tap.house, admin=admin)
    topic = (tap.chat, tap.thread) if tap.chat and tap.thread else None
    await context.reply("settings", {"house": tap.house, "admin": admin, "topic": topic}, edit=pressed_id(context))
    context.pop_up()


async def on_ask(tap: AskSetting, context: BotContext) -> None:
    """What there is to choose. Raises: Refused (house-gone, not-in-charge)."""
    await context.handle(
        choices.ask,
        who=context.who,
        admin=await administers(tap.house, context),
        house=tap.house,
        what=tap.what,
        message=pressed_id(context),
        language=context.spoken,
        now=context.now(),
    )
    context.pop_up()


async def on_choose(tap: ChooseSetting, context: BotContext) -> None:
    """This is the choice. Raises: Refused (house-gone, not-in-charge, old-button, chat-gone)."""
    await context.handle(
        choices.choose,
        who=context.who,
        admin=await administers(tap.house, context),
        choice=Choice(tap.house, tap.what, tap.chat, tap.value),
        message=pressed_id(context),
        language=context.spoken,
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up((await context.chosen_texts()).say("Done."))


async def on_words(text: str, context: BotContext) -> bool:
    """In private, the words after the question are the answer. Raises: Refused (no-such-zone, bad-house-name)."""
    asked = await context.read(choices.awaited, who=context.who, now=context.now())
    if asked is None:
        return False
    admin, now = await administers(asked.house, context), context.now()
    await context.handle(choices.write, who=context.who, admin=admin, text=text, language=context.spoken, rules=context.rules, now=now)
    return True


FEATURE = Feature(buttons={OpenSettings: on_open, AskSetting: on_ask, ChooseSetting: on_choose}, words=(on_words,))
