"""Long lists: numbered lines, a button for each number, and turning the page."""

from collections.abc import Callable, Iterable

from bot.outgoing import Key
from bot.texts import Texts
from handlers.buttons import Button

A_ROW = 4
"""Numbers side by side that a thumb can hit."""


def keys_of(buttons: Iterable[Button], first: int) -> tuple[tuple[Key, ...], ...]:
    """A button for each line of a page, labelled with its number."""
    keys = [button.key(str(number)) for number, button in enumerate(buttons, first)]
    return tuple(tuple(keys[at : at + A_ROW]) for at in range(0, len(keys), A_ROW))


def turning(page: int, more: bool, to: Callable[[int], Button], texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """The row that turns the page; none when there is but one."""
    back = [to(page - 1).key(texts.say("Previous"))] if page else []
    on = [to(page + 1).key(texts.say("Next"))] if more else []
    return ((*back, *on),) if back or on else ()
