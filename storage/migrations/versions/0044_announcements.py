"""Announcements, their copies, who read them, and who asked for help; they are of no one house."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import storage.types

revision: str = "0044"
down_revision: str | None = "0043"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "voice",
            sa.Enum("community-manager", "property-manager", "board", "maintenance", name="voice", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "awaiting",
                "scheduled",
                "sending",
                "sent",
                "stopped",
                "cancelled",
                "recalled",
                name="announcementstate",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("picture", sa.String(length=256), nullable=True),
        sa.Column("document", sa.String(length=256), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("wall", storage.types.WallTime(length=16), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("event_offset", sa.Integer(), nullable=True),
        sa.Column("due_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("progress_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("shown_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["approved_by_id"], ["people.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["id"], ["things.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index("ix_announcements_author_id", ["author_id"], unique=False)
        batch_op.create_index("ix_announcements_approved_by_id", ["approved_by_id"], unique=False)
        batch_op.create_index(
            "ix_announcements_due",
            ["state", "due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('scheduled', 'sending')"),
            postgresql_where=sa.text("state IN ('scheduled', 'sending')"),
        )
        batch_op.create_index("ix_announcements_event_id", ["event_id"], unique=False)

    op.create_table(
        "announcement_copies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("house_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("languages", sa.String(length=32), nullable=False),
        sa.Column("due_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum("pending", "owed", "sent", "failed", "uncertain", "dropped", name="copystate", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.Column("debt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sent_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["change_id"], ["outbox.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["debt_id"], ["outbox.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("announcement_id", "chat_id"),
        sa.UniqueConstraint("announcement_id", "person_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("announcement_copies", schema=None) as batch_op:
        batch_op.create_index("ix_announcement_copies_change_id", ["change_id"], unique=False)
        batch_op.create_index("ix_announcement_copies_chat_id", ["chat_id"], unique=False)
        batch_op.create_index("ix_announcement_copies_debt_id", ["debt_id"], unique=False)
        batch_op.create_index("ix_announcement_copies_house_id", ["house_id"], unique=False)
        batch_op.create_index("ix_announcement_copies_next", ["announcement_id", "state", "due_at"], unique=False)
        batch_op.create_index("ix_announcement_copies_person_id", ["person_id"], unique=False)

    op.create_table(
        "announcement_readings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("house_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("read_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("announcement_id", "person_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("announcement_readings", schema=None) as batch_op:
        batch_op.create_index("ix_announcement_readings_house_id", ["house_id"], unique=False)
        batch_op.create_index("ix_announcement_readings_person_id", ["person_id"], unique=False)

    op.create_table(
        "help_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("house_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.Enum("help", "question", name="askkind", native_enum=False, length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("asked_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("alarm_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answered_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["house_id"], ["houses.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("help_requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_help_requests_alarm_at",
            ["alarm_at"],
            unique=False,
            sqlite_where=sa.text("alarm_at IS NOT NULL"),
            postgresql_where=sa.text("alarm_at IS NOT NULL"),
        )
        batch_op.create_index("ix_help_requests_announcement_id", ["announcement_id"], unique=False)
        batch_op.create_index("ix_help_requests_house_id", ["house_id"], unique=False)
        batch_op.create_index("ix_help_requests_person_id", ["person_id"], unique=False)

    with op.batch_alter_table("things", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("house_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("help_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_help_requests_person_id")
        batch_op.drop_index("ix_help_requests_house_id")
        batch_op.drop_index("ix_help_requests_announcement_id")
        batch_op.drop_index(
            "ix_help_requests_alarm_at", sqlite_where=sa.text("alarm_at IS NOT NULL"), postgresql_where=sa.text("alarm_at IS NOT NULL")
        )

    op.drop_table("help_requests")
    with op.batch_alter_table("announcement_readings", schema=None) as batch_op:
        batch_op.drop_index("ix_announcement_readings_person_id")
        batch_op.drop_index("ix_announcement_readings_house_id")

    op.drop_table("announcement_readings")
    with op.batch_alter_table("announcement_copies", schema=None) as batch_op:
        batch_op.drop_index("ix_announcement_copies_person_id")
        batch_op.drop_index("ix_announcement_copies_next")
        batch_op.drop_index("ix_announcement_copies_house_id")
        batch_op.drop_index("ix_announcement_copies_debt_id")
        batch_op.drop_index("ix_announcement_copies_chat_id")
        batch_op.drop_index("ix_announcement_copies_change_id")

    op.drop_table("announcement_copies")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_index("ix_announcements_event_id")
        batch_op.drop_index(
            "ix_announcements_due",
            sqlite_where=sa.text("state IN ('scheduled', 'sending')"),
            postgresql_where=sa.text("state IN ('scheduled', 'sending')"),
        )
        batch_op.drop_index("ix_announcements_author_id")
        batch_op.drop_index("ix_announcements_approved_by_id")

    op.drop_table("announcements")
    things = "SELECT id FROM things WHERE kind = 'announcement'"
    op.execute(f"DELETE FROM outbox WHERE card_id IN (SELECT id FROM cards WHERE thing_id IN ({things}))")
    op.execute(f"DELETE FROM cards WHERE thing_id IN ({things})")
    op.execute("DELETE FROM things WHERE kind = 'announcement'")
    with op.batch_alter_table("things", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("house_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)
