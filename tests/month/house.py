"""A house of sixty people, with a clock that jumps from act to act: real use cases, real database, real texts; only Telegram is missing."""

import heapq
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.houses import holidays_of
from bot.outgoing import Outgoing
from bot.settings import Controller, Privacy
from bot.settlement import Contents, Ready, prepare_card, prepare_debt
from bot.texts import LANGUAGES, Catalogues
from community import announcements, announcing, due, events, places, publishing
from community.events import Answer, Event, Origin, Press
from community.refusals import Refused
from handlers.views.rendering import Renderer
from playground.entities import format_text
from storage import cards, delivery, outbox
from storage.cards import Card
from storage.engine import Database
from storage.events import find_event
from storage.outbox import Debt, Lane, Op
from tests.community.neighbourhood import ADMIN, GROUP, KEY, RULES, neighbour, presser

ZONE = ZoneInfo("Europe/Helsinki")
IS_HOLIDAY = holidays_of("FI")
HOUSE_RULES = replace(RULES, language="fi", is_day_off=lambda day: day.weekday() >= 5 or IS_HOLIDAY(day), is_holiday=IS_HOLIDAY)
PAGE = 200

SIXTY = (ADMIN, *(neighbour(number) for number in range(1, 60)))
JOINED = SIXTY[:45]
"""The others only press the buttons in the group, and never started the bot."""


def language_of(who: int) -> str:
    """Half of the house speaks Finnish, a third Swedish, the rest English."""
    return ("fi", "sv", "fi", "en", "fi", "sv")[SIXTY.index(who) % 6]


def wall(text: str) -> datetime:
    """`15.5. 10.00` of 2027 on the wall of the house, as an instant."""
    return datetime.strptime(f"{text} 2027", "%d.%m. %H.%M %Y").replace(tzinfo=ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Sent:
    """A message as somebody got it: in the group (`who` is None) or in private; what it says in each language."""

    at: datetime
    who: int | None
    kind: str
    lane: Lane
    texts: dict[str, str]
    event: int | None
    silent: bool
    labels: tuple[str, ...]

    @property
    def local(self) -> datetime:
        """When, on the wall of the house."""
        return self.at.astimezone(ZONE)


@dataclass(order=True)
class Act:
    """What somebody does at some time."""

    at: datetime
    number: int
    do: Callable[[], Awaitable[Any]] = field(compare=False)


@dataclass
class Month:
    """The house, what happens in it, and what everybody got."""

    db: Database
    now: datetime
    sent: list[Sent] = field(default_factory=list)
    edits: int = 0
    published: set[int] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    messages: Iterator[int] = field(default_factory=lambda: count(1000))
    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        controller = Controller(name="Koivukuja 3", contact="hallitus@koivukuja.example")
        said = Catalogues.load(), controller, "talkoot_bot", KEY, HOUSE_RULES.zone, Privacy(), HOUSE_RULES
        self.renderer = Renderer(*said, now=lambda: self.now)
        ways: dict[str, Any] = {"render": self.renderer.debt, "render_card": self.renderer.card, "moved": None, "repost": events.repost}
        self.contents = Contents(**ways, sent=_note_sent, failed=events.note_failed)

    def later(self, at: datetime | str, do: Callable[[], Awaitable[Any]]) -> None:
        """Somebody will do this."""
        heapq.heappush(self.acts, Act(wall(at) if isinstance(at, str) else at, next(self.numbers), do))

    async def do(self, use_case: Callable[..., Any], **values: Any) -> Any:
        """Somebody does something now; what is refused is noted."""
        try:
            return await self.db.handle(next(self.numbers), use_case, **values, now=self.now)
        except Refused as refused:
            self.refused.append(refused.code)
            return None

    async def live(self, until: datetime) -> None:
        """From act to act and from debt to debt, until then."""
        await self._settle()
        while True:
            coming = await self.db.read(due.next_due, self.now)
            moments = [max(coming, self.now)] if coming else []
            moment = min([*moments, *(act.at for act in self.acts[:1])], default=until)
            if moment >= until:
                return
            self.now = moment
            while self.acts and self.acts[0].at <= self.now:
                await heapq.heappop(self.acts).do()
            await self._settle()

    async def _settle(self) -> None:
        await self.db.transaction(self._all_that_is_due)

    def _all_that_is_due(self, db: Connection) -> None:
        for duty in due.every_tick(HOUSE_RULES):
            while duty(db, self.now):
                pass
        for lane in Lane:
            while page := delivery.list_due(db, lane, self.now, PAGE):
                for each in page:
                    self._ship(db, each.debt.id)
        for card, _ in cards.list_behind(db, self.now, PAGE):
            self._edit(db, card)

    def _ship(self, db: Connection, number: int) -> None:
        ready = prepare_debt(db, number, contents=self.contents, now=self.now, plain=False)
        assert ready is not None
        if not isinstance(ready, Ready):
            outbox.close(db, number, ready.state, self.now, reason=ready.reason)
            return
        debt = ready.debt
        assert debt is not None
        message = ready.call.message_id
        if debt.op is Op.SEND:
            message = next(self.messages)
            self._note(db, debt, ready.call.outgoing)
        delivery.settle_sent(db, debt, self.now, message_id=message, version=ready.version)
        if message is not None:
            self.contents.sent(db, debt, message, self.now)

    def _edit(self, db: Connection, card: Card) -> None:
        ready = prepare_card(db, card.id, contents=self.contents, plain=False)
        if ready is not None and ready.version is not None:
            self.edits += 1
            delivery.settle_shown(db, card.id, self.now, ready.version)

    def _note(self, db: Connection, debt: Debt, outgoing: Outgoing | None) -> None:
        assert outgoing is not None
        event = debt.params.get("event")
        if debt.card_id is not None:
            card = cards.get_card(db, debt.card_id)
            event = card.thing_id if card else None
        languages = LANGUAGES if debt.chat_id is not None else ()
        texts = {code: plain(self._in(db, debt, code)) for code in languages} or {"": plain(outgoing)}
        labels = tuple(key.text for row in outgoing.keys for key in row)
        self.sent.append(Sent(self.now, debt.address, debt.kind, Lane(debt.lane), texts, event, debt.silent, labels))

    def _in(self, db: Connection, debt: Debt, code: str) -> Outgoing:
        """What the debt says in a house that speaks this language."""
        told = Debt(**{**debt.model_dump(), "params": {**debt.params, "language": code}})
        outgoing = self.renderer.debt(db, told)
        assert outgoing is not None
        return outgoing

    async def settle_in(self) -> None:
        """The bot is added to the group, forty-five join, and the admins choose Finnish and Swedish."""
        await self.do(places.settle, group=GROUP, language="fi", rules=HOUSE_RULES)
        await self.do(places.speak, group=GROUP.telegram_id, languages="fi,sv", message=1, admin=True)
        [[token]] = await self.db.read(lambda db: db.exec_driver_sql("SELECT token FROM houses").all())
        for who in JOINED:
            values = {"token": token, "presser": presser(who, language_of(who)), "notice": 1, "message": 1, "rules": HOUSE_RULES}
            await self.do(places.join, **values)

    async def publish(self, line: str, who: int, *, morning: bool = False) -> Event | None:
        """Somebody announces an event in private and publishes it."""
        origin = Origin(who, who, language_of(who), message=1, mark=presser(who).mark)
        await self.do(announcing.announce, line=line, origin=origin, rules=HOUSE_RULES)
        [[draft]] = await self.db.read(lambda db: db.exec_driver_sql("SELECT max(id) FROM drafts").all())
        values = {"draft": draft, "presser": presser(who, language_of(who)), "admin": True, "chat": None, "message": 2}
        number = await self.do(publishing.publish, **values, rules=HOUSE_RULES, morning=morning)
        assert number is not None, (line, self.refused)
        event: Event | None = await self.db.read(find_event, number)
        assert event is not None
        self.published.add(event.id)
        return event

    async def answer(self, event: int, who: int, answer: Answer = Answer.COMING, party: int = 1) -> None:
        """Somebody presses a button of the card in the group."""
        press = Press(GROUP.telegram_id, None, next(self.numbers))
        values = {"event": event, "answer": answer, "party": party, "press": press, "rules": HOUSE_RULES}
        await self.do(events.answer, presser=presser(who, language_of(who)), **values)


def _note_sent(db: Connection, debt: Debt, message: int, now: datetime) -> None:
    places.note_sent(db, debt, message)
    announcements.note_sent(db, debt, message, now)


def plain(outgoing: Outgoing) -> str:
    """What people read."""
    return format_text(outgoing.text, "HTML")[0]
