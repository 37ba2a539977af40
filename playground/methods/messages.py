"""Sending, copying, forwarding and deleting messages."""

from __future__ import annotations

from copy import copy
from itertools import pairwise
from typing import Any

from playground.call import Call
from playground.methods.sending import deliver
from playground.world import Chat, Message, Refused
from playground.world.housekeeping import origin_of
from playground.world.refusals import bad_request

MOST_AT_ONCE = 100
DICE = {"🎲": 6, "🎯": 6, "🏀": 5, "⚽": 5, "🎳": 6, "🎰": 64}


def send_message(call: Call) -> dict[str, Any]:
    """A text message."""
    return deliver(call, call.message_text()).wire()


def send_contact(call: Call) -> dict[str, Any]:
    """A contact card."""
    fields = ("phone_number", "first_name", "last_name", "vcard")
    return deliver(call, {"contact": {key: call.params[key] for key in fields if key in call.params}}).wire()


def send_location(call: Call) -> dict[str, Any]:
    """A place on the map."""
    return deliver(call, {"location": _location(call)}).wire()


def send_venue(call: Call) -> dict[str, Any]:
    """A named place on the map."""
    venue = {"location": _location(call), "title": call.text("title"), "address": call.text("address")}
    return deliver(call, {"venue": venue, "location": venue["location"]}).wire()


def _location(call: Call) -> dict[str, Any]:
    place = {key: float(call.params[key]) for key in ("latitude", "longitude")}
    if not (-90 <= place["latitude"] <= 90 and -180 <= place["longitude"] <= 180):
        raise bad_request("invalid location specified")
    return place


def send_dice(call: Call) -> dict[str, Any]:
    """A die or another game of chance."""
    emoji = call.text("emoji", "🎲")
    if emoji not in DICE:
        raise bad_request("wrong dice emoji specified")
    return deliver(call, {"dice": {"emoji": emoji, "value": call.world.chance.randint(1, DICE[emoji])}}).wire()


def copy_message(call: Call) -> dict[str, Any]:
    """The content of a message once more, without a word of where it is from."""
    message = _source(call, call.number("message_id"), "message to copy not found")
    if message.service or (message.poll is not None and message.poll.kind == "quiz" and message.poll.owner is not call.bot):
        raise bad_request("message can't be copied")
    content = dict(message.content)
    if "caption" in call.params:
        content = {key: value for key, value in content.items() if not key.startswith("caption")} | call.caption()
    sent = deliver(call, content, poll=_fresh_poll(call, message))
    return {"message_id": sent.id}


def _fresh_poll(call: Call, message: Message) -> Any:
    """A copy of a poll starts empty."""
    if message.poll is None:
        return None
    fresh = copy(message.poll)
    fresh.id, fresh.votes, fresh.owner, fresh.closed = call.world.number(), {}, call.bot, False
    call.world.polls[fresh.id] = fresh
    return fresh


def copy_messages(call: Call) -> list[dict[str, Any]]:
    """Several messages in their order; those that are gone are left out."""
    return [{"message_id": deliver(call, _copied(call, m), poll=_fresh_poll(call, m)).id} for m in _sources(call)]


def _copied(call: Call, message: Message) -> dict[str, Any]:
    if call.flag("remove_caption"):
        return {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return dict(message.content)


def forward_message(call: Call) -> dict[str, Any]:
    """A message with its origin."""
    return _forwarded(call, _source(call, call.number("message_id"), "message to forward not found")).wire()


def forward_messages(call: Call) -> list[dict[str, Any]]:
    """Several messages with their origin; those that are gone are left out."""
    return [{"message_id": _forwarded(call, message).id} for message in _sources(call)]


def _forwarded(call: Call, message: Message) -> Message:
    if message.service or message.protected:
        raise bad_request("message can't be forwarded")
    sent = deliver(call, dict(message.content), poll=message.poll)
    sent.origin = origin_of(message)
    return sent


def _from_chat(call: Call) -> Chat:
    return call.world.reach(call.bot, call.params["from_chat_id"])


def _source(call: Call, number: int, missing: str) -> Message:
    message = _from_chat(call).messages.get(number)
    if message is None or message.deleted:
        raise bad_request(missing)
    return message


def _sources(call: Call) -> list[Message]:
    numbers = _numbers(call)
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    chat = _from_chat(call)
    found = [m for number in numbers if (m := chat.messages.get(number)) is not None and not (m.deleted or m.service)]
    if not found:
        raise bad_request("there are no messages to forward")
    return found


def _numbers(call: Call) -> list[int]:
    numbers: list[int] = call.params["message_ids"]
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    return numbers


def delete_message(call: Call) -> bool:
    """Take a message away for everybody."""
    chat = call.chat()
    message = call.world.check_delete(call.bot, chat, chat.messages.get(call.number("message_id")))
    call.world.remove(message)
    return True


def delete_messages(call: Call) -> bool:
    """Take several messages away; those that are gone or can't be deleted are passed over."""
    chat = call.chat()
    for number in _numbers(call):
        try:
            message = call.world.check_delete(call.bot, chat, chat.messages.get(number))
        except Refused:
            continue
        call.world.remove(message)
    return True


METHODS = {
    "sendMessage": send_message,
    "sendContact": send_contact,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendDice": send_dice,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
