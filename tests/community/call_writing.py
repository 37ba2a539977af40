"""The message that calls for hands, written back from what was read of it."""

from datetime import date, datetime

from bot.dates import say_day, say_hours, say_span
from community.volunteering.lines import CallLine
from community.volunteering.task_lines import TaskLine

_WORDS = {
    "fi": ("info", "kysy", "peru viimeistään {} h ennen"),
    "sv": ("info", "fråga", "avboka senast {} h innan"),
    "en": ("info", "ask", "cancel until {} h before"),
}
"""The text; whom to ask; until when a task can be given back."""


def said(call: CallLine, language: str, today: date) -> str:
    """A message that `read_call` reads back to the same."""
    info, ask, leave = _WORDS[language]
    day = "" if call.starts is None else _when(call.starts, call.ends, language, today, whole_day=call.whole_day)
    head = " ".join(part for part in (day, call.title) if part) + (f" @ {call.place}" if call.place else "")
    lines = [head, *(_task(task, call, language, today) for task in call.tasks)]
    lines += [f"{ask}: {call.contact}"] if call.contact else []
    lines += [leave.format(call.leave_hours)] if call.leave_hours else []
    lines += [f"{info}: {line}" for line in (call.text or "").splitlines()]
    return "\n".join(lines)


def _when(starts: datetime, ends: datetime | None, language: str, today: date, *, whole_day: bool) -> str:
    return say_day(starts.date(), language, today=today) if whole_day else say_span(starts, ends, language, today=today)


def _task(task: TaskLine, call: CallLine, language: str, today: date) -> str:
    number = f"{task.least}" if task.least == task.most else f"{task.least}–{task.most}"
    line = f"{task.name} ×{number}"
    if task.own_day and task.starts is not None:
        line += f" {say_span(task.starts, task.ends, language, today=today)}"
    elif task.starts is not None and (call.whole_day or (task.starts, task.ends) != (call.starts, call.ends)):
        line += f" {say_hours(task.starts, task.ends, language)}"
    line += f" ({task.requirement})" if task.requirement else ""
    return line + (f": {task.about}" if task.about else "")
