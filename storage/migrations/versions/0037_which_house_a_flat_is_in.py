"""In which house a flat is that answers a poll, and how it is called there (sealed)."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0037"
down_revision: str | None = "0036"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NUMBERED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("poll_flats", table_kwargs=NUMBERED) as batch_op:
        batch_op.add_column(sa.Column("house_id", number, nullable=True))
        batch_op.add_column(sa.Column("label", sa.String(length=64), nullable=True))
    # What was sealed can't be read: such a flat is found by its own seal, in the house that asks.
    op.execute("UPDATE poll_flats SET label = flat, house_id = (SELECT house_id FROM things WHERE things.id = poll_id)")
    with op.batch_alter_table("poll_flats", table_kwargs=NUMBERED) as batch_op:
        batch_op.alter_column("house_id", existing_type=number, nullable=False)
        batch_op.alter_column("label", existing_type=sa.String(length=64), nullable=False)
        batch_op.create_foreign_key("fk_poll_flats_house_id_houses", "houses", ["house_id"], ["id"], ondelete="CASCADE")
        batch_op.create_index("ix_poll_flats_house_id", ["house_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("poll_flats", table_kwargs=NUMBERED) as batch_op:
        batch_op.drop_index("ix_poll_flats_house_id")
        batch_op.drop_constraint("fk_poll_flats_house_id_houses", type_="foreignkey")
        batch_op.drop_column("label")
        batch_op.drop_column("house_id")
