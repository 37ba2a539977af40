"""Polls: asking them, answering them, and what becomes of the answers."""

from community.polls.asking import begin, choose, data_of, make, read
from community.polls.closing import close, close_due, close_now
from community.polls.counting import result_of
from community.polls.life import ShownPoll, asked_by_me, may_see, open_polls, show, show_card, waiting_for
from community.polls.marking import Ballot
from community.polls.organising import askers_of, may_ask, must_ask
from community.polls.tally import Counted, Tally
from community.polls.voting import Voted, mark, my_ballot, tap, withdraw
from storage.polls import CastBallot, FlatState, OptionState, Poll, PollKind, PollOption, PollState, Proposals

__all__ = [
    "Ballot",
    "CastBallot",
    "Counted",
    "FlatState",
    "OptionState",
    "Poll",
    "PollKind",
    "PollOption",
    "PollState",
    "Proposals",
    "ShownPoll",
    "Tally",
    "Voted",
    "asked_by_me",
    "askers_of",
    "begin",
    "choose",
    "close",
    "close_due",
    "close_now",
    "data_of",
    "make",
    "mark",
    "may_ask",
    "may_see",
    "must_ask",
    "my_ballot",
    "open_polls",
    "read",
    "result_of",
    "show",
    "show_card",
    "tap",
    "waiting_for",
    "withdraw",
]
