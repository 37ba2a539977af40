"""How fast a tap is counted and answered: `python -m benchmarks.taps [--quick] [--json]`.

People press the buttons of an event card. Talkoot takes each press through the whole bot: update in, durable commit, pop-up
answered, edits of the card merged. The baselines answer each press and do nothing else, on python-telegram-bot and on aiogram
with their defaults. All talk to lean servers of one kind over HTTP, in processes of their own, in turn and over several rounds;
medians are told. Ratios are of the closed loop at 50 ms of latency; that of the late answers (p99) is at 100 presses a second.
"""

import argparse
import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

import orjson

from benchmarks.contestants import ECHO_STOP_SECONDS, START_SECONDS, TOKEN, Server, bot, cpu_seconds, server
from benchmarks.talkoot import talkoot

PEOPLE = 200
RATE = 100.0
LATENCY = 0.05
DRAIN_SECONDS = 1.0
# An open loop waits this long for its last answers.
GRACE_SECONDS = 2.0
ROUNDS = 3

Results = dict[str, dict[str, list["Run"]]]
Contestant = Callable[[Server], AbstractAsyncContextManager[Process]]


@dataclass(frozen=True)
class Load:
    """A way of pressing: the loop (`closed` or `open`), the server's latency and how long it is measured, in seconds."""

    loop: str
    latency: float
    warm: float
    seconds: float

    def orders(self) -> dict[str, Any]:
        """The order to the server."""
        rate = {"rate": RATE, "grace": GRACE_SECONDS} if self.loop == "open" else {}
        return {"do": self.loop, "people": PEOPLE, "latency": self.latency, "warm": self.warm, "seconds": self.seconds} | rate

    def __str__(self) -> str:
        return f"{'closed loop' if self.loop == 'closed' else f'{RATE:.0f} per second'}, {self.latency * 1000:.0f} ms"


CLOSED, OPEN = Load("closed", LATENCY, 2, 8), Load("open", LATENCY, 2, 10)
# The last one is the one that leaves the slowest bot with presses unanswered, which costs it a new start.
LOADS = (CLOSED, Load("closed", 0, 1, 5), Load("open", 0, 1, 6), OPEN)
QUICK_LOADS = (Load("closed", LATENCY, 0.6, 3), Load("closed", 0, 0.3, 1), Load("open", 0, 0.2, 1.2), Load("open", LATENCY, 0.4, 3))
CEILING = Load("closed", 0, 0.3, 1.5)


@dataclass
class Shown:
    """The card all contestants get presses on: Talkoot's own, once it has made one."""

    message: dict[str, Any] | None = None


@dataclass(frozen=True)
class Run:
    """One contestant under one load, once. Rates per second; latencies and processor time in milliseconds."""

    taps: float
    p50: float
    p99: float
    cpu: float
    edits: int
    lost: int


def echo(module: str) -> Contestant:
    """A baseline of that module."""

    @asynccontextmanager
    async def start(lean: Server) -> AsyncIterator[Process]:
        async with bot("-m", f"benchmarks.{module}", lean.address, TOKEN, patience=ECHO_STOP_SECONDS) as process:
            yield process

    return start


CONTESTANTS: dict[str, Contestant] = {"talkoot": talkoot, "aiogram": echo("echo_aiogram"), "python-telegram-bot": echo("echo_ptb")}


class Corner:
    """One contestant with a server of its own, started when it is needed, and anew when it left presses without an answer."""

    def __init__(self, contestant: Contestant, card: Shown) -> None:
        self._contestant, self._card = contestant, card
        self._processes: AsyncExitStack | None = None
        self._server: Server
        self._process: Process

    async def __aenter__(self) -> "Corner":
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._processes is not None:
            await self._processes.aclose()
            self._processes = None

    async def run(self, load: Load) -> Run:
        """One measurement. Processor time is that of warming up and measuring, over all presses answered in it."""
        if self._processes is None:
            await self._start()
        before = cpu_seconds(self._process)
        told = await self._server.order(**load.orders())
        used = cpu_seconds(self._process) - before
        if (await self._server.order("drain", seconds=DRAIN_SECONDS))["waiting"]:
            await self.__aexit__()
        return Run(
            taps=told["taps"] / told["seconds"],
            p50=told["p50"] * 1000,
            p99=told["p99"] * 1000,
            cpu=used * 1000 / max(1, told["answered"]),
            edits=sum(count for name, count in told["calls"].items() if name.startswith("editMessage")),
            lost=told["lost"],
        )

    async def _start(self) -> None:
        """Raises: TimeoutError when the bot answers no press."""
        self._processes = AsyncExitStack()
        self._server = lean = await self._processes.enter_async_context(server())
        if self._card.message is not None:
            await lean.order("card", message=self._card.message)
        self._process = await self._processes.enter_async_context(self._contestant(lean))
        self._card.message = (await lean.order("shown"))["message"]
        await lean.order("closed", latency=0, people=1, warm=0, seconds=0)
        if (await lean.order("drain", seconds=START_SECONDS))["waiting"]:
            raise TimeoutError("the bot answers no press")


def middle(runs: list[Run]) -> Run:
    """The median of each figure."""
    figures = {name: median(getattr(run, name) for run in runs) for name in ("taps", "p50", "p99", "cpu")}
    return Run(**figures, edits=round(median(run.edits for run in runs)), lost=sum(run.lost for run in runs))


def table(load: Load, runs: dict[str, list[Run]]) -> str:
    """The results under one load, for people."""
    lines = [f"\n{load}", f"  {'':22}{'taps/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms/tap':>12}{'edits':>7}{'lost':>6}   of each round"]
    for name, rounds in runs.items():
        it = middle(rounds)
        each = " ".join(f"{run.taps:.0f}" for run in rounds)
        lines.append(f"  {name:22}{it.taps:8.0f}{it.p50:9.1f}{it.p99:9.1f}{it.cpu:12.2f}{it.edits:7}{it.lost:6}   {each}")
    return "\n".join(lines)


async def compare(names: list[str], *, quick: bool, rounds: int) -> tuple[Results, float]:
    """Run everything and tell the results; returns them and the server's ceiling, taps per second.

    All contestants are up at once and run one after another under each load, so that a machine that is busy with other things
    for a while is so for all of them.
    """
    loads, card = QUICK_LOADS if quick else LOADS, Shown()
    results: Results = {str(load): {name: [] for name in names} for load in loads}
    async with AsyncExitStack() as stack:
        # Talkoot is first at first: the card it makes is pressed at the others too.
        corners = {name: await stack.enter_async_context(Corner(CONTESTANTS[name], card)) for name in names}
        for number in range(rounds):
            for load in loads:
                for name in names[number % len(names) :] + names[: number % len(names)]:
                    results[str(load)][name].append(await corners[name].run(load))
    async with Corner(echo("echo_raw"), card) as raw:
        ceiling = await raw.run(CEILING)
    for load in loads:
        print(table(load, results[str(load)]))
    print(f"\nThe server's ceiling (a client that parses nothing, no latency): {ceiling.taps:.0f} taps/s")
    return results, ceiling.taps


def verdict(results: Results, ceiling: float) -> dict[str, float]:
    """The figures that are watched from version to version; a ratio is the median of the rounds' own ratios."""
    closed, late = results[str(CLOSED)], results[str(OPEN)]

    def ratio(runs: dict[str, list[Run]], to: str, figure: str) -> float:
        rounds = zip(runs["talkoot"], runs[to], strict=True)
        return median(float(getattr(ours, figure) / getattr(theirs, figure)) for ours, theirs in rounds)

    figures = {
        "taps_per_s": middle(closed["talkoot"]).taps,
        "ratio_to_aiogram": ratio(closed, "aiogram", "taps"),
        "ratio_to_ptb": ratio(closed, "python-telegram-bot", "taps"),
        "p99_ratio_at_100": ratio(late, "aiogram", "p99"),
        "server_ceiling_per_s": ceiling,
    }
    return {name: round(figure, 3) for name, figure in figures.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.taps", description="Taps on an event card, through the whole bot.")
    parser.add_argument("--quick", action="store_true", help="one short round, under a minute")
    parser.add_argument("--json", action="store_true", help="the figures as JSON on the last line")
    parser.add_argument("--rounds", type=int, help="rounds over the contestants (3, or 1 with --quick)")
    parser.add_argument("--only", choices=list(CONTESTANTS), help="one contestant, without figures to compare (for profiling)")
    chosen = parser.parse_args()
    names = [chosen.only] if chosen.only else list(CONTESTANTS)
    rounds = chosen.rounds or (1 if chosen.quick else ROUNDS)
    results, ceiling = asyncio.run(compare(names, quick=chosen.quick, rounds=rounds))
    if chosen.json and not chosen.only:
        print(orjson.dumps(verdict(results, ceiling)).decode())


if __name__ == "__main__":
    main()
