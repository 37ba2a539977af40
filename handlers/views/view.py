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


def or_why_not(view: Callable[[Connection, Params, Reader], Outgoing]) -> View:
    """A view that is refused says why: rights may have gone since it was asked for."""

    def shown(db: Connection, params: Params, reader: Reader) -> Outgoing:
        try:
            return view(db, params, reader)
        except Refused as refused:
            return said(refused, reader)

    return shown
