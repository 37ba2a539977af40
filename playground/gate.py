"""Where calls are kept until somebody lets them go: the deterministic points at which a bot can be killed."""

import asyncio

from playground.bell import Bell


class Gate:
    """Calls that are kept until the name they are held under is released."""

    def __init__(self) -> None:
        self._held: list[tuple[str, int, asyncio.Future[None]]] = []
        self.changed = Bell()

    async def hold(self, name: str, fault: int) -> None:
        """Wait for the release of `name`."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        held = (name, fault, waiter)
        self._held.append(held)
        self.changed.ring()
        try:
            await waiter
        finally:
            self._held = [other for other in self._held if other is not held]

    def release(self, *, name: str | None = None, fault: int | None = None) -> int:
        """Let go what is held under that name or by that fault; returns how many calls that were."""
        freed = [waiter for held_name, held_by, waiter in self._held if name == held_name or fault == held_by]
        for waiter in freed:
            if not waiter.done():
                waiter.set_result(None)
        return len(freed)

    def held_by(self, fault: int) -> int:
        """How many calls that fault holds at the moment."""
        return sum(held_by == fault for _, held_by, _ in self._held)
