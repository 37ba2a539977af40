"""The form of a view of a debt: what it gets, and what it gives."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.outgoing import Outgoing
from bot.texts import escape
from community.refusals import Refused
from handlers.views.reader import Reader
from handlers.views.refusals import refusal
from storage.engine import Connection

Params = Mapping[str, Any]
View = Callable[[Connection, Params, Reader], Outgoing | None]


def said(refused: Refused, reader: Reader) -> Outgoing:
    """Why not, as a message."""
    return Outgoing(escape(refusal(refused, reader.texts, reader.today(reader.zone))))
