"""One notice to ten thousand chats at Telegram's limits: `python -m benchmarks.broadcast [--quick] [--json]`.

The bot as it runs, a playground as Telegram, each a process of its own; `--rate` lets time pass faster for both. Of the chats some
answer 403, some moved without telling, and every few seconds a message is refused with a 429. Meanwhile neighbours press on the card
of an event and reminders come due. The baseline sends the same notice to the same chats with python-telegram-bot's AIORateLimiter.
"""

import argparse
import asyncio
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from benchmarks.card import Card
from benchmarks.city import SILENCE_S, Answered, City, city
from benchmarks.manager import Manager, manager
from benchmarks.talkoot import publish_data

LIMIT = 30
"""Calls a second that Telegram takes."""

NOON, REMINDED_AT = (datetime(2027, 5, 12, hour, tzinfo=ZoneInfo("Europe/Helsinki")) for hour in (12, 17))
LINE = "/event Thu 13 May 18-20 Coffee @ yard"
STEADY, PRESSING = 10, 30
"""Neighbours who come and stay with it, so that they are reminded; those who press all the time."""

PRESSES_PER_S = 4.0
FEW = 100
"""Chats of a small city, for comparing memory."""

LAST_S = 2 * SILENCE_S
"""No message is refused in the last seconds: waiting for it would say nothing about the sender."""

LOOK_S = 0.5
ALLOWED_RATIO, ALLOWED_MS = 1.2, 5.0


@dataclass(frozen=True)
class Plan:
    """How much is measured: chats, chats during whose notice the bot is killed, how often, how hurried, and the quiet (real seconds)."""

    chats: int
    kills: int
    killed_chats: int
    rate: float
    quiet_s: float


FULL, QUICK = Plan(10_000, 5, 2_000, 1.0, 30.0), Plan(600, 0, 150, 1.0, 8.0)


@dataclass(frozen=True)
class Sending:
    """How a notice went: what Telegram counted from the first copy to the last, and what became of the copies."""

    seconds: float
    counted: int
    own_429s: int
    injected_429s: int
    lost: int
    doubled: int
    uncertain: int

    @property
    def share(self) -> float:
        """Of what the limit allows in that time."""
        return self.counted / (LIMIT * self.seconds) if self.seconds else 0.0


@dataclass(frozen=True)
class Meanwhile:
    """What else happened, in milliseconds (pop-ups, real) and elapsed seconds (the rest)."""

    quiet_p95: float
    busy_p95: float
    presses: int
    edits: int
    card_p95: float
    reminders: int
    reminder_late: float
    waits_p95: dict[str, float]
    prepared: float
    memory: int


def p95(values: list[float]) -> float:
    """NaN for none."""
    found = sorted(values)
    return found[min(len(found) - 1, int(len(found) * 0.95))] if found else float("nan")


async def published(here: City) -> tuple[int, Card]:
    """The number and the card of an event that was announced in the first group."""
    chat, admin = here.groups[0].number, here.people[-1]
    await here.do("act/send", {"chat": chat, "user": admin, "text": LINE})

    async def showing(label: str) -> dict[str, Any]:
        async with asyncio.timeout(30):
            while True:
                for message in await here.do(f"chats/{chat}/messages?user={admin}"):
                    if label in str(message.get("reply_markup", "")):
                        return dict(message)
                await asyncio.sleep(0.1)

    preview = await showing("Publish")
    press = {"chat": chat, "user": admin, "message": preview["message_id"], "data": publish_data(preview)}
    await here.do("act/press", press)
    card = await showing("Coming")
    return card["message_id"], Card.of(card)


@dataclass
class Neighbours:
    """Those who press on the card in the first group."""

    here: City
    message: int
    card: Card

    async def press(self, person: int, turn: int) -> None:
        """Somebody presses one of the answers."""
        data = self.card.answers[turn % 2]
        body = {"chat": self.here.groups[0].number, "user": self.here.people[person], "message": self.message, "data": data, "wait": 0}
        await self.here.do("act/press", body)

    async def keep_pressing(self) -> None:
        """One after the other, until cancelled."""
        for turn in range(sys.maxsize):
            await self.press(1 + STEADY + turn % PRESSING, turn // PRESSING)
            await asyncio.sleep(1 / PRESSES_PER_S)

    async def press_for(self, seconds: float) -> None:
        """For so many real seconds; then everything is answered."""
        async with going_on(self.keep_pressing):
            await asyncio.sleep(seconds)
        await self.here.do("settle", {"quiet": 0.3, "timeout": 10})


@asynccontextmanager
async def going_on(*all_the_while: Callable[[], Any]) -> AsyncIterator[None]:
    """These go on until the block ends. Raises: what ended one of them before."""
    tasks = [asyncio.create_task(each()) for each in all_the_while]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


class Notice:
    """A notice on its way to the first so many groups of the city."""

    def __init__(self, here: City, text: str, chats: int) -> None:
        self._here, self._text, self._chats = here, text, chats
        self._first = len(here.answers)

    @property
    def copies(self) -> list[Answered]:
        """The calls that carried it, whatever the answer was."""
        return [each for each in self._here.answers[self._first :] if self._text in each.text]

    def settled(self) -> int:
        """How many of its calls need no other one."""
        return sum(each.status in (200, 403) for each in self.copies)

    async def troubled(self) -> None:
        """429s every few seconds until the end is near."""
        async with going_on(lambda: self._here.trouble(len(self._text))):
            while self.settled() < self._chats - LAST_S * LIMIT:
                await asyncio.sleep(LOOK_S)
                await self._here.listen()
        await asyncio.Event().wait()

    def went(self, *, lost: int, uncertain: int) -> Sending:
        """How it went."""
        copies = self.copies
        first, last = copies[0].at, copies[-1].at
        within = [each for each in self._here.answers[self._first :] if first <= each.at <= last]
        refused = Counter(each.injected for each in within if each.status == 429)
        arrived = Counter(each.chat for each in copies if each.status == 200)
        return Sending(
            seconds=(last - first).total_seconds(),
            counted=sum(each.counted for each in within),
            own_429s=refused[False],
            injected_429s=refused[True],
            lost=lost,
            doubled=sum(times > 1 for times in arrived.values()),
            uncertain=uncertain,
        )

    def arrived(self) -> set[int]:
        """The chats (by their numbers now) that show it."""
        return {each.chat for each in self.copies if each.status == 200}


async def sent(bot: Manager, text: str, chats: int, *, kills: int = 0) -> tuple[Notice, Sending, float]:
    """A notice from Talkoot's manager, until every copy has its end; and the seconds it took to prepare."""
    here = bot.here
    notice = Notice(here, text, chats)
    async with going_on(notice.troubled):
        number, prepared = await bot.announces(text, chats)
        chats = len(bot.states(number))  # those that refused an earlier notice get no copy of this one
        for turn in range(kills):
            while notice.settled() < chats * (turn + 1) / (kills + 1):
                await asyncio.sleep(LOOK_S / 10)
                await here.listen()
            await bot.kill()
            await bot.start()
        while bot.done(number) < chats:  # noqa: ASYNC110 - the end is in another process
            await asyncio.sleep(LOOK_S)
    await here.listen()
    states, arrived = bot.states(number), notice.arrived()
    ended = {chat for chat, state in states.items() if state in ("failed", "uncertain") or (state == "sent" and chat in arrived)}
    return notice, notice.went(lost=chats - len(ended), uncertain=list(states.values()).count("uncertain")), prepared


async def baseline(here: City, text: str, chats: int) -> Sending:
    """The same with python-telegram-bot's own limiter."""
    notice = Notice(here, text, chats)
    command = ("-m", "benchmarks.loop_ptb", here.url, here.token, str(here.rate), text)
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=PIPE)
    async with going_on(notice.troubled):
        await process.communicate("\n".join(str(each.number) for each in here.groups[:chats]).encode())
    await here.listen()
    reachable = sum(not each.absent for each in here.groups[:chats])
    return notice.went(lost=reachable - len(notice.arrived()), uncertain=0)


async def measured(plan: Plan) -> tuple[Sending, Meanwhile, Sending | None, Sending]:
    """One city: Talkoot's notice with all that happens meanwhile, another one with kills, and the baseline's."""
    async with city(plan.chats, 2 + STEADY + PRESSING, rate=plan.rate, start=NOON) as here:
        async with manager(here) as bot:
            neighbours = Neighbours(here, *await published(here))
            for person in range(1, 1 + STEADY):
                await neighbours.press(person, 0)
            await neighbours.press_for(plan.quiet_s)
            await here.listen()
            quiet = pop_ups(here)
            await here.do("clock", {"set": (REMINDED_AT - timedelta(seconds=plan.chats / LIMIT / 2)).isoformat()})
            since = await here.now()
            here.presses.clear()
            async with going_on(neighbours.keep_pressing):
                _, ours, prepared = await sent(bot, "The water is off today.", plan.chats)
            meanwhile = about(bot, since, quiet=quiet, prepared=prepared)
            killed = (await sent(bot, "The water is back.", plan.killed_chats, kills=plan.kills))[1] if plan.kills else None
        return ours, meanwhile, killed, await baseline(here, "The lift is back.", plan.chats)


def pop_ups(here: City) -> list[float]:
    """For how many milliseconds each press has waited for its pop-up."""
    pairs = ((made, here.answered.get(press)) for press, (made, _) in here.presses.items())
    return [(answered - made).total_seconds() * 1000 / here.rate for made, answered in pairs if answered is not None]


def about(bot: Manager, since: datetime, *, quiet: list[float], prepared: float) -> Meanwhile:
    """What happened beside the notice since a moment."""
    here, card = bot.here, bot.here.groups[0].number
    answers = [each for each in here.answers if each.at >= since and each.status == 200]
    edits = [each.at for each in answers if each.chat == card and each.method == "editMessageText"]
    reminded = [each.at for each in answers if each.chat > 0 and each.at >= REMINDED_AT and each.chat in here.people[1 : 1 + STEADY]]
    shown = [next((at for at in edits if at >= made), None) for made, _ in here.presses.values()]
    waits = [(at - made).total_seconds() for at, (made, _) in zip(shown, here.presses.values(), strict=True) if at is not None]
    return Meanwhile(
        quiet_p95=p95(quiet),
        busy_p95=p95(pop_ups(here)),
        presses=len(here.presses),
        edits=len(edits),
        card_p95=p95(waits),
        reminders=len(set(reminded)),
        reminder_late=max(((at - REMINDED_AT).total_seconds() for at in reminded), default=float("nan")),
        waits_p95={name: p95(bot.waits(lane, since)) for lane, name in ((0, "replies"), (2, "private"), (3, "copies"))},
        prepared=prepared,
        memory=bot.memory(),
    )


def table(plan: Plan, ours: Sending, also: Meanwhile, killed: Sending | None, theirs: Sending, small: Meanwhile) -> str:
    """The results, for people."""
    rows = [f"{plan.chats} chats, time {plan.rate:g} times as fast", "", "| | Talkoot | AIORateLimiter |", "|---|---|---|"]
    for name, show in SENDING.items():
        rows.append(f"| {name} | {show(ours)} | {show(theirs)} |")
    rows += ["", "| Talkoot meanwhile | |", "|---|---|"]
    rows += [f"| {name} | {value} |" for name, value in beside(also, small)]
    if killed is not None:
        rows.append(
            f"| killed {plan.kills} times during {plan.killed_chats} chats: lost, doubled, uncertain "
            f"(at most {8 * plan.kills}) | {killed.lost}, {killed.doubled}, {killed.uncertain} |"
        )
    return "\n".join(rows)


SENDING: dict[str, Callable[[Sending], str]] = {
    "seconds from the first copy to the last": lambda sending: f"{sending.seconds:.0f}",
    "calls that Telegram counts": lambda sending: f"{sending.counted}",
    "share of 30 a second": lambda sending: f"{sending.share:.3f}",
    "429 of its own making (besides, at random)": lambda sending: f"{sending.own_429s} ({sending.injected_429s})",
    "lost": lambda sending: f"{sending.lost}",
    "doubled": lambda sending: f"{sending.doubled}",
    "uncertain": lambda sending: f"{sending.uncertain}",
}


def beside(also: Meanwhile, small: Meanwhile) -> list[tuple[str, str]]:
    """What is told of the bot besides the notice."""
    allowed = also.quiet_p95 * ALLOWED_RATIO + ALLOWED_MS
    return [
        (f"pop-ups, p95 of {also.presses}: quiet → now (at most)", f"{also.quiet_p95:.1f} → {also.busy_p95:.1f} ms ({allowed:.1f} ms)"),
        ("edits of the pressed card; from a press to the next edit, p95", f"{also.edits}; {also.card_p95:.1f} s"),
        (f"reminders of {STEADY}; the last one after their hour", f"{also.reminders}; {also.reminder_late:.1f} s"),
        ("from owed to sent, p95", ", ".join(f"{name} {wait:.1f} s" for name, wait in also.waits_p95.items())),
        ("the copies prepared", f"{also.prepared:.2f} s"),
        (f"most memory, to that with {FEW} chats", f"{also.memory / 1024:.0f} MB, {also.memory / small.memory:.2f}"),
    ]


def verdict(ours: Sending, killed: Sending | None) -> dict[str, float]:
    """The figures that are watched from version to version, kills included."""
    both = [each for each in (ours, killed) if each is not None]
    sums = {name: sum(getattr(each, name) for each in both) for name in ("lost", "doubled", "uncertain")}
    return {"share_of_limit": round(ours.share, 3), "too_many_requests": sum(each.own_429s for each in both), **sums}


async def compare(plan: Plan) -> dict[str, float]:
    """Measure everything and print it; the figures that are watched."""
    _, small, _, _ = await measured(Plan(FEW, 0, 0, plan.rate, 3.0))
    ours, also, killed, theirs = await measured(plan)
    print(table(plan, ours, also, killed, theirs, small))
    return verdict(ours, killed)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.broadcast", description="One notice to thousands of chats, at Telegram's limits.")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK.chats} chats and no kills, two minutes")
    parser.add_argument("--json", action="store_true", help="the figures as JSON on the last line")
    parser.add_argument("--chats", type=int, help="so many chats")
    parser.add_argument("--kills", type=int, help="kill the bot so often during a second notice (5, or 0 with --quick)")
    parser.add_argument("--rate", type=float, help="how many times as fast time passes")
    chosen = parser.parse_args()
    known = QUICK if chosen.quick else FULL
    changed = {name: value for name in ("chats", "kills", "rate") if (value := getattr(chosen, name)) is not None}
    figures = asyncio.run(compare(Plan(**vars(known) | changed)))
    print(orjson.dumps(figures).decode() if chosen.json else " ".join(f"{name}={value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
