"""Codes that a house took over, and which message in a group is the welcome."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "house_codes",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("house_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_index("ix_house_codes_house_id", "house_codes", ["house_id"])
    op.add_column("chats", sa.Column("welcome_id", NUMBER, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("chats", table_kwargs={"sqlite_autoincrement": True}) as chats:
        chats.drop_column("welcome_id")
    op.drop_table("house_codes")
