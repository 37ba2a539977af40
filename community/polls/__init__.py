"""Polls: asking them, answering them, and what becomes of the answers."""

from community.polls.asking import begin, choose, data_of, make, read
from community.polls.life import ShownPoll, may_see, open_polls, show, show_card, waiting_for
from community.polls.marking import Ballot
from community.polls.voting import Voted, mark, my_ballot, tap, withdraw
from storage.polls import CastBallot, FlatState, OptionState, Poll, PollKind, PollOption, PollState, Proposals

__all__ = [
    "Ballot",
    "CastBallot",
    "FlatState",
    "OptionState",
    "Poll",
    "PollKind",
    "PollOption",
    "PollState",
    "Proposals",
    "ShownPoll",
    "Voted",
    "begin",
    "choose",
    "data_of",
    "make",
    "mark",
    "may_see",
    "my_ballot",
    "open_polls",
    "read",
    "show",
    "show_card",
    "tap",
    "waiting_for",
    "withdraw",
]
