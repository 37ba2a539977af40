"""Totals since the playground was started."""

from typing import Any

from aiohttp import web

from playground.control.exchange import answer
from playground.journal import Journal
from playground.limits import Limits
from playground.world import World


class StatisticsCalls:
    """`/_emu/stats`."""

    def __init__(self, world: World, journal: Journal, limits: Limits) -> None:
        self._world = world
        self._journal = journal
        self._limits = limits

    async def stats(self, request: web.Request) -> web.Response:
        """Calls per method, findings, 429s, the highest rates that were tried, presses, and the most calls in flight at once."""
        journal, peaks = self._journal, self._limits.peaks
        return answer(
            {
                "calls": dict(journal.calls),
                "findings": journal.findings,
                "429s": journal.too_many_requests,
                "highest": {"overall": peaks.overall_second, "chat": peaks.chat_second, "group_minute": peaks.group_minute},
                "presses": self._presses(),
                "in_flight": self._world.calls_in_flight,
                "most_in_flight": self._world.most_in_flight,
                "journal": {"kept": journal.seq - journal.forgotten, "forgotten": journal.forgotten},
            }
        )

    def _presses(self) -> dict[str, Any]:
        self._world.expire_queries()
        made = self._world.queries.values()
        return {
            "made": len(made),
            "answered": sum(query.answered for query in made),
            "expired": sum(query.expired for query in made),
        }
