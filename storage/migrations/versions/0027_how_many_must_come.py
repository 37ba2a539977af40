"""How many must come to an event, and when it is looked at whether they do."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("events") as batch_op:
        batch_op.add_column(sa.Column("minimum", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("check_at", storage.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_events_check_at",
            ["check_at"],
            sqlite_where=sa.text("check_at IS NOT NULL"),
            postgresql_where=sa.text("check_at IS NOT NULL"),
        )
    with op.batch_alter_table("series", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("minimum", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("series", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("minimum")
    with op.batch_alter_table("events") as batch_op:
        batch_op.drop_index("ix_events_check_at")
        batch_op.drop_column("check_at")
        batch_op.drop_column("minimum")
