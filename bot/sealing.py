"""After the close of a poll, what the files still hold of its votes is scrubbed from them; only then is it sealed."""

import structlog

from bot.clock import Clock
from storage import polls
from storage.engine import Database, is_outage

log = structlog.get_logger(__name__)

REST_S = 10.0
"""So long after one scrubbing comes the next: many polls that close in a minute are sealed together."""

LONGEST_REST_S = 60.0


class Sealing:
    """A duty of every tick that is no transaction: scrubbing comes between two of them.

    Which polls wait for it is in the database, so a restart forgets none. Somebody who still reads an earlier state (a backup, a
    database browser) makes it fail; then it is tried again, each time after twice as long.
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock
        self._not_before, self._failed = 0.0, 0

    async def __call__(self) -> int:
        """Seal what can be sealed; how many polls it was. Raises: what the database raises."""
        if self._clock.elapsed() < self._not_before:
            return 0
        over = await self._db.read(polls.list_unsealed)  # before the scrubbing: a poll that closes meanwhile waits for the next one
        if not over:
            return 0
        if not await self._scrubbed():
            return self._again_later(len(over))
        await self._db.transaction(polls.set_sealed, over)
        log.info("closed polls are sealed", count=len(over))
        self._not_before, self._failed = self._clock.elapsed() + REST_S, 0
        return len(over)

    async def _scrubbed(self) -> bool:
        try:
            return await self._db.scrub()
        except Exception as error:
            if not is_outage(error):
                raise
            return False

    def _again_later(self, waiting: int) -> int:
        self._failed += 1
        rest = min(2.0**self._failed, LONGEST_REST_S)
        self._not_before = self._clock.elapsed() + rest
        log.warning("closed polls wait to be sealed", count=waiting, failed=self._failed, again_in_s=rest)
        return 0
