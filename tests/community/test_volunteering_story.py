"""Fifty neighbours on twelve tasks, pressing whatever they like: never too many, no overlap unasked, fair queues, everyone told once."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import combinations, count
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Connection, select

from community import announcing, people, places, publishing, volunteering
from community.events import Press
from community.refusals import Refused
from community.volunteering import Outcome, Taken, Task, Volunteer, Wish, handing
from community.volunteering.rules import overlap
from storage import drafts
from storage.events import Place
from storage.outbox import Debt
from storage.people import Person, Reach
from storage.places import House
from storage.rows import every
from tests.community.calling import answer_checks
from tests.community.neighbourhood import GROUP, NOW, RULES, in_group, neighbour, presser
from tests.community.test_queue_story import engine_on, template

PEOPLE = [neighbour(number) for number in range(50)]

LINES = "\n".join(
    (
        "Sat 22 May Spring clean-up @ courtyard",
        "Raking ×2 9–12",
        "Leaves ×1 11–13",
        "Coffee ×1 12–14",
        "Children ×1-2 9–14",
        "Bins ×1 13–15",
        "Bicycles ×3 14–16",
        "Planting ×1 9–11",
        "Paths ×2 10–13",
        "Tools ×1 15–17",
        "Grill ×1 15–16",
        "Music ×1 16–18",
        "Thanks ×1",
    )
)
"""Twelve tasks, many of which overlap; the last has no hours."""

Rows = dict[int, Volunteer]


class Volunteering(RuleBasedStateMachine):
    """What is held after every step: the counts, the overlaps that were confirmed, the queues, and who was told."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory()
        path = Path(self.directory.name) / "story.sqlite3"
        shutil.copyfile(template(), path)
        self.engine, self.reader, self.now, self.updates = engine_on(path), engine_on(path), NOW, count(1)
        self.confirmed = set[tuple[int, frozenset[int]]]()

    def teardown(self) -> None:
        self.engine.dispose()
        self.reader.dispose()
        self.directory.cleanup()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, at a moment of its own; afterwards it is looked at who got a place in it, and who was told."""
        self.now += timedelta(seconds=10)
        before, told = self.rows(), len(self.told())
        with self.engine.begin() as db:
            yield db
        self.check_promotions(before, self.rows(), self.told()[told:])

    def rows(self) -> Rows:
        with self.reader.begin() as db:
            return {each.id: each for each in every(db, Volunteer, select(Volunteer))}

    def told(self, kind: str = volunteering.YOURS) -> list[Debt]:
        with self.reader.begin() as db:
            query = select(Debt).where(Debt.kind == kind).order_by(Debt.id)  # type: ignore[arg-type]
            return every(db, Debt, query)

    def tasks(self) -> dict[int, Task]:
        with self.reader.begin() as db:
            return {each.id: each for each in every(db, Task, select(Task))}

    def people(self) -> dict[int, Person]:
        with self.reader.begin() as db:
            return {each.id: each for each in every(db, Person, select(Person))}

    @initialize(reachable=st.sets(st.sampled_from(PEOPLE), max_size=50))
    def a_call(self, reachable: set[int]) -> None:
        with self.writing() as db:
            places.settle(db, group=GROUP, language="en", rules=RULES, now=self.now)
            token = every(db, House, select(House))[0].token
            for who in reachable:
                places.join(db, token=token, presser=presser(who), notice=1, message=1, rules=RULES, now=self.now)
            announcing.announce(db, line=LINES, origin=in_group(), rules=RULES, now=self.now, kind="call")
            draft = drafts.list_expired(db, self.now + timedelta(days=9))[0].id
            answer_checks(db, draft, self.now)
            values = {"draft": draft, "admin": True, "chat": None, "message": 600, "rules": RULES, "now": self.now}
            call = publishing.publish(db, presser=presser(in_group().author or 0), **values)
            assert call is not None
            self.call = call

    @rule(who=st.sampled_from(PEOPLE), number=st.integers(1, 12), wish=st.sampled_from(Wish))
    def take(self, who: int, number: int, wish: Wish) -> None:
        with self.writing() as db:
            taken = volunteering.take(db, call=self.call, task=number, wish=wish, **self.pressed(who))
        self.note_confirmed(who, number, wish, taken)

    def note_confirmed(self, who: int, number: int, wish: Wish, taken: Taken) -> None:
        """Who wants both has said so of all that they have then."""
        if wish is Wish.BOTH and taken.outcome in (Outcome.HAS, Outcome.WAITS):
            person = next(person.id for person in self.people().values() if person.telegram_id == who)
            self.confirmed |= {(person, frozenset((number, task.id))) for task, _ in taken.tasks}

    @rule(who=st.sampled_from(PEOPLE), number=st.integers(1, 12))
    def leave(self, who: int, number: int) -> None:
        with self.writing() as db:
            volunteering.leave(db, call=self.call, task=number, **self.pressed(who))

    @precondition(lambda self: any(row.place is not Place.NONE for row in self.rows().values()))
    @rule(data=st.data())
    def somebody_can_not_after_all(self, data: st.DataObject) -> None:
        having = sorted(row.id for row in self.rows().values() if row.place is not Place.NONE)
        row = self.rows()[data.draw(st.sampled_from(having))]
        who = self.people()[row.person_id or 0].telegram_id
        with self.writing() as db:
            volunteering.leave(db, call=self.call, task=row.task_id, **self.pressed(who))

    @precondition(lambda self: any(row.place is Place.SEATED for row in self.rows().values()))
    @rule(data=st.data(), taker=st.sampled_from(PEOPLE), wish=st.sampled_from(Wish))
    def hand_over(self, data: st.DataObject, taker: int, wish: Wish) -> None:
        """Somebody makes a link; whoever gets it has the task then, and the giver does not, or nothing has changed."""
        having = sorted(row.id for row in self.rows().values() if row.place is Place.SEATED)
        giver = self.rows()[data.draw(st.sampled_from(having))]
        who = self.people()[giver.person_id or 0].telegram_id
        with self.writing() as db:
            values = {"call": self.call, "task": giver.task_id, "who": who, "message": 7, "now": self.now}
            handing.make_link(db, **values)
        secret = self.told("task-link")[-1].params["secret"]
        before = len(self.told(handing.TAKEN_OVER))
        try:
            with self.writing() as db:
                taken = handing.take_by_link(db, secret=secret, wish=wish, **self.pressed(taker, None))
        except Refused as refused:
            if refused.code not in ("own-task", "task-yours"):
                raise
            return
        done = taken.outcome is not Outcome.OVERLAPS
        assert self.rows()[giver.id].place is (Place.NONE if done else Place.SEATED)
        reached = self.people()[giver.person_id or 0].reach is Reach.OPEN
        assert len(self.told(handing.TAKEN_OVER)) - before == (done and reached)
        self.note_confirmed(taker, giver.task_id, wish, taken)

    @rule(who=st.sampled_from(PEOPLE))
    def block(self, who: int) -> None:
        with self.writing() as db:
            people.note_reach(db, who=who, reach=Reach.BLOCKED, rules=RULES, now=self.now)

    def pressed(self, who: int, chat: int | None = GROUP.telegram_id) -> dict[str, object]:
        press = Press(chat, None, next(self.updates))
        return {"presser": presser(who), "press": press, "rules": RULES, "now": self.now}

    def check_promotions(self, before: Rows, after: Rows, told: list[Debt]) -> None:
        """Whoever got a place came first in the queue of their task, and exactly those of them who can be told were told, once."""
        lucky = [row for row in after.values() if row.place is Place.SEATED and was(before, row) is Place.WAITING]
        for task in {row.task_id for row in lucky}:
            gone = {row.id for row in after.values() if row.place is Place.NONE}
            queue = [number for number in queue_of(before, task) if number not in gone]
            promoted = [row.id for row in lucky if row.task_id == task]
            assert sorted(queue[: len(promoted)]) == sorted(promoted)
        known = self.people()
        reached = [(row.task_id, known[row.person_id or 0]) for row in lucky]
        due = Counter((task, person.telegram_id) for task, person in reached if person.reach is Reach.OPEN)
        assert Counter((debt.params["task"], debt.address) for debt in told) == due
        assert all(row.untold == (known[row.person_id or 0].reach is not Reach.OPEN) for row in lucky)

    @invariant()
    def counts_hold_and_no_place_is_free_while_somebody_waits(self) -> None:
        rows = self.rows().values()
        for task in self.tasks().values():
            has, waits = (sum(row.task_id == task.id and row.place is place for row in rows) for place in (Place.SEATED, Place.WAITING))
            assert (task.taken, task.waiting) == (has, waits)
            assert has <= task.most
            assert not waits or has == task.most

    @invariant()
    def nobody_has_what_overlaps_without_having_said_so(self) -> None:
        tasks, rows = self.tasks(), [row for row in self.rows().values() if row.place is not Place.NONE]
        for one, other in combinations(rows, 2):
            if one.person_id == other.person_id and overlap(tasks[one.task_id], tasks[other.task_id]):
                assert (one.person_id, frozenset((one.task_id, other.task_id))) in self.confirmed
                assert one.overlaps or other.overlaps


def was(before: Rows, row: Volunteer) -> Place | None:
    """Where somebody was."""
    return before[row.id].place if row.id in before else None


def queue_of(rows: Rows, task: int) -> list[int]:
    """The numbers of who waits for a task, the first one first."""
    waiting = [row for row in rows.values() if row.task_id == task and row.place is Place.WAITING and row.queued_at is not None]
    return [row.id for row in sorted(waiting, key=lambda row: (row.queued_at, row.id))]


TestVolunteering = Volunteering.TestCase
TestVolunteering.settings = settings(
    max_examples=8, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
