"""Buttons by which one chooses who gets a notice. Those that put in or leave out set it, they never turn it round."""

from community.announcements.choosing import Readers
from community.announcements.picking import Screen
from handlers.buttons import Button


class OpenAudience(Button, prefix="ma"):
    """A screen of it; `at`: of this area, house or group."""

    draft: int
    screen: Screen
    at: int = 0
    page: int = 0


class SetReaders(Button, prefix="mb"):
    """The groups get it, or people in private."""

    draft: int
    readers: Readers


class PickAll(Button, prefix="mc"):
    """All houses of the sender, or none; `on` is 1 or 0."""

    draft: int
    on: int


class PickArea(Button, prefix="md"):
    """All houses of an area (0: those in none), or none of them; `on` is 1 or 0."""

    draft: int
    area: int
    on: int


class PickHouse(Button, prefix="mf"):
    """All of a house, or nothing; `on` is 1 or 0."""

    draft: int
    house: int
    on: int
    page: int = 0


class PickChat(Button, prefix="mg"):
    """A group, or not; `on` is 1 or 0."""

    draft: int
    chat: int
    on: int


class PickTopic(Button, prefix="mh"):
    """A topic of a group; 0 is the one for cards."""

    draft: int
    chat: int
    topic: int
