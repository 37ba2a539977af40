"""What a week and a day say of calls for hands, as long as it can be, for `test_messages`."""

from collections.abc import Iterator

from bot.outgoing import Outgoing
from community.reminders import OnTheDay, ShiftShown
from community.taking_down import By
from handlers.views import lines, reminders, reports
from handlers.views.reader import Reader
from tests.handlers.call_messages import AT, STARTS, call, neighbour, tasks
from tests.handlers.showing import house


def of_shifts(to: Reader, pattern: str) -> Iterator[Outgoing | None]:
    """Reminders of tasks, and the line of a group."""
    these = tasks(pattern, 3)
    shifts = [ShiftShown(task, call(pattern), STARTS, True, [neighbour(task, pattern)]) for task in these]
    yield from (reminders.reminder([], to, shifts[:1]), reminders.reminder([], to, shifts))
    undated = call(pattern, starts=None, ends=None)
    yield from (reports.call_cancelled_by(each, by, house(), to) for by in By for each in (call(pattern), undated))
    on = OnTheDay(STARTS, None, call(pattern), these)
    yield from (lines.tomorrow_line([on] * number, to.texts, AT) for number in (1, 25))
