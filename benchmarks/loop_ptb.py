"""The baseline of a broadcast: python-telegram-bot with its AIORateLimiter and a plain loop: `… ADDRESS TOKEN RATE TEXT < chats`.

Its time runs RATE times as fast, as the playground's does: the loop's own clock says so, so that every pause in it follows.
"""

import asyncio
import selectors
import sys
from typing import Any

from telegram.error import ChatMigrated, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

TRIES = 5
AT_ONCE = 50
PATIENCE_S = 120.0


class HurriedSelector(selectors.DefaultSelector):
    """Waits as long as a loop means whose seconds are shorter."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self._rate = rate

    def select(self, timeout: float | None = None) -> Any:
        """See selectors."""
        return super().select(timeout if timeout is None else timeout / self._rate)


class HurriedLoop(asyncio.SelectorEventLoop):
    """A loop whose seconds are shorter."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        super().__init__(HurriedSelector(rate))

    def time(self) -> float:
        """See asyncio."""
        return super().time() * self._rate


async def tell(bot: ExtBot[Any], chat: int, text: str, turns: asyncio.Semaphore) -> bool:
    """Send it, to where the group is now; whether it arrived."""
    async with turns:
        try:
            try:
                await bot.send_message(chat, text)
            except ChatMigrated as moved:
                await bot.send_message(moved.new_chat_id, text)
        except TelegramError:
            return False
        return True


async def broadcast(address: str, token: str, text: str, chats: list[int]) -> None:
    """The same notice to all of them."""
    request = HTTPXRequest(AT_ONCE, read_timeout=PATIENCE_S, pool_timeout=PATIENCE_S, connect_timeout=PATIENCE_S)
    async with ExtBot(token, f"{address}/bot", request=request, rate_limiter=AIORateLimiter(max_retries=TRIES)) as bot:
        turns = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(tell(bot, chat, text, turns) for chat in chats))


if __name__ == "__main__":
    _, address, token, rate, text = sys.argv
    with asyncio.Runner(loop_factory=lambda: HurriedLoop(float(rate))) as runner:
        runner.run(broadcast(address, token, text, [int(line) for line in sys.stdin]))
