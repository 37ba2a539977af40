"""`talkoot backup` and `talkoot restore`: a whole copy while the bot runs, and the way back while it does not."""

import asyncio
import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from alembic.script import ScriptDirectory

from bot.by_hand import NotPossible, must_be_there
from bot.lease import FileLease, file_of_lock
from bot.settings import Settings
from bot.stopping import MustStop
from storage import copies, migrate
from storage.copies import Content, Damaged, Foreign
from storage.engine import sqlite_path

MAKE = "PostgreSQL makes its own backups. Type: pg_dump --format=custom --file={file} …"
PUT_BACK = "PostgreSQL has its own way back. Type: pg_restore --clean --if-exists --dbname=… {file}"

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file in use: the newest changes, and an index of them."""


async def backup(settings: Settings, target: Path) -> str:
    """Write a whole copy of the database into a file that is not there yet; what to tell. Raises: NotPossible."""
    source = _database(settings, MAKE.format(file=target))
    must_be_there(str(source))
    return await asyncio.to_thread(_back_up, source, target)


async def restore(settings: Settings, source: Path, now: datetime) -> str:
    """Put a backup in the place of the database, which stays beside it; what to tell. The bot must not run. Raises: NotPossible."""
    database = _database(settings, PUT_BACK.format(file=source))
    database.parent.mkdir(parents=True, exist_ok=True)
    lease = FileLease(file_of_lock(database))
    try:
        await lease.hold()
    except MustStop:
        raise NotPossible("The bot is running. Stop it, then restore.") from None
    try:
        bot = int(settings.telegram.token.get_secret_value().partition(":")[0])
        return await asyncio.to_thread(_put_back, source, database, bot, now)
    finally:
        await lease.release()


def _database(settings: Settings, otherwise: str) -> Path:
    path = sqlite_path(settings.database.url)
    if path is None:
        raise NotPossible(otherwise)
    return Path(path)


def _back_up(source: Path, target: Path) -> str:
    _must_be_folder(target)
    _must_be_free(target)
    with _copy_beside(source, target) as (copy, content):
        _must_be_free(target)  # somebody may have made it meanwhile
        copy.rename(target)
    _flush(target.parent)
    said = [f"{target}: {target.stat().st_size / 1_000_000:.1f} MB, whole, readable by you alone. Keep it for 30 days at most."]
    if content.open_polls:
        said.append(
            f"Open polls: {content.open_polls}. Who has this file can tell their votes, also after they close. "
            "A backup made after that can't."
        )
    return "\n".join(said)


def _put_back(source: Path, database: Path, bot: int, now: datetime) -> str:
    if not source.is_file():
        raise NotPossible(f"{source} is not there.")
    if database.exists() and source.samefile(database):
        raise NotPossible(f"{source} is the database itself. Name a backup.")
    with _copy_beside(source, database) as (copy, content):
        _must_fit(source, content, bot)
        kept = _keep(database, now)
        copy.replace(database)
    _flush(database.parent)
    said = [f"{source} is the database now. Start the bot."]
    if kept is not None:
        said.append(f"What was there is {kept.name}, beside it. Delete it when all is well, within 30 days.")
    return "\n".join([*said, "Who had themselves erased since the backup must be erased again."])


def _keep(database: Path, now: datetime) -> Path | None:
    """A second name for what is there, so that at every moment there is a database. Raises: NotPossible where it is in use."""
    if not database.exists():
        return None
    try:
        copies.settle(database)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise NotPossible(_in_words(database, error)) from None
        # Damaged, which may be why it is replaced: kept as it is, with what lies beside it.
    kept = database.with_name(f"{database.name}.before-{now:%Y%m%d-%H%M%S}")
    _must_be_free(kept)
    os.link(database, kept)
    for end in BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{database}{end}").rename(f"{kept}{end}")
    return kept


@contextmanager
def _copy_beside(source: Path, target: Path) -> Iterator[tuple[Path, Content]]:
    """A checked copy in the folder of `target`, under a name of its own; gone at the end unless it was moved. Raises: NotPossible."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=".part")
    except OSError as error:
        raise NotPossible(_no_room(target.parent, error)) from None
    copy = Path(name)
    try:
        copies.copy_to(source, copy)
        os.fsync(handle)  # VACUUM INTO leaves that to whoever wants it
        yield copy, copies.look_into(copy)
    except Damaged:
        raise NotPossible(f"{source} is damaged. Take an earlier backup.") from None
    except Foreign:
        raise NotPossible(f"{source} is no database of Talkoot.") from None
    except sqlite3.Error as error:
        raise NotPossible(_in_words(source, error)) from None
    except OSError as error:
        raise NotPossible(_no_room(target.parent, error)) from None
    finally:
        os.close(handle)
        for end in ("", "-journal", *BESIDE):
            Path(f"{copy}{end}").unlink(missing_ok=True)


def _must_fit(source: Path, content: Content, bot: int) -> None:
    """Raises: NotPossible for a backup of another bot, or of a newer version."""
    if content.bot_id not in (None, bot):
        raise NotPossible(f"{source} belongs to another bot (number {content.bot_id}). Nothing was changed.")
    if content.revision not in {script.revision for script in ScriptDirectory(str(migrate.SCRIPTS)).walk_revisions()}:
        raise NotPossible(f"{source} was made by a newer version of Talkoot. Install that version first.")


def _must_be_folder(file: Path) -> None:
    if not file.absolute().parent.is_dir():
        raise NotPossible(f"The folder {file.absolute().parent} is not there. Make it first.")


def _must_be_free(file: Path) -> None:
    if os.path.lexists(file):
        raise NotPossible(f"{file} is there already, and nothing is overwritten. Choose another name.")


def _no_room(folder: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full where {folder} is. Nothing was changed. Make room, then try again."
    return f"Nothing can be written in {folder} ({error.strerror}). Look at who owns it."


def _in_words(file: Path, error: sqlite3.Error) -> str:
    """What SQLite says, with what to do."""
    said = str(error)
    if "full" in said:
        return "The disk is full. Nothing was changed. Make room, then try again."
    if "locked" in said or "busy" in said:
        return f"Another program holds {file}. Close it, then try again."
    if "malformed" in said or "not a database" in said:
        return f"{file} is not a database, or it is damaged. Take an earlier backup."
    if "unable to open" in said or "readonly" in said:
        return f"{file} can't be read by you. Look at its owner."
    return f"{file} can't be copied: {said}."


def _flush(folder: Path) -> None:
    """A name is on disk when its folder is."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
