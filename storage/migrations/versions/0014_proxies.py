"""Who signed up a neighbour without a phone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "proxies",
        sa.Column("sign_up_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nickname", sa.String(length=64), nullable=True),
        sa.Column("passing", sa.Enum("nothing", "open", "told", "unreached", name="passing", native_enum=False, length=24), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_ups.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sign_up_id"),
    )
    with op.batch_alter_table("proxies") as batch_op:
        batch_op.create_index("ix_proxies_person_id", ["person_id"])


def downgrade() -> None:
    with op.batch_alter_table("proxies") as batch_op:
        batch_op.drop_index("ix_proxies_person_id")

    op.drop_table("proxies")
