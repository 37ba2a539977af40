"""Organisers of things: a poll can have several askers, as an event has several organisers."""

from collections.abc import Sequence

from alembic import op

revision: str = "0031"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("organisers", "organiser_invitations")
OF_TABLE = {"sqlite_autoincrement": True}
NAMES = {"fk": "%(table_name)s_%(column_0_name)s_fkey"}


def upgrade() -> None:
    _point(column="thing_id", was="event_id", to="things")


def downgrade() -> None:
    op.execute("DELETE FROM organisers WHERE thing_id NOT IN (SELECT id FROM events)")
    op.execute("DELETE FROM organiser_invitations WHERE thing_id NOT IN (SELECT id FROM events)")
    _point(column="event_id", was="thing_id", to="events")


def _point(*, column: str, was: str, to: str) -> None:
    for table in TABLES:
        with op.batch_alter_table(table, table_kwargs=OF_TABLE, naming_convention=NAMES) as batch_op:
            batch_op.drop_constraint(f"{table}_{was}_fkey", type_="foreignkey")
            batch_op.alter_column(was, new_column_name=column)
        with op.batch_alter_table(table, table_kwargs=OF_TABLE, naming_convention=NAMES) as batch_op:
            batch_op.create_foreign_key(f"{table}_{column}_fkey", to, [column], ["id"], ondelete="CASCADE")
