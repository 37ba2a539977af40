"""Alembic runs this: the connection comes from storage.migrate (or, for `alembic revision`, from its command line)."""

from alembic import context

from storage import migrate
from storage.tables import TABLES

connection = context.config.attributes.get("connection")
if connection is None:
    with migrate.connected(context.config.get_main_option("sqlalchemy.url") or "sqlite:///data/talkoot.sqlite3") as connection:
        migrate.configure(context, connection, TABLES)
        context.run_migrations()
else:
    migrate.configure(context, connection, TABLES)
    context.run_migrations()
