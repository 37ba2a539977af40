"""The button of first names on a card."""

from handlers.buttons import Button


class ShowNames(Button, prefix="sn"):
    """`shown` is 1: the first names of those who said yes stand on the card; 0: they do not."""

    event: int
    shown: int
