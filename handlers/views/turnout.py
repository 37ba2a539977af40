"""After a call: the organiser's private screen of who came, and thanks to those who did."""

from bot.names import cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.volunteering import CallState, Came, Doer, ShownCall, Task, Thanked, Turnout, has_hours, worked
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.turnout import AddOthers, ConfirmCame, MarkCame, SayHours, ShowCame
from handlers.views import calls
from handlers.views.hours import hours
from handlers.views.lists import keys_of, turning
from handlers.views.reader import Reader

PAGE = 8
"""More people than this, with a button each, are hard to tap."""

SAID = (60, 120, 180, 240)
HALF = 30
"""Minutes of the buttons that say how long one did a task."""


def overview(found: Came, reader: Reader) -> Outgoing:
    """Every task with how many came, a button for each, and the one that confirms it."""
    call, texts = found.call, reader.texts
    lines = [texts.html("<b>Who came?</b> {call}", call=calls.call_line(call, reader)), _standing(found, texts)]
    lines += [escape(f"{number}. {_task(found, task, doers, reader)}") for number, (task, doers) in enumerate(found.tasks, 1)]
    keys = keys_of((ShowCame(call=call.id, task=task.id) for task, _ in found.tasks), 1)
    confirm = ConfirmCame(call=call.id).key(texts.say("Confirm"))
    back = OpenCallPanel(call=call.id).key(texts.say("For the organiser"))
    return Outgoing("\n".join(lines), (*keys, (confirm,), (back,)))


def _standing(found: Came, texts: Texts) -> Html:
    match found.call.turnout:
        case Turnout.CONFIRMED:
            return texts.count_html(
                "Confirmed: {n} helped. You can still change it.", "Confirmed: {n} helped. You can still change it.", _n(found)
            )
        case Turnout.ASSUMED:
            return texts.html("Nobody has confirmed it. Who had a task counts as come. You can still change it.")
    return texts.html("Who had a task counts as come. Tap the number of a task to change that. Only you see this.")


def _n(found: Came) -> int:
    return found.call.came or 0


def _task(found: Came, task: Task, doers: tuple[Doer, ...], reader: Reader) -> str:
    """`Raking 12–15: 5 of 6 came, 2 more helped, 3 h each`."""
    texts = reader.texts
    there = sum(not each.volunteer.absent for each in doers)
    parts = [texts.say("{n} of {all} came", n=there, all=len(doers))]
    parts += [texts.count("{n} more helped", "{n} more helped", task.others)] if task.others else []
    parts += [texts.say("{hours} each", hours=hours(worked(task), texts))] if worked(task) else []
    return f"{cut(calls.named(found.call, task, texts, reader.now), 80)}: {', '.join(parts)}"


def of_task(found: Came, task: int, page: int, reader: Reader) -> Outgoing:
    """One task: who had it, and a button that takes somebody out or puts them back; who else helped, and how long."""
    texts = reader.texts
    this, doers = next((each for each in found.tasks if each[0].id == task), found.tasks[0])
    last = max((len(doers) - 1) // PAGE, 0)
    page = min(page, last)
    shown = list(enumerate(doers, 1))[page * PAGE :][:PAGE]
    lines = [texts.html("<b>Who came?</b> {call}", call=calls.call_line(found.call, reader)), escape(_task(found, this, doers, reader))]
    lines += [escape(f"{number}. {_said(doer, texts)}") for number, doer in shown]
    keys = [_mark(number, doer, page, texts) for number, doer in shown]
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    rows += turning(page, page < last, lambda to: ShowCame(call=found.call.id, task=this.id, page=to), texts)
    rows += [_others(this, page, texts), *_hours(this, page, texts)]
    back = ShowCame(call=found.call.id).key(texts.say("Back"))
    return Outgoing("\n".join(lines), (*rows, (back,)))


def _said(doer: Doer, texts: Texts) -> str:
    name = isolated(doer.name) if doer.name else texts.say("Neighbour {number}", number=doer.number)
    state = texts.say("did not come") if doer.volunteer.absent else texts.say("came")
    return f"{name}, {state}"


def _mark(number: int, doer: Doer, page: int, texts: Texts) -> Key:
    absent = doer.volunteer.absent
    label = texts.say("{number}. Came", number=number) if absent else texts.say("{number}. Did not come", number=number)
    return MarkCame(volunteer=doer.volunteer.id, came=int(absent), page=page).key(label)


def _others(task: Task, page: int, texts: Texts) -> tuple[Key, ...]:
    """Those who helped without having signed up: one more, one fewer."""
    more = AddOthers(task=task.id, others=task.others + 1, page=page).key(texts.say("One more helped"))
    fewer = AddOthers(task=task.id, others=task.others - 1, page=page).key(texts.say("One fewer")) if task.others else None
    return (more, fewer) if fewer else (more,)


def _hours(task: Task, page: int, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """How long one did a task that has no hours itself."""
    if has_hours(task):
        return ()
    keys = [SayHours(task=task.id, minutes=each, page=page).key(hours(each, texts)) for each in SAID]
    more = SayHours(task=task.id, minutes=(task.each_minutes or 0) + HALF, page=page).key(texts.say("Half an hour more"))
    none = SayHours(task=task.id, minutes=0, page=page).key(texts.say("No hours"))
    return tuple(keys), (more, none)


def thanks(found: Thanked, reader: Reader) -> Outgoing:
    """To somebody who came, or who answers for a neighbour who did."""
    texts, line = reader.texts, calls.call_line(found.call, reader)
    said = [texts.html("<b>{call}</b>: thank you for helping.", call=line) if found.mine else Html(f"<b>{escape(line)}</b>")]
    if found.neighbours:
        said.append(
            texts.count_html(
                "Please thank the neighbour too for whom you signed up.",
                "Please thank the {n} neighbours too for whom you signed up.",
                found.neighbours,
            )
        )
    if found.call.came:
        said.append(texts.count_html("{n} helped in all.", "{n} helped in all.", found.call.came))
    return Outgoing("\n".join(said))


def row(shown: ShownCall, reader: Reader) -> tuple[Key, ...]:
    """On the organiser's screen, once the call is over."""
    call = shown.call
    if call.state is not CallState.OVER or not shown.organises:
        return ()
    return (ShowCame(call=call.id).key(reader.texts.say("Who came")),)
