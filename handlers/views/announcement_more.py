"""What is rarely needed of a notice: who speaks, whether it is pinned, its languages. Other nouns add their rows to `ROWS`."""

from collections.abc import Callable

from bot.outgoing import Outgoing
from bot.texts import LANGUAGES, Texts, later
from community.announcements import Of, Voice
from community.announcements.picking import Screen
from community.announcements.previewing import Preview
from community.announcements.writing import Option
from handlers.taps.announcement_audience import OpenAudience
from handlers.taps.announcement_hours import AskWhen
from handlers.taps.announcements import LeaveOutText, OpenDraft, SetNoticeOption, SpeakAs, TextIsIn, WriteText
from handlers.taps.people import Language
from handlers.views.announcement_hours import when_label
from handlers.views.places import LANGUAGE_NAMES
from handlers.views.reader import Reader
from handlers.views.stepwise import Rows, in_twos

VOICES: dict[Voice, str] = {
    Voice.COMMUNITY_MANAGER: later("As community manager"),
    Voice.PROPERTY_MANAGER: later("As property manager"),
    Voice.BOARD: later("As the board"),
    Voice.MAINTENANCE: later("As maintenance"),
}


def more(shown: Preview, reader: Reader) -> Outgoing:
    """All that can be chosen; what is out already has its way and its form."""
    rows = [row for make in ROWS for row in make(shown, reader)]
    text = reader.texts.html("What else? What is ticked holds.")
    return Outgoing(text, (*rows, (OpenDraft(draft=shown.draft).key(reader.texts.say("Back")),)))


def _voices(shown: Preview, reader: Reader) -> Rows:
    texts, voices = reader.texts, shown.sender.voices
    if shown.edits is not None or len(voices) < 2:
        return []
    return in_twos(
        [SpeakAs(draft=shown.draft, voice=each).key(_ticked(texts.say(VOICES[each]), each is shown.written.voice)) for each in voices]
    )


def _options(shown: Preview, reader: Reader) -> Rows:
    if shown.edits is not None:
        return []
    texts, said = reader.texts, shown.written
    pin = SetNoticeOption(draft=shown.draft, option=Option.PINNED, on=int(not said.pinned)).key(_ticked(texts.say("Pin it"), said.pinned))
    asks = SetNoticeOption(draft=shown.draft, option=Option.ASKS, on=int(not said.asks)).key(
        _ticked(texts.say("Ask: read, help?"), said.asks)
    )
    urgent = SetNoticeOption(draft=shown.draft, option=Option.URGENT, on=int(not said.urgent)).key(
        _ticked(texts.say("Urgent"), said.urgent)
    )
    rows: Rows = [(pin, asks), (urgent,)]
    if said.picture or said.document:
        rows.append((SetNoticeOption(draft=shown.draft, option=Option.ALONE, on=1).key(texts.say("Without the picture or file")),))
    return rows


def _timing(shown: Preview, reader: Reader) -> Rows:
    if shown.edits is not None:
        return []
    return [(AskWhen(of=Of.DRAFT, number=shown.draft).key(when_label(shown.planned, reader)),)]


def _words(shown: Preview, reader: Reader) -> Rows:
    texts = reader.texts
    ready = OpenDraft(draft=shown.draft, screen="templates").key(texts.say("Ready texts"))
    return [(OpenDraft(draft=shown.draft, screen="languages").key(texts.say("Languages")), ready)]


def _audience(shown: Preview, reader: Reader) -> Rows:
    if shown.edits is not None:
        return []
    return [(OpenAudience(draft=shown.draft, screen=Screen.WHO).key(reader.texts.say("Who gets it")),)]


ROWS: list[Callable[[Preview, Reader], Rows]] = [_audience, _timing, _voices, _options, _words]
"""The rows of More…, from above."""


def languages(shown: Preview, reader: Reader) -> Outgoing:
    """Which texts there are, and which can be added; of a single one in which language it is."""
    texts, said, draft = reader.texts, shown.written.texts, shown.draft
    rows: Rows = []
    for each in LANGUAGES:
        name = LANGUAGE_NAMES[Language(each)]
        write = WriteText(draft=draft, language=each).key(
            _change(name, texts) if said.get(each) else texts.say("Add: {language}", language=name)
        )
        leave = (LeaveOutText(draft=draft, language=each).key(texts.say("Leave out: {language}", language=name)),)
        rows.append((write, *(leave if said.get(each) and len(said) > 1 else ())))
    text = texts.html("In which languages is the notice?")
    if len(said) == 1:
        text = texts.html("In which languages is the notice? If your text is in another one, say so:")
        others = [each for each in LANGUAGES if each not in said]
        rows.append(tuple(TextIsIn(draft=draft, language=each).key(_is_in(LANGUAGE_NAMES[Language(each)], texts)) for each in others))
    return Outgoing(text, (*rows, (OpenDraft(draft=draft, screen="more").key(texts.say("Back")),)))


def _change(name: str, texts: Texts) -> str:
    return texts.say("Change: {language}", language=name)


def _is_in(name: str, texts: Texts) -> str:
    return texts.say("It is {language}", language=name)


def _ticked(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label
