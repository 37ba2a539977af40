"""Calls for hands: what there is to do, who takes it, and what becomes of it."""

from community.volunteering.answering import OVERLAP, Outcome, Taken, Wish, leave, leave_call, my_tasks, take
from community.volunteering.asking import choose, is_open, make, read
from community.volunteering.closing import PANEL, close
from community.volunteering.doing import Doer, Doing, who_does_what
from community.volunteering.lacking import check_due, go_on, lacks, plan_checks
from community.volunteering.life import (
    Clash,
    Mine,
    MyCalls,
    MyTask,
    ShownCall,
    clash,
    end_over,
    may_see,
    my_calls,
    open_calls,
    show,
    show_card,
)
from community.volunteering.needing import Asked, Asking, Lacking, ask_chat, asked_for, follow, set_auto
from community.volunteering.organising import may_organise, must_organise, organisers_of, thing_shown
from community.volunteering.queue import NEIGHBOURS, YOURS, note_failed
from community.volunteering.rules import Missing, missing_most, needed, room
from storage.volunteering import Call, CallState, Task, Volunteer, find_task

__all__ = [
    "NEIGHBOURS",
    "OVERLAP",
    "PANEL",
    "YOURS",
    "Asked",
    "Asking",
    "Call",
    "CallState",
    "Clash",
    "Doer",
    "Doing",
    "Lacking",
    "Mine",
    "Missing",
    "MyCalls",
    "MyTask",
    "Outcome",
    "ShownCall",
    "Taken",
    "Task",
    "Volunteer",
    "Wish",
    "ask_chat",
    "asked_for",
    "check_due",
    "choose",
    "clash",
    "close",
    "end_over",
    "find_task",
    "follow",
    "go_on",
    "is_open",
    "lacks",
    "leave",
    "leave_call",
    "make",
    "may_organise",
    "may_see",
    "missing_most",
    "must_organise",
    "my_calls",
    "my_tasks",
    "needed",
    "note_failed",
    "open_calls",
    "organisers_of",
    "plan_checks",
    "read",
    "room",
    "set_auto",
    "show",
    "show_card",
    "take",
    "thing_shown",
    "who_does_what",
]
