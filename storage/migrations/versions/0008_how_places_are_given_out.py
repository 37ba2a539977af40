"""how places are given out."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HOUSE = "sign_ups_house_id_fkey"


def upgrade() -> None:
    op.create_table(
        "seatings",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("reserve", sa.Integer(), nullable=False),
        sa.Column("reserve_days", sa.Integer(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("quota_days", sa.Integer(), nullable=False),
        sa.Column("offer_minutes", sa.Integer(), nullable=True),
        sa.Column("draw_days", sa.Integer(), nullable=True),
        sa.Column("seed", sa.String(length=64), nullable=True),
        sa.Column("drawn_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("record", sa.JSON(), nullable=True),
        sa.Column("due_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id"),
    )
    with op.batch_alter_table("seatings", schema=None) as batch_op:
        batch_op.create_index("ix_seatings_due_at", ["due_at"], unique=False)

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("sign_ups", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("house_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("without_phone", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("offered_until", storage.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_sign_ups_house_id", ["house_id"], unique=False)
        batch_op.create_index(
            "ix_sign_ups_offered_until",
            ["offered_until"],
            unique=False,
            sqlite_where=sa.text("offered_until IS NOT NULL"),
            postgresql_where=sa.text("offered_until IS NOT NULL"),
        )
        batch_op.create_foreign_key(HOUSE, "houses", ["house_id"], ["id"], ondelete="SET NULL")

    # Until now an event had the people of one house.
    op.execute("UPDATE sign_ups SET house_id = (SELECT house_id FROM things WHERE things.id = sign_ups.event_id)")


def downgrade() -> None:
    with op.batch_alter_table("sign_ups", schema=None, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(HOUSE, type_="foreignkey")
        batch_op.drop_index(
            "ix_sign_ups_offered_until",
            sqlite_where=sa.text("offered_until IS NOT NULL"),
            postgresql_where=sa.text("offered_until IS NOT NULL"),
        )
        batch_op.drop_index("ix_sign_ups_house_id")
        batch_op.drop_column("offered_until")
        batch_op.drop_column("without_phone")
        batch_op.drop_column("house_id")

    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_column("held")

    with op.batch_alter_table("seatings", schema=None) as batch_op:
        batch_op.drop_index("ix_seatings_due_at")

    op.drop_table("seatings")
