"""The bot as a process of its own, as it runs on Telegram: started from a settings file, stopped, killed and started again."""

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.forking import Forked, fork

ROOT = Path(__file__).parents[2]
LEAVES_WITHIN_S = 30.0
"""Real seconds until a process must have ended that was told to; the promise of ten has a test of its own."""

SETTINGS = """
[telegram]
token = "{token}"
api_url = "{url}"
poll_timeout = 5
[controller]
name = "Koivukuja 3"
contact = "hallitus@koivukuja.example"
[database]
url = "sqlite:///{folder}/talkoot.sqlite3"
[privacy]
erased_key_file = "{folder}/erased.key"
[web]
enabled = false
[clock]
{clock}
[logging]
level = "debug"
format = "json"
"""


@dataclass
class BotProcess:
    """`python -m bot run` in a data folder of its own; its log is a file beside it.

    `forked` is False where it is to import the program by itself, as it does everywhere else.
    """

    folder: Path
    url: str
    token: str
    follows: bool = True
    forked: bool = True
    process: asyncio.subprocess.Process | Forked | None = None

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "talkoot.sqlite3"

    @property
    def log(self) -> Path:
        """What all processes of this folder have said, one after another."""
        return self.folder.with_name(self.folder.name + ".log")

    @property
    def config(self) -> Path:
        """The settings file, written anew at every start."""
        return self.folder.with_name(self.folder.name + ".toml")

    async def start(self, **environment: str) -> None:
        """Start a process, without waiting for it to be ready."""
        self.folder.mkdir(exist_ok=True)
        clock = f'follow = "{self.url}"' if self.follows else ""
        self.config.write_text(SETTINGS.format(token=self.token, url=self.url, folder=self.folder, clock=clock))
        self.config.chmod(0o600)
        arguments, env = ("run", "--config", str(self.config)), os.environ | environment
        if self.forked:
            self.process = fork(arguments, cwd=ROOT, env=env, output=self.log)
            return
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", *arguments), cwd=ROOT, env=env, stdout=log, stderr=log
            )

    async def ended(self, within: float = LEAVES_WITHIN_S) -> int:
        """The exit code, once it has ended."""
        assert self.process is not None, "it was started"
        async with asyncio.timeout(within):
            return await self.process.wait()

    async def kill(self) -> None:
        """`kill -9`."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: signal.Signals) -> int:
        assert self.process is not None, "it was started"
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await self.ended()

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.returncode is None

    def said(self) -> str:
        """Everything in the log."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def entries(self) -> list[dict[str, Any]]:
        """The structured lines of the log."""
        return [json.loads(line) for line in self.said().splitlines() if line.startswith("{")]

    def errors(self) -> list[dict[str, Any]]:
        """What the log calls an error."""
        return [entry for entry in self.entries() if entry["level"] in ("error", "critical")]
