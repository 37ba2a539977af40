"""From a debt to what it says: each kind is looked up when it is sent, and shown by the view of its noun; None drops it."""

from collections.abc import Mapping

from handlers.views.owed import calendar, drafts, events, incidents, more, people, places, privacy
from handlers.views.view import View

VIEWS: Mapping[str, View] = {
    kind: view for noun in (calendar, drafts, events, incidents, more, people, places, privacy) for kind, view in noun.VIEWS.items()
}
"""The view of every kind of message that is owed."""

__all__ = ["VIEWS"]
