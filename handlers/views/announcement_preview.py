"""A notice that is being written: the copy as it will look, and below it who gets it and what can be done."""

from dataclasses import replace
from typing import Any

from bot.outgoing import Key, Outgoing
from bot.texts import LANGUAGES, Html, Texts, later
from community.announcements import Announcement, AnnouncementState, Copy, CopyState, ShownCopy
from community.announcements.approval import is_wide
from community.announcements.fitting import Excess
from community.announcements.previewing import Missing, Preview
from community.announcements.templates import Template
from community.announcements.writing import Option
from handlers.taps.announcements import (
    DropAnnouncement,
    LookAtCopy,
    OpenDraft,
    SendAnnouncement,
    SetNoticeOption,
    TakeTextBack,
    TrySample,
    UseReadyText,
    WriteText,
)
from handlers.taps.people import Language
from handlers.views.announcement_hours import lines_of
from handlers.views.announcement_more import languages, more
from handlers.views.announcement_reach import reach_lines
from handlers.views.announcement_templates import NAMES
from handlers.views.announcement_urgency import urgent_again
from handlers.views.announcements import copy
from handlers.views.places import LANGUAGE_NAMES
from handlers.views.reader import Reader
from handlers.views.stepwise import Rows, in_twos

MOST_VERSIONS = 6
"""Of more versions of a copy only the most frequent ones are looked at."""

IN: dict[str, str] = {"fi": later("in Finnish"), "sv": later("in Swedish"), "en": later("in English")}


def sample(shown: Preview, reader: Reader) -> Outgoing | None:
    """The copy exactly as it will look, with buttons that do nothing; None when there is nothing to show, or too much."""
    if shown.is_empty or shown.excess is not None or shown.dropped:
        return None
    languages = shown.shown or shown.spoken[:1]
    spoken = tuple(reader.speaking(language).texts for language in languages) or (reader.texts,)
    seen = copy(_sent(shown, languages), replace(reader, texts=spoken[0], spoken=spoken))
    return replace(seen, keys=tuple(tuple(TrySample().key(key.text) for key in row) for row in seen.keys))


def _sent(shown: Preview, languages: tuple[str, ...]) -> ShownCopy:
    """The draft as if it had been sent."""
    said = shown.written
    values: dict[str, Any] = {name: getattr(said, name) for name in ("texts", "voice", "picture", "document", "urgent", "pinned", "asks")}
    notice = Announcement(id=0, state=AnnouncementState.SENT, audience={}, **values)
    return ShownCopy(notice, Copy(id=0, announcement_id=0, chat_id=0, languages=",".join(languages), state=CopyState.SENT), 0)


def panel(shown: Preview, screen: str, reader: Reader) -> Outgoing:
    """What is asked, or who gets it and what can be done."""
    if shown.asking is not None:
        return _ask_text(shown, shown.asking, reader)
    if shown.is_empty or shown.waits:
        return _ask(shown, reader)
    if screen == "more":
        return more(shown, reader)
    if screen == "languages":
        return languages(shown, reader)
    if screen == "templates":
        return _templates(shown, reader)
    if screen == "urgent":
        return urgent_again(shown, reader)
    return _preview(shown, reader)


def _ask(shown: Preview, reader: Reader) -> Outgoing:
    texts = reader.texts
    text = texts.html("What shall the notice say? Write it here. A picture or a file can come with it.\nOr begin with a ready text:")
    last = [] if shown.is_empty else [OpenDraft(draft=shown.draft).key(texts.say("Back"))]
    return Outgoing(text, (*_ready(shown, texts), (*last, _drop(shown, texts))))


def _ask_text(shown: Preview, language: str, reader: Reader) -> Outgoing:
    texts = reader.texts
    text = texts.html("Write the notice {language}.", language=texts.say(IN[language]))
    return Outgoing(text, ((OpenDraft(draft=shown.draft).key(texts.say("Back")),),))


def _templates(shown: Preview, reader: Reader) -> Outgoing:
    texts = reader.texts
    text = texts.html("A ready text takes the place of yours.")
    return Outgoing(text, (*_ready(shown, texts), (OpenDraft(draft=shown.draft).key(texts.say("Back")),)))


def _ready(shown: Preview, texts: Texts) -> Rows:
    return in_twos([UseReadyText(draft=shown.draft, template=each).key(texts.say(NAMES[each])) for each in Template])


def _preview(shown: Preview, reader: Reader) -> Outgoing:
    texts = reader.texts
    private = shown.written.audience.is_private
    when = lines_of(shown.planned, reader) if shown.planned is not None else []
    lines = [*_way(shown, reader), *when, *(_lacking(each, private, texts) for each in shown.missing)]
    if shown.excess is not None:
        lines.insert(0, _too_much(shown.excess, texts))
    elif shown.gap is not None:
        lines.insert(0, texts.html("Write what belongs here: {gap}", gap=shown.gap))
    else:
        lines.append(_how_to_change(shown, texts))
    return Outgoing("\n".join(lines), (*_first_row(shown, texts), *_versions(shown, texts), *_ways_out(shown, texts)))


def _how_to_change(shown: Preview, texts: Texts) -> Html:
    if len(shown.written.texts) < 2 or len(shown.shown) == 1:
        return texts.html("To change the text, write it again.")
    return texts.html("To change a text: More…, then Languages.")


def _way(shown: Preview, reader: Reader) -> list[Html]:
    texts = reader.texts
    if shown.edits is not None:
        return [texts.html("The change goes to every copy.")]
    lines = reach_lines(shown.reached, texts)
    if is_wide(shown.reached, reader.rules):
        lines.append(texts.html("A second manager confirms it first."))
    if shown.written.pinned:
        lines.append(texts.html("It is pinned."))
    return lines


def _lacking(missing: Missing, private: bool, texts: Texts) -> Html:
    languages = {"missing": texts.say(IN[missing.language]), "given": texts.say(IN[missing.given])}
    if private:
        return texts.count_html(
            "No text {missing}: {n} person gets it {given}.", "No text {missing}: {n} people get it {given}.", missing.number, **languages
        )
    return texts.count_html(
        "No text {missing}: {n} house gets it {given}.", "No text {missing}: {n} houses get it {given}.", missing.number, **languages
    )


def _too_much(excess: Excess, texts: Texts) -> Html:
    said = _named(excess.languages)
    if excess.characters:
        below = texts.html("Below a picture or a file there is less room.") if excess.captioned else ""
        text = texts.count_html(
            "Too long ({copy}). Shorten it by {n} character.",
            "Too long ({copy}). Shorten it by {n} characters.",
            excess.characters,
            copy=said,
        )
        return Html(f"{text} {below}".rstrip())
    return texts.count_html(
        "Too much formatting ({copy}). Take it off {n} place.",
        "Too much formatting ({copy}). Take it off {n} places.",
        excess.parts,
        copy=said,
    )


def _named(languages: tuple[str, ...]) -> str:
    return " + ".join(LANGUAGE_NAMES[Language(each)] for each in languages)


def _first_row(shown: Preview, texts: Texts) -> Rows:
    send = SendAnnouncement(draft=shown.draft).key(texts.say("Send") if shown.edits is None else texts.say("Save the change"))
    ready: Rows = [(send,)] if shown.can_be_sent else []
    return [*ready, (OpenDraft(draft=shown.draft, screen="more").key(texts.say("More…")), _drop(shown, texts))]


def _versions(shown: Preview, texts: Texts) -> Rows:
    """The different copies there are, the one that is shown with a tick."""
    if len(shown.versions) < 2 or shown.excess is not None:
        return []
    keys = []
    for version in shown.versions[:MOST_VERSIONS]:
        name = _named(version)
        keys.append(LookAtCopy(draft=shown.draft, languages=",".join(version)).key(f"✓ {name}" if version == shown.shown else name))
    return in_twos(keys)


def _ways_out(shown: Preview, texts: Texts) -> Rows:
    """What a preview asks for: texts that are missing, room, a whole text instead of a ready one."""
    lacking = dict.fromkeys(each.language for each in shown.missing)
    rows: Rows = [
        (WriteText(draft=shown.draft, language=each).key(texts.say("Write it {language}", language=texts.say(IN[each]))),)
        for each in LANGUAGES
        if each in lacking
    ]
    if shown.excess is not None and shown.excess.captioned and shown.edits is None:
        rows.append((SetNoticeOption(draft=shown.draft, option=Option.ALONE, on=1).key(texts.say("Without the picture or file")),))
    if shown.replaced:
        rows.append((TakeTextBack(draft=shown.draft).key(texts.say("The text before")),))
    if shown.gap is not None:
        rows.append((WriteText(draft=shown.draft).key(texts.say("Write it all myself")),))
    return rows


def _drop(shown: Preview, texts: Texts) -> Key:
    return DropAnnouncement(draft=shown.draft).key(texts.say("Drop it"))


def dropped(draft: int, reader: Reader) -> Outgoing:
    """It was given up, and nobody got it."""
    texts = reader.texts
    text = texts.html("Dropped. Nobody got the notice. I keep your text for a while.")
    return Outgoing(text, ((OpenDraft(draft=draft).key(texts.say("Write on")),),))
