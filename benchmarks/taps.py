"""How fast a tap is counted and answered: `python -m benchmarks.taps [--quick] [--json]`.

People press the buttons of an event card. Talkoot takes each press through the whole bot: update in, durable commit, pop-up
answered, edits of the card merged. The baselines answer each press and do nothing else, on python-telegram-bot and on aiogram
with their defaults. All talk to the same lean server over HTTP, in processes of their own, one after another, interleaved over
rounds; medians are told. Ratios are of the closed loop at 50 ms of latency.
"""

import argparse
import asyncio
import math
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

import orjson

from benchmarks.contestants import ECHO_STOP_SECONDS, TOKEN, Server, bot, cpu_seconds, server
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
LOADS = (CLOSED, OPEN, Load("closed", 0, 1, 5), Load("open", 0, 1, 6))
QUICK_CLOSED, QUICK_OPEN = Load("closed", LATENCY, 0.7, 3.5), Load("open", LATENCY, 0.5, 3.5)
QUICK_LOADS = (QUICK_CLOSED, QUICK_OPEN, Load("closed", 0, 0.3, 1.2), Load("open", 0, 0.3, 1.2))
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


async def measured(contestant: Contestant, loads: tuple[Load, ...], card: Shown) -> list[Run]:
    """The contestant under each of the loads; started anew where the last one left it with presses it has not answered."""
    runs: list[Run] = []
    while len(runs) < len(loads):
        async with server() as lean:
            if card.message is not None:
                await lean.order("card", message=card.message)
            async with contestant(lean) as process:
                card.message = (await lean.order("shown"))["message"]
                await answering(lean)
                for load in loads[len(runs) :]:
                    runs.append(await run(lean, process, load))
                    if (await lean.order("drain", seconds=DRAIN_SECONDS))["waiting"]:
                        break
    return runs


async def answering(lean: Server) -> None:
    """Wait until the bot answers presses. Raises: TimeoutError."""
    told = await lean.order("closed", latency=0, people=1, warm=0, seconds=0)
    told = await lean.order("drain", seconds=30)
    if told["waiting"]:
        raise TimeoutError("the bot answers no press")


async def run(lean: Server, process: Process, load: Load) -> Run:
    """One measurement. Processor time is that of warming up, measuring and draining, over all presses answered in it."""
    before = cpu_seconds(process)
    told = await lean.order(**load.orders())
    used = cpu_seconds(process) - before
    calls = told["calls"]
    return Run(
        taps=told["taps"] / told["seconds"],
        p50=told["p50"] * 1000,
        p99=told["p99"] * 1000,
        cpu=used * 1000 / max(1, told["answered"]),
        edits=sum(count for name, count in calls.items() if name.startswith("editMessage")),
        lost=told["lost"],
    )


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
    """Run everything and tell the results; returns them and the server's ceiling, taps per second."""
    loads, card = QUICK_LOADS if quick else LOADS, Shown()
    results: Results = {str(load): {name: [] for name in names} for load in loads}
    for number in range(rounds):
        # Talkoot first in the first round, for its card; then everybody is first in turn.
        for name in names[number % len(names) :] + names[: number % len(names)]:
            for load, result in zip(loads, await measured(CONTESTANTS[name], loads, card), strict=True):
                results[str(load)][name].append(result)
    (ceiling,) = await measured(echo("echo_raw"), (CEILING,), card)
    for load in loads:
        print(table(load, results[str(load)]))
    print(f"\nThe server's ceiling (a client that parses nothing, no latency): {ceiling.taps:.0f} taps/s")
    return results, ceiling.taps


def verdict(results: Results, ceiling: float) -> dict[str, float | None]:
    """The figures that are watched from version to version; None for what could not be measured."""
    closed = {name: middle(rounds).taps for name, rounds in results[str(CLOSED)].items()}
    late = {name: middle(rounds).p99 for name, rounds in results[str(OPEN)].items()}
    figures = {
        "taps_per_s": closed["talkoot"],
        "ratio_to_aiogram": closed["talkoot"] / closed["aiogram"],
        "ratio_to_ptb": closed["talkoot"] / closed["python-telegram-bot"],
        "p99_ratio_at_100": late["talkoot"] / late["aiogram"],
        "server_ceiling_per_s": ceiling,
    }
    return {name: round(figure, 3) if math.isfinite(figure) else None for name, figure in figures.items()}


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
