"""Polls: asking them, answering them, and what becomes of the answers."""

from community.polls.asking import choose, data_of, make, read
from community.polls.becoming import event_of, make_event
from community.polls.closing import close, close_due, close_now
from community.polls.counting import result_of
from community.polls.extending import CANCEL, EXTEND, ask_words, asked_about, cancel, extend
from community.polls.guiding import ASKS, Offered, offered
from community.polls.life import ShownPoll, asked_by_me, may_see, open_polls, show, show_card, waiting_for
from community.polls.making import Rule, Step, is_open, next_step, whole
from community.polls.marking import Ballot
from community.polls.naming import Votes, votes
from community.polls.organising import askers_of, may_ask, must_ask
from community.polls.outcome import KIND as OUTCOME
from community.polls.outcome import ask_outcome, nudge_due, write_outcome
from community.polls.reasons import ask_reason, remove_reason, write_reason
from community.polls.reminding import plan as plan_reminder
from community.polls.reminding import remind_due, still_waits
from community.polls.seating import Seats
from community.polls.tally import Counted, Tally
from community.polls.voting import Voted, mark, my_ballot, tap, withdraw
from storage.polls import CastBallot, FlatState, OptionState, Poll, PollKind, PollOption, PollState, Proposals

__all__ = [
    "ASKS",
    "CANCEL",
    "EXTEND",
    "OUTCOME",
    "Ballot",
    "CastBallot",
    "Counted",
    "FlatState",
    "Offered",
    "OptionState",
    "Poll",
    "PollKind",
    "PollOption",
    "PollState",
    "Proposals",
    "Rule",
    "Seats",
    "ShownPoll",
    "Step",
    "Tally",
    "Voted",
    "Votes",
    "ask_outcome",
    "ask_reason",
    "ask_words",
    "asked_about",
    "asked_by_me",
    "askers_of",
    "cancel",
    "choose",
    "close",
    "close_due",
    "close_now",
    "data_of",
    "event_of",
    "extend",
    "is_open",
    "make",
    "make_event",
    "mark",
    "may_ask",
    "may_see",
    "must_ask",
    "my_ballot",
    "next_step",
    "nudge_due",
    "offered",
    "open_polls",
    "plan_reminder",
    "read",
    "remind_due",
    "remove_reason",
    "result_of",
    "show",
    "show_card",
    "still_waits",
    "tap",
    "votes",
    "waiting_for",
    "whole",
    "withdraw",
    "write_outcome",
    "write_reason",
]
