"""The part of the scene where two notices hang that ask whether they were read, after each of which a neighbour has asked for help."""

from dataclasses import dataclass
from datetime import UTC, datetime

from community import announcements
from community.announcements import Audience, Voice, Written
from community.quiet import HouseRules, QuietHours, never
from handlers.buttons import Button
from handlers.taps.acknowledging import (
    AnswerRequest,
    AskSender,
    CloseRequest,
    NeedHelp,
    OpenRequest,
    SayRead,
    ShowRequests,
    TakeBackHelp,
)
from storage.engine import open_database
from tests.e2e.town import House, Neighbour, Town

IN_GROUP: tuple[type[Button], ...] = (SayRead, NeedHelp)
"""Buttons of notices that hang in the group."""

RULES = HouseRules("Europe/Helsinki", "en", QuietHours(21, 8, 10), never, 30, 48)

TEXTS = {"en": "Water cut <b>Tue 18 May</b>, 9:00–12:00\nPlease draw drinking water.", "fi": "Vesikatko <b>ti 18.5.</b> klo 9–12"}


@dataclass(frozen=True)
class Noticing:
    """A notice, and what was asked: one request to be answered and done, one to be taken back."""

    notice: int
    asked: int
    withdrawn: int

    def buttons(self, manager: Neighbour, resident: Neighbour) -> dict[type[Button], tuple[Button, Neighbour]]:
        """One of each, with somebody who may press it; what ends something comes last."""
        return {
            SayRead: (SayRead(announcement=self.notice), resident),
            NeedHelp: (NeedHelp(announcement=self.notice), resident),
            AskSender: (AskSender(announcement=self.notice), resident),
            ShowRequests: (ShowRequests(), manager),
            OpenRequest: (OpenRequest(request=self.asked), manager),
            AnswerRequest: (AnswerRequest(request=self.asked), manager),
            CloseRequest: (CloseRequest(request=self.asked), manager),
            TakeBackHelp: (TakeBackHelp(request=self.withdrawn), resident),
        }


async def noticing(manager: Neighbour, resident: Neighbour, house: House, town: Town) -> Noticing:
    """The manager says it twice, and the resident needs help twice."""
    notices = [await announced(manager, town, house=1) for _ in range(2)]
    for notice in notices:
        await town.until(lambda number=notice: town.rows("SELECT 1 FROM announcements WHERE id = ? AND state = 'sent'", number))
        card = {"chat": house.id, "user": resident.id, "message": await town.telegram.said(house.id)}
        await town.telegram.act("press", **card, data=NeedHelp(announcement=notice).pack(), wait=20)
    [[asked], [withdrawn]] = town.rows("SELECT id FROM help_requests ORDER BY id")
    return Noticing(notices[0], asked, withdrawn)


async def announced(manager: Neighbour, town: Town, *, house: int | None = None) -> int:
    """A notice to one of the manager's houses (our number), or to all, that asks for answers; its number."""
    audience = Audience(houses=frozenset({house})) if house else Audience(everywhere=True)
    written = Written(TEXTS, audience, Voice.PROPERTY_MANAGER, asks=True)
    now = datetime.fromisoformat((await town.telegram.see("clock"))["now"]).astimezone(UTC)
    database = await open_database(f"sqlite:///{town.bot.database}")
    made = await database.transaction(announcements.announce, who=manager.id, written=written, rules=RULES, now=now)
    await database.close()
    await town.clock(advance=1)
    return made.id
