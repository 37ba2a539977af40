"""Every message about calls for hands, as long as it can be, for `test_messages`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.names import isolated
from bot.outgoing import Outgoing
from community import events
from community.events import ShownDraft, Step, Why
from community.sharing import Together
from community.volunteering import (
    Came,
    Clash,
    Doer,
    Doing,
    Lacking,
    Mine,
    MyCalls,
    MyTask,
    Offered,
    Part,
    ShownCall,
    Thanked,
    Tip,
    Tips,
    Total,
    Turnout,
    Year,
)
from community.volunteering import Step as MakingStep
from community.volunteering.fields import known_of
from community.volunteering.proxies import NeighbourTasks, Theirs
from community.volunteering.steps import HEAD, NOTHING
from handlers.views import (
    call_cancelling,
    call_changing,
    call_drafts,
    call_helpers,
    call_making,
    call_more,
    call_needed,
    call_panel,
    calls,
    caps,
    checks,
    hours,
    load,
    task_neighbours,
    turnout,
)
from handlers.views import events as event_views
from handlers.views.mine import mine as my_things
from handlers.views.reader import Reader
from storage.cards import ThingKind
from storage.drafts import Draft
from storage.events import GUEST, PLACE, REASON, TEXT, TITLE, Cancellation, Invitation, Passing, Place
from storage.people import Person
from storage.places import House
from storage.volunteering import ABOUT, CONTACT, REQUIREMENT, TASK, Call, CallState, Check, SafetyCheck, Task, Verdict, Volunteer
from tests.handlers.showing import event
from tests.handlers.showing import shown as shown_event

BIG = 2**40
CHECKED = {"insurance": ["ok", "2027-05-10", 1], "permission": ["skip", "2027-05-10", 1]}
PERIODS = ["2027", *(f"2027-Q{number}" for number in range(1, 5)), *(f"2027-{number:02}" for number in range(1, 13))]
STARTS, ENDS = datetime.fromisoformat("2027-09-29T10:45"), datetime.fromisoformat("2027-09-30T23:45")
AT = datetime(2027, 9, 29, 7, 45, tzinfo=UTC)
CHECKS = tuple(SafetyCheck(call_id=1, check=check, verdict=Verdict.SKIPPED, at=AT) for check in Check)


def filled(pattern: str, most: int) -> str:
    """So many characters of a pattern."""
    return (pattern * most)[:most]


def call(pattern: str, **values: object) -> Call:
    """A call whose words are all as long as they can be."""
    words = {"title": filled(pattern, TITLE), "place": filled(pattern, PLACE), "text": filled(pattern, TEXT)}
    times = {"starts": STARTS, "ends": ENDS, "zone": "Europe/Helsinki", "begins_at": AT, "finishes_at": AT}
    return Call(**{"id": BIG, **words, "contact": filled(pattern, CONTACT), **times, **values})


def tasks(pattern: str, number: int, **values: object) -> tuple[Task, ...]:
    """So many tasks."""
    words = {"name": filled(pattern, TASK), "about": filled(pattern, ABOUT), "requirement": filled(pattern, REQUIREMENT)}
    times = {"starts": STARTS.replace(hour=12), "ends": STARTS.replace(hour=15)}
    counts = {"least": 990, "most": 1000, "taken": 10, "waiting": 990}
    made = range(1, number + 1)
    return tuple(Task(**{"id": BIG + at, "call_id": BIG, "number": at, **words, **times, **counts, **values}) for at in made)


def of_calls(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Cards, the private list, drafts, and what is told."""
    name = filled(pattern, 64)
    for number in (1, 6, 20):
        for values in (
            {},
            {"state": CallState.OVER},
            {"state": CallState.CANCELLED},
            {"starts": None, "ends": None},
            {"closed": True},
            {"weekly_cap": 5},
        ):
            these = tasks(pattern, number)
            mine = {task.id: Mine(volunteer(task), task.number % 2) for task in these}
            shown = ShownCall(call(pattern, **values), these, mine, (name,) * 3, True, 990, CHECKS, 5)
            yield from (calls.card(shown, to), calls.private(shown, 0, to), calls.private(shown, 3, to), call_panel.panel(shown, to))
        doers = tuple(Doer(volunteer(task, untold=True, overlaps=True), 990, named) for task in these[:1] for named in (name, None) * 6)
        alone = tuple(
            Doer(volunteer(task, place=Place.WAITING, passing=Passing.OPEN, person_id=None, by_id=1), 9, name) for task in these[:1]
        )
        for theirs in (doers, alone):
            yield from (call_panel.doers(Doing(call(pattern), tuple((task, theirs) for task in these)), page, to) for page in (0, 1))
        lacking = ShownCall(call(pattern), tasks(pattern, number, starts_at=None), {})
        yield from (call_needed.lacking(lacking, [task.id for task in lacking.tasks], to, asked=True), call_needed.goes_on(lacking, to))
        for several in (1, 3):
            yield call_needed.still_needed([Lacking(lacking.call, lacking.tasks)] * several, to)
    yield call_needed.still_needed([], to)
    yield from of_changes(to, pattern)
    yield from of_helpers(to, pattern)
    for why in Why:
        words = filled(pattern, REASON) if why is Why.WORDS else None
        gone = Cancellation(thing_id=BIG, why=why, words=words, cancelled_at=AT)
        found = ShownCall(call(pattern, state=CallState.CANCELLED), tasks(pattern, 20), {}, cancelled=gone)
        yield from (
            calls.card(found, to),
            calls.private(found, 0, to),
            call_cancelling.undone(found, to),
            call_cancelling.ask_why(found, to),
        )
        yield from (call_cancelling.done(found, undo, to) for undo in (True, False))
        yield call_cancelling.ask(found, why, words, BIG, 990, to)
        yield call_cancelling.cancelled(found, [isolated(name)] * 5, to)
    six = ShownCall(call(pattern), tasks(pattern, 6), {}, (), True)
    for values in ({}, {"text": None}):
        yield event_views.card(shown_event(event(pattern, picture="AgAC", **values)), to, six)
    one, *others = tasks(pattern, 3)
    yield calls.overlap(Clash(one, call(pattern), tuple(others)), to)
    yield calls.yours(call(pattern), one, to)
    yield from (calls.in_list([], to), calls.in_list([(call(pattern), [one])] * 8, to))
    mine = MyTask(volunteer(one, nickname=filled(pattern, GUEST), person_id=None), one, call(pattern), 990)
    yield my_things(events.Mine((), ()), to, calls=MyCalls((mine,) * 20, (mine,) * 20, (call(pattern, id=1),) * 20))
    yield from of_drafts(to, pattern)
    yield from of_more(to, pattern)
    yield from of_turnouts(to, pattern)


def of_more(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """What hangs behind "More…" of a call, and what is told of it."""
    these = tasks(pattern, 20)
    for theirs in ((), tuple(Theirs(neighbour(task, pattern), task, task.number % 2) for task in these[:5])):
        found = NeighbourTasks(call(pattern), these, theirs)
        yield from (task_neighbours.neighbours(found, page, to) for page in (0, 1))
        yield task_neighbours.ask_nickname(found, these[0], to)
    for nickname in (pattern, None):
        yield task_neighbours.news(call(pattern), Theirs(neighbour(these[0], nickname), these[0]), to)
    mine = {task.id: Mine(volunteer(task), task.number % 2) for task in these}
    yield call_more.more(ShownCall(call(pattern), these, mine, (filled(pattern, 64),) * 3, True, 990), to)


def neighbour(task: Task, nickname: str | None) -> Volunteer:
    """A neighbour without a phone who does a task."""
    return volunteer(task, person_id=None, by_id=1, nickname=filled(nickname, 64) if nickname else None)


def of_turnouts(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """What comes after a call."""
    name = filled(pattern, 64)
    for number in (1, 20):
        these = tasks(pattern, number, starts_at=None, others=99, each_minutes=1410)
        doers = tuple(Doer(volunteer(these[0], absent=bool(at % 2)), at, name if at % 3 else None) for at in range(1, 41))
        for turnout_ in Turnout:
            came = Came(call(pattern, turnout=turnout_, came=990), tuple((task, doers) for task in these))
            yield turnout.overview(came, to)
            yield from (turnout.of_task(came, these[0].id, page, to) for page in (0, 4))
    yield caps.screen(ShownCall(call(pattern, weekly_cap=5), tasks(pattern, 2), {}), to)
    yield from (load.offer(BIG, kind, 990, to) for kind in ThingKind)
    yield checks.tips(Tips(call(pattern), tuple(Tip)), to)
    for mine, neighbours in ((True, 0), (True, 9), (False, 1)):
        yield turnout.thanks(Thanked(call(pattern, came=990), mine, neighbours), to)
    house = House(id=1, name=name, token="t")
    totals = [Total(each, 990, 900, people, 9900, 99_000, 999_930) for each in PERIODS for people in (3, 990)]
    for found in ([Total("2027", 0, 0, 0, 0, 0, 0)], totals):
        for charge in (True, False):
            year = Year(house, 2027, (2024, 2025, 2026, 2027), tuple(found), charge)
            yield from (hours.screen(year, to), hours.table(year, to))


def of_helpers(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Looking after a call together."""
    somebody = Person(id=BIG, telegram_id=BIG, name=filled(pattern, 64), name_shown=True)
    link = Invitation(thing_id=BIG, person_id=1, token="t" * 16, expires_at=AT)
    for found in (Together(call(pattern), (somebody,) * 5, link), Together(call(pattern), (somebody,), None)):
        yield from (view(found, to) for view in (call_helpers.helpers, call_helpers.link, call_helpers.leaving))
    yield call_helpers.asked(call(pattern), "t" * 16, to)
    yield from (view(call(pattern), to) for view in (call_helpers.joined, call_helpers.handed, call_helpers.removed))


def of_changes(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Changing a call, and what those who have a task read of it."""
    these = tasks(pattern, 20)
    before = call(pattern, title=filled(pattern[::-1], TITLE), place=filled(pattern[::-1], PLACE), whole_day=True, contact=None, text=None)
    was = known_of(before, tasks(pattern, 20, starts=STARTS, ends=ENDS))
    mine = {task.id: Mine(volunteer(task, confirmed=False)) for task in these[:4]}
    shown = ShownCall(call(pattern), these, mine, organises=True)
    yield from (call_changing.choose(shown, to), call_changing.saved(shown, to), call_changing.ask_remove(shown, these[0].id, to))
    yield from (call_changing.choose_task(shown, page, to) for page in (0, 3))
    yield from (call_changing.ask(shown, part, these[0].id if part is Part.TASK else 0, to) for part in Part)
    yield call_changing.changed(shown, was, these[:5], [isolated(filled(pattern, 64))] * 5, to)
    yield from (call_changing.changed_here(shown, was, to), call_changing.removed(filled(pattern, TITLE), filled(pattern, TASK), to))


def volunteer(task: Task, **values: object) -> Volunteer:
    """Somebody who does a task."""
    return Volunteer(**{"id": BIG, "task_id": task.id, "person_id": 1, "place": Place.SEATED, "changed_at": AT, **values})


def of_drafts(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """A call that is not one yet."""
    span = {"starts": STARTS.isoformat(), "ends": ENDS.isoformat()}
    words = {"name": filled(pattern, TASK), "about": filled(pattern, ABOUT), "requirement": filled(pattern, REQUIREMENT)}
    task = {**words, "least": 990, "most": 1000, "own_day": False, **span}
    data = {
        "line": filled(pattern, 4096),
        "title": filled(pattern, TITLE),
        "place": filled(pattern, PLACE),
        "text": filled(pattern, TEXT),
        "contact": filled(pattern, CONTACT),
        "leave_hours": 48,
        "whole_day": False,
        "candidates": [span] * 2,
        **span,
    }
    for number in (1, 20):
        for step in (Step.CHOOSE, Step.PREVIEW, Step.SUGGEST, Step.SUGGESTED):
            for given in ({"yard": False}, {"yard": True}, {"yard": True, "checks": CHECKED}):
                values = {**data, **given, "tasks": [task] * number}
                draft = Draft(id=BIG, kind="call", step=step, address=1, token="t" * 16, data=values)
                yield call_drafts.draft(ShownDraft(draft, None, ()), to, "Europe/Helsinki")
    yield from of_making(to, pattern, {**data, "candidates": [], "tasks": [task] * 20, "answered": list(HEAD)})


def of_making(to: Reader, pattern: str, data: dict[str, Any]) -> Iterator[Outgoing | None]:
    """A call that is made by answering questions."""
    place = filled(pattern, PLACE)
    for offered in (Offered(), Offered((call(pattern),) * 4, ((BIG, place),) * 4, season=True)):
        for step in MakingStep:
            draft = Draft(id=BIG, kind="call", step=step, address=1, token="t" * 16, data={**data, "before": [{}] * 30})
            yield call_making.question(ShownDraft(draft, None, ()), offered, to, "Europe/Helsinki")
    draft = Draft(id=BIG, kind="call", step=MakingStep.TASKS, address=1, token="t" * 16, data={**NOTHING, "whole_day": True})
    shown = ShownDraft(draft, None, ())
    yield from (call_making.begun(shown, to, "Europe/Helsinki"), call_making.begin_here(draft, to))
    yield call_making.question(shown, Offered(), to, "Europe/Helsinki")
