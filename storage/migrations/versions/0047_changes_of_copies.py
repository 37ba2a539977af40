"""What became of the edit or recall of a copy."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0047"
down_revision: str | None = "0046"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEPT = (("change", 24), ("change_state", 24), ("change_reason", 64))


def upgrade() -> None:
    with op.batch_alter_table("announcement_copies", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for name, length in _KEPT:
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("announcement_copies", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for name, _ in reversed(_KEPT):
            batch_op.drop_column(name)
