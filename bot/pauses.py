"""How long to leave a chat alone after Telegram was not reached or was ill, and what an earlier process has used of its limits."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.pacing import CHAT_BURST

FIRST_S = 0.5
LONGEST_S = 30.0


class Pauses:
    """Back-off per chat, doubling from half a second to half a minute, with jitter so that not all come back at once."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._failures: dict[int, int] = {}

    def failed(self, chat: int) -> float:
        """Seconds to wait after one more failure in a row."""
        failures = self._failures[chat] = self._failures.get(chat, 0) + 1
        return backoff(failures, self._chance)

    def succeeded(self, chat: int) -> None:
        """The next failure is a first one."""
        self._failures.pop(chat, None)


def backoff(failures: int, chance: random.Random, *, longest: float = LONGEST_S) -> float:
    """Seconds to wait after so many failures in a row: half to all of 0.5, 1, 2, 4, … `longest`."""
    return float(min(longest, FIRST_S * 2 ** min(failures - 1, 16)) * chance.uniform(0.5, 1))


def charged(sent: Iterable[tuple[int, datetime]], now: datetime, elapsed: float) -> Iterator[tuple[int, bool, float]]:
    """What went to groups before, in the pacer's own terms: (chat, a group, seconds on its clock).

    Where the calendar stands still all of it seems to have gone at once; the pace in a chat says that only a burst can have.
    """
    moments: defaultdict[int, list[float]] = defaultdict(list)
    for chat, at in sent:
        moments[chat].append(elapsed - max(0.0, (now - at).total_seconds()))
    for chat, times in moments.items():
        for later, moment in enumerate(sorted(times, reverse=True)):
            yield chat, True, min(moment, elapsed - max(0, later + 1 - CHAT_BURST))
