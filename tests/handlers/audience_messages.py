"""Who gets a notice, and what a second manager is asked, as long as they can be, for `test_messages`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.outgoing import Outgoing
from bot.texts import escape
from community.announcements import Announcement, AnnouncementState, Audience, Reached, Voice
from community.announcements.agreeing import ToApprove
from community.announcements.choosing import Readers
from community.announcements.picking import AreaPicked, ChatPicked, HousePicked, Picked
from handlers.views import announcement_approval as approval
from handlers.views import announcement_audience as views
from handlers.views.announcement_reach import reach_lines
from handlers.views.reader import Reader
from storage.places import Area, Chat, House
from storage.topics import Topic
from tests.handlers.showing import filled

NOW = datetime(2027, 1, 1, tzinfo=UTC)

MANY = Reached(9999, 19_999, 999_999, (("fi", 9999), ("sv", 999), ("en", 99)), at_least=True, without_chat=99)

LETTERS = Reached(9999, 0, 99_999, (("fi", 9999), ("sv", 999), ("", 99)), private=True, unreachable=99)


def of_audience(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Every screen on which it is chosen who gets a notice."""
    name = filled(pattern, 128)
    area, house = Area(id=1, name=name, created_at=NOW), House(id=1, area_id=1, name=name, token="t", created_at=NOW)
    areas = (*[AreaPicked(area, 40, 39)] * 9, AreaPicked(None, 3, 3))
    for reached in (MANY, LETTERS, Reached(0, 0, 0, ())):
        shown = Picked(1, Readers.BOARDS, reached, areas, second=True, nobody=reached is MANY)
        yield views.who(shown, to)
        yield views.areas(shown, 1, to)
        yield Outgoing("\n".join(reach_lines(reached, to.texts)))
    yield views.houses(1, 1, [HousePicked(house, True, 3, 2, opens=True)] * 9, 0, False, to)
    yield views.houses(1, 0, [], 0, True, to)
    topics = tuple(Topic(id=number, chat_id=1, thread_id=number, name=name) for number in range(1, 10))
    chats = [
        ChatPicked(Chat(id=1, house_id=1, telegram_id=-1, title=title), True, topics, topic) for title, topic in ((name, 1), (None, None))
    ]
    yield views.chats(1, house, chats, to)
    yield views.chats(1, house, [], to)
    yield views.topics(1, house, chats[0], 0, to)


def of_approval(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """What a second manager and the author see."""
    text, name = str(escape(filled(pattern, 900))), filled(pattern, 64)
    waits = Announcement(
        id=1, voice=Voice.PROPERTY_MANAGER, state=AnnouncementState.AWAITING, texts={"fi": text}, audience=Audience().saved(), urgent=True
    )
    yield approval.sample(waits, "fi", to)
    for found in (ToApprove(waits, name, MANY), ToApprove(waits, None, LETTERS)):
        yield approval.asked(found, to)
        yield approval.asked(replace(found, announcement=_decided(AnnouncementState.CANCELLED)), to)
        yield approval.asked(replace(found, announcement=_decided(AnnouncementState.SENT, approved_by_id=1)), to)
    yield approval.told_agreed(to)
    yield approval.told_turned_down(1, to)
    for counted in (True, False):
        yield Outgoing(escape(approval.agreed(counted, to.texts)))
        yield Outgoing(escape(approval.turned_down(counted, to.texts)))


def _decided(state: AnnouncementState, **values: int) -> Announcement:
    return Announcement(id=1, voice=Voice.BOARD, state=state, texts={}, audience=Audience().saved(), **values)
