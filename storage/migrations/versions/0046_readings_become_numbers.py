"""Who read an announcement becomes a number of the house: a reading can be nobody's."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0046"
down_revision: str | None = "0045"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBERED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    with op.batch_alter_table("announcement_readings", schema=None, table_kwargs=NUMBERED) as batch_op:
        batch_op.alter_column("person_id", existing_type=NUMBER, nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM announcement_readings WHERE person_id IS NULL")
    with op.batch_alter_table("announcement_readings", schema=None, table_kwargs=NUMBERED) as batch_op:
        batch_op.alter_column("person_id", existing_type=NUMBER, nullable=False)
