"""First names on the cards of an event, of those who said yes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("events") as batch_op:
        batch_op.add_column(sa.Column("names", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("listed", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("people", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("listed")
    with op.batch_alter_table("events") as batch_op:
        batch_op.drop_column("names")
