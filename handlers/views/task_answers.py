"""What a press on a call shows to the one who pressed: pop-ups of at most 200 characters."""

from datetime import datetime

from bot.names import apart, cut
from bot.texts import Texts
from community.volunteering import CallState, Outcome, Taken, Task
from handlers.views import calls as views
from handlers.views.answers import LENGTH


def taken(state: Taken, texts: Texts, now: datetime, days: int) -> tuple[str, bool]:
    """The pop-up after a press, and whether it is an alert that stays: what must be read once, and what somebody waits for."""
    match state.outcome:
        case Outcome.OVERLAPS:
            return _overlaps(state, texts), True
        case Outcome.CHOOSE:
            return _choose(state, texts), True
        case Outcome.ASKED:
            return _asked(state, texts), True
        case Outcome.GIVEN_BACK:
            return texts.say("Marked: you do not do it. Thanks for telling."), False
        case Outcome.NOTHING:
            return texts.say("You have no task here. Press one to take it."), False
        case Outcome.WAITS:
            return _queued(state, texts, days), True
    said = _has(state, texts, now)
    if state.too_late:
        said += " " + texts.say("It starts so soon that no reminder comes.")
    return (f"{said} {_kept(texts, days)}", True) if state.first else (said, False)


def _has(state: Taken, texts: Texts, now: datetime) -> str:
    """`Yours: Raking, Sat 22 May, 12:00–15:00.`"""
    task = state.task
    assert task is not None, "a task was pressed"
    return cut(texts.say("Yours: {task}.", task=_said(state, task, texts, now)), LENGTH)


def _said(state: Taken, task: Task, texts: Texts, now: datetime) -> str:
    when = views.task_when(state.call, task, texts, now)
    return ", ".join(part for part in (apart(cut(task.name, 40)), when) if part)


def _queued(state: Taken, texts: Texts, days: int) -> str:
    number = next(queue for task, queue in state.tasks if state.task is not None and task.id == state.task.id)
    if not state.reachable:
        return texts.say(
            "Your place in the queue: {number}. Open Talkoot-botti and press Start to hear when a place is free. "
            "Kept {days} days after the event: /privacy",
            number=number,
            days=days,
        )
    full = texts.say("This task is full.")
    return f"{full} " + texts.say("Your place in the queue: {number}. We tell you when a place is free.", number=number)


def _overlaps(state: Taken, texts: Texts) -> str:
    others = cut(", ".join(other.name for other in state.overlaps), 60)
    if state.reachable:
        return texts.say("You have at that time already: {others}. I ask you in private which you want.", others=apart(others))
    return texts.say(
        "You have at that time already: {others}. Give it back first, or open Talkoot-botti, press Start and try again.",
        others=apart(others),
    )


def _asked(state: Taken, texts: Texts) -> str:
    return texts.say(
        "It is less than {hours} hours away, so I asked the organiser. It is yours until they answer. You can find somebody: More…",
        hours=state.call.leave_hours or 0,
    )


def _choose(state: Taken, texts: Texts) -> str:
    if state.reachable:
        return texts.say("You have several tasks. I ask you in private which one you give back.")
    return texts.say("You have several tasks. Open Talkoot-botti and press Start, then press this again.")


def _kept(texts: Texts, days: int) -> str:
    return texts.count(
        "Only the number is shown. Stored until {n} day after it. More: /privacy",
        "Only the number is shown. Stored until {n} days after it. More: /privacy",
        days,
    )


def mine(state: Taken, texts: Texts, now: datetime) -> str:
    """A person's own tasks, for a pop-up."""
    if state.call.state is CallState.CANCELLED:
        return texts.say("This was cancelled.")
    if not state.tasks:
        return texts.say("You have no task here. Press one to take it.")
    lines = []
    for task, queue in state.tasks:
        said = _said(state, task, texts, now)
        lines.append(
            texts.say("In the queue ({number}): {task}.", number=queue, task=said) if queue else texts.say("Yours: {task}.", task=said)
        )
    return cut("\n".join(lines), LENGTH)
