"""Processes that start in no time: forked from one that has already imported the program, as importing it takes seconds of the processor.

Each is a process of its own all the same, with its own memory, files, environment and death.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

PRELOADED = ["bot.__main__", "bot.app", "bot.logs", "bot.hook", "uvloop", "apscheduler.triggers.interval", "tests.e2e.preloaded"]


class Forked:
    """What `asyncio.subprocess.Process` is, of a forked process."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        assert process.pid is not None, "it was started"
        self.pid = process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended (minus a signal's number), None while it runs."""
        return self._process.exitcode

    async def wait(self) -> int:
        """The exit code, once it has ended."""
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        assert self._process.exitcode is not None, "it was joined"
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """As `kill` does."""
        os.kill(self.pid, number)


def fork(arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], output: Path) -> Forked:
    """Start `python -m bot …`, with both its outputs appended to a file."""
    process = _context().Process(target=_run, args=(list(arguments), str(cwd), dict(env), str(output)), daemon=True)
    process.start()
    return Forked(process)


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _run(arguments: list[str], cwd: str, env: dict[str, str], output: str) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(file, stream)
    sys.argv = ["bot", *arguments]
    from bot.__main__ import main

    main()
