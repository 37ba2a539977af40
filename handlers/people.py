"""The private chat at the edge to Telegram: menu, my things, language, reminders."""

from community import people
from handlers.context import BotContext
from handlers.events import pressed_id
from handlers.routing import Command, Feature
from handlers.taps.people import ChooseLanguage, ChooseReminders, ShowLanguages, ShowMenu, ShowMine, ShowReminders


async def on_menu(tap: Command | ShowMenu, context: BotContext) -> None:
    """The menu."""
    await _show("menu", tap, context)


async def on_help(command: Command, context: BotContext) -> None:
    """What one can write."""
    await context.reply("help")


async def on_my(tap: Command | ShowMine, context: BotContext) -> None:
    """My things."""
    await _show("mine", tap, context)


async def on_languages(tap: Command | ShowLanguages, context: BotContext) -> None:
    """Which languages there are."""
    await _show("languages", tap, context)


async def on_language(tap: ChooseLanguage, context: BotContext) -> None:
    """The person's own language."""
    await context.handle(people.choose_language, who=context.who, language=tap.language, message=pressed_id(context), now=context.now())
    context.pop_up()


async def on_reminders(tap: Command | ShowReminders, context: BotContext) -> None:
    """When I am reminded. Raises: Refused("not-joined")."""
    await context.read(people.known, context.who)
    await _show("reminders", tap, context)


async def on_reminding(tap: ChooseReminders, context: BotContext) -> None:
    """The person chooses when to be reminded."""
    await context.handle(
        people.choose_reminding,
        who=context.who,
        reminding=tap.reminding,
        lead_minutes=tap.minutes or None,
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


async def on_other_words(text: str, context: BotContext) -> bool:
    """Words the bot does not understand lead to the menu, never to silence."""
    await context.reply("lost")
    return True


async def _show(kind: str, tap: object, context: BotContext) -> None:
    await context.reply(kind)
    context.pop_up()


FEATURE = Feature(
    commands={
        ("menu", "valikko", "meny"): on_menu,
        ("help", "apua", "hjalp", "hjälp"): on_help,
        ("my", "omat", "mina"): on_my,
        ("language", "kieli", "sprak", "språk"): on_languages,
        ("reminders", "muistutukset", "paminnelser", "påminnelser"): on_reminders,
    },
    buttons={
        ShowMenu: on_menu,
        ShowMine: on_my,
        ShowLanguages: on_languages,
        ChooseLanguage: on_language,
        ShowReminders: on_reminders,
        ChooseReminders: on_reminding,
    },
)
