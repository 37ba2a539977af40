"""Where the making of a call in private is, and what is known before its first answer."""

from enum import StrEnum
from typing import Any

Data = dict[str, Any]


class Step(StrEnum):
    """Where the making of a call is."""

    WHAT = "call-what"
    LIKE = "call-like"  # which earlier call it shall be like
    WHEN = "call-when"
    HOURS = "call-hours"
    WHERE = "call-where"
    TASKS = "call-tasks"
    PEOPLE = "call-people"  # how many the last task needs
    TIMES = "call-times"  # at which hours it is
    MORE = "call-more"  # what else there is to say of it
    NEEDS = "call-needs"
    ABOUT = "call-about"
    CHOOSE = "choose"  # two readings of a date
    PREVIEW = "preview"
    CHANGE = "call-change"
    TITLE = "call-title"
    CONTACT = "call-contact"
    TEXT = "call-text"
    RULES = "call-rules"


class Rule(StrEnum):
    """What can be set from the preview."""

    LEAVE = "leave_hours"
    AUTO = "auto_needed"


HEAD = (Step.WHEN, Step.HOURS, Step.WHERE)

NOTHING: Data = {
    "line": "",
    "title": "",
    "place": None,
    "text": None,
    "contact": None,
    "leave_hours": None,
    "auto_needed": False,
    "starts": None,
    "ends": None,
    "whole_day": False,
    "candidates": [],
    "tasks": [],
    "answered": [],
    "open": [],
    "done": False,
    "again": False,
    "before": [],
}
"""What is known before the first answer."""


def answered(data: Data, *steps: Step) -> Data:
    """These questions are done."""
    return {**data, "answered": [*(each for each in data["answered"] if each not in steps), *steps]}
