"""Buttons by which houses come to areas, and groups to houses."""

from handlers.buttons import Button


class MakeAreaCode(Button, prefix="ak"):
    """A code by which somebody else's house joins an area."""

    area: int


class JoinArea(Button, prefix="aj"):
    """This house of mine joins the area of the code."""

    token: str
    house: int


class ShowGroups(Button, prefix="gr"):
    """The groups of a house."""

    house: int


class MakeGroupCode(Button, prefix="gk"):
    """A code by which an admin brings another group to the house."""

    house: int


class LinkGroup(Button, prefix="gl"):
    """In a group: yes, it comes to the house of the code."""

    token: str


class ChooseChat(Button, prefix="gc"):
    """Which of the groups I administer could come to the house."""

    house: int


class LinkChosen(Button, prefix="gy"):
    """This one; `sure` is 1 once it was read what becomes of it."""

    house: int
    chat: int
    sure: int = 0


class SeparateGroup(Button, prefix="gs"):
    """The group gets a house of its own again; `sure` as above."""

    house: int
    chat: int
    sure: int = 0
