"""swaps of tasks, and tasks that are given back late."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "task_swaps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("volunteer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("overlaps", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("volunteer_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("task_swaps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_swaps_task_id"), ["task_id"], unique=False)
    with op.batch_alter_table("volunteers", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("leaving", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("volunteers", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("leaving")
    with op.batch_alter_table("task_swaps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_swaps_task_id"))
    op.drop_table("task_swaps")
