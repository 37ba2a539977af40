"""Why events were cancelled and until when that can be undone, and who made the changes that are to be told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "event_cancellations",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("why", sa.Enum("u", "w", "f", "i", "o", name="why", native_enum=False, length=24), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=True),
        sa.Column("cancelled_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("due_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id"),
    )
    with op.batch_alter_table("event_cancellations") as batch_op:
        batch_op.create_index("ix_event_cancellations_by_id", ["by_id"])
        batch_op.create_index("ix_event_cancellations_due_at", ["due_at"])

    with op.batch_alter_table("event_news") as batch_op:
        batch_op.add_column(sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index("ix_event_news_author_id", ["author_id"])
        batch_op.create_foreign_key("fk_event_news_author_id", "people", ["author_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    with op.batch_alter_table("event_news") as batch_op:
        batch_op.drop_constraint("fk_event_news_author_id", type_="foreignkey")
        batch_op.drop_index("ix_event_news_author_id")
        batch_op.drop_column("author_id")

    with op.batch_alter_table("event_cancellations") as batch_op:
        batch_op.drop_index("ix_event_cancellations_due_at")
        batch_op.drop_index("ix_event_cancellations_by_id")

    op.drop_table("event_cancellations")
