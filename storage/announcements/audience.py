"""Whom an announcement reaches: the chats of areas and houses, or the people who have a role there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, insert, literal, or_, select, true, update
from sqlmodel import col

from storage.announcements.tables import Copy, CopyState
from storage.people import Membership, Person, Reach
from storage.places import Chat, ChatState, House
from storage.roles import Holder, Role
from storage.rows import loaded

Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class Audience:
    """Areas, houses and chats by row, less the houses and chats left out; `everywhere`: all houses there are.

    `role`: people who have it there get a private copy each, instead of the groups; `residents`: so do all who joined.
    `topics`: the topic in a chat, where it is not the one for cards.
    """

    areas: Numbers = frozenset()
    houses: Numbers = frozenset()
    chats: Numbers = frozenset()
    everywhere: bool = False
    role: Role | None = None
    residents: bool = False
    without_houses: Numbers = frozenset()
    without_chats: Numbers = frozenset()
    topics: Mapping[int, int] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        """Whether it goes to people and not to groups."""
        return self.role is not None or self.residents

    @property
    def is_empty(self) -> bool:
        """Whether nobody was chosen yet."""
        return not (self.everywhere or self.areas or self.houses or self.chats)

    def saved(self) -> dict[str, Any]:
        """As it is kept, in JSON."""
        sets = {name: sorted(getattr(self, name)) for name in _SETS}
        return {**sets, "everywhere": self.everywhere, "role": self.role, "residents": self.residents, "topics": list(self.topics.items())}


_SETS = ("areas", "houses", "chats", "without_houses", "without_chats")


def restored(data: Mapping[str, Any]) -> Audience:
    """What `Audience.saved` wrote."""
    sets = {name: frozenset(data.get(name, ())) for name in _SETS}
    role, topics = data.get("role"), {int(chat): int(topic) for chat, topic in data.get("topics", ())}
    everywhere, residents = bool(data.get("everywhere")), bool(data.get("residents"))
    return Audience(**sets, everywhere=everywhere, role=Role(role) if role else None, residents=residents, topics=topics)


@dataclass(frozen=True, slots=True)
class Spoken:
    """So many chats or people with the same languages, as `fi,sv`."""

    languages: str
    number: int


def list_chats(db: Connection, audience: Audience) -> list[tuple[int, int, str]]:
    """The chats it goes to: (chat, house, the languages of the house)."""
    query = select(col(Chat.id), col(House.id), col(House.languages)).join(House, col(House.id) == col(Chat.house_id))
    found = db.execute(query.where(_reached(audience)).order_by(col(House.id), col(Chat.id)))
    return [(row[0], row[1], row[2]) for row in found]


def list_reached(db: Connection, audience: Audience) -> list[tuple[int, int | None]]:
    """The houses it goes to, each with its area; also those whose groups the bot is not in."""
    query = select(col(House.id), col(House.area_id)).where(_houses(audience))
    return [(row[0], row[1]) for row in db.execute(query.order_by(col(House.id)))]


def count_houses(db: Connection, audience: Audience) -> tuple[int, int]:
    """How many houses it goes to, and how many of them have no group the bot is in."""
    there = select(col(Chat.id)).where(col(Chat.house_id) == col(House.id), col(Chat.state) == ChatState.ACTIVE).exists()
    without = func.sum(case((there, 0), else_=1))
    row = db.execute(select(func.count(), func.coalesce(without, 0)).select_from(House).where(_houses(audience))).one()
    return row[0], int(row[1])


def count_chats(db: Connection, audience: Audience) -> list[Spoken]:
    """How many chats it goes to, by the languages of their houses."""
    query: Any = select(col(House.languages).label("spoken"), func.count()).select_from(Chat)
    query = query.join(House, col(House.id) == col(Chat.house_id)).where(_reached(audience)).group_by("spoken")
    return [Spoken(row[0], row[1]) for row in db.execute(query)]


def count_houses_with_chats(db: Connection, audience: Audience) -> list[Spoken]:
    """How many houses with a chat it goes to, by their languages."""
    query: Any = select(col(House.languages).label("spoken"), func.count(col(House.id).distinct())).select_from(Chat)
    query = query.join(House, col(House.id) == col(Chat.house_id)).where(_reached(audience)).group_by("spoken")
    return [Spoken(row[0], row[1]) for row in db.execute(query)]


def count_joined(db: Connection, audience: Audience) -> int:
    """How many people joined the houses of its chats."""
    houses = select(col(Chat.house_id)).join(House, col(House.id) == col(Chat.house_id)).where(_reached(audience))
    query = select(func.count(col(Membership.person_id).distinct()))
    return db.execute(query.where(col(Membership.house_id).in_(houses))).scalar_one()


def count_readers(db: Connection, audience: Audience) -> list[Spoken]:
    """How many people it goes to in private, by the language they chose ("": none); those who can't be written to are not counted."""
    chosen: Any = _chosen(audience).subquery()
    language = func.coalesce(col(Person.language), "").label("spoken")
    query: Any = select(language, func.count()).join(chosen, chosen.c.person == col(Person.id)).where(col(Person.reach) == Reach.OPEN)
    return [Spoken(row[0], row[1]) for row in db.execute(query.group_by("spoken"))]


def count_chosen(db: Connection, audience: Audience) -> int:
    """How many people it is meant for in private, also those who can't be written to."""
    return db.execute(select(func.count()).select_from(_chosen(audience).subquery())).scalar_one()


def list_people(db: Connection, audience: Audience) -> list[tuple[Person, int]]:
    """The people with the role, who can be written to, each once with one of their houses."""
    chosen: Any = _chosen(audience).subquery()
    people: Any = select(Person, chosen.c.house).join(chosen, chosen.c.person == col(Person.id)).where(col(Person.reach) == Reach.OPEN)
    found = []
    for row in db.execute(people.order_by(col(Person.id))):
        values = dict(row._mapping)
        house = values.pop("house")
        found.append((loaded(Person, values), house))
    return found


def _chosen(audience: Audience) -> Any:
    """Who has the role in a house it goes to, in its area or everywhere; without a role: who lives there. With the first such house."""
    if audience.role is None:
        query: Any = select(col(Membership.person_id).label("person"), func.min(col(Membership.house_id)).label("house"))
        houses = select(col(House.id)).where(_houses(audience))
        return query.where(col(Membership.house_id).in_(houses)).group_by(col(Membership.person_id))
    anywhere = col(Holder.house_id).is_(None) & col(Holder.area_id).is_(None)
    there = or_(col(House.id) == col(Holder.house_id), col(House.area_id) == col(Holder.area_id), anywhere)
    query = select(col(Holder.person_id).label("person"), func.min(col(House.id)).label("house")).join(House, there)
    return query.where(col(Holder.role) == audience.role, _houses(audience)).group_by(col(Holder.person_id))


def add_copies(db: Connection, announcement: int, audience: Audience, revision: int) -> int:
    """A copy for each chat it goes to, in one statement; how many."""
    columns = ["announcement_id", "chat_id", "house_id", "thread_id", "languages", "state", "revision"]
    chosen = select(
        literal(announcement),
        col(Chat.id),
        col(House.id),
        col(Chat.thread_id),
        col(House.languages),
        literal(CopyState.PENDING.value),
        literal(revision),
    ).join(House, col(House.id) == col(Chat.house_id))
    made = db.execute(insert(Copy).from_select(columns, chosen.where(_reached(audience)).order_by(col(House.id), col(Chat.id)))).rowcount
    for chat, topic in audience.topics.items():
        there = (col(Copy.announcement_id) == announcement) & (col(Copy.chat_id) == chat)
        db.execute(update(Copy).where(there).values(thread_id=topic))
    return made


def add_private_copies(db: Connection, announcement: int, audience: Audience, revision: int, language: str) -> int:
    """A copy for each of the people it goes to, in their language; how many."""
    rows = [
        {
            "announcement_id": announcement,
            "person_id": person.id,
            "house_id": house,
            "languages": person.language or language,
            "state": CopyState.PENDING,
            "revision": revision,
        }
        for person, house in list_people(db, audience)
    ]
    if rows:
        db.execute(insert(Copy), rows)
    return len(rows)


def houses_of(audience: Audience) -> Any:
    """A query for the houses (by row) that get it: those with a group it reaches, or those of its people."""
    if audience.is_private:
        return select(col(House.id)).where(_of_house(audience))
    return select(col(Chat.house_id)).join(House, col(House.id) == col(Chat.house_id)).where(_reached(audience))


def _of_house(audience: Audience) -> ColumnElement[bool]:
    """The houses that were chosen themselves."""
    wanted = [col(House.area_id).in_(audience.areas), col(House.id).in_(audience.houses)]
    there = true() if audience.everywhere else or_(*wanted)
    return and_(there, col(House.id).not_in(audience.without_houses))


def _houses(audience: Audience) -> ColumnElement[bool]:
    """The houses that were chosen, and those of chats that were."""
    of_chats = select(col(Chat.house_id)).where(col(Chat.id).in_(audience.chats - audience.without_chats))
    return or_(_of_house(audience), and_(col(House.id).in_(of_chats), col(House.id).not_in(audience.without_houses)))


def _reached(audience: Audience) -> ColumnElement[bool]:
    there = or_(_of_house(audience), and_(col(Chat.id).in_(audience.chats), col(House.id).not_in(audience.without_houses)))
    return and_(there, col(Chat.state) == ChatState.ACTIVE, col(Chat.id).not_in(audience.without_chats))
