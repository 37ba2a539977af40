"""Who administers a group: read from Telegram at the moment of use, and remembered for a minute."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberMember, ChatMemberRestricted, ChatPermissions
from telegram.error import TelegramError

from community.refusals import Refused

REMEMBERED_S = 60
LIMIT_S = 2
MOST_CHATS = 1000


@dataclass(frozen=True, slots=True)
class Own:
    """What the bot itself may do in a group."""

    write: bool
    pin: bool


class Rights:
    """The administrators of groups. A press that needs a right waits at most two seconds for them."""

    def __init__(self, bot: Bot, elapsed: Callable[[], float] = time.monotonic) -> None:
        """`elapsed`: seconds since some moment (bot.clock.Clock.elapsed)."""
        self._bot, self._elapsed = bot, elapsed
        self._known: OrderedDict[int, tuple[float, tuple[int, ...]]] = OrderedDict()
        self._own: OrderedDict[int, tuple[float, Own]] = OrderedDict()

    async def admins_of(self, group: int) -> tuple[int, ...]:
        """Telegram's numbers of the people (not bots) who administer a group. Raises: Refused("rights-unknown")."""
        known = self._known.get(group)
        if known is not None and self._elapsed() - known[0] < REMEMBERED_S:
            return known[1]
        try:
            async with asyncio.timeout(LIMIT_S):
                members = await self._bot.get_chat_administrators(group)
        except (TelegramError, TimeoutError) as error:
            raise Refused("rights-unknown") from error
        admins = tuple(member.user.id for member in members if not member.user.is_bot)
        self._known[group] = (self._elapsed(), admins)
        if len(self._known) > MOST_CHATS:
            self._known.popitem(last=False)
        return admins

    async def own_in(self, group: int) -> Own:
        """What the bot may do in a group. Raises: Refused("rights-unknown")."""
        known = self._own.get(group)
        if known is not None and self._elapsed() - known[0] < REMEMBERED_S:
            return known[1]
        try:
            async with asyncio.timeout(LIMIT_S):
                member = await self._bot.get_chat_member(group, self._bot.id)
                everybody = (await self._bot.get_chat(group)).permissions
        except (TelegramError, TimeoutError) as error:
            raise Refused("rights-unknown") from error
        self._own[group] = (self._elapsed(), _own(member, everybody))
        if len(self._own) > MOST_CHATS:
            self._own.popitem(last=False)
        return self._own[group][1]

    async def is_admin(self, who: int, group: int) -> bool:
        """Whether somebody administers a group. Raises: Refused("rights-unknown")."""
        return who in await self.admins_of(group)

    def remembered(self, group: int) -> tuple[int, ...]:
        """Who administered a group when Telegram last told, however long ago; nobody when it never did."""
        return self._known[group][1] if group in self._known else ()

    def forget(self, group: int) -> None:
        """Somebody's rights changed: Telegram is asked anew, but who had them is not forgotten."""
        if group in self._known:
            self._known[group] = (-math.inf, self._known[group][1])
        self._own.pop(group, None)


def _own(member: ChatMember, everybody: ChatPermissions | None) -> Own:
    """An administrator may write, and pin if it was given that; others what everybody may, unless they are restricted."""
    if isinstance(member, ChatMemberAdministrator):
        return Own(write=True, pin=bool(member.can_pin_messages))
    if everybody is None or not isinstance(member, ChatMemberMember | ChatMemberRestricted):
        return Own(write=False, pin=False)
    mine = member if isinstance(member, ChatMemberRestricted) else everybody
    write = bool(everybody.can_send_messages and mine.can_send_messages)
    return Own(write, write and bool(everybody.can_pin_messages and mine.can_pin_messages))
