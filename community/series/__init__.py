"""Series: events that come again by a rule. Each occurrence is an event like any other, made ahead."""

from community.series.tending import AHEAD, tend_due

__all__ = ["AHEAD", "tend_due"]
