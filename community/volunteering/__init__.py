"""Calls for hands: what there is to do, who takes it, and what becomes of it."""

from community.volunteering.answering import OVERLAP, Outcome, Taken, Wish, leave, leave_call, my_tasks, take
from community.volunteering.asking import choose, is_open, make, read
from community.volunteering.life import Clash, Mine, ShownCall, clash, end_over, may_see, open_calls, show, show_card
from community.volunteering.organising import may_organise, must_organise, organisers_of
from community.volunteering.queue import NEIGHBOURS, YOURS, note_failed
from community.volunteering.rules import Missing, missing_most, needed, room
from storage.volunteering import Call, CallState, Task, Volunteer, find_task

__all__ = [
    "NEIGHBOURS",
    "OVERLAP",
    "YOURS",
    "Call",
    "CallState",
    "Clash",
    "Mine",
    "Missing",
    "Outcome",
    "ShownCall",
    "Taken",
    "Task",
    "Volunteer",
    "Wish",
    "choose",
    "clash",
    "end_over",
    "find_task",
    "is_open",
    "leave",
    "leave_call",
    "make",
    "may_organise",
    "may_see",
    "missing_most",
    "must_organise",
    "my_tasks",
    "needed",
    "note_failed",
    "open_calls",
    "organisers_of",
    "read",
    "room",
    "show",
    "show_card",
    "take",
]
