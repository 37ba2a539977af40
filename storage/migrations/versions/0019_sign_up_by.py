"""Until when neighbours can sign up, and whether sign-up is closed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("events") as batch_op:
        batch_op.add_column(sa.Column("deadline", storage.types.WallTime(length=16), nullable=True))
        batch_op.add_column(sa.Column("deadline_at", storage.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(
            "ix_events_deadline_at",
            ["deadline_at"],
            sqlite_where=sa.text("deadline_at IS NOT NULL"),
            postgresql_where=sa.text("deadline_at IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("events") as batch_op:
        batch_op.drop_index("ix_events_deadline_at")
        batch_op.drop_column("closed")
        batch_op.drop_column("deadline_at")
        batch_op.drop_column("deadline")
