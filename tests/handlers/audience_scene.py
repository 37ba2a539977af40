"""The part of the scene where one chooses who gets a notice, and where it waits for a second manager."""

from datetime import UTC, datetime
from typing import Any

from community.announcements import Announcement, AnnouncementState, Audience, Voice
from community.announcements.choosing import Readers
from community.announcements.picking import NO_AREA, Screen
from handlers.buttons import Button
from handlers.taps.announcement_approval import AgreeToNotice, TakeNoticeBack, TurnDownNotice
from handlers.taps.announcement_audience import OpenAudience, PickAll, PickArea, PickChat, PickHouse, PickTopic, SetReaders
from storage.announcements import add_announcement
from storage.cards import ThingKind, add_thing
from storage.drafts import add_draft
from storage.engine import Connection, open_database
from storage.people import find_person
from storage.places import list_chats
from tests.e2e.town import Neighbour, Town
from tests.handlers.caretaking import HOUSE


async def choosing(admin: Neighbour, town: Town) -> dict[type[Button], tuple[Button, Neighbour]]:
    """One of each button, with the manager who writes, or who is asked."""
    database = await open_database(f"sqlite:///{town.bot.database}")
    draft, chat, own, agreed, turned_down = await database.transaction(_made, admin.id)
    await database.close()
    return {
        OpenAudience: (OpenAudience(draft=draft, screen=Screen.WHO), admin),
        SetReaders: (SetReaders(draft=draft, readers=Readers.BOARDS), admin),
        PickAll: (PickAll(draft=draft, on=0), admin),
        PickArea: (PickArea(draft=draft, area=NO_AREA, on=1), admin),
        PickHouse: (PickHouse(draft=draft, house=HOUSE, on=1), admin),
        PickChat: (PickChat(draft=draft, chat=chat, on=1), admin),
        PickTopic: (PickTopic(draft=draft, chat=chat, topic=0), admin),
        AgreeToNotice: (AgreeToNotice(announcement=agreed), admin),
        TurnDownNotice: (TurnDownNotice(announcement=turned_down), admin),
        TakeNoticeBack: (TakeNoticeBack(announcement=own), admin),
    }


def _made(db: Connection, who: int) -> tuple[int, int, int, int, int]:
    person = find_person(db, who)
    assert person is not None, "the manager has joined"
    data = {"texts": {"en": "Water cut"}, "voice": Voice.COMMUNITY_MANAGER, "audience": Audience(houses=frozenset({HOUSE})).saved()}
    until = datetime(2030, 1, 1, tzinfo=UTC)
    draft = add_draft(db, kind="announcement", step="preview", author=who, address=who, data=data, expires_at=until)
    own, *others = [_waiting(db, **values) for values in ({"author_id": person.id}, {}, {})]
    return draft, list_chats(db, HOUSE)[0].id, own, others[0], others[1]


def _waiting(db: Connection, **values: Any) -> int:
    """A notice to the house that waits for a second manager."""
    now = datetime(2027, 5, 10, tzinfo=UTC)
    made = Announcement(
        id=add_thing(db, ThingKind.ANNOUNCEMENT, None, now),
        voice=Voice.COMMUNITY_MANAGER,
        state=AnnouncementState.AWAITING,
        texts={"en": "Water cut"},
        audience=Audience(houses=frozenset({HOUSE})).saved(),
        due_at=datetime(2030, 1, 1, tzinfo=UTC),
        **values,
    )
    add_announcement(db, made)
    return made.id
