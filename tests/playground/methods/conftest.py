"""A quiet world in one process: a forum whose bot may do everything, and two neighbours."""

import pytest

from tests.playground.bot_calls import Calls, quiet_world


@pytest.fixture
def world():
    return quiet_world()


@pytest.fixture
def call(world):
    return Calls(world)


@pytest.fixture
def aino(world):
    user = world.add_user("Aino", username="aino")
    world.start(user)
    return user


@pytest.fixture
def eero(world):
    return world.add_user("Eero")


@pytest.fixture
def house(world, aino, eero):
    """A forum whose bot may do everything."""
    chat = world.create_chat("supergroup", "Koivukuja 3", [eero], [aino], is_forum=True, bots={world.bot.id: "administrator"})
    world.promote(chat, world.bot.user, dict.fromkeys(chat.members[world.bot.id].rights, True))
    return chat
