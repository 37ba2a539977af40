"""Whatever neighbours press, in whatever order: the numbers on the card are the sign-ups, and the queue is fair."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection, Engine, create_engine, event, select

from community import announcing, events, people, places, privacy, publishing
from community.events import Answer, Place, Press
from community.refusals import Refused
from storage import drafts
from storage.events import Event, SignUp
from storage.migrate import connected, upgrade
from storage.outbox import Debt
from storage.people import Person, Reach
from storage.places import House
from storage.rows import every
from tests.community.neighbourhood import GROUP, NOW, RULES, in_group, neighbour, presser

NEIGHBOURS = [neighbour(number) for number in range(7)]


@cache
def template() -> Path:
    """A migrated file, made once a process."""
    path = Path(tempfile.mkdtemp()) / "template.sqlite3"
    with connected(f"sqlite:///{path}") as db:
        upgrade(db)
    return path


def engine_on(path: Path) -> Engine:
    """A plain engine: what the use cases do is the same on every connection."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _(raw: Any, _record: object) -> None:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("PRAGMA synchronous=OFF")

    return engine


def queue_of(sign_ups: dict[int, SignUp]) -> list[int]:
    """The numbers of who waits, the first in the queue first."""
    waiting = [each for each in sign_ups.values() if each.queued_at is not None]
    return [each.id for each in sorted(waiting, key=lambda each: (each.queued_at, each.id))]


class Queue(RuleBasedStateMachine):
    """One event with few seats, and seven neighbours who change their minds; some can be written to, some can't."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory()
        path = Path(self.directory.name) / "queue.sqlite3"
        shutil.copyfile(template(), path)
        self.engine, self.reader, self.now, self.updates = engine_on(path), engine_on(path), NOW, count(1)
        self.forgotten = set[int]()

    def teardown(self) -> None:
        self.engine.dispose()
        self.reader.dispose()
        self.directory.cleanup()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, at a moment of its own; afterwards it is looked at who was promoted in it."""
        self.now += timedelta(seconds=10)
        before = self.sign_ups()
        debts = len(self.debts())
        with self.engine.begin() as db:
            yield db
        self.check_promotions(before, self.sign_ups(), self.debts()[debts:])

    def sign_ups(self) -> dict[int, SignUp]:
        """All answers, by number, as another connection reads them."""
        with self.reader.begin() as db:
            return {each.id: each for each in every(db, SignUp, select(SignUp))}

    def debts(self) -> list[Debt]:
        with self.reader.begin() as db:
            return every(db, Debt, select(Debt).where(Debt.kind == "promoted").order_by(Debt.id))  # type: ignore[arg-type]

    def people(self) -> dict[int, Person]:
        with self.reader.begin() as db:
            return {each.id: each for each in every(db, Person, select(Person))}

    def card(self) -> Event:
        with self.reader.begin() as db:
            return every(db, Event, select(Event))[0]

    @initialize(capacity=st.one_of(st.none(), st.integers(1, 6)))
    def an_event(self, capacity: int | None) -> None:
        with self.writing() as db:
            places.settle(db, group=GROUP, language="en", rules=RULES, now=self.now)
            line = "Sat 22 May 12–15 Spring clean-up" + (f" max {capacity}" if capacity else "")
            announcing.announce(db, line=line, origin=in_group(), rules=RULES, now=self.now)
            draft = drafts.list_expired(db, self.now + timedelta(days=9))[0].id
            values = {"draft": draft, "admin": True, "chat": None, "message": 600, "rules": RULES, "now": self.now}
            self.event = publishing.publish(db, presser=presser(in_group().author or 0), **values)

    @rule(who=st.sampled_from(NEIGHBOURS), answer=st.sampled_from(Answer), party=st.integers(1, 4))
    def press(self, who: int, answer: Answer, party: int) -> None:
        update = next(self.updates)
        press = Press(GROUP.telegram_id, None, update)
        try:
            with self.writing() as db:
                values = {"answer": answer, "party": party, "press": press, "rules": RULES, "now": self.now}
                events.answer(db, event=self.event, presser=presser(who), **values)
        except Refused as refused:
            expected = "forgotten" if who in self.forgotten else "party-does-not-fit"
            if refused.code not in ("no-maybe", "party-too-big", expected):
                raise

    @rule(who=st.sampled_from(NEIGHBOURS))
    def join(self, who: int) -> None:
        with self.writing() as db:
            token = every(db, House, select(House))[0].token
            places.join(db, token=token, presser=presser(who), notice=1, message=1, rules=RULES, now=self.now)
        self.forgotten.discard(who)

    @rule(who=st.sampled_from(NEIGHBOURS))
    def block(self, who: int) -> None:
        with self.writing() as db:
            people.note_reach(db, who=who, reach=Reach.BLOCKED, rules=RULES, now=self.now)

    @rule(who=st.sampled_from(NEIGHBOURS), free=st.booleans())
    def forget(self, who: int, free: bool) -> None:
        before = self.card()
        try:
            with self.writing() as db:
                privacy.forget(db, presser=presser(who), free_seats=free, rules=RULES, now=self.now)
        except Refused as refused:
            if refused.code != "not-joined" or who in {person.telegram_id for person in self.people().values()}:
                raise
            return
        self.forgotten.add(who)
        if not free:
            assert self.card().seated == before.seated, "a nameless seat stays a seat"

    @invariant()
    def the_card_counts_the_sign_ups(self) -> None:
        card, answers = self.card(), self.sign_ups().values()
        assert card.seated == sum(each.party for each in answers if each.place is Place.SEATED)
        assert card.waiting == sum(each.party for each in answers if each.place is Place.WAITING)
        assert card.maybe == sum(each.answer is Answer.MAYBE for each in answers)

    @invariant()
    def nobody_sits_without_a_seat(self) -> None:
        card = self.card()
        assert card.capacity is None or card.seated <= card.capacity

    @invariant()
    def nobody_waits_who_would_fit(self) -> None:
        card, waiting = self.card(), [each for each in self.sign_ups().values() if each.place is Place.WAITING]
        assert card.capacity is not None or not waiting
        assert all(card.seated + each.party > (card.capacity or 0) for each in waiting)
        assert all(each.queued_at is not None and each.answer is Answer.COMING for each in waiting)

    @invariant()
    def nobody_else_has_a_place(self) -> None:
        for each in self.sign_ups().values():
            assert (each.place is Place.NONE) == (each.answer is not Answer.COMING)
            assert (each.queued_at is None) == (each.place is not Place.WAITING)

    def check_promotions(self, before: dict[int, SignUp], after: dict[int, SignUp], told: list[Debt]) -> None:
        """Who moved from the queue to a seat by the act of somebody else was told exactly once, or is marked as not told."""
        staying = [number for number in queue_of(before) if number in queue_of(after) and not self._pressed(before, after[number])]
        assert [number for number in queue_of(after) if number in staying] == staying, "the queue keeps its order"
        who = self.people()
        pressed = {each.id for each in after.values() if self._pressed(before, each)}
        lucky = [each for each in after.values() if self._was(before, each) is Place.WAITING and each.place is Place.SEATED]
        lucky = [each for each in lucky if each.id not in pressed]
        reached = [each for each in lucky if each.person_id in who and who[each.person_id].reach is Reach.OPEN]
        assert sorted(debt.address or 0 for debt in told) == sorted(who[each.person_id or 0].telegram_id for each in reached)
        assert all(each.untold == (each not in reached) for each in lucky)

    def _pressed(self, before: dict[int, SignUp], after: SignUp) -> bool:
        old = before.get(after.id)
        return old is None or old.update_id != after.update_id

    def _was(self, before: dict[int, SignUp], after: SignUp) -> Place | None:
        old = before.get(after.id)
        return old.place if old else None


Queue.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TestQueue = Queue.TestCase
