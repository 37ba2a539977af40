"""The bot inside the test's own process: the composition root as it is, over a playground, with a log that can be read."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from bot.app import Talkoot
from bot.logs import QUIET, set_up_logs
from bot.settings import Clock, Controller, Database, Houses, Privacy, Settings, Telegram, Web


@dataclass
class BotInside:
    """What `tests.e2e.process.BotProcess` is, without a process: quick to start, and its parts can be reached."""

    database: Path
    url: str
    token: str
    stream: io.StringIO = field(default_factory=io.StringIO)
    running: Talkoot | None = None

    @property
    def settings(self) -> Settings:
        """As a settings file would say it."""
        return Settings(
            telegram=Telegram(token=self.token, api_url=self.url, poll_timeout=5),
            controller=Controller(name="Koivukuja 3", contact="hallitus@koivukuja.example"),
            database=Database(url=f"sqlite:///{self.database}"),
            privacy=Privacy(erased_key_file=self.database.with_name("erased.key")),
            web=Web(port=0, public_url="https://koivukuja.example"),
            houses=Houses(language="en"),
            clock=Clock(follow=self.url),
        )

    async def start(self) -> None:
        """Start, without waiting for the first long poll."""
        self.running = Talkoot(self.settings)
        await self.running.start()

    async def stop(self) -> None:
        """End in peace."""
        running, self.running = self.running, None
        if running is not None:
            await running.stop()

    def said(self) -> str:
        """Everything in the log."""
        return self.stream.getvalue()

    def entries(self) -> list[dict[str, Any]]:
        """The structured lines of the log."""
        return [json.loads(line) for line in self.said().splitlines() if line.startswith("{")]

    def errors(self) -> list[dict[str, Any]]:
        """What the log calls an error."""
        return [entry for entry in self.entries() if entry["level"] in ("error", "critical")]


@contextmanager
def logs_into(stream: io.StringIO, token: str) -> Iterator[None]:
    """Everything is logged, down to the last detail; what was set up before comes back afterwards."""
    root = logging.getLogger()
    before = root.handlers, root.level, {name: logging.getLogger(name).level for name in QUIET}
    set_up_logs(level="debug", form="json", secrets=(token,), stream=stream)
    try:
        yield
    finally:
        root.handlers = before[0]
        root.setLevel(before[1])
        for name, level in before[2].items():
            logging.getLogger(name).setLevel(level)
        logging.captureWarnings(False)
        structlog.reset_defaults()
