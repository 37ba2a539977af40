"""How the loops tell that they live (see web.health, which listens)."""

from typing import Protocol


class Pulse(Protocol):
    """Who wants to know whether the bot is well."""

    def beat(self, name: str) -> None:
        """The loop called `name` lives and does its work."""
        ...

    def trouble(self, name: str, reason: str) -> None:
        """What the loop called `name` runs into, in plain words without anything personal."""
        ...
