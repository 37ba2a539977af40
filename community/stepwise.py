"""A draft that is made question by question in private: where its author was, and the way back over what was answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from community.events import drafting
from community.events.drafting import Step
from community.quiet import HouseRules
from community.refusals import Refused
from storage import drafts
from storage.drafts import Draft

Data = dict[str, Any]

MOST_TAKEN_BACK = 30
"""So many answers can be taken back one after the other; a draft does not grow without end."""

NOT_MADE = (Step.LINE, Step.SUGGEST, Step.SUGGESTED)
"""Where a draft is no question for its author."""


def in_making(db: Connection, draft: int, who: int, now: datetime) -> Draft:
    """A draft that its author is making in private. Raises: Refused (draft-gone, not-yours)."""
    found = drafting.own_draft(db, draft, who, admin=False)
    if found.address != who or found.step in NOT_MADE or found.expires_at <= now:
        raise Refused("draft-gone")
    return found


def keep(db: Connection, found: Draft, known: Mapping[str, Any], step: str, rules: HouseRules, now: datetime) -> None:
    """Write down what is known now, and how it was before, so that it can be taken back."""
    was = {"step": found.step, "data": {name: value for name, value in found.data.items() if name != "before"}}
    so_far = found.data.get("before", [])
    before = [*so_far, was] if len(so_far) < MOST_TAKEN_BACK else []
    until = now + timedelta(hours=rules.drafts_hours)
    drafts.change_draft(db, found.id, step=step, data={**known, "before": before}, expires_at=until, resting=False)


def go_on(db: Connection, *, draft: int, who: int, message: int, now: datetime) -> None:
    """The pressed message shows where the author was. Raises: Refused (draft-gone, not-yours)."""
    found = in_making(db, draft, who, now)
    drafts.change_draft(db, draft, resting=False)
    drafting.show_again(db, found, message, now)


def go_back(db: Connection, *, draft: int, to: int, who: int, message: int, now: datetime) -> None:
    """Take answers back until so many are left; that is how the draft was then. Raises: Refused (draft-gone, not-yours)."""
    found = in_making(db, draft, who, now)
    before = found.data.get("before", [])
    if to < len(before):
        drafts.change_draft(db, draft, step=before[to]["step"], data={**before[to]["data"], "before": before[:to]}, resting=False)
    drafting.show_again(db, found, message, now)
