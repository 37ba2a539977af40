"""Whatever happens to the places of two events of two houses, in whatever order: none is given twice, the queue is fair, and
everybody concerned is told exactly once.

Neighbours answer in two groups and in private, block the bot and are forgotten; the organiser enters neighbours without a phone,
keeps places, offers them, limits houses, draws lots, changes how many there are, moves, cancels and takes that back; time passes,
with the program running or down.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Connection, select

from community import announcing, due, events, people, places, privacy, publishing
from community.events import Answer, EventState, Place, Press, Way
from community.events.fields import different
from community.events.offers import CUT_OFF
from community.refusals import Refused
from storage import cards, drafts, outbox
from storage.events import Cancellation, Event, News, Proxy, Seating, SignUp
from storage.outbox import Debt, DebtState
from storage.people import Person, Reach
from storage.places import Chat, House
from storage.rows import every
from tests.community.neighbourhood import ADMIN, GROUP, NOW, OTHER_GROUP, RULES, in_group, neighbour, presser
from tests.community.test_queue_story import engine_on, template

NEIGHBOURS = [neighbour(number) for number in range(8)]
LINES = ("Sat 22 May 12–15 Spring clean-up", "Mon 17 May 18–20 Coffee")
CHATS = (GROUP.telegram_id, OTHER_GROUP.telegram_id, None)
STEPS = (timedelta(minutes=5), timedelta(hours=2), timedelta(hours=14), timedelta(days=1))
TELL = ("promoted", "offer", "offer-over", "drawn", "neighbour-place", "changed", "cancelled")
EXPECTED = (
    "no-maybe",
    "party-too-big",
    "party-does-not-fit",
    "offer-does-not-fit",
    "event-over",
    "event-cancelled",
    "not-here",
    "forgotten",
)
IMPOSSIBLE = (*EXPECTED, "undo-gone", "no-places", "not-so-many", "time-past", "draw-done", "too-few-places", "past")


@dataclass(frozen=True)
class Seen:
    """Everything that matters here, as another connection reads it."""

    sign_ups: dict[int, SignUp]
    events: dict[int, Event]
    seatings: dict[int, Seating]
    people: dict[int, Person]
    proxies: dict[int, Proxy]
    news: dict[int, News]
    cancelled: set[int]
    """What is cancelled and not told yet."""

    def contact(self, sign_up: SignUp) -> Person | None:
        """Who hears of a sign-up: the person, or who answers for it."""
        proxy = self.proxies.get(sign_up.id)
        return self.people.get(sign_up.person_id or (proxy.person_id if proxy else 0))

    def concerned(self, event: int) -> set[int]:
        """Whom a change of an event, made by its organiser, concerns: who comes or waits, and who answers for somebody who does."""
        theirs = [self.contact(each) for each in self.of(event, Place.SEATED, Place.OFFERED, Place.WAITING)]
        return {person.telegram_id for person in theirs if person is not None and person.reach is Reach.OPEN}

    def of(self, event: int, *places: Place) -> list[SignUp]:
        """The sign-ups of an event at these places."""
        return [each for each in self.sign_ups.values() if each.event_id == event and each.place in places]

    def heads(self, event: int, *places: Place) -> int:
        """How many people they are."""
        return sum(each.party for each in self.of(event, *places))


class Places(RuleBasedStateMachine):
    """A model that knows only sums and times watches what the use cases do."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory()
        path = Path(self.directory.name) / "places.sqlite3"
        shutil.copyfile(template(), path)
        self.engine, self.reader, self.now, self.updates = engine_on(path), engine_on(path), NOW, count(1)
        self.events: list[int] = []
        self.pressed: set[tuple[int, int]] = set()
        self.failed: set[int] = set()

    def teardown(self) -> None:
        self.engine.dispose()
        self.reader.dispose()
        self.directory.cleanup()

    @initialize(
        first=st.integers(2, 6),
        second=st.integers(1, 4),
        joined=st.sets(st.sampled_from(NEIGHBOURS), min_size=3),
        ways=st.sets(st.sampled_from([Way.RESERVE, Way.QUOTA, Way.OFFERS]), min_size=1),
        number=st.integers(1, 2),
    )
    def two_houses(self, first: int, second: int, joined: set[int], ways: set[Way], number: int) -> None:
        """A lively start, so that short runs find something to do: rules are set, and everybody has answered both events."""
        self.found(first, second, joined)
        for event in (0, 1):
            for way in sorted(ways):
                self.arrange(event, way, number, 1 + event)
            for at, who in enumerate(NEIGHBOURS[: 8 - 3 * event]):
                self.press(who, event, Answer.COMING, 1 + at % 2, CHATS[at % 3], timedelta(0))

    def found(self, first: int, second: int, joined: set[int]) -> None:
        with self.engine.begin() as db:
            for group in (GROUP, OTHER_GROUP):
                places.settle(db, group=group, language="en", rules=RULES, now=self.now)
            self.events = [self.publish(db, f"{line} max {most}") for line, most in zip(LINES, (first, second), strict=True)]
            other = every(db, Chat, select(Chat))[1]
            for event in self.events:
                cards.add_card(db, thing=event, chat=other.id)
            tokens = [house.token for house in every(db, House, select(House))]
            for number, who in enumerate([ADMIN, *sorted(joined)]):
                places.join(db, token=tokens[number % 2], presser=presser(who), notice=1, message=1, rules=RULES, now=self.now)

    def publish(self, db: Connection, line: str) -> int:
        announcing.announce(db, line=line, origin=in_group(), rules=RULES, now=self.now)
        draft = drafts.list_expired(db, self.now + timedelta(days=9))[0].id
        values: dict[str, Any] = {"draft": draft, "admin": True, "chat": None, "message": 600, "rules": RULES, "now": self.now}
        return publishing.publish(db, presser=presser(ADMIN), **values)

    def see(self) -> Seen:
        with self.reader.begin() as db:
            models: Any = (SignUp, Event, Seating, Person, Proxy, News, Cancellation)
            answers, all_events, seatings, everybody, proxies, news, cancelled = [every(db, each, select(each)) for each in models]
        return Seen(
            {each.id: each for each in answers},
            {each.id: each for each in all_events},
            {each.event_id: each for each in seatings},
            {each.id: each for each in everybody},
            {each.sign_up_id: each for each in proxies},
            {each.thing_id: each for each in news},
            {each.thing_id for each in cancelled if each.due_at is not None},
        )

    def debts(self, after: int = 0) -> list[Debt]:
        with self.reader.begin() as db:
            return [debt for debt in every(db, Debt, select(Debt).where(Debt.id > after)) if debt.kind in TELL]

    @contextmanager
    def writing(self, *, ahead: int | None = None) -> Iterator[Connection]:
        """A transaction at a moment of its own, before which what was due is done; afterwards it is looked at who was told what.

        `ahead`: it comes before the tick, and sees only to what was due at this event.
        """
        self.now += timedelta(seconds=10)
        if ahead is None:
            self.tick()
        before, last = self.see(), max([debt.id for debt in self.debts()], default=0)
        self.pressed, self.failed = set(), set()
        try:
            with self.engine.begin() as db:
                yield db
        except Refused as refused:
            if refused.code not in IMPOSSIBLE:
                raise
            return
        self.check(before, self.see(), self.debts(last))
        self.check_fairness(self.see(), *(self.events if ahead is None else [ahead]))

    def tick(self) -> None:
        """What is due is done, each piece in its own transaction."""
        for duty in due.every_tick(RULES):
            done = 1
            while done:
                before, last = self.see(), max([debt.id for debt in self.debts()], default=0)
                self.pressed, self.failed = set(), set()
                with self.engine.begin() as db:
                    done = duty(db, self.now)
                if done:
                    self.check(before, self.see(), self.debts(last))
        self.check_fairness(self.see(), *self.events)

    @rule(
        who=st.sampled_from(NEIGHBOURS),
        event=st.integers(0, 1),
        answer=st.sampled_from([Answer.COMING, Answer.COMING, Answer.CANT]),
        party=st.integers(1, 3),
        chat=st.sampled_from(CHATS),
        wait=st.sampled_from([timedelta(0)] * 4 + [timedelta(days=3)]),
    )
    def press(self, who: int, event: int, answer: Answer, party: int, chat: int | None, wait: timedelta) -> None:
        """Also at a moment at which much is due and nothing has been done yet."""
        self.now += wait
        with self.writing(ahead=self.events[event] if wait else None) as db:
            press = Press(chat, None, next(self.updates), invited=True)
            values: dict[str, Any] = {"answer": answer, "party": party, "press": press, "rules": RULES, "now": self.now}
            events.answer(db, event=self.events[event], presser=presser(who), **values)
            self.pressed.add((who, self.events[event]))

    @rule(which=st.integers(0, 20), answer=st.sampled_from([Answer.CANT, Answer.COMING]))
    def somebody_with_a_place_speaks_again(self, which: int, answer: Answer) -> None:
        """Without this the queue would move too seldom, and offers would end unanswered."""
        seen = self.see()
        having = [each for number in self.events for each in seen.of(number, Place.SEATED, Place.OFFERED) if each.person_id]
        if having:
            each = having[which % len(having)]
            who = seen.people[each.person_id or 0].telegram_id
            self.press(who, self.events.index(each.event_id), answer, each.party, None, timedelta(0))

    @rule(who=st.sampled_from(NEIGHBOURS), reach=st.sampled_from([Reach.OPEN, Reach.BLOCKED]))
    def reach(self, who: int, reach: Reach) -> None:
        with self.writing() as db:
            people.note_reach(db, who=who, reach=reach, rules=RULES, now=self.now)

    @rule(who=st.sampled_from(NEIGHBOURS), free=st.booleans())
    def forget(self, who: int, free: bool) -> None:
        if any(person.telegram_id == who for person in self.see().people.values()):
            with self.writing() as db:
                privacy.forget(db, presser=presser(who), free_seats=free, rules=RULES, now=self.now)
                self.pressed |= {(who, event) for event in self.events}

    @rule(event=st.integers(0, 1), way=st.sampled_from(Way), number=st.integers(0, 3), days=st.sampled_from(events.DAYS))
    def arrange(self, event: int, way: Way, number: int, days: int) -> None:
        with self.writing() as db:
            number = (0, 60, 120, 720)[number] if way is Way.OFFERS else number
            values: dict[str, Any] = {"way": way, "number": number, "days": days, "message": None, "rules": RULES, "now": self.now}
            events.arrange(db, event=self.events[event], who=ADMIN, **values)

    @rule(event=st.integers(0, 1), capacity=st.integers(1, 8) | st.none())
    def more_or_fewer_places(self, event: int, capacity: int | None) -> None:
        self.change(event, {"capacity": capacity})

    @rule(event=st.integers(0, 1), days=st.integers(-3, 3), hour=st.sampled_from([9, 12, 20]))
    def move(self, event: int, days: int, hour: int) -> None:
        starts = self.see().events[self.events[event]].starts + timedelta(days=days)
        self.change(event, {"starts": starts.replace(hour=hour), "ends": None})

    def change(self, event: int, changes: events.Changes) -> None:
        with self.writing() as db:
            events.change(db, event=self.events[event], who=ADMIN, changes=changes, rules=RULES, now=self.now)

    @rule(event=st.integers(0, 1), nickname=st.sampled_from([None, "Aino"]), party=st.integers(1, 2))
    def a_slip_is_entered(self, event: int, nickname: str | None, party: int) -> None:
        party = 1 if nickname else party
        with self.writing() as db:
            values: dict[str, Any] = {"party": party, "nickname": nickname, "message": None, "rules": RULES, "now": self.now}
            events.sign_up_neighbours(db, event=self.events[event], who=ADMIN, **values)
            self.pressed |= {(ADMIN, each) for each in self.events}

    @rule(which=st.integers(0, 5))
    def a_neighbour_does_not_come_after_all(self, which: int) -> None:
        proxied = sorted(self.see().proxies)
        if proxied:
            with self.writing() as db:
                values: dict[str, Any] = {"message": 1, "rules": RULES, "now": self.now}
                events.neighbour_cant(db, sign_up=proxied[which % len(proxied)], who=ADMIN, **values)
                self.pressed |= {(ADMIN, each) for each in self.events}

    @precondition(lambda self: self.now > NOW + timedelta(days=2))
    @rule(event=st.integers(0, 1))
    def cancel(self, event: int) -> None:
        with self.writing() as db:
            events.cancel(db, event=self.events[event], who=ADMIN, message=1, rules=RULES, now=self.now)

    @rule(event=st.integers(0, 1), wait=st.sampled_from([0, 20, 40]))
    def cancel_and_take_it_back(self, event: int, wait: int) -> None:
        """In time, or ten seconds too late."""
        with self.writing() as db:
            events.cancel(db, event=self.events[event], who=ADMIN, message=1, rules=RULES, now=self.now)
        self.now += timedelta(seconds=wait + (10 if wait == 40 and self.now > NOW + timedelta(days=2) else 0))
        with self.writing() as db:
            events.undo_cancel(db, event=self.events[event], who=ADMIN, message=1, rules=RULES, now=self.now)

    @rule(step=st.sampled_from(STEPS), up=st.booleans())
    def time_passes(self, step: timedelta, up: bool) -> None:
        """What is owed goes out meanwhile, unless the program is down."""
        with self.engine.begin() as db:
            for debt in every(db, Debt, select(Debt).where(Debt.state == DebtState.WAITING)) if up else ():  # type: ignore[arg-type]
                outbox.close(db, debt.id, DebtState.SENT, self.now)
        self.now += step
        self.tick()

    @rule(which=st.integers(0, 20))
    def telegram_refuses(self, which: int) -> None:
        waiting = [debt for debt in self.debts() if debt.state is DebtState.WAITING and debt.kind in ("offer", "promoted")]
        if waiting:
            debt = waiting[which % len(waiting)]
            with self.writing() as db:
                events.note_failed(db, debt)
                outbox.close(db, debt.id, DebtState.FAILED, self.now)
                self.failed = {each.id for each in self.see().sign_ups.values()}

    # What must hold at every moment.

    @invariant()
    def the_totals_are_the_rows(self) -> None:
        seen = self.see()
        for number, event in seen.events.items():
            totals = seen.heads(number, Place.SEATED), seen.heads(number, Place.WAITING)
            assert (event.seated, event.waiting) == totals
            taken = totals[0] + seen.heads(number, Place.OFFERED)
            assert event.held >= seen.heads(number, Place.OFFERED) or event.capacity is None
            assert event.capacity is None or taken <= event.capacity, "a place is given once"
            for each in seen.of(number, *Place):
                assert (each.queued_at is not None) == (each.place is Place.WAITING)
                assert (each.offered_until is not None) == (each.place is Place.OFFERED)
                assert (each.place is Place.NONE) == (each.answer is not Answer.COMING)

    @invariant()
    def no_offer_outlasts_the_cut_off(self) -> None:
        seen = self.see()
        for each in (each for number in seen.events for each in seen.of(number, Place.OFFERED)):
            event = seen.events[each.event_id]
            assert each.offered_until is not None
            assert each.offered_until <= event.starts_at - CUT_OFF
            end = RULES.quiet.end(each.offered_until.astimezone(ZoneInfo(event.zone)).replace(tzinfo=None), RULES.is_day_off)
            assert end is None or each.offered_until.astimezone(ZoneInfo(event.zone)).hour == 21, "time stands still at night"

    # What must hold of every step.

    def check(self, before: Seen, after: Seen, told: list[Debt]) -> None:
        self.check_gains(before, after)
        self.check_order(before, after)
        others = [debt for debt in told if (debt.address, debt.params["event"]) not in self.pressed]
        assert Counter((debt.kind, debt.address) for debt in others) == self.expected(before, after)

    def check_fairness(self, seen: Seen, *numbers: int) -> None:
        """Nobody waits whose party would fit; so whoever comes next passes nobody."""
        for number in numbers:
            event = seen.events[number]
            if event.state is EventState.PUBLISHED and self.now < event.starts_at:
                assert not [each.id for each in seen.of(number, Place.WAITING) if fits(seen, each, self.now)]

    def check_gains(self, before: Seen, after: Seen) -> None:
        """Whoever has a place now, or a larger one, took none that is kept for others."""
        for each in after.sign_ups.values():
            had = before.sign_ups.get(each.id)
            gained = had is None or had.place not in (Place.SEATED, Place.OFFERED) or had.party < each.party
            if each.place in (Place.SEATED, Place.OFFERED) and gained:
                assert within(after, each, self.now)

    def check_order(self, before: Seen, after: Seen) -> None:
        for number in after.events:
            if self.drew(before, after, number):
                continue
            order = [[each.id for each in sorted(seen.of(number, Place.WAITING), key=turn)] for seen in (before, after)]
            stay = [each for each in order[0] if each in order[1]]
            assert [each for each in order[1] if each in stay] == stay, "the queue keeps its order"

    def expected(self, before: Seen, after: Seen) -> Counter[tuple[str, int | None]]:
        """Who must have been told what in this step, and nobody else anything."""
        found = Counter[tuple[str, int | None]](self.told_of_event(before, after))
        for number in {**before.sign_ups, **after.sign_ups}:
            was, is_ = before.sign_ups.get(number), after.sign_ups.get(number)
            sign_up = was or is_
            assert sign_up is not None
            person = before.contact(sign_up) or after.contact(sign_up)
            if person is None or number in self.failed:
                continue
            kind = self.news(before, after, sign_up.event_id, was, is_)
            if kind is not None and (person.telegram_id, sign_up.event_id) not in self.pressed:
                if person.reach is Reach.OPEN:
                    found[kind if sign_up.person_id is not None else "neighbour-place", person.telegram_id] += 1
                elif is_ is not None and is_.place is Place.SEATED:
                    assert is_.untold
        return found

    def told_of_event(self, before: Seen, after: Seen) -> Iterator[tuple[str, int | None]]:
        """That it is cancelled, or changed, is told once to each, however many they come with or answer for."""
        for event in self.events:
            gone = after.events[event].state is EventState.CANCELLED
            kind = ""
            if event in before.cancelled - after.cancelled and gone:
                kind = "cancelled"
            elif event in before.news and event not in after.news and not gone:
                kind = "changed" if different(before.news[event].was, after.events[event]) else ""
            yield from ((kind, who) for who in (before.concerned(event) if kind else ()))

    def news(self, before: Seen, after: Seen, event: int, was: SignUp | None, is_: SignUp | None) -> str | None:
        """The kind of message that tells of the difference; None where nothing is to be told."""
        if after.events[event].state is EventState.CANCELLED:
            return None
        if was is not None and was.place is Place.WAITING and self.drew(before, after, event):
            return "drawn"
        if was is None or was.place not in (Place.WAITING, Place.OFFERED):
            return None
        if is_ is None:
            return "offer-over"
        if is_.place is Place.SEATED:
            return "promoted"
        return "offer" if is_.place is Place.OFFERED and is_.offered_until != was.offered_until else None

    def drew(self, before: Seen, after: Seen, event: int) -> bool:
        was, is_ = before.seatings.get(event), after.seatings.get(event)
        return is_ is not None and is_.drawn_at is not None and (was is None or was.drawn_at is None)


def turn(each: SignUp) -> tuple[datetime, int]:
    """The order of a queue."""
    assert each.queued_at is not None
    return each.queued_at, each.id


def set_time(event: Event, days: int) -> datetime:
    """The day so many days before, at 17 on the wall."""
    wall = event.starts.replace(hour=17, minute=0) - timedelta(days=days)
    return wall.replace(tzinfo=ZoneInfo(event.zone))


def fits(seen: Seen, waiting: SignUp, now: datetime) -> bool:
    """Whether there is room for somebody who waits."""
    event, seating = seen.events[waiting.event_id], seen.seatings.get(waiting.event_id)
    if event.capacity is not None and seating is not None and seating.draw_days is not None and seating.drawn_at is None:
        used = sum(each.party for each in seen.of(event.id, Place.SEATED, Place.OFFERED) if each.without_phone) + waiting.party
        kept = seating.reserve if now < set_time(event, seating.reserve_days) else 0
        if not waiting.without_phone or used > kept:
            return False
    return within(seen, waiting, now, more=waiting.party)


def within(seen: Seen, sign_up: SignUp, now: datetime, more: int = 0) -> bool:
    """Whether no rule is broken with so many more people of the kind of a sign-up."""
    event, seating = seen.events[sign_up.event_id], seen.seatings.get(sign_up.event_id)
    if event.capacity is None:
        return True
    sitting = seen.of(event.id, Place.SEATED, Place.OFFERED)
    taken, kept = sum(each.party for each in sitting) + more, 0
    if seating is not None and now < set_time(event, seating.reserve_days):
        without_phone = sum(each.party for each in sitting if each.without_phone) + (more if sign_up.without_phone else 0)
        kept = max(seating.reserve - without_phone, 0)
    if seating is not None and seating.quota is not None and now < set_time(event, seating.quota_days):
        theirs = sum(each.party for each in sitting if each.house_id == sign_up.house_id) + more
        if theirs > seating.quota:
            return False
    return taken + kept <= event.capacity


Places.TestCase.settings = settings(
    max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TestPlaces = Places.TestCase
