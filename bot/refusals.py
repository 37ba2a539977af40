"""What Telegram means when it refuses a message, read from its error texts. Pure."""

from enum import StrEnum

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut


class Refusal(StrEnum):
    """What a failed call means for the message."""

    SAME = "same"  # it says that already
    GONE = "gone"  # the message to edit or delete is not there any more, or can't be touched
    FLOOD = "flood"  # too much, later
    AWAY = "away"  # Telegram did not get it or is ill, later
    LOST = "lost"  # nobody knows whether it was done
    BLOCKED = "blocked"  # the person blocked the bot
    NEVER = "never"  # the person has not started the bot
    DEACTIVATED = "deactivated"  # the account is deleted
    REMOVED = "removed"  # the bot is not in the group any more
    MIGRATED = "migrated"  # the group has another number now
    NO_THREAD = "no-thread"  # the topic is closed or gone
    BAD_MARKUP = "bad-markup"  # our own mistake in the HTML, or a picture that is not taken here
    NO_RIGHTS = "no-rights"  # the group does not let the bot write
    REVOKED = "revoked"  # the token is not valid any more
    REFUSED = "refused"  # anything else that trying again does not help


_TEXTS: tuple[tuple[str, Refusal], ...] = (
    ("message is not modified", Refusal.SAME),
    ("message to edit not found", Refusal.GONE),
    ("message can't be edited", Refusal.GONE),
    ("message to delete not found", Refusal.GONE),
    ("message can't be deleted", Refusal.GONE),
    ("message_id_invalid", Refusal.GONE),
    ("message thread not found", Refusal.NO_THREAD),
    ("topic_closed", Refusal.NO_THREAD),
    ("topic_deleted", Refusal.NO_THREAD),
    ("can't parse entities", Refusal.BAD_MARKUP),
    ("wrong file identifier", Refusal.BAD_MARKUP),
    ("caption is too long", Refusal.BAD_MARKUP),
    ("not enough rights to send photos", Refusal.BAD_MARKUP),
    ("not enough rights", Refusal.NO_RIGHTS),
    ("have no rights to send", Refusal.NO_RIGHTS),
    ("need administrator rights", Refusal.NO_RIGHTS),
    ("chat_admin_required", Refusal.NO_RIGHTS),
    ("chat_write_forbidden", Refusal.NO_RIGHTS),
    ("chat_restricted", Refusal.NO_RIGHTS),
)

_PRIVATE_TEXTS: tuple[tuple[str, Refusal], ...] = (
    ("blocked by the user", Refusal.BLOCKED),
    ("can't initiate conversation", Refusal.NEVER),
    ("user is deactivated", Refusal.DEACTIVATED),
    ("chat not found", Refusal.NEVER),
    ("peer_id_invalid", Refusal.NEVER),
    ("user not found", Refusal.NEVER),
)

_GROUP_TEXTS: tuple[tuple[str, Refusal], ...] = (
    ("chat not found", Refusal.REMOVED),
    ("group chat was deleted", Refusal.REMOVED),
    ("group chat was deactivated", Refusal.REMOVED),
)


def meaning(error: TelegramError, *, private: bool) -> Refusal:
    """What an error of Telegram or of the way to it means for a message to a private chat, or to a group."""
    # The order matters: BadRequest and TimedOut are subclasses of NetworkError.
    if isinstance(error, RetryAfter):
        return Refusal.FLOOD
    if isinstance(error, ChatMigrated):
        return Refusal.MIGRATED
    if isinstance(error, InvalidToken):
        return Refusal.REVOKED
    if isinstance(error, Forbidden | BadRequest):
        return _read(error, private)
    if isinstance(error, TimedOut):
        return Refusal.LOST
    return Refusal.AWAY if isinstance(error, NetworkError) else Refusal.REFUSED


def _read(error: Forbidden | BadRequest, private: bool) -> Refusal:
    said = str(error).lower()
    for text, refusal in (*_TEXTS, *(_PRIVATE_TEXTS if private else _GROUP_TEXTS)):
        if text in said:
            return refusal
    if isinstance(error, Forbidden):
        # Every 403 says that this chat is closed to us, in whatever words.
        return Refusal.BLOCKED if private else Refusal.REMOVED
    return Refusal.REFUSED
