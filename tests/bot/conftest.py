"""The process's moving parts over a real playground and a real database."""

from tests.bot.rig import rig
from tests.playground.conftest import playground, tg

__all__ = ["playground", "rig", "tg"]
