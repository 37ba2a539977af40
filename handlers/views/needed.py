"""How many more an event needs to come, as cards and groups read it."""

from bot.texts import Texts


def more_needed(number: int, texts: Texts) -> str:
    """`2 more needed`."""
    return texts.count("{n} more needed", "{n} more needed", number)
