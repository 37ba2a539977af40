"""Weekly lists, quiet hours of a person, budgets of chats."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBERED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    op.create_table(
        "started_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("started_posts", schema=None) as batch_op:
        batch_op.create_index("ix_started_posts_chat_id", ["chat_id", "day"], unique=False)

    with op.batch_alter_table("chats", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("digest_at", storage.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_chats_digest_at", ["digest_at"], unique=False)

    with op.batch_alter_table("people", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("digest", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("digest_at", storage.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("written_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("written", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_index("ix_people_digest_at", ["digest_at"], unique=False)
    # Long due, and of no use today: the first tick gives everybody who joined their next Monday.
    op.execute("UPDATE people SET digest_at = joined_at WHERE joined_at IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("people", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index("ix_people_digest_at")
        batch_op.drop_column("written")
        batch_op.drop_column("written_on")
        batch_op.drop_column("digest_at")
        batch_op.drop_column("digest")
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("quiet_from")

    with op.batch_alter_table("chats", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index("ix_chats_digest_at")
        batch_op.drop_column("digest_at")

    with op.batch_alter_table("started_posts", schema=None) as batch_op:
        batch_op.drop_index("ix_started_posts_chat_id")

    op.drop_table("started_posts")
