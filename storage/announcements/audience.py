"""Whom an announcement reaches: the chats of areas and houses, or the people who have a role there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, literal, or_, select, true, update
from sqlmodel import col

from storage.announcements.tables import Copy, CopyState
from storage.people import Membership, Person, Reach
from storage.places import Chat, ChatState, House
from storage.roles import Holder, Role

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


def list_chats(db: Connection, audience: Audience) -> list[tuple[int, int, str]]:
    """The chats it goes to: (chat, house, the languages of the house)."""
    query = select(col(Chat.id), col(House.id), col(House.languages)).join(House, col(House.id) == col(Chat.house_id))
    found = db.execute(query.where(_reached(audience)).order_by(col(House.id), col(Chat.id)))
    return [(row[0], row[1], row[2]) for row in found]


def list_reached(db: Connection, audience: Audience) -> list[tuple[int, int | None]]:
    """The houses it goes to, each with its area; also those whose groups the bot is not in."""
    of_chats = select(col(Chat.house_id)).where(col(Chat.id).in_(audience.chats))
    query = select(col(House.id), col(House.area_id)).where(or_(_of_house(audience), col(House.id).in_(of_chats)))
    return [(row[0], row[1]) for row in db.execute(query.order_by(col(House.id)))]


def count_people(db: Connection, audience: Audience) -> int:
    """How many people live in the houses it goes to, as far as they joined."""
    houses = select(col(Chat.house_id)).join(House, col(House.id) == col(Chat.house_id)).where(_reached(audience))
    query = select(func.count(col(Membership.person_id).distinct()))
    return db.execute(query.where(col(Membership.house_id).in_(houses))).scalar_one()


def list_people(db: Connection, audience: Audience) -> list[tuple[Person, int]]:
    """The people with the role, who can be written to, each once with one of their houses."""
    houses = select(col(House.id)).where(_of_house(audience))
    query: Any = select(col(Membership.person_id), func.min(col(Membership.house_id))).where(col(Membership.house_id).in_(houses))
    if audience.role is not None:
        areas = select(col(House.area_id)).where(_of_house(audience))
        query = select(col(Holder.person_id), func.min(col(House.id))).join(
            House, or_(col(House.id) == col(Holder.house_id), col(House.area_id) == col(Holder.area_id))
        )
        query = query.where(col(Holder.role) == audience.role, col(House.id).in_(houses))
        query = query.where(or_(col(Holder.house_id).in_(houses), col(Holder.area_id).in_(areas)))
    of_house = {row[0]: row[1] for row in db.execute(query.group_by(query.selected_columns[0]))}
    people: Any = select(Person).where(col(Person.id).in_(list(of_house)), col(Person.reach) == Reach.OPEN).order_by(col(Person.id))
    return [(Person(**dict(row._mapping)), of_house[row.id]) for row in db.execute(people)]


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


def _of_house(audience: Audience) -> ColumnElement[bool]:
    wanted = [col(House.area_id).in_(audience.areas), col(House.id).in_(audience.houses)]
    there = true() if audience.everywhere else or_(*wanted)
    return and_(there, col(House.id).not_in(audience.without_houses))


def _reached(audience: Audience) -> ColumnElement[bool]:
    there = or_(_of_house(audience), col(Chat.id).in_(audience.chats))
    return and_(there, col(Chat.state) == ChatState.ACTIVE, col(Chat.id).not_in(audience.without_chats))
