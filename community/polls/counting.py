"""The count of a poll's ballots and slips, as they are at this moment."""

from dataclasses import replace

from sqlalchemy import Connection

from community.polls import marking
from community.polls.tally import Cast, Tally, tally
from storage import polls
from storage.polls import Poll, PollOption


def count(db: Connection, poll: Poll) -> Tally:
    """What the ballots add up to, with those on paper.

    Of slips with several marks only sums are known, so how many slips there are is what was typed.
    """
    options = sorted(polls.list_options(db, poll.id), key=_order)
    cast = [Cast(marking.read(ballot.marks)) for ballot in polls.list_ballots(db, poll.id)]
    online, entries = len(cast), polls.list_paper(db, poll.id)
    cast += [Cast(marking.read(marks), number, paper=True) for entry in entries for marks, number in entry.votes]
    limits, slips = {option.number: option.limit for option in options}, sum(entry.slips for entry in entries)
    counted = tally(poll.kind, [option.number for option in options], cast, limits=limits, seed=poll.seed)
    return replace(counted, answers=online + slips, paper=slips)


def result_of(poll: Poll) -> Tally | None:
    """What was counted at the close; None while there is no result."""
    return Tally.from_json(poll.result) if poll.result is not None else None


def _order(option: PollOption) -> tuple[str, int]:
    """Dates in that of time, all else as it was asked."""
    return option.starts.isoformat() if option.starts else "", option.number
