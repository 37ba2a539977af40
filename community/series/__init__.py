"""Series: events that come again by a rule. Each occurrence is an event like any other, made ahead."""

from community.series.spreading import Promised, Scope, Spreading, ask, differs, spread
from community.series.steering import Date, Dates, look, may_steer, open_date, pause, repeat, set_end
from community.series.tending import AHEAD, days_ahead, end_of, tend_due

__all__ = [
    "AHEAD",
    "Date",
    "Dates",
    "Promised",
    "Scope",
    "Spreading",
    "ask",
    "days_ahead",
    "differs",
    "end_of",
    "look",
    "may_steer",
    "open_date",
    "pause",
    "repeat",
    "set_end",
    "spread",
    "tend_due",
]
