"""Telegram's own words, and what they mean for a message."""

import pytest
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.http import AnswerLost, NotSent, TooManyRequests
from bot.refusals import Refusal, meaning

PRIVATE = [
    (Forbidden("Forbidden: bot was blocked by the user"), Refusal.BLOCKED),
    (Forbidden("Forbidden: bot can't initiate conversation with a user"), Refusal.NEVER),
    (Forbidden("Forbidden: user is deactivated"), Refusal.DEACTIVATED),
    (BadRequest("Chat not found"), Refusal.NEVER),
    (BadRequest("PEER_ID_INVALID"), Refusal.NEVER),
    (Forbidden("Forbidden: in words nobody has seen yet"), Refusal.BLOCKED),
]
GROUP = [
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Refusal.REMOVED),
    (Forbidden("Forbidden: bot is not a member of the supergroup chat"), Refusal.REMOVED),
    (Forbidden("Forbidden: the group chat was deleted"), Refusal.REMOVED),
    (BadRequest("Chat not found"), Refusal.REMOVED),
    (BadRequest("Not enough rights to send text messages to the chat"), Refusal.NO_RIGHTS),
    (BadRequest("CHAT_ADMIN_REQUIRED"), Refusal.NO_RIGHTS),
    (BadRequest("Need administrator rights in the channel chat"), Refusal.NO_RIGHTS),
    (BadRequest("Message thread not found"), Refusal.NO_THREAD),
    (BadRequest("TOPIC_CLOSED"), Refusal.NO_THREAD),
    (ChatMigrated(-100123), Refusal.MIGRATED),
]
ANYWHERE = [
    (TooManyRequests(5), Refusal.FLOOD),
    (NotSent("not sent: ClientConnectorError"), Refusal.AWAY),
    (NetworkError("Internal Server Error"), Refusal.AWAY),
    (AnswerLost("answer lost: ServerDisconnectedError"), Refusal.LOST),
    (TimedOut("Timed out"), Refusal.LOST),
    (InvalidToken("Unauthorized"), Refusal.REVOKED),
    (Conflict("Conflict"), Refusal.REFUSED),
    (BadRequest("Message is not modified: specified new message content and reply markup are exactly the same"), Refusal.SAME),
    (BadRequest("Message to edit not found"), Refusal.GONE),
    (BadRequest("Message can't be edited"), Refusal.GONE),
    (BadRequest("Message to delete not found"), Refusal.GONE),
    (BadRequest("Message can't be deleted"), Refusal.GONE),
    (BadRequest('Can\'t parse entities: unsupported start tag "x" at byte offset 3'), Refusal.BAD_MARKUP),
    (BadRequest("Message is too long"), Refusal.REFUSED),
    (BadRequest("BUTTON_DATA_INVALID"), Refusal.REFUSED),
]


@pytest.mark.parametrize(("error", "refusal"), [*PRIVATE, *ANYWHERE], ids=str)
def test_in_private(error: TelegramError, refusal: Refusal) -> None:
    assert meaning(error, private=True) is refusal


@pytest.mark.parametrize(("error", "refusal"), [*GROUP, *ANYWHERE], ids=str)
def test_in_a_group(error: TelegramError, refusal: Refusal) -> None:
    assert meaning(error, private=False) is refusal
