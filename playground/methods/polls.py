"""Polls by the bot."""

from __future__ import annotations

from typing import Any

from playground.call import Call
from playground.keyboards import checked
from playground.methods.sending import deliver
from playground.world import Option, Poll
from playground.world.refusals import bad_request

QUESTION_LENGTH = 300
OPTION_LENGTH = 100
MOST_OPTIONS = 12
SHORTEST, LONGEST = 5, 2_628_000
"""Seconds a poll may be open."""


def send_poll(call: Call) -> dict[str, Any]:
    """A poll or quiz."""
    question = call.said("question", "question_parse_mode", "question_entities")
    if not question:
        raise bad_request("text must be non-empty")
    if len(question["question"]) > QUESTION_LENGTH:
        raise bad_request(f"poll question length must not exceed {QUESTION_LENGTH}")
    poll = Poll(call.world.number(), call.bot, question["question"], _options(call))
    poll.question_entities = question.get("question_entities", [])
    _set_rules(call, poll)
    _set_words(call, poll)
    _set_end(call, poll)
    message = deliver(call, {}, poll=poll)
    call.world.polls[poll.id] = poll
    if poll.close_date is not None:
        call.world.closing[poll.id] = poll
    return message.wire()


def _options(call: Call) -> list[Option]:
    given: list[dict[str, Any]] = call.params["options"]
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    found = []
    for each in given:
        said = call.formatted(each["text"], each.get("text_parse_mode"), each.get("text_entities"), "text", "text_entities")
        if not said:
            raise bad_request("text must be non-empty")
        if len(said["text"]) > OPTION_LENGTH:
            raise bad_request(f"poll options length must not exceed {OPTION_LENGTH}")
        found.append(Option(said["text"], call.world.number(), said.get("text_entities", [])))
    return found


def _set_rules(call: Call, poll: Poll) -> None:
    poll.kind = call.text("type", "regular")
    poll.anonymous = call.flag("is_anonymous", True)
    poll.multiple = call.flag("allows_multiple_answers")
    poll.revoting = call.flag("allows_revoting", poll.kind != "quiz")
    poll.adding = call.flag("allow_adding_options")
    poll.shuffled = call.flag("shuffle_options")
    poll.hidden = call.flag("hide_results_until_closes")
    poll.closed = call.flag("is_closed")
    poll.correct = call.params.get("correct_option_ids", [])
    if poll.kind not in ("regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    if poll.adding and (poll.anonymous or poll.kind == "quiz"):
        raise bad_request("options can be added to non-anonymous regular polls only")
    if poll.kind == "quiz" and (not poll.correct or any(not 0 <= index < len(poll.options) for index in poll.correct)):
        raise bad_request("wrong correct option ID specified")


def _set_words(call: Call, poll: Poll) -> None:
    for name in ("explanation", "description"):
        said = call.said(name, f"{name}_parse_mode", f"{name}_entities")
        if said:
            setattr(poll, name, said[name])
            setattr(poll, f"{name}_entities", said.get(f"{name}_entities", []))
    if "media" in call.params or "explanation_media" in call.params:
        call.notes.append("media in polls is not covered")


def _set_end(call: Call, poll: Poll) -> None:
    now = call.world.time()
    if period := call.number("open_period"):
        if not SHORTEST <= period <= LONGEST:
            raise bad_request("invalid poll open period specified")
        poll.open_period, poll.close_date = period, now + period
    elif date := call.number("close_date"):
        if not SHORTEST <= date - now <= LONGEST:
            raise bad_request("invalid poll close date specified")
        poll.close_date = date


def stop_poll(call: Call) -> dict[str, Any]:
    """End a poll of the bot for good."""
    call.world.close_due_polls()
    chat = call.chat()
    message = chat.messages.get(call.number("message_id"))
    if message is None or message.deleted:
        raise bad_request("message with poll to stop not found")
    if message.poll is None:
        raise bad_request("message is not a poll")
    if message.sender is not call.bot.user or message.origin is not None or (message.markup and not message.inline_markup):
        raise bad_request("poll can't be stopped")
    if message.poll.closed:
        raise bad_request("poll has already been closed")
    message.markup = checked(call.params.get("reply_markup"), inline_only=True)
    call.world.close_poll(message.poll)
    call.world.touch(message)
    return message.poll.wire()


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
