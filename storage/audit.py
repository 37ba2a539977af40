"""The log of what people did by virtue of a role: who did what to whom and where, when; never a text."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Index, delete, insert, select
from sqlmodel import Field, SQLModel, col

from storage.roles import Role, Scope
from storage.rows import every
from storage.types import BigInt, UtcDateTime, one_of


class Act(StrEnum):
    """What was done; a noun that adds acts adds them here."""

    ROLE_GIVEN = "role-given"
    ROLE_TAKEN = "role-taken"
    ROLE_LEFT = "role-left"
    HANDED_OVER = "handed-over"
    TAKEN_OVER = "taken-over"
    INVITED = "invited"
    INVITATION_REVOKED = "invitation-revoked"
    AREA_FOUNDED = "area-founded"
    HOUSE_LINKED = "house-linked"
    HOUSE_UNLINKED = "house-unlinked"
    HOUSES_ADDED = "houses-added"  # many at once, by a list
    HOUSES_UNDONE = "houses-undone"
    GROUP_LINKED = "group-linked"
    GROUP_UNLINKED = "group-unlinked"
    CODE_ROTATED = "code-rotated"
    BOARD_CHANGED = "board-changed"  # the notice board of a house was opened, moved or closed
    CARD_TAKEN_DOWN = "card-taken-down"
    TAKEN_DOWN = "taken-down"
    TAKE_DOWN_UNDONE = "take-down-undone"
    VOUCHED = "vouched"
    VOUCHER_TAKEN = "voucher-taken"
    REPORT_LEFT = "report-left"
    SETTINGS_CHANGED = "settings-changed"
    NEIGHBOUR_SHOWN = "neighbour-shown"  # what is kept about somebody without a phone was looked at for them
    NEIGHBOUR_ERASED = "neighbour-erased"
    POLL_CLOSED = "poll-closed"  # before its time
    POLL_EXTENDED = "poll-extended"
    POLL_CANCELLED = "poll-cancelled"
    SLIPS_ENTERED = "slips-entered"
    SLIPS_TAKEN_BACK = "slips-taken-back"
    ANNOUNCED_URGENT = "announced-urgent"


class Entry(SQLModel, table=True):
    """One act. `person_id` did it (None: the command line, an admin we do not know, or somebody who was forgotten) to `whom_id`."""

    __tablename__ = "audit"
    __table_args__ = (
        *(Index(f"ix_audit_{column}", column) for column in ("person_id", "whom_id", "house_id", "area_id", "thing_id", "at")),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    act: Act = Field(sa_type=one_of(Act))
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
    whom_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
    role: Role | None = Field(default=None, sa_type=one_of(Role))
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="SET NULL")
    area_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="areas.id", ondelete="SET NULL")
    thing_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="things.id", ondelete="SET NULL")
    at: datetime = Field(sa_type=UtcDateTime)


def note(
    db: Connection,
    act: Act,
    *,
    by: int | None,
    at: datetime,
    scope: Scope | None = None,
    whom: int | None = None,
    role: Role | None = None,
    thing: int | None = None,
) -> None:
    """Write down an act of a person (by the number of their row)."""
    scope = scope or Scope()
    values = {"house_id": scope.house, "area_id": scope.area, "thing_id": thing}
    db.execute(insert(Entry), {"act": act, "person_id": by, "whom_id": whom, "role": role, "at": at, **values})


def list_acts(db: Connection, house_id: int, limit: int) -> list[Entry]:
    """What was done in a house, the newest first."""
    query = select(Entry).where(col(Entry.house_id) == house_id).order_by(col(Entry.id).desc())
    return every(db, Entry, query.limit(limit))


def forget_acts(db: Connection, *, before: datetime) -> int:
    """Delete what was done before an instant; how many."""
    return db.execute(delete(Entry).where(col(Entry.at) < before)).rowcount
