"""changing an event."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "event_news",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("changed_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("due_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id"),
    )
    op.create_index("ix_event_news_due_at", "event_news", ["due_at"])

    with op.batch_alter_table("events") as batch_op:
        batch_op.add_column(sa.Column("deadline", storage.types.WallTime(length=16), nullable=True))
        batch_op.add_column(sa.Column("deadline_at", storage.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("least", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("least_at", storage.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=200), nullable=True))
        batch_op.create_index(
            "ix_events_deadline_at",
            ["deadline_at"],
            unique=False,
            sqlite_where=sa.text("deadline_at IS NOT NULL"),
            postgresql_where=sa.text("deadline_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_events_least_at",
            ["least_at"],
            unique=False,
            sqlite_where=sa.text("least_at IS NOT NULL"),
            postgresql_where=sa.text("least_at IS NOT NULL"),
        )

    with op.batch_alter_table("sign_ups", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    with op.batch_alter_table("sign_ups", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("confirmed")

    with op.batch_alter_table("events") as batch_op:
        batch_op.drop_index(
            "ix_events_least_at", sqlite_where=sa.text("least_at IS NOT NULL"), postgresql_where=sa.text("least_at IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_events_deadline_at", sqlite_where=sa.text("deadline_at IS NOT NULL"), postgresql_where=sa.text("deadline_at IS NOT NULL")
        )
        batch_op.drop_column("reason")
        batch_op.drop_column("least_at")
        batch_op.drop_column("least")
        batch_op.drop_column("closed")
        batch_op.drop_column("deadline_at")
        batch_op.drop_column("deadline")

    op.drop_table("event_news")
