"""Houses at the edge to Telegram, for those who look after them: managers, and the admins of their groups."""

import asyncio
from collections.abc import Sequence

from telegram.constants import ChatType

from community import houses, people
from community.houses import LISTED
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import is_anonymous, pressed_id
from handlers.routing import Command, Feature, say_here
from handlers.taps.houses import Coding, HouseCode, OpenHouse, ShowHouses
from handlers.views.houses import FEW_ADMINS
from storage.places import Chat

TOPIC_PARTS = 2

LONGEST = 19
"""As many digits as the largest number a database holds."""


async def on_settings(command: Command, context: BotContext) -> None:
    """`/settings`: in private the houses one looks after, in a group its own; who can't be written to is shown the way.

    Raises: Refused (not-in-charge, house-gone).
    """
    message = command.message
    if message.chat.type == ChatType.PRIVATE:
        await _show_houses(0, None, context)
        return
    chat = await context.read(houses.chat_of_group, message.chat.id)
    if chat is None:
        raise Refused("house-gone")
    topic = (chat.id, message.message_thread_id) if message.is_topic_message and message.message_thread_id else None
    if is_anonymous(message) or not await context.read(people.is_reachable, context.who):
        await say_here("settings-here", {"house": chat.house_id, "topic": topic}, message, context)
    else:
        await show_house(chat.house_id, None, context, topic)


async def on_houses(tap: ShowHouses, context: BotContext) -> None:
    """The houses I look after. Raises: Refused("not-in-charge")."""
    await _show_houses(tap.page, pressed_id(context), context)
    context.pop_up()


async def on_house(tap: OpenHouse, context: BotContext) -> None:
    """One of them. Raises: Refused (house-gone, not-in-charge)."""
    await show_house(tap.house, pressed_id(context), context)
    context.pop_up()


async def on_code(tap: HouseCode, context: BotContext) -> None:
    """The code to print, or a new one: asked once, then made. Raises: Refused (house-gone, not-in-charge, old-button)."""
    who, house, admin = context.who, tap.house, await administers(tap.house, context)
    if tap.step is Coding.RENEW:
        message, language, now = pressed_id(context), context.spoken, context.now()
        await context.handle(houses.renew_code, who=who, admin=admin, house=house, old=tap.old, message=message, language=language, now=now)
    else:
        await context.read(houses.in_charge, who=who, house=house, admin=admin)
        kind = "ask-new-code" if tap.step is Coding.ASK else "house-code"
        await context.reply(kind, {"house": house, "admin": admin})
    context.pop_up()


async def on_house_link(payload: str, context: BotContext) -> None:
    """From the group's welcome to its house. Raises: Refused (house-gone, not-in-charge)."""
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    house, *topic = (int(each) if each.isdecimal() and len(each) < LONGEST else 0 for each in payload.split("_"))
    await show_house(house, None, context, (topic[0], topic[1]) if len(topic) == TOPIC_PARTS else None)


async def show_house(house: int, message: int | None, context: BotContext, topic: tuple[int, int] | None = None) -> None:
    """The screen of a house; `topic`: the group and the topic from which somebody came. Raises: Refused (house-gone, not-in-charge)."""
    admin = await administers(house, context)
    seen = await context.read(houses.overview, who=context.who, house=house, admin=admin)
    admins, may = await asyncio.gather(_admin_ids([chat.telegram_id for chat in seen.chats], context), _own_rights(seen.chats, context))
    named = await context.read(houses.who_show_names, admins or ())
    params = {"house": house, "admin": admin, "admins": None if admins is None else len(admins), "named": named, "may": may, "topic": topic}
    await context.reply("house", params, edit=message)


async def administers(house: int, context: BotContext) -> bool:
    """Whether the person administers a group of a house, as Telegram says; not asked about managers, who need not."""
    for group in await context.read(houses.groups_to_ask, who=context.who, house=house):
        if await context.services.rights.is_admin(context.who, group):
            return True
    return False


async def in_charge_of(context: BotContext) -> list[int]:
    """The houses the person looks after: as a manager, or as an admin of a group, as Telegram says."""
    charges = await context.read(houses.charges, context.who)
    return [*charges.managed, *[house for house in charges.homes if await administers(house, context)]]


async def _show_houses(page: int, message: int | None, context: BotContext) -> None:
    mine, manages = await in_charge_of(context), await context.read(houses.manages_anything, context.who)
    if not mine and not manages:
        raise Refused("not-in-charge")
    if not mine:
        await context.reply("areas", {"page": 0}, edit=message)
        return
    if len(mine) == 1:
        await show_house(mine[0], message, context)
        return
    shown = mine[page * LISTED :][:LISTED]
    few, more = await with_few_admins(shown, context), len(mine) > (page + 1) * LISTED
    params = {"houses": shown, "few": few, "page": page, "more": more, "manages": manages}
    await context.reply("houses", params, edit=message)


async def with_few_admins(shown: list[int], context: BotContext) -> list[int]:
    """Which of these houses have hardly an admin; asked all at once, as each answer may take a while."""
    groups = [await context.read(houses.groups_of, house) for house in shown]
    counts = await asyncio.gather(*(_admins(each, context) for each in groups))
    return [house for house, count in zip(shown, counts, strict=True) if count is not None and count < FEW_ADMINS]


async def _admins(groups: Sequence[int], context: BotContext) -> int | None:
    """How many people administer these groups; None where Telegram does not tell."""
    admins = await _admin_ids(groups, context)
    return None if admins is None else len(admins)


async def _admin_ids(groups: Sequence[int], context: BotContext) -> list[int] | None:
    """Who administers these groups; None where Telegram does not tell."""
    try:
        return sorted({who for group in groups for who in await context.services.rights.admins_of(group)}) if groups else None
    except Refused:
        return None


async def _own_rights(chats: Sequence[Chat], context: BotContext) -> list[tuple[int, bool, bool]]:
    """By our number of each group whether the bot may write and pin there; a group of which Telegram does not tell is left out."""
    answers = await asyncio.gather(*(_own_right(chat, context) for chat in chats[:LISTED]))
    return [answer for answer in answers if answer is not None]


async def _own_right(chat: Chat, context: BotContext) -> tuple[int, bool, bool] | None:
    try:
        own = await context.services.rights.own_in(chat.telegram_id)
    except Refused:
        return None
    return chat.id, own.write, own.pin


FEATURE = Feature(
    commands={("settings", "asetukset", "installningar", "inställningar"): on_settings},
    takes_text=(on_settings,),
    buttons={ShowHouses: on_houses, OpenHouse: on_house, HouseCode: on_code},
    links={"s_": on_house_link},
)
