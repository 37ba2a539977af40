"""The list of features: adding one is one line here."""

from handlers import (
    attendance,
    bringing,
    calendar,
    events,
    houses,
    invitations,
    making,
    more,
    naming,
    organisers,
    panel,
    parties,
    people,
    places,
    privacy,
    proxies,
    quiet,
    reports,
    seating,
    series,
    trust,
    week,
)
from handlers.people import on_other_words as menu

FEATURES = (
    places.FEATURE,
    events.FEATURE,
    making.FEATURE,
    organisers.FEATURE,
    parties.FEATURE,
    proxies.FEATURE,
    attendance.FEATURE,
    panel.FEATURE,
    seating.FEATURE,
    people.FEATURE,
    bringing.FEATURE,
    calendar.FEATURE,
    more.FEATURE,
    naming.FEATURE,
    privacy.FEATURE,
    reports.FEATURE,
    trust.FEATURE,
    series.FEATURE,
    houses.FEATURE,
    invitations.FEATURE,
    quiet.FEATURE,
    week.FEATURE,
)

__all__ = ["FEATURES", "menu"]
