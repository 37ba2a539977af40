"""Writing a notice in private: the text, a look at it, what else there is to choose, and off it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.texts import LANGUAGES
from community import people
from community.announcements import changing, drafting
from community.announcements.authority import sender, steering
from community.announcements.changing import OVER
from community.announcements.drafting import DRAFTED, draft_of
from community.announcements.previewing import Preview, preview_of
from community.announcements.sending import announce
from community.announcements.showing import follow_in
from community.announcements.templates import filled
from community.announcements.urgency import often
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import announcements, drafts, outbox
from storage.announcements import Announcement, Voice
from storage.drafts import Draft
from storage.outbox import Debt, Message, Op, To

TEXT, PREVIEW, DROPPED = "text", "preview", "dropped"
"""Where a draft is: nothing was written yet, it can be looked at, it was given up."""

SAMPLE, PANEL = "announcement-sample", "announcement-draft"
"""The kinds of the messages that show the copy as it will look, and below it what can be done."""


class Option(StrEnum):
    """What a notice is besides its text: urgent, pinned, with buttons to say that one has read it, without its picture or file."""

    URGENT = "urgent"
    PINNED = "pinned"
    ASKS = "asks"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote or sent: Telegram's HTML, and a picture or a file by which Telegram knows it."""

    text: str = ""
    picture: str | None = None
    document: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it is nothing that could be announced."""
        return not (self.text or self.picture or self.document)


def begin(db: Connection, *, who: int, said: Said, language: str, rules: HouseRules, now: datetime) -> int:
    """Somebody announces: with nothing to say yet they are asked for it; the draft's number. Raises: Refused("may-not-announce")."""
    drafts.leave_drafts(db, who)
    number = drafting.begin(db, who=who, texts={}, rules=rules, now=now)
    found = draft_of(db, who, number, now)
    if said.is_empty:
        drafts.change_draft(db, number, step=TEXT)
    else:
        _take(db, found, said, who, language, rules, now)
    _show(db, found, who, language, now)
    return number


def is_asked(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next words of somebody are certainly for a notice: its text is asked for, or what is missing in it."""
    found = _open(db, who, now)
    return found is not None and (found.step == TEXT or bool(found.data.get("asking") or found.data.get("gaps")))


def is_writing(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next words of somebody go into a notice."""
    return _open(db, who, now) is not None


def write(db: Connection, *, who: int, said: Said, language: str, rules: HouseRules, now: datetime) -> None:
    """Words, a picture or a file for the notice that is being written; what they replace is the text that is asked for, or looked at.

    Raises: Refused (announcement-done, may-not-announce, announcement-what, announcement-which, announcement-keeps).
    """
    found = _open(db, who, now)
    if found is None:
        raise Refused("announcement-done")
    sender(db, who)
    if said.is_empty:
        raise Refused("announcement-what")
    _take(db, found, said, who, language, rules, now)
    _show(db, found, who, language, now)


def use_template(db: Connection, *, who: int, draft: int, texts: Mapping[str, str], message: int, language: str, now: datetime) -> None:
    """It says one of the ready texts, in every language of those who get it; gaps are filled next.

    Raises: Refused (announcement-done, not-yours, may-not-announce).
    """
    found, preview = _own(db, who, draft, now)
    wanted = [each for each in preview.spoken if each in texts] or [_first(db, preview, who, language)]
    before = preview.written.texts or None
    _know(db, found, texts={each: texts[each] for each in wanted}, gaps=True, asking=None, shown=None, before=before)
    _show(db, found, who, language, now, panel=message)


def take_back(db: Connection, *, who: int, draft: int, message: int, language: str, now: datetime) -> None:
    """What was written before is there again; what took its place stands in the chat, as its author's own words.

    Raises: Refused (announcement-done, not-yours, may-not-announce, old-button).
    """
    found, _ = _own(db, who, draft, now)
    if not found.data.get("before"):
        raise Refused("old-button")
    values = {"texts": found.data["before"], "before": None, "gaps": False, "asking": None, "shown": None}
    _change(db, found, who, message, language, now, **values)


def ask_text(db: Connection, *, who: int, draft: int, text: str, message: int, language: str, now: datetime) -> None:
    """The next words are the text in this language (`text`), or take the place of all of it (""); the pressed message asks for them.

    Raises: Refused (announcement-done, not-yours, may-not-announce, old-button).
    """
    found, _ = _own(db, who, draft, now)
    if text not in (*LANGUAGES, ""):
        raise Refused("old-button")
    _know(db, found, asking=text or None, gaps=False, panel=message)
    if not text:
        drafts.change_draft(db, found.id, step=TEXT)
    reply(db, kind=PANEL, to=who, language=language, params={"draft": draft}, edit=message, now=now)


def leave_out(db: Connection, *, who: int, draft: int, text: str, message: int, language: str, now: datetime) -> None:
    """Without the text in this language. Raises: Refused (announcement-done, not-yours, may-not-announce, old-button)."""
    found, preview = _own(db, who, draft, now)
    texts = {each: said for each, said in preview.written.texts.items() if each != text}
    if not texts:
        raise Refused("old-button")
    _change(db, found, who, message, language, now, texts=texts, shown=None)


def in_language(db: Connection, *, who: int, draft: int, text: str, message: int, language: str, now: datetime) -> None:
    """The only text there is is in this language. Raises: Refused (announcement-done, not-yours, may-not-announce, old-button)."""
    found, preview = _own(db, who, draft, now)
    if len(preview.written.texts) != 1 or text not in LANGUAGES:
        raise Refused("old-button")
    _change(db, found, who, message, language, now, texts={text: next(iter(preview.written.texts.values()))}, shown=None)


def look_at(db: Connection, *, who: int, draft: int, shown: tuple[str, ...], message: int, language: str, now: datetime) -> None:
    """Another version of the copy is shown. Raises: Refused (announcement-done, not-yours, may-not-announce, old-button)."""
    found, preview = _own(db, who, draft, now)
    if shown not in preview.versions:
        raise Refused("old-button")
    _change(db, found, who, message, language, now, shown=list(shown))


def speak_as(db: Connection, *, who: int, draft: int, voice: Voice, message: int, language: str, now: datetime) -> None:
    """Who speaks. Raises: Refused (announcement-done, not-yours, may-not-announce, not-your-voice)."""
    found, preview = _own(db, who, draft, now)
    if voice not in preview.sender.voices:
        raise Refused("not-your-voice")
    _change(db, found, who, message, language, now, voice=voice)


def set_option(db: Connection, *, who: int, draft: int, option: Option, on: bool, message: int, language: str, now: datetime) -> None:
    """It is urgent, is pinned, has buttons, or not; or goes without its picture or file.

    Raises: Refused (announcement-done, not-yours, may-not-announce, announcement-keeps).
    """
    found, _ = _own(db, who, draft, now)
    if found.data.get("edits"):
        raise Refused("announcement-keeps")
    if option is Option.ALONE:
        _know(db, found, picture=None, document=None)
        _show(db, found, who, language, now, panel=message)
    else:
        _change(db, found, who, message, language, now, **{option: on})


def open_preview(db: Connection, *, who: int, draft: int, screen: str, message: int, language: str, now: datetime) -> None:
    """The pressed message shows the preview's buttons, or what else can be chosen (`screen`); also of a notice that was dropped.

    Raises: Refused (announcement-done, not-yours, may-not-announce).
    """
    found, preview = _own(db, who, draft, now, dropped=True)
    if preview.dropped or (found.step == TEXT and not preview.is_empty):
        drafts.change_draft(db, found.id, step=PREVIEW)
        found.step = PREVIEW
    _know(db, found, asking=None)
    if preview.dropped:
        _show(db, found, who, language, now, panel=message)
    else:
        reply(db, kind=PANEL, to=who, language=language, params={"draft": draft, "screen": screen}, edit=message, now=now)


def drop(db: Connection, *, who: int, draft: int, message: int, language: str, now: datetime) -> None:
    """It is given up; as long as the draft is kept it can be gone on with. Raises: Refused (announcement-done, not-yours)."""
    found = draft_of(db, who, draft, now)
    _take_away(db, found, who, now)
    drafts.change_draft(db, found.id, step=DROPPED, message_id=None)
    reply(db, kind="announcement-dropped", to=who, language=language, params={"draft": draft}, edit=message, now=now)


def send(
    db: Connection, *, who: int, draft: int, message: int, language: str, rules: HouseRules, now: datetime, confirmed: bool = False
) -> Announcement | None:
    """It is announced, or what was changed is saved; the pressed message shows from now on how far it is.

    None: it is urgent, and houses had their urgent ones this week; the pressed message asks whether that is `confirmed`.

    Raises: Refused (announcement-done, not-yours, announcement-gaps, announcement-too-long, announcement-nobody,
    announcement-changed, and the reasons of `announce` and `edit`).
    """
    found, preview = _own(db, who, draft, now)
    if preview.gap is not None:
        raise Refused("announcement-gaps")
    if preview.excess is not None:
        raise Refused("announcement-too-long")
    if preview.reached.is_nobody and preview.edits is None:
        raise Refused("announcement-nobody")
    urgent = preview.written.urgent and preview.edits is None
    if urgent and not confirmed and often(db, preview.written.audience, now):
        reply(db, kind=PANEL, to=who, language=language, params={"draft": draft, "screen": "urgent"}, edit=message, now=now)
        return None
    drafts.remove_draft(db, found.id)
    if preview.edits is not None:
        _must_be_unchanged(db, preview.edits, found)
        made = changing.edit(db, who=who, announcement=preview.edits, texts=preview.written.texts, now=now)
        follow_in(db, steering(db, who, made.id), who=who, message=message, now=now)
    else:
        made = announce(db, who=who, written=preview.written, rules=rules, now=now, progress=message, confirmed=confirmed)
    reply(db, kind="announcement-progress", to=who, language=language, params={"announcement": made.id}, edit=message, now=now)
    return made


def begin_edit(db: Connection, *, who: int, announcement: int, language: str, rules: HouseRules, now: datetime) -> int:
    """What is out already can be written anew: the preview comes with its texts; the draft's number.

    Raises: Refused (announcement-gone, may-not-announce, not-your-houses, announcement-over).
    """
    found = steering(db, who, announcement)
    if found.state in OVER:
        raise Refused("announcement-over")
    known = {"voice": found.voice, "audience": found.audience, "picture": found.picture, "document": found.document}
    options = {"pinned": found.pinned, "asks": found.asks, "urgent": found.urgent}
    drafts.leave_drafts(db, who)
    number = drafting.begin(db, who=who, texts=found.texts, rules=rules, now=now, edits=found.id, was=found.texts, **known, **options)
    _show(db, draft_of(db, who, number, now), who, language, now)
    return number


def note_shown(db: Connection, debt: Debt, message: int) -> None:
    """If it was the panel of a draft, it goes when a newer one comes."""
    found = drafts.find_draft(db, debt.params["draft"]) if debt.kind == PANEL and debt.op is Op.SEND else None
    if found is not None:
        drafting.change(db, found, panel=message)


def _own(db: Connection, who: int, draft: int, now: datetime, *, dropped: bool = False) -> tuple[Draft, Preview]:
    """Somebody's own draft, which is what they write now."""
    speaker, found = sender(db, who), draft_of(db, who, draft, now)
    if found.step == DROPPED and not dropped:
        raise Refused("announcement-done")
    going_on = _open(db, who, now)
    if going_on is None or going_on.id != found.id:
        drafts.leave_drafts(db, who)
        drafts.change_draft(db, found.id, resting=False)
    return found, preview_of(db, speaker, found)


def _must_be_unchanged(db: Connection, announcement: int, found: Draft) -> None:
    """Two who edit at the same time do not undo each other's words."""
    now_says = announcements.find_announcement(db, announcement)
    if now_says is not None and now_says.texts != found.data["was"]:
        raise Refused("announcement-changed")


def _open(db: Connection, who: int, now: datetime) -> Draft | None:
    """The one notice that somebody is writing now: what they began last, or pressed a button of."""
    begun = (each for each in drafts.list_by(db, who) if each.kind == DRAFTED and each.step in (TEXT, PREVIEW) and not each.resting)
    return next((each for each in begun if each.expires_at > now), None)


def _know(db: Connection, found: Draft, **data: Any) -> None:
    drafting.change(db, found, **data)


def _take(db: Connection, found: Draft, said: Said, who: int, language: str, rules: HouseRules, now: datetime) -> None:
    """The draft knows what was said."""
    preview = preview_of(db, sender(db, who), found)
    known: dict[str, Any] = {"asking": None}
    if said.picture or said.document:
        if preview.edits is not None:
            raise Refused("announcement-keeps")
        known |= {"picture": said.picture, "document": said.document}
    if said.text and preview.gap is not None:
        known["texts"] = filled(preview.written.texts, said.text, now, ZoneInfo(rules.zone))
    elif said.text:
        before = None if preview.asking else preview.written.texts
        known |= {"texts": _reworded(db, found, preview, said.text, who, language), "gaps": False, "before": before or None}
    until = now + timedelta(hours=rules.drafts_hours)
    drafts.change_draft(db, found.id, step=PREVIEW, expires_at=until)
    _know(db, found, **known)


def _reworded(db: Connection, found: Draft, preview: Preview, text: str, who: int, language: str) -> dict[str, str]:
    texts = dict(preview.written.texts)
    if preview.asking is not None:
        return {**texts, preview.asking: text}
    if found.step == TEXT or not texts:
        return {_first(db, preview, who, language): text}
    if len(texts) == 1:
        return {next(iter(texts)): text}
    if len(preview.shown) != 1:
        raise Refused("announcement-which")
    return {**texts, preview.shown[0]: text}


def _first(db: Connection, preview: Preview, who: int, language: str) -> str:
    """The language of somebody's first text: their own if those who get it speak it, else what most of these speak."""
    own = people.language_of(db, who) or language
    return own if own in preview.spoken or not preview.spoken else preview.spoken[0]


def _change(db: Connection, found: Draft, who: int, message: int, language: str, now: datetime, **data: Any) -> None:
    """What was chosen is seen: in the copy, and in the pressed message."""
    _know(db, found, **data)
    if found.message_id is None or "texts" in data:
        _show(db, found, who, language, now, panel=message)
        return
    sample = Message(SAMPLE, {"draft": found.id}, op=Op.EDIT, message_id=found.message_id, draft_id=found.id)
    outbox.owe(db, To(address=who, language=language), sample, at=now)
    params = {"draft": found.id, "screen": "" if "shown" in data else "more"}
    reply(db, kind=PANEL, to=who, language=language, params=params, edit=message, now=now)


def _take_away(db: Connection, found: Draft, who: int, now: datetime) -> None:
    """The copy that was looked at goes."""
    if found.message_id is not None:
        outbox.owe(db, To(address=who), Message("gone", op=Op.DELETE, message_id=found.message_id), at=now)


def _show(db: Connection, found: Draft, who: int, language: str, now: datetime, *, panel: int | None = None) -> None:
    """The copy comes anew with the panel below it; what was shown before goes."""
    _take_away(db, found, who, now)
    before = panel or found.data.get("panel")
    if before is not None:
        outbox.owe(db, To(address=who), Message("gone", op=Op.DELETE, message_id=before), at=now)
    drafts.change_draft(db, found.id, message_id=None)
    _know(db, found, panel=None)
    to = To(address=who, language=language)
    outbox.owe(db, to, Message(SAMPLE, {"draft": found.id}, draft_id=found.id), at=now)
    outbox.owe(db, to, Message(PANEL, {"draft": found.id}), at=now)
