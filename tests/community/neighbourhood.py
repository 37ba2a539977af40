"""A house with a group, its neighbours and its events, made by the use cases themselves on a real database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from community import announcing, due, events, places, privacy, publishing, roles
from community.events import Answer, Answered, Event, Origin, Press, Seating, Way
from community.notice import NOTICE_VERSION
from community.people import Presser
from community.places import Group
from community.quiet import HouseRules, QuietHours
from storage.drafts import Draft
from storage.engine import Database
from storage.events import SignUp
from storage.events import find_event as found_event
from storage.outbox import Debt, Op
from storage.people import Person
from storage.places import Chat, House
from storage.roles import Role, Scope
from storage.rows import every

P = ParamSpec("P")
T = TypeVar("T")
M = TypeVar("M", bound=SQLModel)

NOW = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)
"""A Monday, noon on the wall in Helsinki."""

KEY = b"a key that is kept outside the database"

RULES = HouseRules(
    zone="Europe/Helsinki",
    language="en",
    quiet=QuietHours(21, 8, 10),
    is_day_off=lambda day: day.weekday() >= 5,
    sign_ups_days=30,
    drafts_hours=48,
)

GROUP = Group(-1002000000001, "Koivukuja 3")
OTHER_GROUP = Group(-1002000000002, "Koivukuja 5")

ADMIN = 7000000001
"""The activist: joined, and has started the bot."""

LINE = "Sat 22 May 12–15 Spring clean-up @ courtyard"


def neighbour(number: int) -> int:
    """The Telegram id of the neighbour with this number."""
    return 7100000000 + number


def presser(who: int, language: str = "en") -> Presser:
    """Somebody as Telegram shows them."""
    return Presser(who, language, privacy.mark_of(KEY, who))


def in_group(message: int | None = 500, *, author: int | None = ADMIN, admin: bool = True, group: Group = GROUP) -> Origin:
    """A command in the house's group."""
    return Origin(group.telegram_id, author, "en", group, None, message, admin=admin, mark=presser(author or 0).mark)


def in_private(who: int = ADMIN) -> Origin:
    """A command in the private chat."""
    return Origin(who, who, "en", message=501, mark=presser(who).mark)


@dataclass
class Neighbourhood:
    """The house, at a time that tests move. What it reads, it reads on another connection than the one that wrote."""

    db: Database
    now: datetime = NOW
    updates: Iterator[int] = field(default_factory=lambda: count(1))

    async def do(self, use_case: Callable[Concatenate[Connection, P], T], /, *args: P.args, **values: P.kwargs) -> T:
        """Run a use case for a new update."""
        return await self.db.handle(next(self.updates), use_case, *args, **values)

    async def rows(self, model: type[M]) -> list[M]:
        """All rows of a table, the oldest first."""
        keys = model.__table__.primary_key.columns  # type: ignore[attr-defined]
        return await self.db.read(lambda db: every(db, model, select(model).order_by(*keys)))

    async def debts(self, kind: str | None = None) -> list[Debt]:
        """What is owed, of one kind or all."""
        return [debt for debt in await self.rows(Debt) if kind in (None, debt.kind)]

    async def house(self) -> House:
        """The (first) house."""
        return (await self.rows(House))[0]

    async def chat(self) -> Chat:
        """The (first) chat."""
        return (await self.rows(Chat))[0]

    async def person(self, who: int) -> Person:
        """The row of somebody who is known."""
        return next(person for person in await self.rows(Person) if person.telegram_id == who)

    async def draft(self) -> Draft:
        """The newest draft."""
        return (await self.rows(Draft))[-1]

    async def found(self) -> None:
        """The bot is added to the group, and the activist joins the house."""
        await self.do(places.settle, group=GROUP, language="en", rules=RULES, now=self.now)
        await self.resident(ADMIN)

    async def resident(self, who: int, language: str = "en") -> int:
        """Somebody joins the house by its code, which opens the private chat too; their Telegram id."""
        token = (await self.house()).token
        await self.do(places.join, token=token, presser=presser(who, language), notice=NOTICE_VERSION, message=1, rules=RULES, now=self.now)
        return who

    async def announce(self, line: str = LINE, origin: Origin | None = None) -> None:
        """Somebody writes `/event …`; in the group and by the activist unless said otherwise."""
        await self.do(announcing.announce, line=line, origin=origin or in_group(), rules=RULES, now=self.now)

    async def manages(self, who: int = ADMIN) -> None:
        """They look after all houses, and so announce as much as is needed."""
        person, scope = (await self.person(who)).id, Scope()
        await self.do(roles.grant, by=None, person=person, role=Role.MANAGER, scope=scope, now=self.now)

    async def publish(self, *, who: int = ADMIN, admin: bool = True, draft: int | None = None, chat: int | None = None) -> Event:
        """The newest draft (or this one) is published."""
        number = draft or (await self.draft()).id
        values = {"draft": number, "admin": admin, "chat": chat, "message": 600 + number, "rules": RULES, "now": self.now}
        published = await self.do(publishing.publish, presser=presser(who), **values)
        event = await self.db.read(found_event, published) if published else None
        assert event is not None
        return event

    async def event(self, capacity: int | None = None, line: str = LINE) -> Event:
        """An event with a card in the group."""
        await self.announce(line if capacity is None else f"{line} max {capacity}")
        return await self.publish()

    async def see(self, event: Event | int) -> Event:
        """The event as it is stored now."""
        number = event if isinstance(event, int) else event.id
        return next(each for each in await self.rows(Event) if each.id == number)

    async def answer(
        self,
        event: Event | int,
        who: int,
        answer: Answer = Answer.COMING,
        party: int = 1,
        *,
        press: Press | None = None,
        language: str = "en",
    ) -> Answered:
        """Somebody presses a button of the card in the group, or `press`es elsewhere."""
        number = event if isinstance(event, int) else event.id
        update = next(self.updates)
        press = press or Press(GROUP.telegram_id, None, update)
        values: dict[str, Any] = {"event": number, "answer": answer, "party": party, "press": press, "rules": RULES, "now": self.now}
        return await self.db.handle(update, events.answer, presser=presser(who, language), **values)

    async def arrange(self, event: Event, way: Way, number: int, days: int = 1, who: int = ADMIN) -> Seating:
        """The organiser decides how places are given out."""
        values: dict[str, Any] = {"way": way, "number": number, "days": days, "message": None, "rules": RULES, "now": self.now}
        return await self.do(events.arrange, event=event.id, who=who, **values)

    async def tick(self, at: datetime | None = None) -> None:
        """Time has come: what is due happens, as often as there is something."""
        self.now = at or self.now
        for duty in due.every_tick(RULES):
            while await self.db.transaction(duty, self.now):
                pass

    async def hears(self, who: int) -> list[str]:
        """The kinds of message somebody is owed, or was sent, the oldest first; what only shows a screen again left out."""
        return [debt.kind for debt in await self.rows(Debt) if debt.address == who and debt.op is Op.SEND]

    async def cant(self, event: Event | int, who: int) -> Answered:
        """Somebody presses Can't."""
        return await self.answer(event, who, Answer.CANT)

    async def sign_up(self, event: Event | int, who: int) -> SignUp | None:
        """What somebody answered, as it is stored."""
        number = event if isinstance(event, int) else event.id
        people = {person.id for person in await self.rows(Person) if person.telegram_id == who}
        return next((each for each in await self.rows(SignUp) if each.event_id == number and each.person_id in people), None)
