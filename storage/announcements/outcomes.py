"""What became of the copies of an announcement: of their changes, and of those that need somebody to do something."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, and_, case, func, literal, or_, select, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.announcements.copies import COPY_REASON, COPY_STATE, UNDER_WAY
from storage.announcements.tables import Announcement, Copy, CopyState
from storage.outbox import Debt
from storage.places import Chat, House


class Outcome(StrEnum):
    """How far the last edit or recall is in a copy that is out."""

    EDITED = "edit"
    DELETED = "delete"
    REPLACED = "replace"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Changed:
    """So many copies in one house, with the same languages, whose change is so far."""

    house_id: int | None
    languages: str
    outcome: Outcome
    number: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A copy that did not go as it should. `chat` is the title of its group, None for a private copy; `outcome`: of its change."""

    house: str | None
    chat: str | None
    private: bool
    state: CopyState
    reason: str | None
    outcome: Outcome | None
    why: str | None


_CHANGING: Any = aliased(Debt)
_HOW_FAR = type_coerce(COPY_STATE, String)
_CHANGE_STATE = case(
    (_CHANGING.id.is_(None), type_coerce(col(Copy.change_state), String)),
    (_CHANGING.state.in_(UNDER_WAY), literal(CopyState.OWED.value)),
    else_=type_coerce(_CHANGING.state, String),
)
_OUT = _HOW_FAR.in_([CopyState.SENT.value, CopyState.UNCERTAIN.value])
_UNKNOWN = _HOW_FAR.in_([CopyState.UNCERTAIN.value])
_BEHIND = col(Copy.revision) < col(Announcement.revision)
_DEAD = and_(_BEHIND, col(Copy.message_id).is_(None))

_OUTCOME: ColumnElement[Any] = case(
    (or_(_UNKNOWN, _DEAD), literal(Outcome.FAILED.value)),
    (_BEHIND, literal(Outcome.WAITING.value)),
    (col(Copy.change).is_(None), literal(Outcome.EDITED.value)),  # it went with the new words
    (_CHANGE_STATE.in_([CopyState.OWED.value]), literal(Outcome.WAITING.value)),
    (_CHANGE_STATE.in_([CopyState.SENT.value]), type_coerce(col(Copy.change), String)),
    else_=literal(Outcome.FAILED.value),
)
_WHY: ColumnElement[Any] = case(
    (_UNKNOWN, literal("uncertain")), (_DEAD, literal("moved")), else_=func.coalesce(_CHANGING.reason, col(Copy.change_reason))
)


def count_changes(db: Connection, announcement: int) -> list[Changed]:
    """How far the last change is, by house and languages; nothing for what was never changed."""
    columns: Any = (col(Copy.house_id).label("house"), col(Copy.languages).label("spoken"), _OUTCOME.label("outcome"))
    query: Any = _joined(select(*columns, func.count()).select_from(Copy))
    query = query.where(col(Copy.announcement_id) == announcement, col(Announcement.revision) > 0, _OUT)
    return [Changed(row[0], row[1], Outcome(row[2]), row[3]) for row in db.execute(query.group_by("house", "spoken", "outcome"))]


def list_troubles(db: Connection, announcement: int, limit: int, offset: int = 0) -> list[Trouble]:
    """The copies that did not go as they should, by house."""
    changed = and_(col(Announcement.revision) > 0, _OUT)
    columns: Any = (col(House.name), col(Chat.title), col(Copy.person_id), _HOW_FAR, COPY_REASON, changed, _OUTCOME, _WHY)
    query: Any = _joined(select(*columns).select_from(Copy))
    query = query.outerjoin(House, col(House.id) == col(Copy.house_id)).outerjoin(Chat, col(Chat.id) == col(Copy.chat_id))
    lost = _HOW_FAR.in_([CopyState.FAILED.value, CopyState.UNCERTAIN.value])
    strayed = and_(_HOW_FAR.in_([CopyState.SENT.value]), col(Copy.reason) == "no-thread")
    unchanged = and_(changed, _OUTCOME.in_([Outcome.FAILED.value]))
    query = query.where(col(Copy.announcement_id) == announcement, or_(lost, strayed, unchanged))
    found = db.execute(query.order_by(col(House.name), col(Copy.id)).limit(limit).offset(offset))
    return [_trouble(*row) for row in found]


def _trouble(
    house: str | None, chat: str | None, person: int | None, state: str, reason: str | None, changed: bool, outcome: str, why: str | None
) -> Trouble:
    known = Outcome(outcome) if changed else None
    return Trouble(house, chat, person is not None, CopyState(state), reason, known, why if changed else None)


def _joined(query: Any) -> Any:
    query = query.join(Announcement, col(Announcement.id) == col(Copy.announcement_id))
    query = query.outerjoin(Debt, col(Debt.id) == col(Copy.debt_id))
    return query.outerjoin(_CHANGING, _CHANGING.id == col(Copy.change_id))
