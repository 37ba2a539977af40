"""A count that is seen while a poll is open moves in steps, so that it never tells how the last one voted."""

from sqlalchemy import Connection

from community.polls.counting import count
from storage import polls
from storage.polls import Poll

STEP = 5


def moves(shown: int, answers: int) -> bool:
    """Whether the count that is shown moves on: at least five more have answered since it did so last."""
    return answers - shown >= STEP


def show_step(db: Connection, poll: Poll) -> None:
    """The poll (as it is after a vote) shows its count, if that is a step on."""
    if poll.live and moves((poll.shown or {}).get("online", 0), poll.answers):
        polls.change_poll(db, poll.id, shown={**count(db, poll).as_json(), "online": poll.answers})
