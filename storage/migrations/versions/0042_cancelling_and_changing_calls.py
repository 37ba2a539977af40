"""Calls are cancelled and changed as events are: what is to be told hangs on a thing."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = storage.types.UtcDateTime(timezone=True)

COLUMNS: dict[str, tuple[tuple[str, Any, bool], ...]] = {
    "cancellations": (
        ("why", sa.Enum("u", "w", "f", "i", "o", name="why", native_enum=False, length=24), False),
        ("words", sa.String(length=120), True),
        ("cancelled_at", INSTANT, False),
        ("due_at", INSTANT, True),
        ("by_id", NUMBER, True),
    ),
    "news": (
        ("was", sa.JSON(), False),
        ("changed_at", INSTANT, False),
        ("due_at", INSTANT, False),
        ("author_id", NUMBER, True),
    ),
}
PERSON = {"cancellations": "by_id", "news": "author_id"}


def upgrade() -> None:
    for table in COLUMNS:
        _move(table, was=f"event_{table}", key="thing_id", key_was="event_id", to="things")
    with op.batch_alter_table("calls") as batch_op:
        batch_op.add_column(sa.Column("changed_at", INSTANT, nullable=True))
    with op.batch_alter_table("volunteers", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    with op.batch_alter_table("volunteers", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("confirmed")
    with op.batch_alter_table("calls") as batch_op:
        batch_op.drop_column("changed_at")
    for table in COLUMNS:
        op.execute(f"DELETE FROM {table} WHERE thing_id NOT IN (SELECT id FROM events)")
        _move(f"event_{table}", was=table, key="event_id", key_was="thing_id", to="events")


def _move(table: str, *, was: str, key: str, key_was: str, to: str) -> None:
    """The rows go to a table whose key points to another one."""
    columns = COLUMNS[table.removeprefix("event_")]
    person = PERSON[table.removeprefix("event_")]
    op.create_table(
        table,
        sa.Column(key, NUMBER, autoincrement=False, nullable=False),
        *(sa.Column(name, kind, nullable=nullable) for name, kind, nullable in columns),
        sa.ForeignKeyConstraint([person], ["people.id"], name=f"fk_{table}_{person}", ondelete="SET NULL"),
        sa.ForeignKeyConstraint([key], [f"{to}.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(key),
    )
    names = ", ".join(name for name, _, _ in columns)
    op.execute(f"INSERT INTO {table} ({key}, {names}) SELECT {key_was}, {names} FROM {was}")
    for name in (person, "due_at"):
        op.drop_index(f"ix_{was}_{name}", table_name=was)
    op.drop_table(was)
    for name in (person, "due_at"):
        op.create_index(f"ix_{table}_{name}", table, [name])
