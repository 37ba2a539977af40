"""What a draft of a notice looks like before it goes: its copies, who gets which of them, and what is missing or too much."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from community.announcements.authority import Sender, sender
from community.announcements.drafting import draft_of, written
from community.announcements.fitting import Excess, excess
from community.announcements.hours import Planned, plan
from community.announcements.reach import Reached, reach
from community.announcements.sending import Written
from community.announcements.showing import texts_for
from community.announcements.templates import gap_in
from community.announcements.urgency import often
from community.quiet import HouseRules
from storage import announcements
from storage.announcements import Audience
from storage.drafts import Draft
from storage.places import House

Languages = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A language without a text: so many houses (or people, in private) who speak it get the text in another one."""

    language: str
    given: str
    number: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft and what comes of it.

    `versions`: the languages of the different copies, the most frequent one first; `shown` is the one that is looked at.
    `asking`: the language whose text is waited for. `gap`: what of a ready text is filled next. `dropped`: it was given up.
    `waits`: for all of its text. `replaced`: there was another one. `planned`: when it goes. `often`: the houses that had their urgent
    ones of a week, if it is another.
    """

    draft: int
    written: Written
    sender: Sender
    reached: Reached
    spoken: Languages
    versions: tuple[Languages, ...]
    shown: Languages
    missing: tuple[Missing, ...]
    excess: Excess | None
    asking: str | None = None
    gap: str | None = None
    edits: int | None = None
    dropped: bool = False
    waits: bool = False
    replaced: bool = False
    planned: Planned | None = None
    often: tuple[tuple[House, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send yet."""
        return not any(self.written.texts.values()) and not (self.written.picture or self.written.document)

    @property
    def can_be_sent(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.is_empty and self.excess is None and self.gap is None and not (self.reached.is_nobody and self.edits is None)


def look(db: Connection, *, who: int, draft: int, rules: HouseRules, now: datetime) -> Preview:
    """A draft as it stands, for its author. Raises: Refused (announcement-done, not-yours, may-not-announce)."""
    shown = preview_of(db, sender(db, who), draft_of(db, who, draft, now))
    if shown.edits is not None:
        return shown
    full = often(db, shown.written.audience, now) if shown.written.urgent else ()
    return replace(shown, planned=plan(db, shown.written, rules, now), often=tuple(full))


def preview_of(db: Connection, speaker: Sender, found: Draft) -> Preview:
    """The same for a draft that is at hand."""
    said = written(found.data)
    readers = _readers(db, said.audience)
    versions = _versions(said, readers)
    shown = tuple(found.data.get("shown") or ())
    return Preview(
        draft=found.id,
        written=said,
        sender=speaker,
        reached=reach(db, said.audience),
        spoken=tuple(dict.fromkeys(language for languages in readers for language in languages)),
        versions=versions,
        shown=shown if shown in versions else versions[0],
        missing=_missing(said, readers),
        excess=excess(said.texts, versions, captioned=bool(said.picture or said.document)),
        asking=found.data.get("asking"),
        gap=gap_in(said.texts) if found.data.get("gaps") else None,
        edits=found.data.get("edits"),
        dropped=found.step == "dropped",
        waits=found.step == "text",
        replaced=bool(found.data.get("before")),
    )


def _readers(db: Connection, audience: Audience) -> dict[Languages, int]:
    """How many houses (in private: people) read which languages, the most frequent ones first."""
    count = announcements.count_readers if audience.is_private else announcements.count_houses_with_chats
    found = sorted(count(db, audience), key=lambda each: (-each.number, each.languages))
    return {tuple(each.languages.split(",")): each.number for each in found if each.languages}


def _versions(said: Written, readers: Mapping[Languages, int]) -> tuple[Languages, ...]:
    found = Counter[Languages]()
    for languages, number in readers.items():
        found[tuple(texts_for(said.texts, languages))] += number
    return tuple(version for version, _ in found.most_common()) or (tuple(said.texts)[:1],)


def _missing(said: Written, readers: Mapping[Languages, int]) -> tuple[Missing, ...]:
    lacking = Counter[tuple[str, str]]()
    for languages, number in readers.items():
        given = next(iter(texts_for(said.texts, languages)), None)
        lacking.update({(language, given): number for language in languages if given is not None and not said.texts.get(language)})
    return tuple(Missing(language, given, number) for (language, given), number in lacking.most_common())
