"""What is stored about a person. Every table stands here, as personal or not; export and erasure walk this list.

A table or a column that is in neither list fails a test, so nothing personal can be added in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, case, delete, exists, func, or_, select, update

from storage.tables import TABLES


class OnErase(StrEnum):
    """What `/forgetme` does with the person's rows of a table."""

    DELETE = "delete"
    UNTIE = "untie"  # the row stays for its numbers or its text, without the person


@dataclass(frozen=True, slots=True)
class Personal:
    """How one table holds people.

    The rows of a person are those whose `column` (or the one it names `also`) is the person's row id (or, if `by_telegram_id`,
    Telegram's id), or those that hang by `column` on a row of the table `through`. `kept` is how long, in words, for the record
    of processing.
    """

    table: str
    column: str
    kept: str
    on_erase: OnErase = OnErase.DELETE
    by_telegram_id: bool = False
    through: str | None = None
    also: str | None = None
    hidden: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that point to the person."""
        return (self.column,) if self.also is None else (self.column, self.also)


PERSONAL = (
    Personal("announcement_readings", "person_id", "30 days after the notice, then numbers only", on_erase=OnErase.UNTIE),
    Personal("help_requests", "person_id", "14 days after it is done, at most 60 days"),
    Personal("announcement_copies", "person_id", "until the person is forgotten"),
    Personal("announcements", "author_id", "until the person is forgotten", on_erase=OnErase.UNTIE, also="approved_by_id"),
    Personal("reminders", "sign_up_id", "until it was sent", through="sign_ups"),
    Personal("shift_reminders", "volunteer_id", "until it was sent", through="volunteers"),
    Personal("bring_claims", "sign_up_id", "30 days after the event, with the answer it belongs to", through="sign_ups"),
    Personal("proxies", "person_id", "7 days after the event"),
    Personal("guests", "sign_up_id", "30 days after the event", through="sign_ups"),
    Personal("sign_ups", "person_id", "30 days after the event, then numbers only", on_erase=OnErase.UNTIE, hidden=("update_id",)),
    Personal("organisers", "person_id", "30 days after the event, or the close of the poll"),
    Personal("organiser_invitations", "person_id", "until used or withdrawn, at most 7 days", hidden=("token",)),
    Personal("ballots", "person_id", "with visible votes: until 30 days after the close; secret ones are nobody's", on_erase=OnErase.UNTIE),
    Personal("poll_voters", "person_id", "30 days after the close", hidden=("update_id",)),
    Personal("poll_options", "proposed_by_id", "until the poll is closed", on_erase=OnErase.UNTIE),
    Personal("paper_entries", "by_id", "30 days after the close", on_erase=OnErase.UNTIE, also="taken_back_by_id"),
    Personal("rota_turns", "member_id", "30 days after the turn, then nobody's", on_erase=OnErase.UNTIE, through="rota_members"),
    Personal("rota_residents", "person_id", "until taken back, or 30 days after the last turn of the rota"),
    Personal("rota_members", "person_id", "until the person leaves the rota, or 30 days after its last turn"),
    Personal("rotas", "organiser_id", "until the person is forgotten; without a house, until the rota ends", on_erase=OnErase.UNTIE),
    Personal("polls", "author_id", "until the person is forgotten; 30 days after the close without a house", on_erase=OnErase.UNTIE),
    Personal("events", "organiser_id", "until the person is forgotten; without a house, 30 days after the event", on_erase=OnErase.UNTIE),
    Personal("helpers", "person_id", "30 days after the end of the year, then numbers only", on_erase=OnErase.UNTIE, hidden=("mark",)),
    Personal(
        "hand_overs", "volunteer_id", "until somebody takes the task; 30 days after the call", through="volunteers", hidden=("digest",)
    ),
    Personal("task_swaps", "volunteer_id", "until it is swapped; 30 days after the call", through="volunteers"),
    Personal("volunteers", "person_id", "30 days after the call", on_erase=OnErase.UNTIE, also="by_id", hidden=("update_id",)),
    Personal("calls", "organiser_id", "until the person is forgotten; without a house, 30 days after the call", on_erase=OnErase.UNTIE),
    Personal("safety_checks", "by_id", "until the person is forgotten; then without them", on_erase=OnErase.UNTIE),
    Personal("cancellations", "by_id", "a minute, until those who signed up are told", on_erase=OnErase.UNTIE),
    Personal("news", "author_id", "until those who signed up are told", on_erase=OnErase.UNTIE),
    Personal("reports", "person_id", "30 days", on_erase=OnErase.UNTIE),
    Personal("vouchers", "person_id", "until taken back, or the person or the house is forgotten; a question without an answer 30 days"),
    Personal("memberships", "person_id", "until the person leaves or is forgotten"),
    Personal("feeds", "person_id", "until turned off or replaced, or the person is forgotten", hidden=("token", "digest")),
    Personal("consents", "person_id", "as long as it holds; 365 days after it was withdrawn or replaced"),
    Personal("roles", "person_id", "until given back or taken, or the person is forgotten"),
    Personal("invitations", "person_id", "until used, revoked or expired, at most 7 days", hidden=("digest",)),
    Personal("audit", "person_id", "365 days, then nothing", on_erase=OnErase.UNTIE, also="whom_id"),
    Personal("drafts", "author", "48 hours", by_telegram_id=True, hidden=("token",)),
    Personal("outbox", "address", "until the message was sent", by_telegram_id=True),
    Personal(
        "people",
        "id",
        "until forgotten; 12 months without activity and 30 days after being told so; without a house, as long as the last sign-up",
    ),
)
"""In the order of erasing: what hangs on another table comes before it."""

IMPERSONAL = {
    "areas": "names of neighbourhoods",
    "houses": "names and settings of houses",
    "house_codes": "codes of houses that became part of another one",
    "chats": "numbers and titles of groups",
    "topics": "names of topics in groups",
    "troubles": "what went wrong between the bot and a group, and whether it was told",
    "series": "rules by which events come again, without people",
    "things": "what neighbours do together, without people",
    "cards": "which message shows what",
    "seatings": "how places are given out: numbers, times and drawn lots, without people",
    "poll_keys": "what seals the votes of an open poll",
    "poll_flats": "which flat has answered, and who gives its answer: sealed, and gone with the close",
    "call_tips": "which tips about a call are still to be given, and when",
    "tasks": "what there is to do, and how many do it, without people",
    "task_checks": "when it is looked at whether tasks lack people",
    "needed_posts": "which tasks a group was asked for last",
    "bring_items": "what events need, without people",
    "chat_lines": "when a group is reminded",
    "started_posts": "on which days the bot began something in a group, for two weeks",
    "handled_updates": "numbers of Telegram's updates, kept for 48 hours",
    "identity": "the bot's own number",
    "leases": "which process sends",
    "job_runs": "when jobs ran",
    "receiving": "how often the program started, and the number of an update",
    "erasures": "a keyed hash that only tells whether somebody asked to be forgotten; the key is kept elsewhere",
}


def undeclared() -> set[str]:
    """Tables that nobody has declared."""
    return set(TABLES.tables) - {each.table for each in PERSONAL} - set(IMPERSONAL)


def export(db: Connection, person_id: int, telegram_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything stored about a person, by table, as JSON values; tables without a row of theirs are left out."""
    found = {}
    for each in PERSONAL:
        table = TABLES.tables[each.table]
        query = select(table).where(_rows_of(each, table, person_id, telegram_id)).order_by(*table.primary_key.columns)
        rows = [_plain(dict(row._mapping), each.hidden) for row in db.execute(query)]
        if rows:
            found[each.table] = rows
    return found


def erase(db: Connection, person_id: int, telegram_id: int) -> None:
    """Delete a person's rows, or untie them from the person."""
    for each in PERSONAL:
        table = TABLES.tables[each.table]
        rows = _rows_of(each, table, person_id, telegram_id)
        if each.on_erase is OnErase.DELETE:
            db.execute(delete(table).where(rows))
        else:
            untied = {
                name: None if each.through else case((table.c[name] == person_id, None), else_=table.c[name]) for name in each.columns
            }
            db.execute(update(table).where(rows).values(untied))


def forget_passers_by(db: Connection, *, ended_before: datetime) -> int:
    """Delete people who live in no house (any more), have no role, whose last answers are gone, and who ask and organise nothing that
    ended since.

    How many.
    """
    names = ("people", "memberships", "roles", "sign_ups", "organisers", "events", "poll_voters", "polls", "volunteers", "calls")
    people, memberships, roles, sign_ups, organisers, events, voters, polls, volunteers, calls = (TABLES.tables[name] for name in names)
    rotas, members, residents = (TABLES.tables[name] for name in ("rotas", "rota_members", "rota_residents"))
    readings, requests = (TABLES.tables[name] for name in ("announcement_readings", "help_requests"))
    organises = (events.c.organiser_id == people.c.id) & (func.coalesce(events.c.ends_at, events.c.starts_at) >= ended_before)
    asks = (polls.c.author_id == people.c.id) & (polls.c.closed_at.is_(None) | (polls.c.closed_at >= ended_before))
    calls_ = (calls.c.organiser_id == people.c.id) & (calls.c.ended_at.is_(None) | (calls.c.ended_at >= ended_before))
    needed = (
        exists().where(memberships.c.person_id == people.c.id),
        exists().where(roles.c.person_id == people.c.id),
        exists().where(sign_ups.c.person_id == people.c.id),
        exists().where(organisers.c.person_id == people.c.id),
        exists().where(organises),
        exists().where(voters.c.person_id == people.c.id),
        exists().where(asks),
        exists().where(or_(volunteers.c.person_id == people.c.id, volunteers.c.by_id == people.c.id)),
        exists().where(calls_),
        exists().where(rotas.c.organiser_id == people.c.id, rotas.c.state != "ended"),
        exists().where(members.c.person_id == people.c.id),
        exists().where(residents.c.person_id == people.c.id),
        exists().where(readings.c.person_id == people.c.id),
        exists().where(requests.c.person_id == people.c.id),
    )
    return db.execute(delete(people).where(~or_(*needed))).rowcount


def _rows_of(each: Personal, table: Table, person_id: int, telegram_id: int) -> ColumnElement[bool]:
    if each.through is not None:
        parent = TABLES.tables[each.through]
        owner = next(other for other in PERSONAL if other.table == each.through)
        return table.c[each.column].in_(select(parent.c.id).where(_rows_of(owner, parent, person_id, telegram_id)))
    return or_(*(table.c[name] == (telegram_id if each.by_telegram_id else person_id) for name in each.columns))


def _plain(row: dict[str, Any], hidden: tuple[str, ...]) -> dict[str, Any]:
    return dict(_values(row, hidden))


def _values(row: dict[str, Any], hidden: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if name in hidden or value is None:
            continue
        if isinstance(value, datetime | date):
            yield name, value.isoformat()
        else:
            yield name, value.value if isinstance(value, Enum) else value
