"""Buttons by which the author of a preview chooses the groups that show the event."""

from handlers.buttons import Button


class PublishOver(Button, prefix="pv"):
    """Publish in all groups of a house, of an area, or (without either) in those that were chosen."""

    draft: int
    house: int = 0
    area: int = 0


class ChooseGroups(Button, prefix="pg"):
    """Choose among the groups."""

    draft: int


class TurnGroups(Button, prefix="pp"):
    """Another page of them."""

    draft: int
    page: int


class ShowTopics(Button, prefix="tp"):
    """Choose among the topics of the group."""

    draft: int


class ChooseTopic(Button, prefix="tc"):
    """The card goes to this topic, by Telegram's number (0: the general one)."""

    draft: int
    thread: int


class ChooseGroup(Button, prefix="pk"):
    """This group shall show it (1), or not (0)."""

    draft: int
    chat: int
    chosen: int
    page: int = 0
