"""Every message about what hangs behind "More…" of a call, as long as it can be, for `test_messages`."""

from collections.abc import Iterator

from bot.outgoing import Outgoing
from community.volunteering import Clash, Mine, ShownCall
from community.volunteering.handing import Handing
from community.volunteering.leaving import Leaver
from community.volunteering.proxies import NeighbourTasks, Theirs
from community.volunteering.swapping import Offered, Swapping
from handlers.views import call_more, calls, hand_overs, late, swaps, task_neighbours
from handlers.views.reader import Reader
from storage.volunteering import HandOver, Task, Volunteer
from tests.handlers.call_messages import AT, BIG, call, filled, tasks, volunteer


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


def of_hand_overs(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Handing a task over."""
    this, (task, *others), secret = call(pattern), tasks(pattern, 3), "s" * 24
    begun = HandOver(id=BIG, volunteer_id=BIG, asking=True, groups_at=AT, digest="d")
    for hand in (
        None,
        begun,
        HandOver(**{**begun.model_dump(), "groups_at": None}),
        HandOver(volunteer_id=1, asking=True, groups_asked=True),
    ):
        yield hand_overs.screen(Handing(this, task, hand), to)
    yield from (hand_overs.link(this, task, secret, to), hand_overs.opened(this, task, secret, to))
    yield from (hand_overs.wanted(this, task, BIG, to), hand_overs.wanted_here(this, task, BIG, to))
    yield from (hand_overs.over_here(this, task, taken, to) for taken in (True, False))
    yield from (hand_overs.taken_over(this, task, to), hand_overs.not_asked(this, task, to))
    for hand_, link in ((BIG, None), (None, secret)):
        yield hand_overs.overlap(Clash(task, this, tuple(others)), hand_, link, to)


def of_swaps(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Swapping two shifts, and giving one back late."""
    this, (task, other, *rest) = call(pattern, leave_hours=24), tasks(pattern, 20)
    for others, wanted in (((), None), ((other, *rest), None), ((other,), other)):
        found = Swapping(this, task, others, wanted)
        yield from (swaps.screen(found, to), swaps.to_ask(found, other, [task], to))
    offered = Offered(BIG, this, task, other)
    yield from (swaps.asked(offered, to), swaps.to_agree(offered, [other, *rest], to))
    yield from (swaps.swapped(this, task, other, to), swaps.failed(this, task, to))
    for name, who in ((filled(pattern, 64), volunteer(task)), (None, neighbour(task, None))):
        leaver = Leaver(this, task, who, name)
        yield from (late.leaving(leaver, to), late.asked(leaver, to))
    yield from (late.answered(this, task, go, to) for go in (True, False))
    yield from (late.let_go(this, task, to), late.stay(this, task, to))
    mine = {task.id: Mine(volunteer(task, leaving=True))}
    yield calls.private(ShownCall(this, (task,), mine), 0, to)
