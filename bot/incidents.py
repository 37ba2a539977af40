"""What went wrong, for the one who runs the bot: codes, classes, places and counts, at most once an hour; never the update."""

import logging
from collections import Counter
from datetime import datetime, timedelta

from storage import outbox
from storage.engine import Connection
from storage.outbox import Lane, Message, To

QUIET_FOR = timedelta(hours=1)
MOST_LINES = 10


class Incidents(logging.Handler):
    """Listens to the log for errors that have an incident code; `report` is a duty of every tick."""

    def __init__(self, chat: int) -> None:
        super().__init__(level=logging.ERROR)
        self._chat = chat
        self._counts: Counter[tuple[str, str]] = Counter()
        self._codes: dict[tuple[str, str], str] = {}
        self._told_at: datetime | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Count an error of ours; a library's line has no code and is left to the log."""
        event = record.msg
        if not isinstance(event, dict) or "code" not in event:
            return
        told = str(event.get("exception", "")).strip().splitlines() or [""]
        what = (told[-1].partition(":")[0] or "error", record.name)
        self._counts[what] += 1
        self._codes[what] = str(event["code"])

    def report(self, db: Connection, now: datetime) -> int:
        """Owe the admin chat what has gathered, an hour after the last report at the earliest; how many reports (0 or 1)."""
        if not self._counts or (self._told_at is not None and now - self._told_at < QUIET_FOR):
            return 0
        self._told_at = now
        lines = [[count, error, place, self._codes[error, place]] for (error, place), count in self._counts.most_common(MOST_LINES)]
        self._counts.clear()
        outbox.owe(db, To(address=self._chat), Message("incidents", {"lines": lines}, lane=Lane.REPLY), at=now)
        return 1
