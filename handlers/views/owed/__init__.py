"""From a debt to what it says: each kind is looked up when it is sent, and shown by the view of its noun; None drops it."""

from collections.abc import Mapping

from handlers.views.owed import (
    aftermath,
    areas,
    asking,
    bringing,
    calendar,
    cancelling,
    changing,
    choices,
    drafts,
    events,
    groups,
    houses,
    incidents,
    invitations,
    linking,
    more,
    names,
    organisers,
    parties,
    people,
    phoneless,
    places,
    privacy,
    proxies,
    quiet,
    reports,
    seating,
    series,
    spreading,
    troubles,
    trust,
    week,
)
from handlers.views.view import View

NOUNS = (
    aftermath,
    areas,
    asking,
    bringing,
    calendar,
    cancelling,
    changing,
    choices,
    drafts,
    events,
    groups,
    houses,
    incidents,
    invitations,
    linking,
    more,
    names,
    organisers,
    parties,
    people,
    phoneless,
    places,
    privacy,
    reports,
    troubles,
    trust,
    proxies,
    quiet,
    seating,
    series,
    spreading,
    week,
)

VIEWS: Mapping[str, View] = {kind: view for noun in NOUNS for kind, view in noun.VIEWS.items()}
"""The view of every kind of message that is owed."""

__all__ = ["VIEWS"]
