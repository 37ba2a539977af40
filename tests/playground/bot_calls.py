"""A bot's calls without HTTP, through the schema gate into a world of its own."""

from datetime import UTC, datetime
from typing import Any

import pytest

from playground import schema
from playground.call import Call
from playground.clock import Clock
from playground.journal import Journal
from playground.methods import METHODS
from playground.values import Upload
from playground.world import Refused, World

SCHEMA = schema.load()
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def quiet_world() -> World:
    """An empty world with one bot, whose calendar stands still at noon."""
    clock = Clock(start=NOON)
    clock.run("frozen")
    world = World(clock, Journal(clock))
    world.add_bot("talkoot_demo_bot", "Talkoot")
    return world


class Calls:
    """A bot's calls, through the schema gate into the world; every result is held against the schema."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __call__(self, called: str, /, **given: Any) -> Any:
        method = SCHEMA.methods[called.lower()]
        uploads = {key: value for key, value in given.items() if isinstance(value, Upload)}
        params, notes, refused = SCHEMA.check(method, given)
        if refused is not None:
            raise refused
        assert notes == []
        result = METHODS[called](Call(self.world, self.world.bot, called, params, uploads))
        assert SCHEMA.problems(SCHEMA.returns[called], result) == []
        return result

    def refused(self, called: str, /, **given: Any) -> str:
        """The description of the refusal."""
        with pytest.raises(Refused) as refusal:
            self(called, **given)
        return refusal.value.description.removeprefix("Bad Request: ")
