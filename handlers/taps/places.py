"""Buttons of houses: what they speak, and joining them."""

from handlers.buttons import Button
from handlers.taps.people import Language


class HouseLanguages(Button, prefix="hl"):
    """Show which languages the house can speak."""


class HouseLanguage(Button, prefix="lg"):
    """What the house speaks: `fi`, or `fi,sv`."""

    languages: str


class JoinLanguage(Button, prefix="jl"):
    """The language of somebody who is about to join."""

    token: str
    language: Language


class JoinHouse(Button, prefix="jo"):
    """Join the house of this code."""

    token: str
    language: Language


class DeclineHouse(Button, prefix="no"):
    """No thanks: nothing is stored."""

    language: Language
