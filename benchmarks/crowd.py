"""People who press a card's buttons, and the clock that says how long each waited for the answer."""

import asyncio
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from benchmarks.card import Card

FIRST_PERSON = 5_100_000_000
FIRST_UPDATE = 803_000_000
FIRST_PRESS = 4_381_000_000_000_000_000
LANGUAGES = ("fi", "fi", "fi", "sv", "en")
HOLE = "@@{}@@"


@dataclass
class Measured:
    """What was seen in one measured span: latencies in seconds from press to answer, per press answered in it."""

    started: float
    latencies: list[float] = field(default_factory=list)


class Crowd:
    """`people` pressing in turn through the card's answers; each has one press open at most, unless the load is open-loop."""

    def __init__(self, card: Card, people: int, hand_over: Callable[[int, bytes], None], *, first_number: int = 0) -> None:
        """`hand_over` gets the number and the JSON of each update; numbers continue after `first_number`."""
        self._numbers = itertools.count(first_number + 1)
        self._hand_over = hand_over
        self._pieces = [self._update(card, person) for person in range(people)]
        self._answers = [orjson.dumps(answer) for answer in card.answers]
        self._turns = [person % len(self._answers) for person in range(people)]
        self._open: dict[bytes, tuple[int, float]] = {}
        self._random = random.Random(people)
        self._again = False
        self.measured: Measured | None = None
        self.answers = 0
        self.quiet = asyncio.Event()

    @staticmethod
    def _update(card: Card, person: int) -> list[bytes]:
        """An update's JSON cut at its number, the press's number and the answer, so that a press costs one concatenation."""
        who = {
            "id": FIRST_PERSON + person,
            "is_bot": False,
            "first_name": f"Asukas {person}",
            "username": f"asukas_{person}",
            "language_code": LANGUAGES[person % len(LANGUAGES)],
        }
        press: dict[str, Any] = {
            "id": HOLE.format(1),
            "from": who,
            "message": card.message,
            "chat_instance": "-4193823427771287123",
            "data": HOLE.format(2),
        }
        text = orjson.dumps({"update_id": HOLE.format(0), "callback_query": press})
        for hole in range(3):
            text = text.replace(f'"{HOLE.format(hole)}"'.encode(), b"\0")
        return text.split(b"\0")

    def press(self, person: int, now: float) -> None:
        """The person presses the next of the answers."""
        number = next(self._numbers)
        turn = self._turns[person] = (self._turns[person] + 1) % len(self._answers)
        name = b"%d" % (FIRST_PRESS + number)
        start, middle, data, end = self._pieces[person]
        self._open[name] = (person, now)
        self.quiet.clear()
        update = FIRST_UPDATE + number
        self._hand_over(update, b'%s%d%s"%s"%s%s%s' % (start, update, middle, name, data, self._answers[turn], end))

    def press_all(self, now: float) -> None:
        """Everybody presses, and presses again as soon as the answer is there, until `stop`."""
        self._again = True
        for person in range(len(self._pieces)):
            self.press(person, now)

    def press_one(self, now: float) -> None:
        """Somebody presses."""
        self.press(self._random.randrange(len(self._pieces)), now)

    def stop(self) -> None:
        """Nobody presses again; `quiet` is set when the last press is answered."""
        self._again = False

    def answered(self, name: bytes, now: float) -> None:
        """The bot answered that press. A second answer, or one to an unknown press, counts for nothing."""
        found = self._open.pop(name, None)
        if found is None:
            return
        person, pressed = found
        self.answers += 1
        if self.measured is not None:
            self.measured.latencies.append(now - pressed)
        if self._again:
            self.press(person, now)
        elif not self._open:
            self.quiet.set()

    @property
    def waiting(self) -> int:
        """Presses without an answer."""
        return len(self._open)

    def overdue(self, now: float, since: float) -> list[float]:
        """For how long the open presses of after `since` have been waiting, in seconds."""
        return [now - pressed for _, pressed in self._open.values() if pressed >= since]
