"""Faults and limits, as the control interface sets them."""

from dataclasses import asdict, replace
from typing import Literal

from aiohttp import web
from pydantic import Field

from playground.control.exchange import Asked, Strict, Unusable, answer, body_of, query_of
from playground.faults import Action, Faults, Match
from playground.limits import Limits


class AskedMatch(Strict):
    """`match` of a fault."""

    method: str | None = None
    chat: int | None = None
    user: int | None = None
    thread: int | None = None
    contains: str | None = None
    nth: int | None = Field(None, ge=1)
    times: int | None = Field(None, ge=1)
    probability: float | None = Field(None, ge=0, le=1)
    after_seq: int | None = None


class AskedAction(Strict):
    """`action` of a fault."""

    status: int | None = Field(None, ge=200, le=599)
    description: str | None = None
    retry_after: int | None = Field(None, ge=0)
    delay: float | None = Field(None, ge=0)
    drop: Literal["before", "after"] | None = None
    refuse: bool | None = None
    truncate: bool | int | None = None
    raw: str | None = None
    hold: str | None = None
    duplicate_update: bool | None = None
    reorder: bool | None = None


class AskedFault(Strict):
    """A fault to append."""

    match: AskedMatch = AskedMatch()
    action: AskedAction
    seed: int | None = None


class WhichFault(Asked):
    """Which fault to take away; all of them without an id."""

    id: int | None = None


class Release(Asked):
    """The name held calls are let go by."""

    name: str


class AskedRules(Strict):
    """What to change of the limits."""

    mode: Literal["off", "count", "enforce"] | None = None
    overall: int | None = Field(None, ge=0)
    chat: float | None = Field(None, ge=0)
    burst: int | None = Field(None, ge=1)
    group_minute: int | None = Field(None, ge=0)


class FaultCalls:
    """`/_emu/faults` and `/_emu/limits`."""

    def __init__(self, faults: Faults, limits: Limits) -> None:
        self._faults = faults
        self._limits = limits

    async def show(self, request: web.Request) -> web.Response:
        """The faults in their order, with how often each was applied and how many calls it holds now."""
        return answer([fault.told() for fault in self._faults.listed])

    async def add(self, request: web.Request) -> web.Response:
        """Append a fault; answers it with its id."""
        asked = await body_of(request, AskedFault)
        action = Action(**asked.action.model_dump())
        if not action.told():
            raise Unusable("action: says nothing that should go wrong")
        fault = self._faults.add(Match(**asked.match.model_dump()), action, asked.seed)
        return answer(fault.told())

    async def remove(self, request: web.Request) -> web.Response:
        """Take one fault (`?id=`) or all away; calls they hold go on."""
        which = query_of(request, WhichFault)
        removed = self._faults.remove(which.id)
        if which.id is not None and not removed:
            raise Unusable(f"there is no fault {which.id}")
        return answer({"removed": removed})

    async def release(self, request: web.Request) -> web.Response:
        """Let go the calls held under a name; answers how many there were."""
        asked = await body_of(request, Release)
        return answer({"released": self._faults.gate.release(name=asked.name)})

    async def show_limits(self, request: web.Request) -> web.Response:
        """The limits in force."""
        return answer(asdict(self._limits.rules))

    async def change_limits(self, request: web.Request) -> web.Response:
        """Change the named figures; answers the limits in force."""
        asked = await body_of(request, AskedRules)
        self._limits.change(replace(self._limits.rules, **asked.model_dump(exclude_none=True)))
        return answer(asdict(self._limits.rules))
