"""The labels of a house's flats."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("houses", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("flats", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("houses", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("flats")
