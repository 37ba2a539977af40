"""Parties with children, guests by name, and who came."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "guests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sign_up_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_ups.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("guests") as batch_op:
        batch_op.create_index("ix_guests_sign_up_id", ["sign_up_id"])

    with op.batch_alter_table("sign_ups", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("children", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("alone", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("came", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("sign_ups", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("came")
        batch_op.drop_column("alone")
        batch_op.drop_column("children")

    with op.batch_alter_table("guests") as batch_op:
        batch_op.drop_index("ix_guests_sign_up_id")

    op.drop_table("guests")
