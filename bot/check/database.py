"""Whether the database can be opened, written, and is ours."""

import asyncio
import importlib.util
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL, make_url

from bot.check import files
from bot.check.findings import Finding, Verdict, fine, note, wrong
from storage import migrate
from storage.engine import sqlite_path
from storage.process import Identity

LOCK_PATIENCE_S = 1.0
"""A transaction of the bot takes milliseconds: who holds the file for a second holds it on purpose."""

CONNECT_PATIENCE_S = 5.0

_OWNER_TABLE = str(Identity.__tablename__)
_OWNER_QUERY = f"SELECT bot_id FROM {_OWNER_TABLE}"

_SUBJECT = "database"


async def look_at_database(url: str, *, bot_id: int | None) -> list[Finding]:
    """Everything about the database at `url`. `bot_id` is whose it should be, None when Telegram did not tell."""
    path = sqlite_path(url)
    if path is not None:
        return await asyncio.to_thread(_sqlite, Path(path), bot_id)
    if importlib.util.find_spec("asyncpg") is None:
        return [wrong(_SUBJECT, "PostgreSQL needs its driver. Type: uv sync --extra postgres")]
    return await _postgres(make_url(url), bot_id)


def _sqlite(path: Path, bot_id: int | None) -> list[Finding]:
    if path.is_dir():
        return [wrong(_SUBJECT, f"{path} is a folder. Name a file in database.url.")]
    if not path.exists():
        return [files.room_to_write(path, _SUBJECT) or fine(_SUBJECT, f"{path} will be made at the first start."), files.disk_space(path)]
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=LOCK_PATIENCE_S, isolation_level=None)
        ) as opened:
            findings = _look_inside(opened, path, bot_id)
    except sqlite3.Error as error:
        findings = [_in_plain_words(path, error)]
    return [*findings, _neighbours(path), files.disk_space(path)]


def _look_inside(opened: sqlite3.Connection, path: Path, bot_id: int | None) -> list[Finding]:
    opened.execute("BEGIN IMMEDIATE")
    opened.execute("ROLLBACK")
    (verdict,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        return [
            wrong(_SUBJECT, f"{path} is damaged. Stop the bot and put back the last backup: talkoot restore FILE (what is there is kept).")
        ]
    tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return [fine(_SUBJECT, f"{path} is empty; the tables are made at the first start.")]
    if "alembic_version" not in tables:
        return [wrong(_SUBJECT, f"{path} belongs to another program. Name another file in database.url.")]
    findings = [_version(opened.execute("SELECT version_num FROM alembic_version").fetchall())]
    if _OWNER_TABLE in tables:
        findings += _owner(opened.execute(_OWNER_QUERY).fetchone(), bot_id)
    return findings


def _version(rows: list[tuple[str]]) -> Finding:
    newest = migrate.head()
    version = rows[0][0] if rows else None
    if version == newest:
        return fine(_SUBJECT, "It can be opened and written, and its tables are the newest.")
    known = {script.revision for script in ScriptDirectory(str(migrate.SCRIPTS)).walk_revisions()}
    if version is None or version in known:
        return note(
            _SUBJECT, "Its tables are of an older version; the next start brings them up to date. Before it, type: talkoot backup FILE"
        )
    return wrong(
        _SUBJECT, f"A newer version of the bot has used it (tables {version}). Install that version, or put back the backup from before."
    )


def _owner(row: tuple[int] | None, bot_id: int | None) -> list[Finding]:
    if row is None or bot_id is None:
        return []
    if row[0] == bot_id:
        return [fine(_SUBJECT, "It belongs to this bot.")]
    return [wrong(_SUBJECT, f"It belongs to another bot (number {row[0]}). Use that bot's token, or another database.url.")]


def _neighbours(path: Path) -> Finding:
    # A volume or a service's own folder may keep others out one floor above.
    if not path.absolute().parent.stat().st_mode & stat.S_IXOTH:
        return fine("database file", f"Only its owner can reach {path}.")
    found = files.readable_by(path, "database file", "residents' data")
    return found if found.verdict is Verdict.FINE else note(found.subject, found.text)


def _in_plain_words(path: Path, error: sqlite3.Error) -> Finding:
    said = str(error)
    if "locked" in said:
        return wrong(_SUBJECT, f"Another program holds {path}: a backup, an open database browser, a command that hangs. Close it.")
    if "not a database" in said or "malformed" in said:
        return wrong(_SUBJECT, f"{path} is not a database, or it is damaged. Put back a backup, or name another file in database.url.")
    if "readonly" in said or "unable to open" in said:
        return wrong(_SUBJECT, f"{path} cannot be written by you. Look at its owner and at the owner of its folder.")
    if "full" in said:
        return wrong(_SUBJECT, f"The disk is full where {path} is. Make room.")
    return wrong(_SUBJECT, f"{path} cannot be used: {said}.")


async def _postgres(url: URL, bot_id: int | None) -> list[Finding]:
    import asyncpg  # an extra that SQLite users do not install

    where = f"{url.host or 'localhost'}:{url.port or 5432}/{url.database}"
    try:
        opened = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), timeout=CONNECT_PATIENCE_S)
    except asyncpg.InvalidAuthorizationSpecificationError:
        return [wrong(_SUBJECT, f"{where} refuses the name or the password. Correct database.url.")]
    except asyncpg.InvalidCatalogNameError:
        return [wrong(_SUBJECT, f"{where} is not there. Type on the server: createdb {url.database}")]
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        return [
            wrong(_SUBJECT, f"{where} cannot be reached ({type(error).__name__}). Check the address, the firewall and whether it runs.")
        ]
    try:
        if await opened.fetchval("SELECT to_regclass('alembic_version')") is None:
            may = await opened.fetchval("SELECT has_schema_privilege(current_schema(), 'CREATE')")
            return [fine(_SUBJECT, f"{where} is there; the tables are made at the first start.") if may else _may_not_make_tables(where)]
        findings = [_version([tuple(row) for row in await opened.fetch("SELECT version_num FROM alembic_version")])]
        if await opened.fetchval("SELECT to_regclass($1)", _OWNER_TABLE) is not None:
            row = await opened.fetchrow(_OWNER_QUERY)
            findings += _owner(tuple(row) if row else None, bot_id)
        return findings
    finally:
        await opened.close()


def _may_not_make_tables(where: str) -> Finding:
    return wrong(_SUBJECT, f"This user may not make tables in {where}. Grant CREATE on the schema, or make the user the database's owner.")
