"""Changing a call in private, and what those who have a task read of it: was and now."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape, later
from community.privacy import ticket_of
from community.volunteering import Call, CallState, Part, ShownCall, Task
from community.volunteering.fields import CLEARED, is_other, parts_of
from handlers.taps.call_changing import ChangeCall, ChangeCallPart, ChangeTasks, ClearCallPart, RemoveTask, StillCan
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.volunteering import LeaveTask, OpenCall
from handlers.views import calls
from handlers.views.call_cancelling import tell_too
from handlers.views.lists import turning
from handlers.views.reader import Reader

PAGE = 6
"""Tasks on one page, each with a button of its own."""

Was = Mapping[str, Any]
"""What people know of a call, as community.volunteering.fields.known_of writes it."""

LABELS = {
    Part.TITLE: later("Title"),
    Part.WHEN: later("Time"),
    Part.PLACE: later("Place"),
    Part.CONTACT: later("Whom to ask"),
    Part.TEXT: later("Text"),
}

QUESTIONS = {
    Part.TITLE: later("What is it to be called?"),
    Part.WHEN: later("When is it to be? Write the day and the hours, for example: {day} 13–16. Tasks move along."),
    Part.PLACE: later("Where is it to be?"),
    Part.CONTACT: later("Whom can neighbours ask? Write a name or a number that may stand in the group."),
    Part.TEXT: later("What is to be known of it? Write the text."),
    Part.TASK: later("Write the task anew, for example: Raking ×6 12–15. What you leave out stays. Nobody who has it loses it."),
    Part.NEW_TASK: later("Which task? Write it with how many it needs and its hours, for example: Raking ×6 12–15."),
}


def choose(shown: ShownCall, reader: Reader) -> Outgoing:
    """What shall be different?"""
    call, texts = shown.call, reader.texts
    keys = [ChangeCallPart(call=call.id, part=part).key(texts.say(label)) for part, label in LABELS.items()]
    keys.append(ChangeTasks(call=call.id).key(texts.say("Tasks")))
    back = OpenCallPanel(call=call.id).key(texts.say("Back"))
    text = texts.html("<b>{title}</b>: what shall be different?", title=apart(call.title))
    return Outgoing(text, (*(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)), (back,)))


def choose_task(shown: ShownCall, page: int, reader: Reader) -> Outgoing:
    """Which task, or one more?"""
    call, texts = shown.call, reader.texts
    last = max((len(shown.tasks) - 1) // PAGE, 0)
    page = min(page, last)
    tasks = shown.tasks[page * PAGE : (page + 1) * PAGE]
    lines = [texts.html("<b>{title}</b>: which task?", title=apart(call.title))]
    lines += [calls.line(call, task, texts, reader.now) for task in tasks]
    keys = [ChangeCallPart(call=call.id, part=Part.TASK, task=task.id).key(apart(cut(task.name, calls.WIDE))) for task in tasks]
    more = ChangeCallPart(call=call.id, part=Part.NEW_TASK).key(texts.say("Add a task")), ChangeCall(call=call.id).key(texts.say("Back"))
    turn = turning(page, page < last, lambda to: ChangeTasks(call=call.id, page=to), texts)
    return Outgoing("\n".join(lines), (*(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)), *turn, more))


def ask(shown: ShownCall, part: Part, task: int, reader: Reader) -> Outgoing:
    """What is it to be? With what it is now."""
    call, texts = shown.call, reader.texts
    one = next((each for each in shown.tasks if each.id == task), None)
    lines = [Html(f"<b>{escape(apart(call.title))}</b>"), *_now(shown, part, one, reader)]
    lines.append(texts.html(QUESTIONS[part], **({"day": reader.example_day} if part is Part.WHEN else {})))
    keys = []
    if part in CLEARED and getattr(call, CLEARED[part]):
        keys.append(ClearCallPart(call=call.id, part=part).key(texts.say("Without it")))
    if one is not None and len(shown.tasks) > 1:
        keys.append(RemoveTask(call=call.id, task=one.id).key(texts.say("Remove the task")))
    back = ChangeTasks(call=call.id) if part in (Part.TASK, Part.NEW_TASK) else ChangeCall(call=call.id)
    return Outgoing("\n".join(lines), ((*keys, back.key(texts.say("Back"))),))


def _now(shown: ShownCall, part: Part, task: Task | None, reader: Reader) -> list[Html]:
    call, texts = shown.call, reader.texts
    if task is not None:
        about = [escape(apart(each)) for each in (task.requirement, task.about) if each]
        return [calls.line(call, task, texts, reader.now), *about]
    said = calls.when(call, texts, reader.now) if part is Part.WHEN else getattr(call, CLEARED[part]) if part in CLEARED else None
    return [texts.html("Now: {what}", what=apart(said))] if said else []


def ask_remove(shown: ShownCall, task: int, reader: Reader) -> Outgoing | None:
    """Asked once: who has it is told."""
    call, texts = shown.call, reader.texts
    one = next((each for each in shown.tasks if each.id == task), None)
    if one is None:
        return None
    lines = [texts.html("Remove <b>{task}</b>?", task=apart(one.name))]
    if told := one.taken + one.waiting:
        lines.append(
            texts.count_html(
                "{n} neighbour has it or waits for it, and is told.", "{n} neighbours have it or wait for it, and are told.", told
            )
        )
    yes, no = RemoveTask(call=call.id, task=task, sure=1), ChangeTasks(call=call.id)
    return Outgoing("\n".join(lines), ((yes.key(texts.say("Yes, remove it")), no.key(texts.say("No"))),))


def saved(shown: ShownCall, reader: Reader) -> Outgoing:
    """It is so from now on."""
    call, texts = shown.call, reader.texts
    lines = [texts.html("Saved: <b>{call}</b>. Those it concerns are told after a minute.", call=calls.call_line(call, reader))]
    lines += calls.task_lines(shown, texts, reader.now)
    more, panel = ChangeCall(call=call.id), OpenCallPanel(call=call.id)
    return Outgoing("\n".join(lines), ((more.key(texts.say("Change more")), panel.key(texts.say("For the organiser"))),))


def changed(shown: ShownCall, was: Was, neighbours: Sequence[Task], names: list[str], reader: Reader) -> Outgoing | None:
    """To who has a task, or signed neighbours up: what is different, and whether they still can where that is not clear.

    None when there is nothing for them in it any more.
    """
    call, texts = shown.call, reader.texts
    mine = [task for task in shown.tasks if task.id in shown.mine]
    theirs = [*mine, *(task for task in neighbours if task.id not in shown.mine)]
    lines = _differences(was, call, theirs, texts, reader.now)
    if call.state is not CallState.OPEN or not theirs or not lines:
        return None
    lines = [texts.html("<b>{title}</b>: changes", title=apart(call.title)), *lines, *tell_too(names, texts)]
    if all(each.volunteer.confirmed for each in shown.mine.values()):
        return Outgoing("\n".join(lines), ((OpenCall(call=call.id, ticket=ticket_of(reader.key, call.id)).key(texts.say("Open")),),))
    lines.append(texts.html("Can you still come? We keep your place."))
    return Outgoing("\n".join(lines), ((StillCan(call=call.id).key(texts.say("Still coming")), _cant(call, mine, reader)),))


def _cant(call: Call, mine: Sequence[Task], reader: Reader) -> Key:
    """Of several they say in the list which they give back."""
    ticket, label = ticket_of(reader.key, call.id), reader.texts.say("Can't")
    if len(mine) == 1:
        return LeaveTask(call=call.id, task=mine[0].id, ticket=ticket).key(label)
    return OpenCall(call=call.id, here=1, ticket=ticket).key(label)


def changed_here(shown: ShownCall, was: Was, reader: Reader) -> Outgoing | None:
    """To a group, under the card: the new time and place; None when they are as they were."""
    call, texts = shown.call, reader.texts
    lines = _moved(was, call, texts, reader.now)
    if call.state is not CallState.OPEN or not lines:
        return None
    return Outgoing("\n".join([texts.html("<b>{title}</b>: changes", title=apart(call.title)), *lines]))


def removed(title: str, name: str, reader: Reader) -> Outgoing:
    """To who had a task that is not needed any more."""
    return Outgoing(reader.texts.html("<b>{title}</b>: {task} is not needed any more. Thank you.", title=apart(title), task=apart(name)))


def _differences(was: Was, call: Call, tasks: Sequence[Task], texts: Texts, now: datetime) -> list[Html]:
    """What is different, a line each."""
    parts = parts_of(was, call)
    moved = [task for task in tasks if is_other(was, task)]
    lines = [] if moved and all(task in moved for task in tasks) else _when(was, call, texts, now)
    lines += [line for task in moved for line in _task(was, call, task, texts, now)]
    lines += _place(was, call, texts)
    if "title" in parts:
        lines.append(texts.html("It was called: {title}", title=apart(was["title"])))
    if "contact" in parts and call.contact:
        lines.append(texts.html("Ask: {who}", who=apart(call.contact)))
    if "text" in parts:
        lines += [texts.html("The text now:"), escape(call.text)] if call.text else [texts.html("The text was removed.")]
    return lines


def _moved(was: Was, call: Call, texts: Texts, now: datetime) -> list[Html]:
    return [*_when(was, call, texts, now), *_place(was, call, texts)]


def _when(was: Was, call: Call, texts: Texts, now: datetime) -> list[Html]:
    before = call.model_copy(update={**_times(was), "whole_day": was["whole_day"]})
    then, new = (calls.when(each, texts, now) for each in (before, call))
    return _was_and_now(then, new, texts) if then != new else []


def _task(was: Was, call: Call, task: Task, texts: Texts, now: datetime) -> list[Html]:
    known = was["tasks"][str(task.id)]
    before = task.model_copy(update={"name": known["name"], **_times(known)})
    then, new = (", ".join(part for part in (apart(each.name), calls.task_when(call, each, texts, now)) if part) for each in (before, task))
    return _was_and_now(then, new, texts)


def _place(was: Was, call: Call, texts: Texts) -> list[Html]:
    if was["place"] == call.place:
        return []
    return _was_and_now(apart(was["place"] or ""), apart(call.place or ""), texts)


def _was_and_now(was: str, now: str, texts: Texts) -> list[Html]:
    said = (was, later("Was: {what}"), {"what": was}), (now, later("Now: {what}"), {"what": now})
    return [texts.html(text, **values) for shown, text, values in said if shown]


def _times(known: Was) -> dict[str, datetime | None]:
    return {name: datetime.fromisoformat(known[name]) if known[name] else None for name in ("starts", "ends")}
