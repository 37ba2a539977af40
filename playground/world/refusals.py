"""The two ways of saying no: Telegram to a bot, and the playground to whoever acts as a neighbour."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """Telegram's answer to a call it does not carry out: status, description and parameters of the envelope."""

    def __init__(self, status: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


class Impossible(Exception):
    """An act that nobody could do in Telegram, in plain words for the answer of the control interface."""


def bad_request(text: str) -> Refused:
    """A 400 with Telegram's prefix."""
    return Refused(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refused:
    """A 403 with Telegram's prefix."""
    return Refused(403, f"Forbidden: {text}")
