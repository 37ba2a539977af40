"""What occurrences of a series begin with: picture, deadline, how places are given out, bring-list."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("series", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("picture", sa.String(length=256), nullable=True))
        batch_op.add_column(sa.Column("deadline", storage.types.WallTime(length=16), nullable=True))
        batch_op.add_column(sa.Column("seating", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("needs", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("series", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("needs")
        batch_op.drop_column("seating")
        batch_op.drop_column("deadline")
        batch_op.drop_column("picture")
