"""What was asked before a call for yard work, and which tips its organiser is still to get."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select
from sqlmodel import Field, SQLModel, col

from storage.rows import every
from storage.types import BigInt, UtcDateTime, one_of


class Check(StrEnum):
    """What is asked before yard work is published."""

    INSURANCE = "insurance"
    PERMISSION = "permission"


class Verdict(StrEnum):
    """What was answered."""

    IN_ORDER = "ok"
    SKIPPED = "skip"


class SafetyCheck(SQLModel, table=True):
    """What was answered of a call, by whom and when."""

    __tablename__ = "safety_checks"

    call_id: int = Field(
        sa_type=BigInt, foreign_key="calls.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    check: Check = Field(sa_type=one_of(Check), primary_key=True)
    verdict: Verdict = Field(sa_type=one_of(Verdict))
    by_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)
    at: datetime = Field(sa_type=UtcDateTime)


class Tip(StrEnum):
    """What an organiser of yard work is reminded of."""

    EARLY = "early"
    TOOLS = "tools"
    INVITE = "invite"
    FOOD = "food"
    DAY = "day"


class CallTip(SQLModel, table=True):
    """A tip that is given at `due_at`."""

    __tablename__ = "call_tips"

    call_id: int = Field(
        sa_type=BigInt, foreign_key="calls.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    tip: Tip = Field(sa_type=one_of(Tip), primary_key=True)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)


def add_check(db: Connection, call_id: int, check: Check, *, verdict: Verdict, by_id: int | None, at: datetime) -> None:
    """This was answered of a call."""
    db.execute(insert(SafetyCheck), {"call_id": call_id, "check": check, "verdict": verdict, "by_id": by_id, "at": at})


def list_checks(db: Connection, call_id: int) -> list[SafetyCheck]:
    """What was answered of a call; nothing where nothing was asked."""
    return every(db, SafetyCheck, select(SafetyCheck).where(col(SafetyCheck.call_id) == call_id).order_by(col(SafetyCheck.check)))


def set_tips(db: Connection, call_id: int, due: Mapping[Tip, datetime]) -> None:
    """These tips are given at these times, and no others."""
    db.execute(delete(CallTip).where(col(CallTip.call_id) == call_id))
    for tip, at in due.items():
        db.execute(insert(CallTip), {"call_id": call_id, "tip": tip, "due_at": at})


def list_tips(db: Connection, call_id: int) -> list[CallTip]:
    """The tips that are still to be given about a call, the next first."""
    return every(db, CallTip, select(CallTip).where(col(CallTip.call_id) == call_id).order_by(col(CallTip.due_at), col(CallTip.tip)))


def list_calls_with_tips(db: Connection, now: datetime, limit: int) -> list[int]:
    """The calls of which a tip is due, the longest waiting first."""
    due = select(col(CallTip.call_id)).where(col(CallTip.due_at) <= now).group_by(col(CallTip.call_id))
    return list(db.execute(due.order_by(func.min(col(CallTip.due_at))).limit(limit)).scalars())


NEXT_TIP = select(func.min(col(CallTip.due_at)))
"""When one is due next."""
