"""The front of every lane, as delivery last saw it: what may go next, the first of each chat."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.pacing import Head, Lane
from storage.delivery import Page
from storage.outbox import Lane as StoredLane

PAGE = 50
"""So many of each lane are looked up at once."""


@dataclass(frozen=True, slots=True)
class Item:
    """A debt, or a card that is behind."""

    row: int
    is_card: bool


class Queue:
    """Heads for the pacer; each is taken once."""

    def __init__(self) -> None:
        self._lanes: dict[Lane, dict[int, list[Head]]] = {lane: {} for lane in Lane}
        self._full = False
        self._left = 0
        self.next_due: datetime | None = None

    def fill(self, page: Page, *, without: Collection[Item]) -> None:
        """What was looked up, without what is on its way already."""
        self._lanes = {lane: {} for lane in Lane}
        for lane in Lane:
            debts = page.debts[StoredLane(int(lane))]
            self._put(lane, ((due.chat, due.debt.chat_id is not None or due.chat < 0, Item(due.debt.id, False)) for due in debts), without)
        self._put(Lane.CARD, ((chat, True, Item(card.id, True)) for card, chat in page.cards), without)
        self._full = len(page.cards) >= PAGE or any(len(found) >= PAGE for found in page.debts.values())
        self._left = sum(len(heads) for chats in self._lanes.values() for heads in chats.values())
        self.next_due = page.next_due

    def heads(self) -> dict[Lane, list[Head]]:
        """Per lane the first of each chat, the oldest first."""
        return {lane: [heads[0] for heads in chats.values()] for lane, chats in self._lanes.items() if chats}

    def take(self, lane: Lane, head: Head) -> None:
        """That one goes now."""
        heads = self._lanes[lane][head.chat]
        heads.remove(head)
        self._left -= 1
        if not heads:
            del self._lanes[lane][head.chat]

    @property
    def is_full(self) -> bool:
        """Whether there may be more in the database than here."""
        return self._full

    @property
    def runs_low(self) -> bool:
        """Whether there is more in the database than here, and here is little left."""
        return self._full and self._left < PAGE // 2

    def _put(self, lane: Lane, found: Iterable[tuple[int, bool, Item]], without: Collection[Item]) -> None:
        for chat, is_group, item in found:
            if item not in without:
                self._lanes[lane].setdefault(chat, []).append(Head(chat, is_group, item))
