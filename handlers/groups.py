"""Groups that come to a house and leave it, at the edge to Telegram: by a code in the group, or by choosing in private."""

import asyncio

from telegram import Message
from telegram.constants import ChatType

from community import houses, linking, merging
from community.merging import By
from community.refusals import Refused
from handlers.context import BotContext
from handlers.events import is_anonymous, pressed_id, pressed_in_group
from handlers.houses import administers
from handlers.linking import on_code_link
from handlers.routing import Command, Feature
from handlers.taps.linking import ChooseChat, LinkChosen, LinkGroup, MakeGroupCode, SeparateGroup, ShowGroups

MOST_ASKED = 20
"""Of so many groups Telegram is asked who administers them, when somebody chooses among all they could mean."""


async def on_link(command: Command, context: BotContext) -> None:
    """`/link CODE`: in a group it is asked whether to link it; in private a code of an area does as its link does.

    Raises: Refused (no-code, admins-only, code-gone, code-of-area, code-of-group, chat-gone, linked-already).
    """
    message, secret = command.message, command.text
    if message.chat.type != ChatType.PRIVATE:
        await _must_be_admin(message, context)
    if not secret:
        raise Refused("no-code")
    if message.chat.type == ChatType.PRIVATE:
        await on_code_link(secret, context)
        return
    group, thread = message.chat.id, message.message_thread_id if message.is_topic_message else None
    now, asked = context.now(), message.message_id
    await context.handle(merging.ask_in_group, secret=secret, group=group, thread=thread, reply_to=asked, now=now)


async def _must_be_admin(message: Message, context: BotContext) -> None:
    if not is_anonymous(message) and not await context.services.rights.is_admin(context.who, message.chat.id):
        raise Refused("admins-only")


async def on_link_group(tap: LinkGroup, context: BotContext) -> None:
    """An admin says yes. Raises: Refused (admins-only, code-gone, code-of-area, chat-gone, linked-already)."""
    message = pressed_in_group(context)
    if not await context.services.rights.is_admin(context.who, message.chat.id):
        raise Refused("admins-only")
    await context.handle(
        merging.link_by_code,
        secret=tap.token,
        who=context.who,
        group=message.chat.id,
        message=message.message_id,
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up((await context.chosen_texts()).say("Done."))


async def on_groups(tap: ShowGroups, context: BotContext) -> None:
    """The groups of a house. Raises: Refused (house-gone, not-in-charge)."""
    admin = await administers(tap.house, context)
    await context.read(houses.in_charge, who=context.who, house=tap.house, admin=admin)
    await context.reply("groups", {"house": tap.house, "admin": admin}, edit=pressed_id(context))
    context.pop_up()


async def on_code(tap: MakeGroupCode, context: BotContext) -> None:
    """A code for one group. Raises: Refused (house-gone, not-in-charge, too-many-invitations)."""
    admin, language, now = await administers(tap.house, context), context.spoken, context.now()
    await context.handle(merging.make_code, who=context.who, house=tap.house, admin=admin, language=language, now=now)
    context.pop_up((await context.chosen_texts()).say("Forward the message below to an admin of the group. It works once."), alert=True)


async def on_choose(tap: ChooseChat, context: BotContext) -> None:
    """Which groups there are to choose from. Raises: Refused (house-gone, not-in-charge)."""
    admin = await administers(tap.house, context)
    await context.read(houses.in_charge, who=context.who, house=tap.house, admin=admin)
    charges = await context.read(houses.charges, context.who)
    known = await context.read(merging.choosable, houses=[*charges.managed, *charges.homes], house=tap.house)
    mine = await asyncio.gather(*(_is_admin(chat.telegram_id, context) for chat in known[:MOST_ASKED]))
    chats = [chat.id for chat, yes in zip(known, mine, strict=False) if yes]
    await context.reply("choose-group", {"house": tap.house, "admin": admin, "chats": chats[: houses.LISTED]}, edit=pressed_id(context))
    context.pop_up()


async def on_chosen(tap: LinkChosen, context: BotContext) -> None:
    """This group. Raises: Refused (house-gone, not-in-charge, chat-gone, not-admin-there, linked-already, rights-unknown)."""
    by, house, chat, message, now = await _by(tap, context), tap.house, tap.chat, pressed_id(context), context.now()
    if tap.sure:
        language, rules = context.spoken, context.rules
        await context.handle(merging.link_chosen, by=by, house=house, chat=chat, message=message, language=language, rules=rules, now=now)
    else:
        await context.read(merging.look_chosen, by=by, house=house, chat=chat, now=now)
        await context.reply("ask-to-link-chosen", {"house": house, "chat": chat}, edit=message)
    context.pop_up()


async def _by(tap: LinkChosen, context: BotContext) -> By:
    group = await context.read(merging.telegram_id_of, tap.chat)
    there = group is not None and await context.services.rights.is_admin(context.who, group)
    return By(context.who, await administers(tap.house, context), there)


async def on_separate(tap: SeparateGroup, context: BotContext) -> None:
    """A group goes its own way: asked once, then done. Raises: Refused (house-gone, not-in-charge, chat-gone, only-group)."""
    by, message = By(context.who, await administers(tap.house, context)), pressed_id(context)
    if tap.sure:
        now, language = context.now(), context.spoken
        await context.handle(merging.separate, by=by, house=tap.house, chat=tap.chat, message=message, language=language, now=now)
    else:
        await context.read(merging.may_separate, by=by, house=tap.house, chat=tap.chat)
        await context.reply("ask-to-separate", {"house": tap.house, "chat": tap.chat}, edit=message)
    context.pop_up()


async def _is_admin(group: int, context: BotContext) -> bool:
    """Whether the person administers a group; not where Telegram does not tell."""
    try:
        return await context.services.rights.is_admin(context.who, group)
    except Refused:
        return False


FEATURE = Feature(
    commands={("link", "yhdista", "koppla", "yhdistä"): on_link},
    takes_text=(on_link,),
    buttons={
        ShowGroups: on_groups,
        MakeGroupCode: on_code,
        LinkGroup: on_link_group,
        ChooseChat: on_choose,
        LinkChosen: on_chosen,
        SeparateGroup: on_separate,
    },
    group_links={linking.PAYLOAD: on_link},
)
