"""Calls for hands: what there is to do, who takes it, and what becomes of it."""

from community.volunteering.answering import OVERLAP, Outcome, Taken, Wish, leave, leave_call, my_tasks, take
from community.volunteering.asking import choose, is_open, make, read
from community.volunteering.cancelling import (
    KIND as CANCEL,
)
from community.volunteering.cancelling import ask_why, cancel, count_told, reason_of, take_reason, tell_cancelled, undo
from community.volunteering.caps import MOST_CAP, set_cap
from community.volunteering.caps import SCREEN as CAP
from community.volunteering.changing import KIND as CHANGE
from community.volunteering.changing import (
    ask_part,
    changes_what,
    choose_part,
    clear_part,
    remove_task,
    take_change,
)
from community.volunteering.checks import answer as answer_check
from community.volunteering.checks import is_yard_work, set_yard, unanswered
from community.volunteering.closing import PANEL, close, finish
from community.volunteering.doing import Doer, Doing, who_does_what
from community.volunteering.fields import Part
from community.volunteering.guiding import ASKS, Offered, offered
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
    show_of_event,
)
from community.volunteering.making import next_step, whole
from community.volunteering.needing import Asked, Asking, Lacking, ask_chat, asked_for, follow, set_auto
from community.volunteering.news import still_can
from community.volunteering.news import tell_due as tell_changes
from community.volunteering.organising import may_organise, must_organise, organisers_of, thing_shown
from community.volunteering.queue import NEIGHBOURS, YOURS, note_failed
from community.volunteering.rules import Missing, missing_most, needed, room
from community.volunteering.steps import Rule, Step
from community.volunteering.tips import Tips, give_due, plan_tips, stop_tips, tips_of
from community.volunteering.totals import Total, Year, board_of, cell
from community.volunteering.totals import look as hours_of_house
from community.volunteering.turnout import (
    SCREEN,
    THANKS,
    Came,
    Thanked,
    add_others,
    confirm,
    has_hours,
    mark_came,
    say_hours,
    settle_due,
    thanked_for,
    who_came,
    worked,
)
from storage.volunteering import Call, CallState, Check, Task, Tip, Turnout, Verdict, Volunteer, find_task, house_of

__all__ = [
    "ASKS",
    "CANCEL",
    "CAP",
    "CHANGE",
    "MOST_CAP",
    "NEIGHBOURS",
    "OVERLAP",
    "PANEL",
    "SCREEN",
    "THANKS",
    "YOURS",
    "Asked",
    "Asking",
    "Call",
    "CallState",
    "Came",
    "Check",
    "Clash",
    "Doer",
    "Doing",
    "Lacking",
    "Mine",
    "Missing",
    "MyCalls",
    "MyTask",
    "Offered",
    "Outcome",
    "Part",
    "Rule",
    "ShownCall",
    "Step",
    "Taken",
    "Task",
    "Thanked",
    "Tip",
    "Tips",
    "Total",
    "Turnout",
    "Verdict",
    "Volunteer",
    "Wish",
    "Year",
    "add_others",
    "answer_check",
    "ask_chat",
    "ask_part",
    "ask_why",
    "asked_for",
    "board_of",
    "cancel",
    "cell",
    "changes_what",
    "check_due",
    "choose",
    "choose_part",
    "clash",
    "clear_part",
    "close",
    "confirm",
    "count_told",
    "end_over",
    "find_task",
    "finish",
    "follow",
    "give_due",
    "go_on",
    "has_hours",
    "hours_of_house",
    "house_of",
    "is_open",
    "is_yard_work",
    "lacks",
    "leave",
    "leave_call",
    "make",
    "mark_came",
    "may_organise",
    "may_see",
    "missing_most",
    "must_organise",
    "my_calls",
    "my_tasks",
    "needed",
    "next_step",
    "note_failed",
    "offered",
    "open_calls",
    "organisers_of",
    "plan_checks",
    "plan_tips",
    "read",
    "reason_of",
    "remove_task",
    "room",
    "say_hours",
    "set_auto",
    "set_cap",
    "set_yard",
    "settle_due",
    "show",
    "show_card",
    "show_of_event",
    "still_can",
    "stop_tips",
    "take",
    "take_change",
    "take_reason",
    "tell_cancelled",
    "tell_changes",
    "thanked_for",
    "thing_shown",
    "tips_of",
    "unanswered",
    "undo",
    "who_came",
    "who_does_what",
    "whole",
    "worked",
]
