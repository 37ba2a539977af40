"""Fetching updates: one long poll at a time, nothing acknowledged by itself.

The library's own `get_updates` is not used, because it acknowledges nothing less than a whole list that it could read, and
writes what it could not read (neighbours' texts) into the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Bot, CallbackQuery, Chat, InaccessibleMessage, Update, User
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

log = structlog.get_logger(__name__)

WANTED = ("message", "callback_query", "my_chat_member")
"""The kinds of updates the bot does something with."""

KEPT_OF_A_PRESSED_MESSAGE = ("message_thread_id", "is_topic_message", "reply_markup")
"""What handlers look at of the message a button hangs under, besides where it is: as Telegram said it, in its `api_kwargs`."""

ANSWER_MARGIN_S = 10.0
"""So much longer than the long poll itself its answer may take."""


@dataclass(frozen=True, slots=True)
class Batch:
    """News in Telegram's order; `next_offset` is behind them, and behind unreadable ones too."""

    updates: Sequence[Update]
    next_offset: int


class Polling:
    """Asks Telegram for news of one bot through a connection of its own."""

    def __init__(self, bot: Bot, request: BaseRequest, wanted: Sequence[str] = WANTED) -> None:
        """`request` is an initialised transport that nothing else waits for."""
        self._bot, self._request, self._wanted = bot, request, list(wanted)

    async def fetch(self, offset: int, *, limit: int, timeout: int, known: int = 0) -> Batch:
        """What came since `offset` (which acknowledges everything before it), waiting up to `timeout` seconds for something.

        What lies between `offset` and `known` was fetched before, and is left out.

        Raises: telegram.error.TelegramError.
        """
        asked = {"offset": offset, "limit": limit, "timeout": timeout, "allowed_updates": self._wanted}
        parameters = [RequestParameter.from_input(name, value) for name, value in asked.items()]
        address = f"{self._bot.base_url}/getUpdates"
        found: Any = await self._request.post(address, RequestData(parameters), read_timeout=timeout + ANSWER_MARGIN_S)
        news = [raw for raw in found if not offset <= raw["update_id"] < known]
        updates = [update for raw in news if (update := self._read(raw)) is not None]
        return Batch(updates, max((raw["update_id"] + 1 for raw in found), default=offset))

    def _read(self, raw: dict[str, Any]) -> Update | None:
        try:
            return _press(raw, self._bot) if raw.get("callback_query") else Update.de_json(raw, self._bot)
        except Exception as error:
            # Of a newer form than the library knows: it would fail again, and must not hold up all the others.
            kinds = sorted(raw.keys() - {"update_id"})
            log.error("an update can't be read", update=raw["update_id"], kinds=kinds, error=type(error).__name__)
            return None


def _press(raw: dict[str, Any], bot: Bot) -> Update:
    """A press, its message told by chat and number, and with what is kept of it.

    Made into the library's own objects, the message with its text and keyboard takes four times as long as all the rest.
    """
    press = raw["callback_query"]
    message, place = press.get("message"), None
    if message:
        kept = {name: message[name] for name in KEPT_OF_A_PRESSED_MESSAGE if name in message}
        place = InaccessibleMessage(Chat.de_json(message["chat"], bot), message["message_id"], api_kwargs=kept)
    who = User.de_json(press["from"], bot)
    query = CallbackQuery(press["id"], who, press["chat_instance"], message=place, data=press.get("data"))
    query.set_bot(bot)
    return Update(raw["update_id"], callback_query=query)
