"""Every call of the control interface and where it is answered."""

from typing import TYPE_CHECKING

from aiohttp import web

from playground.control.acts import ActCalls
from playground.control.clock import ClockCalls
from playground.control.faults import FaultCalls
from playground.control.importing import WholeWorldCalls
from playground.control.messages import MessageCalls
from playground.control.peace import Peace
from playground.control.seeing import SeeingCalls
from playground.control.statistics import StatisticsCalls
from playground.control.world import WorldCalls

if TYPE_CHECKING:
    from playground.server import Playground


def control_routes(playground: "Playground") -> list[web.RouteDef]:
    """The routes below `/_emu`. To be served behind `guarded(host)` and `plain_refusals`, in this order."""
    peace = Peace(playground.world, playground.journal)
    return [*_living(playground), *_watching(playground, peace), *_meddling(playground, peace)]


def _living(playground: "Playground") -> list[web.RouteDef]:
    """Building the world and acting in it."""
    world, acts, whole = WorldCalls(playground.world), ActCalls(playground.world), WholeWorldCalls(playground.world)
    return [
        web.get("/_emu/state", world.state),
        web.post("/_emu/reset", world.reset),
        web.get("/_emu/world", whole.show),
        web.post("/_emu/world", whole.put),
        web.post("/_emu/users", world.add_user),
        web.patch("/_emu/users/{user}", world.change_user),
        web.post("/_emu/chats", world.add_chat),
        web.post("/_emu/bot", world.change_bot),
        web.post("/_emu/bots", world.add_bot),
        web.post("/_emu/act/{act}", acts.act),
    ]


def _watching(playground: "Playground", peace: Peace) -> list[web.RouteDef]:
    """Seeing what people see and what the bot does."""
    messages = MessageCalls(playground.world, playground.journal.added)
    seeing = SeeingCalls(playground.journal, peace)
    statistics = StatisticsCalls(playground.world, playground.journal, playground.limits)
    return [
        web.get("/_emu/chats/{chat}/messages", messages.messages),
        web.get("/_emu/files/{file_id}", messages.file),
        web.get("/_emu/commands", messages.commands),
        web.get("/_emu/journal", seeing.journal),
        web.get("/_emu/stats", statistics.stats),
        web.get("/_emu/events", seeing.events),
        web.post("/_emu/settle", seeing.settle),
    ]


def _meddling(playground: "Playground", peace: Peace) -> list[web.RouteDef]:
    """Faults, limits and time."""
    faults, clock = FaultCalls(playground.faults, playground.limits), ClockCalls(playground.clock, peace)
    return [
        web.get("/_emu/faults", faults.show),
        web.post("/_emu/faults", faults.add),
        web.delete("/_emu/faults", faults.remove),
        web.post("/_emu/faults/release", faults.release),
        web.get("/_emu/limits", faults.show_limits),
        web.patch("/_emu/limits", faults.change_limits),
        web.get("/_emu/clock", clock.show),
        web.post("/_emu/clock", clock.turn),
        web.post("/_emu/clock/ack", clock.acknowledge),
    ]
