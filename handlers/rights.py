"""Who administers a group: read from Telegram at the moment of use, and remembered for a minute."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from telegram import Bot
from telegram.error import TelegramError

from community.refusals import Refused

REMEMBERED_S = 60
LIMIT_S = 2
MOST_CHATS = 1000


class Rights:
    """The administrators of groups. A press that needs a right waits at most two seconds for them."""

    def __init__(self, bot: Bot, elapsed: Callable[[], float] = time.monotonic) -> None:
        """`elapsed`: seconds since some moment (bot.clock.Clock.elapsed)."""
        self._bot, self._elapsed = bot, elapsed
        self._known: OrderedDict[int, tuple[float, tuple[int, ...]]] = OrderedDict()

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
