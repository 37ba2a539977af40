"""Series: events that come again by a rule. Each occurrence is an event like any other, made ahead."""

from community.series.tending import AHEAD, days_ahead, end_of, tend_due

__all__ = ["AHEAD", "days_ahead", "end_of", "tend_due"]
