"""What groups are called in Telegram."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("chats", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(length=128), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("chats", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("title")
