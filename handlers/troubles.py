"""What is wrong with a group is told to its admins, as Telegram names them just now."""

from collections.abc import Iterable

from community import troubles
from community.quiet import HouseRules
from community.refusals import Refused
from handlers.context import Clock
from handlers.rights import Rights
from storage.engine import Database


class TroubleTelling:
    """A duty of every tick that asks Telegram, so it is no plain transaction."""

    def __init__(self, db: Database, clock: Clock, rights: Rights, rules: HouseRules) -> None:
        self._db, self._clock, self._rights, self._rules = db, clock, rights, rules

    async def __call__(self) -> int:
        """Tell what is due; how much there was. Raises: what the database raises."""
        now = self._clock.now()
        due = await self._db.read(troubles.list_due, now)
        for each in due:
            admins = await self._admins(each.group)
            await self._db.transaction(troubles.tell, number=each.number, admins=admins, rules=self._rules, now=now)
        return len(due)

    async def _admins(self, group: int) -> Iterable[int]:
        """Who administers a group; who did when it was last known, where Telegram does not tell the bot any more."""
        try:
            return await self._rights.admins_of(group)
        except Refused:
            return self._rights.remembered(group)
