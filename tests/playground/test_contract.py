"""The contract: how a failure of Telegram is provoked, and the status and the very words that come back.

The words are Telegram's own: from the Bot API server (Client.cpp), tdlib, or answers of api.telegram.org.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.playground import failures, malformed
from tests.playground.telegram import Answer, Telegram

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True)
class Case:
    """One way to fail and what Telegram says to it."""

    provoke: Callable[[Telegram], Awaitable[Answer]]
    status: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)


CASES = [
    Case(failures.flood, 429, "Too Many Requests: retry after 1", {"retry_after": 1}),
    Case(failures.long_flood_by_fault, 429, "Too Many Requests: retry after 3600", {"retry_after": 3600}),
    Case(failures.blocked, 403, "Forbidden: bot was blocked by the user"),
    Case(failures.never_started, 403, "Forbidden: bot can't initiate conversation with a user"),
    Case(failures.unknown_person, 400, "Bad Request: chat not found"),
    Case(failures.unknown_chat, 400, "Bad Request: chat not found"),
    Case(failures.no_chat, 400, "Bad Request: chat_id is empty"),
    Case(failures.deleted_account, 403, "Forbidden: user is deactivated"),
    Case(failures.kicked_from_supergroup, 403, "Forbidden: bot was kicked from the supergroup chat"),
    Case(failures.kicked_from_group, 403, "Forbidden: bot was kicked from the group chat"),
    Case(failures.left_supergroup, 403, "Forbidden: bot is not a member of the supergroup chat"),
    Case(failures.group_deleted, 403, "Forbidden: the group chat was deleted"),
    Case(failures.muted, 400, "Bad Request: not enough rights to send text messages to the chat"),
    Case(failures.pin_without_right, 400, "Bad Request: not enough rights to manage pinned messages in the chat"),
    Case(failures.edit_to_the_same, 400, NOT_MODIFIED),
    Case(failures.edit_markup_to_the_same, 400, NOT_MODIFIED),
    Case(failures.edit_deleted, 400, "Bad Request: message to edit not found"),
    Case(failures.edit_of_another, 400, "Bad Request: message can't be edited"),
    Case(failures.edit_under_reply_keyboard, 400, "Bad Request: message can't be edited"),
    Case(failures.edit_photo_as_text, 400, "Bad Request: there is no text in the message to edit"),
    Case(failures.edit_text_as_caption, 400, "Bad Request: there is no caption in the message to edit"),
    Case(failures.delete_unknown, 400, "Bad Request: message to delete not found"),
    Case(failures.delete_after_two_days, 400, "Bad Request: message can't be deleted"),
    Case(failures.delete_of_another_without_right, 400, "Bad Request: message can't be deleted"),
    Case(failures.answer_twice, 400, TOO_OLD),
    Case(failures.answer_late, 400, TOO_OLD),
    Case(failures.answer_unknown, 400, TOO_OLD),
    Case(failures.bad_gateway, 502, "Bad Gateway"),
    Case(
        failures.webhook_and_polling,
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ),
    Case(malformed.broken_html, 400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3'),
    Case(malformed.unclosed_html, 400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    Case(
        malformed.unescaped_markdown,
        400,
        "Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
    ),
    Case(malformed.broken_caption, 400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"i\""),
    Case(malformed.unknown_parse_mode, 400, "Bad Request: unsupported parse_mode"),
    Case(malformed.blank_text, 400, "Bad Request: text must be non-empty"),
    Case(malformed.empty_text, 400, "Bad Request: message text is empty"),
    Case(malformed.long_text, 400, "Bad Request: message is too long"),
    Case(malformed.long_caption, 400, "Bad Request: message caption is too long"),
    Case(malformed.long_callback_data, 400, "Bad Request: BUTTON_DATA_INVALID"),
    Case(malformed.button_without_address, 400, "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
    Case(
        malformed.button_without_action,
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    Case(failures.unknown_topic, 400, "Bad Request: message thread not found"),
    Case(failures.general_topic_by_number, 400, "Bad Request: message thread not found"),
    Case(failures.closed_topic, 400, "Bad Request: TOPIC_CLOSED"),
    Case(failures.reply_to_nothing, 400, "Bad Request: message to be replied not found"),
    Case(failures.revoked_token, 401, "Unauthorized"),
    Case(failures.unknown_token, 401, "Unauthorized"),
    Case(failures.malformed_token, 404, "Not Found"),
    Case(failures.unknown_method, 404, "Not Found"),
    Case(malformed.poll_with_one_long_option, 400, "Bad Request: poll options length must not exceed 100"),
    Case(malformed.poll_without_question, 400, "Bad Request: text must be non-empty"),
    Case(malformed.poll_with_many_options, 400, "Bad Request: poll can't have more than 12 options"),
    Case(malformed.stop_a_stopped_poll, 400, "Bad Request: poll has already been closed"),
    Case(malformed.stop_no_poll, 400, "Bad Request: message is not a poll"),
    Case(malformed.stop_no_message, 400, "Bad Request: message with poll to stop not found"),
    Case(malformed.unknown_file, 400, "Bad Request: invalid file_id"),
    Case(malformed.unknown_photo, 400, "Bad Request: wrong file identifier/HTTP URL specified"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.provoke.__name__)
async def test_a_failure_answers_in_telegrams_words(tg, case):
    answer = await case.provoke(tg)
    assert answer.refusal == (case.status, case.description)
    assert answer.parameters == case.parameters


async def test_a_full_group_minute_tells_how_long_to_wait(tg):
    answer = await failures.group_flood(tg)
    wait = answer.parameters["retry_after"]
    assert answer.refusal == (429, f"Too Many Requests: retry after {wait}")
    assert 1 <= wait <= 60


async def test_an_unannounced_migration_is_told_by_the_error_alone(tg):
    answer = await failures.migrated(tg)
    assert answer.refusal == (400, "Bad Request: group chat was upgraded to a supergroup chat")
    new = answer.parameters["migrate_to_chat_id"]
    assert new < -1000000000000
    assert (await tg.send(new)).ok


async def test_an_announced_migration_is_told_in_both_chats(tg):
    old = await tg.group(admin=await tg.person(), type="group")
    await tg.act("migrate", chat=old)
    messages = await tg.heard()
    left = next(message for message in messages if message["chat"]["id"] == old)
    entered = next(message for message in messages if message["chat"]["id"] != old)
    assert left["migrate_to_chat_id"] == entered["chat"]["id"]
    assert entered["migrate_from_chat_id"] == old
    assert entered["chat"]["type"] == "supergroup"


async def test_after_migration_old_message_numbers_are_dead(tg):
    old = await tg.group(admin=await tg.person(), type="group")
    number = [await tg.said(old) for _ in range(3)][-1]
    new = (await tg.act("migrate", chat=old))["id"]
    refused = await tg.call("editMessageText", chat_id=new, message_id=number, text="uusi")
    assert refused.refusal == (400, "Bad Request: message to edit not found")
