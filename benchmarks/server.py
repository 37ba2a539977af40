"""The lean Bot API server, a process of its own: `python -m benchmarks.server`.

It speaks to the benchmark in JSON lines, orders on standard input and results on standard output; the first line out is
`{"port": …}`. Half of the latency passes before a call takes effect, half before its answer is written.
"""

import asyncio
import gc
import random
import re
import sys
import time
from collections import Counter, deque
from contextlib import suppress
from typing import Any

import orjson
import uvloop

from benchmarks.card import BOT, CHAT, GROUP, WRITTEN_AT, Card, sample
from benchmarks.crowd import FIRST_UPDATE, Crowd, Measured
from benchmarks.wire import Answer, Connection, parameters, response

PRESS = re.compile(rb'callback_query_id"?(?:=|\s*:\s*"?|[^\r]*(?:\r\n[^\r]+)*\r\n\r\n)(\d+)')
TAG = re.compile(r"<[^>]*>")
TRUE = response(b'{"ok":true,"result":true}')
NO_UPDATES = response(b'{"ok":true,"result":[]}')
MOST_UPDATES = 100
FIRST_MESSAGE = 4_321


class Telegram:
    """What the bot talks to: a queue of updates with offsets, messages that can be sent and edited, and presses to answer."""

    def __init__(self) -> None:
        self.latency = 0.0
        self.calls: Counter[str] = Counter()
        self.journal: deque[tuple[str, dict[str, str], Any]] = deque(maxlen=1_000)
        self.crowd: Crowd | None = None
        self.last_update = FIRST_UPDATE
        self.administrators: list[dict[str, Any]] = []
        self._loop = asyncio.get_running_loop()
        self._updates: deque[tuple[int, bytes]] = deque()
        self._poll: tuple[Answer, int, asyncio.TimerHandle] | None = None
        self._messages: dict[int, dict[str, Any]] = {}
        self._handing_over = False

    def handle(self, name: bytes, body: bytes, answer: Answer) -> None:
        """A call came in."""
        if self.latency:
            self._loop.call_later(self.latency / 2, self._effect, name, body, answer)
        else:
            self._effect(name, body, answer)

    def hand_over(self, number: int, update: bytes) -> None:
        """An update waits for the bot from now on."""
        self.last_update = number
        self._updates.append((number, update))
        if self._poll is not None and not self._handing_over:
            # What happens at the same moment goes out in one answer.
            self._handing_over = True
            self._loop.call_soon(self._answer_poll)

    def _effect(self, name: bytes, body: bytes, answer: Answer) -> None:
        if name == b"answerCallbackQuery":
            self.calls["answerCallbackQuery"] += 1
            found = PRESS.search(body)
            if found and self.crowd is not None:
                self.crowd.answered(found[1], time.perf_counter())
            self._reply(answer, TRUE)
        elif name.lower() == b"getupdates":
            self._poll_for(body, answer)
        else:
            self._cool(name.decode(), parameters(body), answer)

    def _reply(self, answer: Answer, whole: bytes) -> None:
        if self.latency:
            self._loop.call_later(self.latency / 2, answer, whole)
        else:
            answer(whole)

    def _poll_for(self, body: bytes, answer: Answer) -> None:
        self.calls["getUpdates"] += 1
        wanted = parameters(body)
        offset = int(wanted.get("offset", 0))
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        if self._poll is not None:
            self._poll[2].cancel()
            self._reply(self._poll[0], NO_UPDATES)
        wait = self._loop.call_later(int(wanted.get("timeout", 0)), self._answer_poll)
        self._poll = (answer, min(MOST_UPDATES, int(wanted.get("limit", MOST_UPDATES))), wait)
        if self._updates:
            self._answer_poll()

    def _answer_poll(self) -> None:
        self._handing_over = False
        if self._poll is None:
            return
        answer, limit, wait = self._poll
        wait.cancel()
        self._poll = None
        batch = [update for _, (_, update) in zip(range(limit), self._updates, strict=False)]
        self._reply(answer, response(b'{"ok":true,"result":[%s]}' % b",".join(batch)))

    def _cool(self, name: str, wanted: dict[str, str], answer: Answer) -> None:
        """Everything a bot does besides: enough of an answer for a client library to be content."""
        self.calls[name] += 1
        result = self._result(name, wanted)
        self.journal.append((name, wanted, result))
        self._reply(answer, response(orjson.dumps({"ok": True, "result": result})))

    def _result(self, name: str, wanted: dict[str, str]) -> Any:
        if name == "getMe":
            return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        if name == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._updates)}
        if name == "getChatAdministrators":
            return self.administrators
        if name == "getChat":
            return CHAT | {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
        if name.startswith("getMy"):
            return [] if name == "getMyCommands" else {}
        if name.startswith(("send", "editMessage")) and name != "sendChatAction":
            return self._message(wanted)
        return True

    def _message(self, wanted: dict[str, str]) -> dict[str, Any]:
        number = int(wanted.get("message_id") or FIRST_MESSAGE + len(self._messages))
        message = self._messages.setdefault(number, {"message_id": number, "from": BOT, "date": WRITTEN_AT})
        chat = int(wanted.get("chat_id") or GROUP)
        message["chat"] = CHAT if chat == GROUP else {"id": chat, "type": "private", "first_name": "Asukas"}
        if "text" in wanted:
            plain = TAG.sub("", wanted["text"])
            message |= {"text": plain, "entities": [{"offset": 0, "length": min(20, len(plain)), "type": "bold"}]}
        message.pop("reply_markup", None)
        if "reply_markup" in wanted:
            message["reply_markup"] = orjson.loads(wanted["reply_markup"])
        return message


NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
    False,
)


class Orders:
    """What the benchmark tells the server to do, one method for each."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._loop = asyncio.get_running_loop()
        self._card = sample()

    async def card(self, message: dict[str, Any]) -> dict[str, Any]:
        """People press on this message from now on."""
        self._card = Card.of(message)
        return {"answers": self._card.answers}

    async def shown(self) -> dict[str, Any]:
        """The message that people press on."""
        return {"message": self._card.message}

    async def administrators(self, members: list[dict[str, Any]]) -> dict[str, Any]:
        """What getChatAdministrators answers."""
        self._telegram.administrators = members
        return {}

    async def update(self, **update: Any) -> dict[str, Any]:
        """Something happens that is not a press of the crowd."""
        number = self._telegram.last_update + 1
        self._telegram.hand_over(number, orjson.dumps({"update_id": number} | update))
        return {}

    async def journal(self) -> dict[str, Any]:
        """The calls since the last order of this kind, without polls and answers to presses of the crowd."""
        calls = [{"name": name, "wanted": wanted, "result": result} for name, wanted, result in self._telegram.journal]
        self._telegram.journal.clear()
        return {"calls": calls}

    async def drain(self, seconds: float) -> dict[str, Any]:
        """Wait until every press is answered, so many seconds at most."""
        crowd = self._telegram.crowd
        if crowd is None:
            return {"waiting": 0}
        with suppress(TimeoutError):
            await asyncio.wait_for(crowd.quiet.wait(), seconds)
        return {"waiting": crowd.waiting}

    async def closed(self, latency: float, people: int, warm: float, seconds: float) -> dict[str, Any]:
        """Everybody presses again when answered; measured for `seconds` after `warm`."""
        crowd = self._begin(latency, people)
        crowd.press_all(time.perf_counter())
        await asyncio.sleep(warm)
        measured = self._measure(crowd)
        await asyncio.sleep(seconds)
        crowd.measured = None
        crowd.stop()
        return self._told(measured, time.perf_counter())

    async def open(self, latency: float, people: int, warm: float, seconds: float, rate: float, grace: float) -> dict[str, Any]:
        """Presses come by chance, `rate` a second, whatever becomes of them; measured for `seconds` after `warm`.

        Then the last answers are waited for, `grace` seconds at most; a press without one counts with what it has waited.
        """
        crowd = self._begin(latency, people)
        chance = random.Random(int(rate))
        at = time.perf_counter()
        starts, ends = at + warm, at + warm + seconds
        while at < ends:
            at += chance.expovariate(rate)
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            if crowd.measured is None and at >= starts:
                measured = self._measure(crowd)
            crowd.press_one(time.perf_counter())
        ended, taps = time.perf_counter(), len(measured.latencies)
        await self.drain(grace)
        crowd.measured = None
        overdue = crowd.overdue(time.perf_counter(), measured.started)
        measured.latencies += overdue
        return self._told(measured, ended) | {"taps": taps, "lost": len(overdue)}

    def _begin(self, latency: float, people: int) -> Crowd:
        telegram = self._telegram
        telegram.latency = latency
        telegram.crowd = Crowd(self._card, people, telegram.hand_over, first_number=telegram.last_update - FIRST_UPDATE)
        gc.collect()
        return telegram.crowd

    def _measure(self, crowd: Crowd) -> Measured:
        self._telegram.calls.clear()
        crowd.measured = Measured(time.perf_counter())
        return crowd.measured

    def _told(self, measured: Measured, ended: float) -> dict[str, Any]:
        waits = sorted(measured.latencies) or [float("nan")]
        return {
            "seconds": ended - measured.started,
            "taps": len(measured.latencies),
            "lost": 0,
            "p50": waits[len(waits) // 2],
            "p99": waits[min(len(waits) - 1, int(len(waits) * 0.99))],
            "answered": self._telegram.crowd.answers if self._telegram.crowd else 0,
            "calls": dict(self._telegram.calls),
        }


async def serve() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    telegram = Telegram()
    server = await loop.create_server(lambda: Connection(telegram.handle), "127.0.0.1", 0)
    orders = Orders(telegram)
    reader = asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    _say({"port": server.sockets[0].getsockname()[1]})
    while line := await reader.readline():
        order = orjson.loads(line)
        result = await getattr(orders, order.pop("do"))(**order)
        _say(result)


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    uvloop.run(serve())
