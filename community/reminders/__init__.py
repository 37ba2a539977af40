"""When neighbours are reminded of what they said yes to: rules first, then what falls due."""

from community.reminders.calling import call_due
from community.reminders.lines import OnTheDay, call_due_lines, list_of_days, plan_call_lines, plan_line
from community.reminders.planning import plan, plan_all, plan_call, plan_event, plan_shift, write_to
from community.reminders.showing import ShiftShown, show_shifts
from community.reminders.subjects import begins
from community.reminders.times import BEFORE_QUIET, DAY_BEFORE_AT, USEFUL, decent_at, due_times, not_in_quiet, still_at

__all__ = [
    "BEFORE_QUIET",
    "DAY_BEFORE_AT",
    "USEFUL",
    "OnTheDay",
    "ShiftShown",
    "begins",
    "call_due",
    "call_due_lines",
    "decent_at",
    "due_times",
    "list_of_days",
    "not_in_quiet",
    "plan",
    "plan_all",
    "plan_call",
    "plan_call_lines",
    "plan_event",
    "plan_line",
    "plan_shift",
    "show_shifts",
    "still_at",
    "write_to",
]
