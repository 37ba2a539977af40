"""A notice that waits for a second manager: what they see and are asked, and what its author hears."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_span
from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import Html, Texts
from community.announcements import Announcement, AnnouncementState, Progress
from community.announcements.agreeing import ToApprove
from handlers.taps.announcement_approval import AgreeToNotice, TakeNoticeBack, TurnDownNotice
from handlers.taps.announcements import OpenDraft
from handlers.views.announcement_reach import reach_lines
from handlers.views.announcements import body
from handlers.views.reader import Reader
from handlers.views.stepwise import Rows


def sample(announcement: Announcement, language: str, reader: Reader) -> Outgoing:
    """The notice in one of its languages, as it will look there."""
    text = body(announcement.texts, announcement.voice, (language,), reader)
    captioned = bool(announcement.picture or announcement.document)
    return Outgoing(text, picture=announcement.picture, file=announcement.document, captioned=captioned)


def asked(shown: ToApprove, reader: Reader) -> Outgoing:
    """Who asks, who gets it, and when; once it is decided, how."""
    texts, found = reader.texts, shown.announcement
    if found.state is not AnnouncementState.AWAITING:
        return Outgoing(_decided(found, texts))
    lines = [_asker(shown, texts), *reach_lines(shown.reached, texts), _when(found.due_at, reader)]
    if found.urgent:
        lines.append(texts.html("It is urgent: quiet hours do not hold it."))
    agree = AgreeToNotice(announcement=found.id).key(texts.say("Agree"))
    return Outgoing("\n".join(lines), ((agree, TurnDownNotice(announcement=found.id).key(texts.say("Not like this"))),))


def _asker(shown: ToApprove, texts: Texts) -> Html:
    if shown.asker:
        return texts.html("{name} asks: may this notice go?", name=apart(shown.asker))
    return texts.html("Another manager asks: may this notice go?")


def _when(due_at: datetime | None, reader: Reader) -> Html:
    if due_at is None or due_at <= reader.now:
        return reader.texts.html("It goes as soon as you agree.")
    zone = ZoneInfo(reader.zone)
    at = say_span(due_at.astimezone(zone), None, reader.texts.language, today=reader.today(reader.zone))
    return reader.texts.html("It goes at its time: {at}.", at=at)


def _decided(found: Announcement, texts: Texts) -> Html:
    if found.approved_by_id is None:
        return texts.html("This notice does not go out like this.")
    return texts.html("A second manager agreed. The notice goes out.")


def waiting(shown: Progress, reader: Reader) -> Rows:
    """What its author can do meanwhile."""
    if shown.announcement.state is not AnnouncementState.AWAITING:
        return []
    return [(TakeNoticeBack(announcement=shown.announcement.id).key(reader.texts.say("Back to the draft")),)]


def told_agreed(reader: Reader) -> Outgoing:
    """To the author: it may go."""
    return Outgoing(reader.texts.html("A second manager agreed to your notice."))


def told_turned_down(draft: int, reader: Reader) -> Outgoing:
    """To the author: it may not, and where it is."""
    texts = reader.texts
    text = texts.html("A second manager did not agree to your notice. Nobody got it. Your text is still here.")
    return Outgoing(text, ((OpenDraft(draft=draft).key(texts.say("Write on")),),))


def agreed(counted: bool, texts: Texts) -> str:
    """The pop-up after agreeing."""
    return texts.say("You agreed. The notice goes out.") if counted else texts.say("This was decided already.")


def turned_down(counted: bool, texts: Texts) -> str:
    """The pop-up after turning it down."""
    return texts.say("It does not go out. Its author hears of it.") if counted else texts.say("This was decided already.")
