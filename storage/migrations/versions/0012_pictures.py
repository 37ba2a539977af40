"""Pictures of events, and which one a card shows."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("cards", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("picture", sa.String(length=256), nullable=True))

    with op.batch_alter_table("events") as batch_op:
        batch_op.add_column(sa.Column("picture", sa.String(length=256), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("events") as batch_op:
        batch_op.drop_column("picture")

    with op.batch_alter_table("cards", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("picture")
