"""When it is looked at whether tasks lack people, and what a chat was asked for last."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "needed_posts",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("calls", sa.JSON(), nullable=False),
        sa.Column("posted_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("until", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    with op.batch_alter_table("needed_posts") as batch_op:
        batch_op.create_index("ix_needed_posts_until", ["until"], unique=False)

    op.create_table(
        "task_checks",
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("due_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "hours"),
    )
    with op.batch_alter_table("task_checks") as batch_op:
        batch_op.create_index("ix_task_checks_due_at", ["due_at"], unique=False)

    with op.batch_alter_table("calls") as batch_op:
        batch_op.add_column(sa.Column("auto_needed", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("calls") as batch_op:
        batch_op.drop_column("auto_needed")

    with op.batch_alter_table("task_checks") as batch_op:
        batch_op.drop_index("ix_task_checks_due_at")

    op.drop_table("task_checks")
    with op.batch_alter_table("needed_posts") as batch_op:
        batch_op.drop_index("ix_needed_posts_until")

    op.drop_table("needed_posts")
