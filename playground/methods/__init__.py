"""The methods of the Bot API the playground covers, by noun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.call import Call
from playground.methods import (
    account,
    chats,
    commands,
    delivery,
    edits,
    media,
    members,
    messages,
    pins,
    polls,
    presses,
    topics,
)

METHODS: dict[str, Callable[[Call], Any]] = {
    name: method
    for noun in (account, chats, commands, delivery, edits, media, members, messages, pins, polls, presses, topics)
    for name, method in noun.METHODS.items()
}
"""Method by its name as the Bot API spells it; getUpdates alone is a coroutine function."""
