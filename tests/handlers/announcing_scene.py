"""The part of the scene where a notice is written, and every button that hangs on it."""

from datetime import UTC, datetime
from typing import Any

from community.announcements import Announcement, AnnouncementState, Audience, Voice
from community.announcements.templates import Template
from community.announcements.writing import Option
from handlers.buttons import Button
from handlers.taps.announcement_panel import (
    Doing,
    EditNotice,
    NoticeTable,
    OpenNotice,
    RecallNotice,
    SendAgain,
    ShowNotices,
    ShowReport,
    StopNotice,
)
from handlers.taps.announcements import (
    DropAnnouncement,
    LeaveOutText,
    LookAtCopy,
    NewAnnouncement,
    OpenDraft,
    SendAnnouncement,
    SetNoticeOption,
    SpeakAs,
    TakeTextBack,
    TextIsIn,
    TrySample,
    UseReadyText,
    WriteText,
)
from storage.announcements import add_announcement
from storage.cards import ThingKind, add_thing
from storage.drafts import add_draft
from storage.engine import Connection, open_database
from tests.e2e.town import Neighbour, Town
from tests.handlers.audience_scene import choosing
from tests.handlers.caretaking import HOUSE

TWO, ONE = {"en": "Water cut", "fi": "Vesikatko"}, {"en": "Water cut"}


async def announcing(admin: Neighbour, town: Town) -> dict[type[Button], tuple[Button, Neighbour]]:
    """One of each button, with the manager who writes: each that changes much at a draft of its own."""
    database = await open_database(f"sqlite:///{town.bot.database}")
    texts = (TWO, ONE, ONE, TWO, ONE, ONE, ONE)
    here, one, ready, two, dropped, sent, again = [await database.transaction(add_draft, **begun(admin, each)) for each in texts]
    out = [await database.transaction(_announced, state) for state in (AnnouncementState.SENT, AnnouncementState.SCHEDULED)]
    seen, stopped, recalled = *out, await database.transaction(_announced, AnnouncementState.STOPPED)
    await database.close()
    return {
        **await choosing(admin, town),
        ShowNotices: (ShowNotices(), admin),
        OpenNotice: (OpenNotice(announcement=seen), admin),
        ShowReport: (ShowReport(announcement=seen), admin),
        NoticeTable: (NoticeTable(announcement=seen), admin),
        SendAgain: (SendAgain(announcement=seen, step=Doing.DO), admin),
        StopNotice: (StopNotice(announcement=stopped, step=Doing.DO), admin),
        RecallNotice: (RecallNotice(announcement=recalled, step=Doing.DO), admin),
        EditNotice: (EditNotice(announcement=seen), admin),
        TrySample: (TrySample(), admin),
        LookAtCopy: (LookAtCopy(draft=here, languages="en"), admin),
        OpenDraft: (OpenDraft(draft=here, screen="more"), admin),
        SpeakAs: (SpeakAs(draft=here, voice=Voice.PROPERTY_MANAGER), admin),
        SetNoticeOption: (SetNoticeOption(draft=here, option=Option.PINNED, on=1), admin),
        WriteText: (WriteText(draft=here, language="sv"), admin),
        TakeTextBack: (TakeTextBack(draft=again), admin),
        TextIsIn: (TextIsIn(draft=one, language="fi"), admin),
        UseReadyText: (UseReadyText(draft=ready, template=Template.WATER), admin),
        LeaveOutText: (LeaveOutText(draft=two, language="fi"), admin),
        NewAnnouncement: (NewAnnouncement(), admin),
        DropAnnouncement: (DropAnnouncement(draft=dropped), admin),
        SendAnnouncement: (SendAnnouncement(draft=sent), admin),
    }


def _announced(db: Connection, state: AnnouncementState) -> int:
    """A notice to the house, so far."""
    now, later = datetime(2027, 5, 10, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    made = Announcement(
        id=add_thing(db, ThingKind.ANNOUNCEMENT, None, now),
        voice=Voice.COMMUNITY_MANAGER,
        state=state,
        texts=TWO,
        audience=Audience(houses=frozenset({HOUSE})).saved(),
        due_at=later,
    )
    add_announcement(db, made)
    return made.id


def begun(admin: Neighbour, texts: dict[str, str]) -> dict[str, Any]:
    """A notice to the manager's house that can be looked at."""
    data = {"texts": texts, "voice": Voice.COMMUNITY_MANAGER, "before": ONE, "audience": Audience(houses=frozenset({HOUSE})).saved()}
    place = {"author": admin.id, "address": admin.id, "expires_at": datetime(2030, 1, 1, tzinfo=UTC)}
    return {"kind": "announcement", "step": "preview", "data": data, **place}
