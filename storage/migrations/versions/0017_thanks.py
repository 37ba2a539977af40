"""Thanks after an event: who said them, and how many."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("events") as batch_op:
        batch_op.add_column(sa.Column("thanks", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("sign_ups", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("thanked", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("sign_ups", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("thanked")
    with op.batch_alter_table("events") as batch_op:
        batch_op.drop_column("thanks")
