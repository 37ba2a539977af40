"""What the running program remembers of itself: which bot it is, who sends, which jobs ran when."""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlmodel import Field, SQLModel, col

from storage.rows import first
from storage.types import BigInt, UtcDateTime


class Identity(SQLModel, table=True):
    """The one bot this database belongs to."""

    __tablename__ = "identity"

    id: int = Field(default=1, primary_key=True)
    bot_id: int = Field(sa_type=BigInt)


class Lease(SQLModel, table=True):
    """Who may send: one process at a time. A new holder raises the epoch."""

    __tablename__ = "leases"

    name: str = Field(max_length=32, primary_key=True)
    holder: str = Field(max_length=64)
    epoch: int = 0
    expires_at: datetime = Field(sa_type=UtcDateTime)


class JobRun(SQLModel, table=True):
    """When a nightly or weekly job last ran."""

    __tablename__ = "job_runs"

    name: str = Field(max_length=32, primary_key=True)
    ran_at: datetime = Field(sa_type=UtcDateTime)


class Receiving(SQLModel, table=True):
    """How receiving goes: starts since a batch of updates was last finished, and the update that may be what kills the process."""

    __tablename__ = "receiving"

    id: int = Field(default=1, primary_key=True)
    starts: int = 0
    suspect: int | None = Field(default=None, sa_type=BigInt)
    deaths: int = 0


class WrongBot(Exception):
    """The database belongs to another bot than the token does."""


def claim_identity(db: Connection, bot_id: int) -> None:
    """The first bot takes the database, and keeps it. Raises: WrongBot."""
    known = first(db, Identity, select(Identity))
    if known is None:
        db.execute(insert(Identity), {"id": 1, "bot_id": bot_id})
    elif known.bot_id != bot_id:
        raise WrongBot


def bot_number(db: Connection) -> int:
    """Telegram's number of the bot this database belongs to; 0 before it has met Telegram."""
    known = first(db, Identity, select(Identity))
    return known.bot_id if known else 0


def take_lease(db: Connection, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
    """Take or prolong the lease; False while another process holds it."""
    lease = first(db, Lease, select(Lease).where(col(Lease.name) == name).with_for_update())
    if lease is None:
        db.execute(insert(Lease), {"name": name, "holder": holder, "epoch": 1, "expires_at": until})
        return True
    if lease.holder != holder and lease.expires_at > now:
        return False
    epoch = lease.epoch + (lease.holder != holder)
    db.execute(update(Lease).where(col(Lease.name) == name).values(holder=holder, epoch=epoch, expires_at=until))
    return True


def release_lease(db: Connection, name: str, holder: str, *, now: datetime) -> None:
    """Let the next process have it at once."""
    mine = (col(Lease.name) == name) & (col(Lease.holder) == holder)
    db.execute(update(Lease).where(mine).values(expires_at=now))


def last_run(db: Connection, job: str) -> datetime | None:
    """When a job last ran, None for never."""
    run = first(db, JobRun, select(JobRun).where(col(JobRun.name) == job))
    return None if run is None else run.ran_at


def note_run(db: Connection, job: str, now: datetime) -> None:
    """The job ran."""
    if last_run(db, job) is None:
        db.execute(insert(JobRun), {"name": job, "ran_at": now})
    else:
        db.execute(update(JobRun).where(col(JobRun.name) == job).values(ran_at=now))


def note_start(db: Connection) -> Receiving:
    """One more start without a finished batch so far; how it stands now."""
    known = first(db, Receiving, select(Receiving).with_for_update())
    if known is None:
        db.execute(insert(Receiving), {"id": 1, "starts": 1, "deaths": 0})
        return Receiving(starts=1, deaths=0)
    db.execute(update(Receiving).values(starts=known.starts + 1))
    return Receiving(starts=known.starts + 1, suspect=known.suspect, deaths=known.deaths)


def note_suspect(db: Connection, update_id: int) -> int:
    """This update is handled alone now; how often the process died while it was."""
    known = first(db, Receiving, select(Receiving).with_for_update())
    deaths = known.deaths + 1 if known is not None and known.suspect == update_id else 0
    db.execute(update(Receiving).values(suspect=update_id, deaths=deaths))
    return deaths


def note_finished(db: Connection) -> None:
    """A batch was finished, or the process ends in peace: nothing is suspected."""
    db.execute(update(Receiving).values(starts=0, suspect=None, deaths=0))
