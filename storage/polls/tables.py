"""The tables of polls and of what was answered to them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.types import BigInt, UtcDateTime, WallTime, one_of

QUESTION, LABEL, REASON, OUTCOME = 200, 60, 200, 600
"""The longest question, option, reason and outcome, in characters."""


class PollKind(StrEnum):
    """What an answer is."""

    ONE = "one"
    MANY = "many"
    DATES = "dates"  # yes, if need be or no to each
    RANKED = "ranked"
    DOTS = "dots"  # so many points, shared out
    CONSENT = "consent"  # fine, questions, worried or block
    PLACES = "places"  # each option has a limit and a queue


class PollState(StrEnum):
    """Where a poll is in its life."""

    OPEN = "open"
    CLOSED = "closed"  # it has a result, and waits for what is made of it
    CANCELLED = "cancelled"
    ARCHIVED = "archived"  # it says what happens now


class Proposals(StrEnum):
    """Whether residents may add options."""

    NO = "no"
    REVIEW = "review"
    FREE = "free"


class OptionState(StrEnum):
    """Whether an option can be chosen."""

    OPEN = "open"
    PROPOSED = "proposed"
    DECLINED = "declined"


class FlatState(StrEnum):
    """What somebody may do with the answer of a flat."""

    HOLDS = "holds"
    ASKED = "asked"
    ALLOWED = "allowed"


def _index_of_few(column: str) -> Index:
    """Most polls have none, and what is due is looked for every second."""
    some = text(f"{column} IS NOT NULL")
    return Index(f"ix_polls_{column}", column, sqlite_where=some, postgresql_where=some)


class Poll(SQLModel, table=True):
    """A question to neighbours. Wall time and zone are the truth of its end; `closes_at` is derived from them.

    `question`: of a date poll, what it is about. `most`: so many options at most (None: any number), or points each has.
    `visible`: who voted for what is seen. `live`: the count is shown in steps of five; `shown` is the last one.
    `by_flat`: a flat has one answer. `begun`: a vote was given, so the rules stay. `answers`: ballots given online and not taken back.
    `seed`: by which lots are drawn. `result`: what was counted at the close. `sealed`: nothing in the files ties a person to a vote.
    `note`: why it was cancelled, extended or closed early, for all to read.
    """

    __tablename__ = "polls"
    __table_args__ = (
        Index("ix_polls_state_closes_at", "state", "closes_at"),
        Index(
            "ix_polls_remind_at", "remind_at", sqlite_where=text("remind_at IS NOT NULL"), postgresql_where=text("remind_at IS NOT NULL")
        ),
        Index("ix_polls_nudge_at", "nudge_at", sqlite_where=text("nudge_at IS NOT NULL"), postgresql_where=text("nudge_at IS NOT NULL")),
    )

    id: int = Field(
        sa_type=BigInt, foreign_key="things.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    question: str = Field(max_length=QUESTION)
    kind: PollKind = Field(sa_type=one_of(PollKind))
    state: PollState = Field(default=PollState.OPEN, sa_type=one_of(PollState))
    author_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL", index=True)
    most: int | None = None
    visible: bool = False
    live: bool = False
    by_flat: bool = False
    quorum: int | None = None
    proposals: Proposals = Field(default=Proposals.NO, sa_type=one_of(Proposals))
    closes: datetime = Field(sa_type=WallTime)
    zone: str = Field(max_length=64)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    remind_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    begun: bool = False
    answers: int = 0
    shown: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    seed: str = Field(max_length=64)
    result: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sealed: bool = True
    note: str | None = Field(default=None, max_length=OUTCOME)
    outcome: str | None = Field(default=None, max_length=OUTCOME)
    outcome_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    nudge_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 1


class PollKey(SQLModel, table=True):
    """The key by which votes are tied to people while a poll is open; it is gone with the close."""

    __tablename__ = "poll_keys"

    poll_id: int = Field(
        sa_type=BigInt, foreign_key="polls.id", ondelete="CASCADE", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    key: str = Field(max_length=64)


class PollOption(SQLModel, table=True):
    """What can be chosen. `number` stands for it in ballots and buttons; no other option of the poll ever gets it.

    `starts`, `ends`: of a date poll, on the wall; `whole_day`: `starts` is a day without an hour. `limit`: so many places it has.
    """

    __tablename__ = "poll_options"
    __table_args__ = (
        UniqueConstraint("poll_id", "number"),
        Index("ix_poll_options_proposed_by_id", "proposed_by_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    poll_id: int = Field(sa_type=BigInt, foreign_key="polls.id", ondelete="CASCADE")
    number: int
    label: str = Field(max_length=LABEL)
    starts: datetime | None = Field(default=None, sa_type=WallTime)
    ends: datetime | None = Field(default=None, sa_type=WallTime)
    whole_day: bool = False
    limit: int | None = None
    state: OptionState = Field(default=OptionState.OPEN, sa_type=one_of(OptionState))
    proposed_by_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")


class CastBallot(SQLModel, table=True):
    """What one voter (or one flat) has chosen: `marks` by option number (community.polls.marking).

    `voter` and `flat` are sealed with the poll's key; after the close they are gone and the rows are written anew, in another order.
    `person_id` is there only in polls with visible votes and of places; `choice` only of places, where it is the option, so that they
    are counted without reading ballots, in the order of `id`. There is no time in it: it would tell who it was.
    """

    __tablename__ = "ballots"
    __table_args__ = (
        Index("ix_ballots_poll_id_voter", "poll_id", "voter", unique=True),
        Index("ix_ballots_poll_id_flat", "poll_id", "flat", unique=True),
        Index("ix_ballots_poll_id_choice", "poll_id", "choice", "id"),
        Index("ix_ballots_person_id", "person_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    poll_id: int = Field(sa_type=BigInt, foreign_key="polls.id", ondelete="CASCADE")
    voter: str | None = Field(default=None, max_length=64)
    person_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    flat: str | None = Field(default=None, max_length=64)
    marks: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    reason: str | None = Field(default=None, max_length=REASON)
    choice: int | None = None
    revision: int = 1


class PollVoter(SQLModel, table=True):
    """That somebody has answered a poll; never what. `house_id`: the house whose chat they answered in.

    `update_id`: the last update of theirs that changed their ballot; an older one does not overwrite it.
    """

    __tablename__ = "poll_voters"
    __table_args__ = (
        UniqueConstraint("poll_id", "person_id"),
        Index("ix_poll_voters_person_id", "person_id"),
        Index("ix_poll_voters_house_id", "house_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    poll_id: int = Field(sa_type=BigInt, foreign_key="polls.id", ondelete="CASCADE")
    person_id: int = Field(sa_type=BigInt, foreign_key="people.id", ondelete="CASCADE")
    house_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="houses.id", ondelete="SET NULL")
    update_id: int = Field(default=0, sa_type=BigInt)


class PollFlat(SQLModel, table=True):
    """Who may give the answer of a flat, both sealed with the poll's key; gone with the close.

    `label`: how the flat is called, sealed without its house, so that two houses that become one find the flats they share.
    """

    __tablename__ = "poll_flats"
    __table_args__ = (
        UniqueConstraint("poll_id", "voter"),
        Index("ix_poll_flats_flat", "poll_id", "flat"),
        Index("ix_poll_flats_house_id", "house_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    poll_id: int = Field(sa_type=BigInt, foreign_key="polls.id", ondelete="CASCADE")
    house_id: int = Field(sa_type=BigInt, foreign_key="houses.id", ondelete="CASCADE")
    label: str = Field(max_length=64)
    flat: str = Field(max_length=64)
    voter: str = Field(max_length=64)
    state: FlatState = Field(sa_type=one_of(FlatState))


class PaperEntry(SQLModel, table=True):
    """Slips somebody counted and typed in; `votes` as `[[marks, number], …]`. What was taken back stays as a trace and counts no more."""

    __tablename__ = "paper_entries"
    __table_args__ = (
        Index("ix_paper_entries_poll_id", "poll_id"),
        Index("ix_paper_entries_by_id", "by_id"),
        Index("ix_paper_entries_taken_back_by_id", "taken_back_by_id"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, sa_type=BigInt, primary_key=True)
    poll_id: int = Field(sa_type=BigInt, foreign_key="polls.id", ondelete="CASCADE")
    by_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
    entered_at: datetime = Field(sa_type=UtcDateTime)
    slips: int
    votes: list[Any] = Field(default_factory=list, sa_type=JSON)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    taken_back_by_id: int | None = Field(default=None, sa_type=BigInt, foreign_key="people.id", ondelete="SET NULL")
