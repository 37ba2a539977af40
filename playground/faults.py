"""Faults: what goes wrong on purpose between the bot and the playground, at points chosen by a match.

A fault is applied to a call in two halves. `before` stands between the request and the world, `after` between the world and the wire:

    fault = faults.find(method, params)
    instead = await fault.before() if fault else None
    if instead is None and not gone:            # gone: the caller hung up while it was held
        status, body = carry_out(...)
        instead = await fault.after(status, body) if fault else ...

`duplicate_update` and `reorder` change what getUpdates hands over: see `Faults.shape`.
"""

import asyncio
import random
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any, Literal

import orjson

from playground.gate import Gate
from playground.journal import Journal, texts_in

Params = dict[str, Any]
Update = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """Which calls a fault is for; None matches all.

    `nth` is the first of the otherwise matching calls, counted from the fault's creation, that it is applied to; `times` is how many
    it is applied to in all: without limit, or once when only `nth` is given. `after_seq`: not before the journal has passed that seq.
    """

    method: str | None = None
    chat: int | None = None
    user: int | None = None
    thread: int | None = None
    contains: str | None = None
    nth: int | None = None
    times: int | None = None
    probability: float | None = None
    after_seq: int | None = None

    @property
    def most(self) -> int | None:
        """How often the fault is applied at most."""
        return 1 if self.times is None and self.nth is not None else self.times


@dataclass(frozen=True, slots=True)
class Action:
    """What goes wrong.

    `status` (with `description`, `retry_after`) or `raw` answers in the world's place; `delay` is real seconds before the call is
    accepted or, with `drop` "after", after; `drop` closes the connection without an answer, before or after the call is accepted (with
    `status` or `raw` that is answered instead of closing); `refuse` resets the connection at once; `truncate` cuts the answer in half or
    to so many bytes; `hold` keeps the call until its name is released, before it is accepted or, with `drop` "after", after.
    """

    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    delay: float | None = None
    drop: Literal["before", "after"] | None = None
    refuse: bool | None = None
    truncate: bool | int | None = None
    raw: str | None = None
    hold: str | None = None
    duplicate_update: bool | None = None
    reorder: bool | None = None

    @property
    def is_for_delivery(self) -> bool:
        """Whether it changes what getUpdates hands over."""
        return bool(self.duplicate_update or self.reorder)

    @property
    def is_for_call(self) -> bool:
        """Whether it changes how a call goes."""
        return any(value is not None for name, value in self.told().items() if name not in {"duplicate_update", "reorder"})

    def told(self) -> dict[str, Any]:
        """What was asked for, without what was not."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Instead:
    """What goes over the wire: an answer, or (`cut`) a closed or reset connection and no answer at all."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    cut: Literal["close", "reset"] | None = None

    def told(self) -> Any:
        """What the journal keeps of it: the JSON it is, or the words it is not."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return {"status": self.status, "raw": self.body.decode(errors="replace")}


@dataclass(eq=False, slots=True)
class Fault:
    """A match and an action; `hits` is how often it was applied, `seen` how many calls matched but for nth, times and chance."""

    id: int
    match: Match
    action: Action
    seed: int
    gate: Gate
    hits: int = 0
    seen: int = 0
    chance: random.Random = field(default_factory=random.Random)

    def is_due(self) -> bool:
        """Count a matching call and say whether it is one the fault is to be applied to."""
        self.seen += 1
        if self.match.nth is not None and self.seen < self.match.nth:
            return False
        if self.match.most is not None and self.hits >= self.match.most:
            return False
        return self.match.probability is None or self.chance.random() < self.match.probability

    async def before(self) -> Instead | None:
        """What happens before the call is accepted. None: carry it out (unless the caller has gone meanwhile) and ask `after`."""
        action = self.action
        if action.refuse:
            return Instead(cut="reset")
        if action.drop == "after":
            return None
        await self._keep()
        return Instead(cut="close") if action.drop == "before" else self._answer()

    async def after(self, status: int, body: bytes) -> Instead:
        """What happens to the answer of a call that was accepted."""
        action = self.action
        if action.drop == "after":
            await self._keep()
            return self._answer() or Instead(cut="close")
        if action.truncate:
            return Instead(status, body[: len(body) // 2 if action.truncate is True else action.truncate])
        return Instead(status, body)

    async def _keep(self) -> None:
        if self.action.delay:
            await asyncio.sleep(self.action.delay)
        if self.action.hold is not None:
            await self.gate.hold(self.action.hold, self.id)

    def _answer(self) -> Instead | None:
        action = self.action
        if action.raw is not None:
            return Instead(action.status or 200, action.raw.encode(), "text/html")
        if action.status is None and action.retry_after is None:
            return None
        status = action.status or 429
        answer: dict[str, Any] = {"ok": False, "error_code": status, "description": self._description(status)}
        if action.retry_after is not None:
            answer["parameters"] = {"retry_after": action.retry_after}
        return Instead(status, orjson.dumps(answer))

    def _description(self, status: int) -> str:
        if self.action.description is not None:
            return self.action.description
        if self.action.retry_after is not None:
            return f"Too Many Requests: retry after {self.action.retry_after}"
        return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"

    def told(self) -> dict[str, Any]:
        """The fault as the control interface shows it."""
        match = {name: value for name, value in asdict(self.match).items() if value is not None}
        held = self.gate.held_by(self.id)
        return {"id": self.id, "hits": self.hits, "seed": self.seed, "held": held, "match": match, "action": self.action.told()}


class Faults:
    """The faults of a playground, in the order they were added; the first that matches and is due is applied."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._last_id = 0
        self.listed: list[Fault] = []
        self.gate = Gate()

    def add(self, match: Match, action: Action, seed: int | None = None) -> Fault:
        """Append a fault. `seed` makes its chance repeatable; it is its number when not given."""
        self._last_id += 1
        seed = self._last_id if seed is None else seed
        fault = Fault(self._last_id, match, action, seed, self.gate, chance=random.Random(seed))
        self.listed.append(fault)
        return fault

    def remove(self, fault_id: int | None = None) -> int:
        """Take that fault away, or all of them; what they hold is let go. Returns how many were taken away."""
        gone = [fault for fault in self.listed if fault_id is None or fault.id == fault_id]
        self.listed = [fault for fault in self.listed if fault not in gone]
        for fault in gone:
            self.gate.release(fault=fault.id)
        return len(gone)

    def find(self, method: str, params: Params, *, chat: int | None = None, user: int | None = None) -> Fault | None:
        """The fault to apply to this call, already counted and written into the journal; None for nearly all calls.

        `chat` and `user` are those the call is about where its parameters don't name them (answers to presses).
        """
        if not self.listed:
            return None
        found: Fault | None = None
        chat, user = number(params.get("chat_id", chat)), number(params.get("user_id", user))
        about = {**params, "chat_id": chat, "user_id": user}
        for fault in self.listed:
            if fault.action.is_for_call and self._matches(fault.match, method, about) and fault.is_due() and found is None:
                found = fault
        if found is not None:
            self._apply(found, method, chat, user)
        return found

    def shape(self, updates: list[Update]) -> list[Update]:
        """What getUpdates really hands over, of the updates it is about to: each twice, or in reverse order.

        Only faults with `duplicate_update` or `reorder` take part; chat, user, thread and contains are looked for in the updates.
        A batch that `reorder` could not change is not counted.
        """
        for fault in self.listed:
            action = fault.action
            if not action.is_for_delivery or (action.reorder and not action.duplicate_update and len(updates) < 2):
                continue
            if any(self._matches_update(fault.match, update) for update in updates) and fault.is_due():
                updates = [copy for update in updates for copy in (update, update)] if action.duplicate_update else updates
                updates = updates[::-1] if action.reorder else updates
                self._apply(fault, "getUpdates", None, None)
        return updates

    def wants_company(self) -> bool:
        """Whether a fault waits to reorder updates, so that a single one should wait a moment for the next."""
        return any(fault.action.reorder and (fault.match.most is None or fault.hits < fault.match.most) for fault in self.listed)

    def _apply(self, fault: Fault, method: str, chat: int | None, user: int | None) -> None:
        fault.hits += 1
        self._journal.add("fault", method=method, chat=chat, user=user, fault=fault.id, action=fault.action.told())

    def _matches(self, match: Match, method: str, params: Params) -> bool:
        if match.method is not None and match.method.lower() != method.lower():
            return False
        if match.after_seq is not None and self._journal.seq <= match.after_seq:
            return False
        wanted = ((match.chat, ("chat_id",)), (match.user, ("user_id", "chat_id")), (match.thread, ("message_thread_id",)))
        for value, names in wanted:
            if value is not None and value not in [number(params.get(name)) for name in names]:
                return False
        return match.contains is None or any(match.contains in text for text in texts_in(params))

    def _matches_update(self, match: Match, update: Update) -> bool:
        if match.method is not None and match.method.lower() != "getupdates":
            return False
        if match.after_seq is not None and self._journal.seq <= match.after_seq:
            return False
        wanted = ((match.chat, ("chat",)), (match.user, ("from", "user")), (match.thread, ("message_thread_id",)))
        for value, names in wanted:
            if value is not None and value not in ids_under(update, names):
                return False
        return match.contains is None or any(match.contains in text for text in texts_in(update))


def number(value: object) -> int | None:
    """A parameter as a number, whether it came as JSON or as a form field."""
    try:
        return int(value) if isinstance(value, int | str) else None
    except ValueError:
        return None


def ids_under(value: object, names: tuple[str, ...]) -> set[int]:
    """The ids that stand anywhere in an update under those names, as a number or in an object with an `id`."""
    found: set[int] = set()
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in names:
                named = number(inner.get("id")) if isinstance(inner, dict) else number(inner)
                found |= {named} if named is not None else set()
            found |= ids_under(inner, names)
    return found
