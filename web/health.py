"""Whether the bot is well: its loops tell that they live, and `/healthz` says which of them has fallen silent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


@dataclass(frozen=True, slots=True)
class Vital:
    """A loop that must not fall silent: for how long at most, and what it means when it does."""

    silent_for: timedelta
    meaning: str


VITALS: Mapping[str, Vital] = MappingProxyType(
    {
        # A long poll lasts up to 50 s, and after an error the receiver waits up to 30 s.
        "poll": Vital(timedelta(seconds=120), "Telegram was not asked for news"),
        # A 429 may hold everything for half a minute.
        "outbox": Vital(timedelta(seconds=60), "nothing was looked up that is to be sent"),
        # The busy time-out is 5 s; a backup or a migration may hold the file for some of them.
        "database": Vital(timedelta(seconds=60), "the database did not answer"),
    }
)


@dataclass(frozen=True, slots=True)
class Pulse:
    """One loop at one moment."""

    name: str
    silent_for: timedelta
    limit: timedelta
    trouble: str | None


class Health:
    """The last sign of life of every loop. `now` is real time in UTC, also where the bot follows a playground's clock."""

    def __init__(self, now: Callable[[], datetime], vitals: Mapping[str, Vital] = VITALS) -> None:
        self._now = now
        self._vitals = dict(vitals)
        # A start counts as a sign of life: there is as much time to get going as there is between two beats.
        self.beats: dict[str, datetime] = dict.fromkeys(self._vitals, now())
        self._troubles: dict[str, str] = {}

    def beat(self, name: str) -> None:
        """The loop called `name` lives and does its work. Raises: KeyError for a loop that is not one of the vitals."""
        if name not in self._vitals:
            raise KeyError(name)
        self.beats[name] = self._now()
        self._troubles.pop(name, None)

    def trouble(self, name: str, reason: str) -> None:
        """What the loop called `name` runs into, in plain words without anything personal; forgotten at its next beat.

        It alone makes nothing red: most troubles pass. It explains why a loop has fallen silent.
        """
        if name not in self._vitals:
            raise KeyError(name)
        self._troubles[name] = reason

    def pulses(self) -> list[Pulse]:
        """Every loop; `trouble` is a sentence where one has been silent for too long."""
        now = self._now()
        return [self._pulse(name, vital, now - self.beats[name]) for name, vital in self._vitals.items()]

    def _pulse(self, name: str, vital: Vital, silent_for: timedelta) -> Pulse:
        trouble = None
        if silent_for > vital.silent_for:
            reason = self._troubles.get(name)
            trouble = f"{vital.meaning} for {silent_for.total_seconds():.0f} s" + (f": {reason}" if reason else "")
        return Pulse(name, silent_for, vital.silent_for, trouble)


def health_route(health: Health) -> Route:
    """`/healthz`: 200 and green, or 503 and red with the reasons. No secrets, nothing personal."""

    async def answer(_: Request) -> JSONResponse:
        pulses = health.pulses()
        reasons = {pulse.name: pulse.trouble for pulse in pulses if pulse.trouble}
        body = {
            "status": "red" if reasons else "green",
            "reasons": reasons,
            "silent_for_s": {pulse.name: round(pulse.silent_for.total_seconds(), 1) for pulse in pulses},
            "limit_s": {pulse.name: pulse.limit.total_seconds() for pulse in pulses},
        }
        return JSONResponse(body, status_code=503 if reasons else 200, headers={"Cache-Control": "no-store"})

    return Route("/healthz", answer, methods=["GET"])
