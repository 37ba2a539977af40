"""Roles: what somebody does for a house, for all houses of an area, or for all there are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Index, and_, delete, exists, insert, or_, select, text
from sqlmodel import Field, SQLModel, col

from storage.people import Person, Reach
from storage.places import House
from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime, one_of


class Role(StrEnum):
    """What somebody does, more than living there. Residents and the admins of a group need no row."""

    ACTIVIST = "activist"
    BOARD = "board"  # also the property manager and the janitor
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role holds: in a house, in all houses of an area, or (neither) everywhere."""

    house: int | None = None
    area: int | None = None

    def __post_init__(self) -> None:
        if self.house is not None and self.area is not None:
            raise ValueError("a scope is a house or an area")


def _once(name: str, columns: tuple[str, ...], where: str) -> Index:
    """NULLs differ from each other in a unique constraint, so each kind of scope needs an index of its own."""
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


class Holder(SQLModel, table=True):
    """A person has a role in a scope."""

    __tablename__ = "roles"
    __table_args__ = (
        _once("ix_roles_in_house", ("person_id", "role", "house_id"), "house_id IS NOT NULL"),
        _once("ix_roles_in_area", ("person_id", "role", "area_id"), "area_id IS NOT NULL"),
        _once("ix_roles_everywhere", ("person_id", "role"), "house_id IS NULL AND area_id IS NULL"),
        Index("ix_roles_house_id", "house_id"),
        Index("ix_roles_area_id", "area_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    area_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="areas.id", ondelete="CASCADE")
    role: Role = Field(sa_type=one_of(Role))
    given_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def scope(self) -> Scope:
        """Where the role holds."""
        return Scope(self.house_id, self.area_id)


def give_role(db: Connection, person_id: int, role: Role, scope: Scope, now: datetime) -> bool:
    """The person has the role from now on; False if they had it."""
    if db.execute(select(exists().where(_exactly(role, scope), col(Holder.person_id) == person_id))).scalar():
        return False
    values = {"person_id": person_id, "role": role, "house_id": scope.house, "area_id": scope.area, "given_at": now}
    added(db, insert(Holder), values)
    return True


def take_role(db: Connection, person_id: int, role: Role, scope: Scope) -> bool:
    """The person has the role no more; False if they did not have it."""
    return db.execute(delete(Holder).where(_exactly(role, scope), col(Holder.person_id) == person_id)).rowcount > 0


def look_up_role(db: Connection, number: int) -> Holder | None:
    """Who holds a role, by a number that a button may have made up."""
    return first(db, Holder, select(Holder).where(col(Holder.id) == number))


def list_roles(db: Connection, person_id: int) -> list[Holder]:
    """The roles of a person, the oldest first."""
    return every(db, Holder, select(Holder).where(col(Holder.person_id) == person_id).order_by(col(Holder.id)))


def roles_over(db: Connection, person_id: int, scope: Scope) -> frozenset[Role]:
    """The roles a person has in a scope, also by having them in a wider one."""
    query = select(col(Holder.role)).where(covers(scope), col(Holder.person_id) == person_id)
    return frozenset(db.execute(query).scalars())


def list_holders(db: Connection, role: Role, scope: Scope) -> list[Holder]:
    """Who has a role in a scope, also by having it in a wider one; the oldest first. The rows are locked."""
    query = select(Holder).where(covers(scope), col(Holder.role) == role)
    return every(db, Holder, query.order_by(col(Holder.id)).with_for_update())


def list_in(db: Connection, scope: Scope) -> list[tuple[Holder, Person]]:
    """Everybody who has a role in exactly this scope, the oldest first."""
    holders = every(db, Holder, select(Holder).where(*_there(scope)).order_by(col(Holder.id)))
    by_id = {each.id: each for each in every(db, Person, select(Person).where(col(Person.id).in_({row.person_id for row in holders})))}
    return [(row, by_id[row.person_id]) for row in holders]


def list_reachable(db: Connection, role: Role, scope: Scope) -> list[Person]:
    """Who has a role in a scope (or a wider one) and can be written to."""
    holding = select(col(Holder.person_id)).where(covers(scope), col(Holder.role) == role)
    query = select(Person).where(col(Person.id).in_(holding), col(Person.reach) == Reach.OPEN)
    return every(db, Person, query.order_by(col(Person.id)))


def list_managers(db: Connection) -> list[Person]:
    """Who looks after anything at all and can be written to."""
    holding = select(col(Holder.person_id)).where(col(Holder.role) == Role.MANAGER)
    query = select(Person).where(col(Person.id).in_(holding), col(Person.reach) == Reach.OPEN)
    return every(db, Person, query.order_by(col(Person.id)))


def covers(scope: Scope) -> ColumnElement[bool]:
    """The rows of `roles` that hold in a scope: its own, those of the house's area, those of everywhere."""
    wide: list[ColumnElement[bool]] = [col(Holder.house_id).is_(None) & col(Holder.area_id).is_(None)]
    if scope.house is not None:
        area = select(col(House.area_id)).where(col(House.id) == scope.house).scalar_subquery()
        wide += [col(Holder.house_id) == scope.house, col(Holder.area_id) == area]
    elif scope.area is not None:
        wide.append(col(Holder.area_id) == scope.area)
    return or_(*wide)


def _exactly(role: Role, scope: Scope) -> ColumnElement[bool]:
    return and_(col(Holder.role) == role, *_there(scope))


def _there(scope: Scope) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    house, area = col(Holder.house_id), col(Holder.area_id)
    return (
        house.is_(None) if scope.house is None else house == scope.house,
        area.is_(None) if scope.area is None else area == scope.area,
    )
