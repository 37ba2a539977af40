"""The address of a house's notice board."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0045"
down_revision: str | None = "0044"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("houses", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("board_token", sa.String(length=64), nullable=True))
        batch_op.create_index("ix_houses_board_token", ["board_token"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("houses", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_index("ix_houses_board_token")
        batch_op.drop_column("board_token")
