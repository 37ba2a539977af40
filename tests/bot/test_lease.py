"""One process sends; when it dies the next one takes over."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.lease import LASTS, FileLease, RowLease, file_of_lock, holder_name
from bot.stopping import TWO_SENDERS, MustStop
from storage.engine import Database
from tests.bot.rig import now

HOLD = """
import asyncio, sys, time
from pathlib import Path
from bot.lease import FileLease
lease = FileLease(Path(sys.argv[1]))
asyncio.run(lease.hold())
print("held", flush=True)
time.sleep(60)
"""


async def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    file = file_of_lock(tmp_path / "talkoot.sqlite3")
    with subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE) as other:  # noqa: ASYNC220 - waited for
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        lease = FileLease(file)
        with pytest.raises(MustStop) as stopped:
            await lease.hold()
        assert str(stopped.value) == TWO_SENDERS
        other.kill()
    assert await lease.hold()
    await lease.release()


async def test_replicas_take_turns_and_an_expired_lease_is_taken_over(db: Database) -> None:
    moment = now()
    first = RowLease(db, holder_name(), lambda: moment)
    second = RowLease(db, holder_name(), lambda: moment)
    assert await first.hold()
    assert not await second.hold()
    moment += LASTS / 2
    assert await first.hold(), "prolonged in good time"
    moment += LASTS * 0.9
    assert not await second.hold()
    moment += LASTS * 0.2
    assert await second.hold()
    assert not await first.hold()


async def test_a_replica_that_leaves_in_peace_hands_the_lease_over_at_once(db: Database) -> None:
    moment = now()
    first = RowLease(db, holder_name(), lambda: moment)
    second = RowLease(db, holder_name(), lambda: moment)
    assert await first.hold()
    await first.release()
    moment += timedelta(milliseconds=1)
    assert await second.hold()
