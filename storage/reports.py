"""Reports: somebody found that a card does not belong where it hangs. They hold no text, and are kept for a short time."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Index, UniqueConstraint, delete, func, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import added, every, first
from storage.types import BigInt, UtcDateTime, one_of


class ReportState(StrEnum):
    """What became of a report."""

    OPEN = "open"
    TAKEN_DOWN = "taken-down"
    LEFT = "left"


class Report(SQLModel, table=True):
    """A person (None: somebody who was forgotten) reported a thing. Who decided stands in the audit log."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("thing_id", "person_id"),
        Index("ix_reports_person_id", "person_id"),
        Index("ix_reports_made_at", "made_at"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    thing_id: int = Field(sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
    state: ReportState = Field(default=ReportState.OPEN, sa_type=one_of(ReportState))
    made_at: datetime = Field(sa_type=UtcDateTime)


def add_report(db: Connection, *, thing: int, person: int, now: datetime) -> int:
    """A new report; its number."""
    return added(db, insert(Report), {"thing_id": thing, "person_id": person, "state": ReportState.OPEN, "made_at": now})


def find_report(db: Connection, number: int) -> Report | None:
    """The report with this number."""
    return first(db, Report, select(Report).where(col(Report.id) == number))


def find_of_person(db: Connection, thing: int, person: int) -> Report | None:
    """What a person reported of a thing."""
    return first(db, Report, select(Report).where(col(Report.thing_id) == thing, col(Report.person_id) == person))


def list_of_thing(db: Connection, thing: int, state: ReportState) -> list[Report]:
    """The reports of a thing that are in this state, the oldest first."""
    query = select(Report).where(col(Report.thing_id) == thing, col(Report.state) == state)
    return every(db, Report, query.order_by(col(Report.id)))


def set_state(db: Connection, report_ids: list[int], state: ReportState) -> None:
    """These were decided, or are open again."""
    db.execute(update(Report).where(col(Report.id).in_(report_ids)).values(state=state))


def count_made(db: Connection, person: int, since: datetime) -> int:
    """How many things a person has reported since an instant."""
    mine = (col(Report.person_id) == person) & (col(Report.made_at) > since)
    return db.execute(select(func.count()).select_from(Report).where(mine)).scalar_one()


def forget_reports(db: Connection, *, before: datetime) -> int:
    """Delete what was reported before an instant; how many."""
    return db.execute(delete(Report).where(col(Report.made_at) < before)).rowcount
