"""Houses at the edge to Telegram: groups that become houses, and neighbours who join them."""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Update
from telegram.constants import ChatType

from bot.texts import language_of
from community import moving, people, places, troubles
from community.notice import NOTICE_VERSION
from community.people import Presser
from community.places import Group
from community.refusals import Refused
from community.troubles import Standing
from handlers.context import BotContext
from handlers.events import pressed_id, pressed_in_group
from handlers.routing import Feature
from handlers.taps.places import DeclineHouse, HouseLanguage, HouseLanguages, JoinHouse, JoinLanguage
from storage.people import Reach

IN = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR)


async def on_change(update: Update, context: BotContext) -> bool:
    """The bot was added, removed, blocked; a group was renamed or became a supergroup."""
    if update.my_chat_member is not None:
        await _on_membership(update.my_chat_member, context)
        return True
    message, now = update.message, context.now()
    if message is None:
        return False
    if message.migrate_to_chat_id is not None:
        await context.handle(moving.migrate, old=message.chat.id, new=message.migrate_to_chat_id, now=now)
    elif message.migrate_from_chat_id is not None:
        await context.handle(moving.migrate, old=message.migrate_from_chat_id, new=message.chat.id, now=now)
    elif message.new_chat_title is not None:
        await context.handle(places.rename, group=Group(message.chat.id, message.new_chat_title), now=now)
    return True


async def _on_membership(change: ChatMemberUpdated, context: BotContext) -> None:
    if change.chat.type == ChatType.PRIVATE:
        reach = Reach.OPEN if _is_in(change.new_chat_member) else Reach.BLOCKED
        await context.handle(people.note_reach, who=change.chat.id, reach=reach, rules=context.rules, now=context.now())
    elif change.chat.type != ChatType.CHANNEL:
        await _on_membership_in_group(change, context)


async def _on_membership_in_group(change: ChatMemberUpdated, context: BotContext) -> None:
    is_in, was_in = _is_in(change.new_chat_member), _is_in(change.old_chat_member)
    if is_in:
        context.services.rights.forget(change.chat.id)
    if is_in and not was_in:
        group, language = Group(change.chat.id, change.chat.title or ""), language_of(change.from_user.language_code)
        await context.handle(places.settle, group=group, language=language, rules=context.rules, now=context.now())
    elif was_in and not is_in:
        await context.handle(places.leave, group=change.chat.id, now=context.now())
    elif is_in:
        await context.handle(troubles.note_standing, group=change.chat.id, standing=_standing(change), now=context.now())


def _standing(change: ChatMemberUpdated) -> Standing:
    old, new = change.old_chat_member, change.new_chat_member
    muted = isinstance(new, ChatMemberRestricted) and not new.can_send_messages
    return Standing(new.status == ChatMember.ADMINISTRATOR, old.status == ChatMember.ADMINISTRATOR, muted)


def _is_in(member: ChatMember) -> bool:
    """Who is restricted may be a member or not; everybody else's status says it."""
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status in IN


async def on_house_languages(tap: HouseLanguages, context: BotContext) -> None:
    """Show the admins which languages the house can speak."""
    message = pressed_in_group(context)
    if not await context.services.rights.is_admin(context.who, message.chat.id):
        raise Refused("admins-only")
    await context.handle(places.show_languages, group=message.chat.id, message=message.message_id, now=context.now())
    context.pop_up()


async def on_house_language(tap: HouseLanguage, context: BotContext) -> None:
    """An admin chose what the house speaks."""
    message = pressed_in_group(context)
    if not await context.services.rights.is_admin(context.who, message.chat.id):
        raise Refused("admins-only")
    await context.handle(
        places.speak,
        group=message.chat.id,
        languages=tap.languages,
        message=message.message_id,
        admin=True,
        now=context.now(),
    )
    context.pop_up()


async def on_start(payload: str, context: BotContext) -> None:
    """`/start`, and `/start <house code>` from the stairwell."""
    await context.services.db.transaction(people.note_start, who=context.who, rules=context.rules, now=context.now())
    if not payload:
        await context.reply("menu")
        return
    if await context.read(places.house_of_token, payload) is None:
        raise Refused("old-code")
    await context.reply("join-languages", {"token": payload})


async def on_join_language(tap: JoinLanguage, context: BotContext) -> None:
    """The language is chosen; now what is remembered. Raises: Refused("old-code")."""
    if await context.read(places.house_of_token, tap.token) is None:
        raise Refused("old-code")
    await context.reply("join-notice", {"token": tap.token, "language": tap.language}, edit=pressed_id(context))
    context.pop_up()


async def on_join(tap: JoinHouse, context: BotContext) -> None:
    """They join."""
    presser = Presser(context.who, tap.language, context.presser.mark)
    await context.handle(
        places.join,
        token=tap.token,
        presser=presser,
        notice=NOTICE_VERSION,
        message=pressed_id(context),
        rules=context.rules,
        now=context.now(),
    )
    context.pop_up()


async def on_decline(tap: DeclineHouse, context: BotContext) -> None:
    """No thanks: nothing is stored."""
    await context.reply("declined", {"language": tap.language}, edit=pressed_id(context))
    context.pop_up()


FEATURE = Feature(
    buttons={
        HouseLanguages: on_house_languages,
        HouseLanguage: on_house_language,
        JoinLanguage: on_join_language,
        JoinHouse: on_join,
        DeclineHouse: on_decline,
    },
    links={"": on_start},
    changes=(on_change,),
)
