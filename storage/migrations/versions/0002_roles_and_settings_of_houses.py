"""Roles, their log, invitations; what a house and a group choose."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("role", sa.Enum("activist", "board", "manager", name="role", native_enum=False, length=24), nullable=True),
        sa.Column("house_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("expires_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("invitations") as batch_op:
        batch_op.create_index("ix_invitations_area_id", ["area_id"], unique=False)
        batch_op.create_index("ix_invitations_expires_at", ["expires_at"], unique=False)
        batch_op.create_index("ix_invitations_house_id", ["house_id"], unique=False)
        batch_op.create_index("ix_invitations_person_id", ["person_id"], unique=False)

    op.create_table(
        "roles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("house_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.Enum("activist", "board", "manager", name="role", native_enum=False, length=24), nullable=False),
        sa.Column("given_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("roles") as batch_op:
        batch_op.create_index("ix_roles_area_id", ["area_id"], unique=False)
        batch_op.create_index(
            "ix_roles_everywhere",
            ["person_id", "role"],
            unique=True,
            sqlite_where=sa.text("house_id IS NULL AND area_id IS NULL"),
            postgresql_where=sa.text("house_id IS NULL AND area_id IS NULL"),
        )
        batch_op.create_index("ix_roles_house_id", ["house_id"], unique=False)
        batch_op.create_index(
            "ix_roles_in_area",
            ["person_id", "role", "area_id"],
            unique=True,
            sqlite_where=sa.text("area_id IS NOT NULL"),
            postgresql_where=sa.text("area_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_roles_in_house",
            ["person_id", "role", "house_id"],
            unique=True,
            sqlite_where=sa.text("house_id IS NOT NULL"),
            postgresql_where=sa.text("house_id IS NOT NULL"),
        )

    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "role-given",
                "role-taken",
                "role-left",
                "invited",
                "invitation-revoked",
                "area-founded",
                "house-linked",
                "house-unlinked",
                "code-rotated",
                "settings-changed",
                name="act",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("whom_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.Enum("activist", "board", "manager", name="role", native_enum=False, length=24), nullable=True),
        sa.Column("house_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("area_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("thing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["thing_id"], ["things.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["whom_id"], ["people.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("audit") as batch_op:
        batch_op.create_index("ix_audit_area_id", ["area_id"], unique=False)
        batch_op.create_index("ix_audit_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_house_id", ["house_id"], unique=False)
        batch_op.create_index("ix_audit_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_audit_thing_id", ["thing_id"], unique=False)
        batch_op.create_index("ix_audit_whom_id", ["whom_id"], unique=False)

    with op.batch_alter_table("chats", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("line_shown", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("digest_shown", sa.Boolean(), nullable=False, server_default=sa.true()))

    with op.batch_alter_table("houses", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("tenure", sa.Enum("owned", "rented", name="tenure", native_enum=False, length=24), nullable=True))
        batch_op.add_column(
            sa.Column(
                "announcers",
                sa.Enum("admins", "activists", "everyone", name="announcers", native_enum=False, length=24),
                nullable=False,
                server_default="activists",
            )
        )
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quiet_until_day_off", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("houses", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("quiet_until_day_off")
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("quiet_from")
        batch_op.drop_column("announcers")
        batch_op.drop_column("tenure")
        batch_op.drop_column("named")

    with op.batch_alter_table("chats", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("digest_shown")
        batch_op.drop_column("line_shown")
        batch_op.drop_column("thread_id")

    with op.batch_alter_table("audit") as batch_op:
        batch_op.drop_index("ix_audit_whom_id")
        batch_op.drop_index("ix_audit_thing_id")
        batch_op.drop_index("ix_audit_person_id")
        batch_op.drop_index("ix_audit_house_id")
        batch_op.drop_index("ix_audit_at")
        batch_op.drop_index("ix_audit_area_id")

    op.drop_table("audit")
    with op.batch_alter_table("roles") as batch_op:
        batch_op.drop_index(
            "ix_roles_in_house", sqlite_where=sa.text("house_id IS NOT NULL"), postgresql_where=sa.text("house_id IS NOT NULL")
        )
        batch_op.drop_index(
            "ix_roles_in_area", sqlite_where=sa.text("area_id IS NOT NULL"), postgresql_where=sa.text("area_id IS NOT NULL")
        )
        batch_op.drop_index("ix_roles_house_id")
        batch_op.drop_index(
            "ix_roles_everywhere",
            sqlite_where=sa.text("house_id IS NULL AND area_id IS NULL"),
            postgresql_where=sa.text("house_id IS NULL AND area_id IS NULL"),
        )
        batch_op.drop_index("ix_roles_area_id")

    op.drop_table("roles")
    with op.batch_alter_table("invitations") as batch_op:
        batch_op.drop_index("ix_invitations_person_id")
        batch_op.drop_index("ix_invitations_house_id")
        batch_op.drop_index("ix_invitations_expires_at")
        batch_op.drop_index("ix_invitations_area_id")

    op.drop_table("invitations")
