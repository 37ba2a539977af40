"""The part of the scene in which somebody calls for yard work: questions come first, and tips later."""

from dataclasses import dataclass

from handlers.buttons import Button
from handlers.taps.checks import AnswerCheck, SetYard, StopTips
from storage.volunteering import Check, Verdict
from tests.e2e.town import House, Neighbour, Town

IN_GROUP: tuple[type[Button], ...] = (AnswerCheck, SetYard)
"""They hang on a preview."""


@dataclass(frozen=True, slots=True)
class Yard:
    """A preview of yard work in the group, of which nothing was answered, and a call of which its organiser gets tips."""

    draft: int
    call: int

    def buttons(self, admin: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it."""
        return {
            AnswerCheck: (AnswerCheck(draft=self.draft, check=Check.INSURANCE, verdict=Verdict.SKIPPED), admin),
            SetYard: (SetYard(draft=self.draft, yard=0), admin),
            StopTips: (StopTips(call=self.call), admin),
        }


async def publishes_yard_work(who: Neighbour, house: House, shown: str) -> None:
    """Insurance and permission are in order."""
    preview = await house.shows(shown)
    for asked in ("insured against accidents", "given permission"):
        await preview.shows(asked)
        await who.taps(preview, "It is in order")
    await preview.shows("Permission: in order")
    await who.taps(preview, "Publish")


async def yard(admin: Neighbour, house: House, town: Town, call: int) -> Yard:
    """Call, and do not publish it yet."""
    await admin.writes("/call Sun 23 May Snow day", to=house)
    await house.shows("Snow day")
    await town.rest()
    [[draft]] = town.rows("SELECT max(id) FROM drafts WHERE kind = 'call' AND step = 'preview'")
    return Yard(int(draft), call)
