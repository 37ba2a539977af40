"""Buttons for many houses of an area at once, and for those that wait for their group."""

from handlers.buttons import Button


class AddManyHouses(Button, prefix="fa"):
    """Houses are written, one per line."""

    area: int


class TurnNewHouses(Button, prefix="fb"):
    """Another page of what was understood."""

    draft: int
    page: int


class AddNewHouses(Button, prefix="fd"):
    """The houses that were understood are made."""

    draft: int


class UndoHouses(Button, prefix="fu"):
    """They are not, after all."""

    draft: int


class ShowWaiting(Button, prefix="fw"):
    """The houses of an area that wait for their group."""

    area: int
    page: int = 0


class MakeGroupTexts(Button, prefix="ft"):
    """One file with a text for each of them."""

    area: int


class MakePosters(Button, prefix="fp"):
    """A PDF with a page for each house of an area, so many at a time; `waiting` is 1 for those that wait for their group."""

    area: int
    waiting: int = 0
    part: int = 0
