"""What announcements look like: the copy in a chat, and to their sender how far they are."""

from collections.abc import Mapping, Sequence
from math import ceil

from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, later
from community.announcements import AnnouncementState, CopyState, Outcome, Progress, ShownCopy, Voice, texts_for
from handlers.views import acknowledging
from handlers.views.announcement_hours import quiet_line, waiting_line
from handlers.views.reader import Reader
from handlers.views.voices import voice_of

SIGN = "📣"

A_MINUTE = 29 * 60
"""So many messages Telegram takes of a bot in a minute."""

Keys = tuple[tuple[Key, ...], ...]


def header(voice: Voice, texts: Texts, *, urgent: bool = False) -> Html:
    """Who speaks: `📣 Tiedote · hallitus`, and whether it must be read now."""
    if urgent:
        return texts.html("{sign} <b>Notice · {voice} · urgent</b>", sign=SIGN, voice=voice_of(voice, texts))
    return texts.html("{sign} <b>Notice · {voice}</b>", sign=SIGN, voice=voice_of(voice, texts))


def body(texts: Mapping[str, str], voice: Voice, languages: Sequence[str], reader: Reader, *, urgent: bool = False) -> str:
    """The notice in the languages of its readers, one below the other, each with its header."""
    said = texts_for(texts, tuple(languages))
    parts = [f"{header(voice, reader.speaking(language).texts, urgent=urgent)}\n{text}" for language, text in said.items()]
    return "\n\n".join(parts) if parts else header(voice, reader.texts, urgent=urgent)


def copy(shown: ShownCopy, reader: Reader) -> Outgoing:
    """A copy as its chat sees it."""
    announcement, keys = shown.announcement, acknowledging.keys(shown, reader)
    if announcement.state is AnnouncementState.RECALLED:
        return recalled(shown, reader)
    text = body(announcement.texts, announcement.voice, shown.copy.languages.split(","), reader, urgent=announcement.urgent)
    if shown.copy.chat_id is not None:
        text += acknowledging.count_line(shown, reader)
    captioned = bool(announcement.picture or announcement.document)
    return Outgoing(text, keys, picture=announcement.picture, file=announcement.document, captioned=captioned)


def recalled(shown: ShownCopy, reader: Reader) -> Outgoing:
    """What stays of a copy that can't be deleted any more."""
    said = [reader.speaking(language).texts for language in shown.copy.languages.split(",")]
    lines = dict.fromkeys(texts.html("This notice was withdrawn.") for texts in said)
    return Outgoing("\n".join(lines), captioned=bool(shown.announcement.picture or shown.announcement.document))


def progress(shown: Progress, reader: Reader) -> str:
    """How far it is, for its sender."""
    texts = reader.texts
    lines = [_state(shown, reader), *_numbers(shown, texts), *changes(shown.changes, texts), *_time_left(shown, reader)]
    return "\n".join(lines)


def _state(shown: Progress, reader: Reader) -> Html:
    texts = reader.texts
    match shown.announcement.state:
        case AnnouncementState.AWAITING:
            return texts.html("Your notice waits for a second manager.")
        case AnnouncementState.SCHEDULED:
            return waiting_line(shown, reader)
        case AnnouncementState.SENDING:
            return texts.html("Your notice is on its way.")
        case AnnouncementState.SENT:
            return texts.html("Your notice has been sent.")
        case AnnouncementState.STOPPED:
            return texts.html("Stopped. No more copies go out.")
        case AnnouncementState.CANCELLED:
            return texts.html("Cancelled. Nobody got the notice.")
        case AnnouncementState.RECALLED:
            return texts.html("The notice is withdrawn.")


def _numbers(shown: Progress, texts: Texts) -> list[Html]:
    states, total = shown.counts.states, shown.counts.total
    if not total:
        return []
    lines = [texts.html("Sent: {n} of {total}", n=states.get(CopyState.SENT, 0), total=total)]
    if shown.counts.left:
        lines.append(texts.html("Waiting: {n}", n=shown.counts.left))
    if failed := states.get(CopyState.FAILED, 0):
        lines.append(texts.html("Not delivered: {n}", n=failed))
    if uncertain := states.get(CopyState.UNCERTAIN, 0):
        lines.append(texts.html("Perhaps delivered: {n}", n=uncertain))
    if dropped := states.get(CopyState.DROPPED, 0):
        lines.append(texts.html("Not sent: {n}", n=dropped))
    return lines


def changes(counted: Mapping[Outcome, int], texts: Texts) -> list[Html]:
    """How far the last edit or recall is."""
    said = (
        (Outcome.EDITED, later("Says the new text: {n}")),
        (Outcome.DELETED, later("Deleted: {n}")),
        (Outcome.REPLACED, later("Replaced by one line, as it is older than two days: {n}")),
        (Outcome.WAITING, later("Still to change: {n}")),
        (Outcome.FAILED, later("Could not be changed: {n}")),
    )
    return [texts.html(text, n=number) for outcome, text in said if (number := counted.get(outcome, 0))]


def _time_left(shown: Progress, reader: Reader) -> list[Html]:
    texts, going = reader.texts, shown.announcement.state is AnnouncementState.SENDING
    left = shown.changes.get(Outcome.WAITING, 0) + (shown.counts.left if going else 0)
    if going and shown.held:
        return [quiet_line(end, houses, reader.zone, reader) for end, houses in shown.held.items()]
    minutes = ceil(left / A_MINUTE)
    return [texts.count_html("About {n} minute left.", "About {n} minutes left.", minutes)] if minutes else []
