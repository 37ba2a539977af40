"""The part of the scene where notices wait for their time, and every button that hangs on them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from community import announcements
from community.announcements import Audience, Of, Relation, Voice, Written
from handlers.buttons import Button
from handlers.taps.announcement_hours import (
    AskWhen,
    GoAfterAll,
    GoesAt,
    GoesNow,
    GoesWith,
    KeepTime,
    SendUrgently,
    ShowComing,
    ShowWays,
)
from handlers.views.announcement_hours import EPOCH
from storage.drafts import add_draft
from storage.engine import open_database
from tests.community.neighbourhood import RULES
from tests.e2e.town import Neighbour, Town
from tests.handlers.announcing_scene import begun
from tests.handlers.caretaking import HOUSE

WALL = datetime.combine(datetime(2027, 5, 20, tzinfo=UTC).date(), datetime.min.time()) + timedelta(hours=9)


async def waiting_notices(admin: Neighbour, town: Town, event: int) -> dict[type[Button], tuple[Button, Neighbour]]:
    """One of each button: some at a notice that stays, those that end something at one of their own."""
    database = await open_database(f"sqlite:///{town.bot.database}")
    stays, moved, with_event, now, back = [await database.transaction(_waits, admin.id) for _ in range(5)]
    draft = await database.transaction(add_draft, **begun(admin, {"en": "Water cut"}))
    await database.transaction(announcements.stop, who=admin.id, announcement=back, now=datetime(2027, 5, 10, 9, tzinfo=UTC))
    await database.close()
    about: dict[str, Any] = {"of": Of.NOTICE, "number": stays}
    minutes = (WALL - EPOCH) // timedelta(minutes=1)
    buttons: tuple[Button, ...] = (
        ShowComing(**about),
        ShowWays(**about, event=event),
        AskWhen(**about),
        KeepTime(**about),
        GoesAt(of=Of.NOTICE, number=moved, wall=minutes + 60),
        GoesWith(of=Of.NOTICE, number=with_event, event=event, relation=Relation.DAY_BEFORE),
        GoesNow(of=Of.NOTICE, number=now),
        GoAfterAll(announcement=back),
        SendUrgently(draft=draft),
    )
    return {type(button): (button, admin) for button in buttons}


def _waits(db: Connection, who: int) -> int:
    """A notice to the scene's house that goes in some days."""
    audience = Audience(houses=frozenset({HOUSE}))
    written = Written({"en": "Water cut"}, audience, Voice.COMMUNITY_MANAGER, wall=WALL, zone="Europe/Helsinki")
    made = announcements.announce(db, who=who, written=written, rules=RULES, now=datetime(2027, 5, 10, 9, tzinfo=UTC))
    return made.id
