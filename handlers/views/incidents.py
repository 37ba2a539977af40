"""What went wrong, as the one who runs the bot is told."""

from typing import Any

from bot.outgoing import Outgoing
from handlers.views.reader import Reader


def incidents(lines: list[list[Any]], reader: Reader) -> Outgoing:
    """One line per kind of error: how often, what, where, and the newest code."""
    texts = reader.texts
    said = [
        texts.count_html("{n} error: {what} in {place}, code {code}", "{n} errors: {what} in {place}, last code {code}", n, **named)
        for n, named in ((n, {"what": what, "place": place, "code": code}) for n, what, place, code in lines)
    ]
    return Outgoing("\n".join([texts.html("The log tells more under these codes."), *said]))
