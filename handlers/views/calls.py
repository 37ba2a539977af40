"""What calls for hands look like: cards, the private list, and lists of calls."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_day, say_hours, say_span
from bot.names import apart, cut, isolated, units
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.privacy import ticket_of
from community.volunteering import Call, CallState, Clash, Mine, ShownCall, Task, Wish, missing_most, needed, room
from handlers.buttons import Button
from handlers.taps.call_making import NewCall
from handlers.taps.call_more import OpenCallMore
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.rotas import ShowRotas
from handlers.taps.turnout import ShowHours
from handlers.taps.volunteering import LeaveCall, LeaveTask, MyTasks, OpenCall, TakeTask
from handlers.views.reader import Reader
from handlers.views.reasons import reason
from storage.places import House

SIGN = "🧹"

MOST_LINES = 6
"""So many tasks stand on a card; of more it shows those that lack most, and the rest is in private."""

ROWS, WIDE = 2, 18
"""Rows of tasks under a card; up to so many characters two stand side by side on a narrow screen."""

PAGE = 4
"""Tasks on one page of the private list: each has two lines and a button."""

LONGEST = 3600
"""So long a message may become before its text gives way: Telegram takes 4096 with all that stands around it."""

Row = tuple[Key, ...]


def when(call: Call, texts: Texts, now: datetime) -> str:
    """`la 22.5. klo 12–15`, or the day alone; nothing of a call without a date."""
    if call.starts is None:
        return ""
    today = now.astimezone(ZoneInfo(call.zone)).date()
    if call.whole_day:
        return say_day(call.starts.date(), texts.language, today=today)
    return say_span(call.starts, call.ends, texts.language, today=today)


def hours(call: Call, task: Task, texts: Texts, now: datetime) -> str:
    """The hours of a task beside its name: `klo 12–15`; with the day where it is not that of the call."""
    if task.starts is None or (task.starts, task.ends) == (call.starts, call.ends):
        return ""
    if call.starts is not None and task.starts.date() == call.starts.date():
        return say_hours(task.starts, task.ends, texts.language)
    return say_span(task.starts, task.ends, texts.language, today=now.astimezone(ZoneInfo(call.zone)).date())


def task_when(call: Call, task: Task, texts: Texts, now: datetime) -> str:
    """When a task is, in full: `la 22.5. klo 12–15`; that of its call where it has no hours of its own."""
    if task.starts is None:
        return when(call, texts, now)
    return say_span(task.starts, task.ends, texts.language, today=now.astimezone(ZoneInfo(call.zone)).date())


def named(call: Call, task: Task, texts: Texts, now: datetime) -> str:
    """`Raking 12–15`: a task with its hours."""
    return " ".join(part for part in (apart(task.name), hours(call, task, texts, now)) if part)


def state(task: Task, texts: Texts) -> str:
    """`4/6, 2 more needed`: how many do it, and what is missing in words."""
    if number := needed(task):
        missing = texts.count("{n} more needed", "{n} more needed", number)
    elif number := room(task):
        missing = texts.count("room for {n} more", "room for {n} more", number)
    else:
        missing = texts.say("full")
    queue = [texts.say("queue {n}", n=task.waiting)] if task.waiting else []
    return ", ".join([f"{task.taken}/{task.most}", missing, *queue])


def line(call: Call, task: Task, texts: Texts, now: datetime) -> Html:
    """A task on the card."""
    return escape(f"{named(call, task, texts, now)}: {state(task, texts)}")


def head(shown: ShownCall, texts: Texts, now: datetime, longest: int | None = None) -> list[Html]:
    """What it is, when, where and whom to ask; at most so many characters of its text."""
    call = shown.call
    lines = [title(call.title, texts)]
    ask = apart(call.contact) if call.contact else ", ".join(isolated(name) for name in shown.names)
    parts = [when(call, texts, now), apart(call.place or ""), texts.say("Ask: {who}", who=ask) if ask else ""]
    lines += [escape(" · ".join(part for part in parts if part))] if any(parts) else []
    return [*lines, escape(call.text if longest is None else cut(call.text, longest))] if call.text else lines


def cap(call: Call, texts: Texts) -> list[Html]:
    """How many tasks one may have, where there is a limit."""
    most = call.weekly_cap
    return [texts.count_html("At most {n} task a week each.", "At most {n} tasks a week each.", most)] if most else []


def title(named: str, texts: Texts) -> Html:
    """The first line of a card."""
    return Html(f"{SIGN} " + texts.html("<b>{title}: who can help</b>", title=apart(named)))


def card(shown: ShownCall, reader: Reader) -> Outgoing:
    """The one live message of a call in a group."""
    call, texts = shown.call, reader.texts
    if call.state is not CallState.OPEN:
        return Outgoing("\n".join(collapsed(shown, texts, reader.now)))
    lines = [*head(shown, texts, reader.now), *task_lines(shown, texts, reader.now), *cap(call, texts)]
    if call.closed:
        lines.append(texts.html("Nobody new is needed any more."))
    return Outgoing("\n".join(lines), (*_task_rows(shown, reader), _last_row(call, reader)))


def task_lines(shown: ShownCall, texts: Texts, now: datetime, most: int = MOST_LINES) -> list[Html]:
    """A line for each task; of many those that lack most, and how many more there are."""
    lines = [line(shown.call, task, texts, now) for task in missing_first(shown.tasks, most)]
    more = len(shown.tasks) - len(lines)
    return [*lines, texts.count_html("… and {n} more task.", "… and {n} more tasks.", more)] if more else lines


def missing_first(tasks: Sequence[Task], most: int) -> list[Task]:
    """At most so many tasks, in the order they were written: those that lack most, where not all have room."""
    first = {each.task.id for each in missing_most(tasks)[:most]}
    return [task for task in tasks if task.id in first]


def _last_row(call: Call, reader: Reader) -> Row:
    """Where two languages stand side by side there is room for two: one's own task says itself what it is when it is pressed again."""
    cant, tasks = LeaveCall(call=call.id).key(reader.both("Can't")), Key(reader.both("Tasks…"), url=reader.call_link(call.id))
    if len(reader.spoken) > 1:
        return cant, tasks
    return cant, MyTasks(call=call.id).key(reader.both("My answer")), tasks


def _task_rows(shown: ShownCall, reader: Reader) -> tuple[Row, ...]:
    """Tasks as buttons, at most two rows of them: those that lack most where not all have room."""
    if shown.call.closed:
        return ()
    longest = max((len(cut(task.name, WIDE)) for task in shown.tasks), default=0)
    columns = 3 if longest <= WIDE // 2 and len(shown.tasks) > ROWS * 2 else 2
    tasks = missing_first(shown.tasks, ROWS * columns)
    keys = [TakeTask(call=shown.call.id, task=task.id).key(_label(task, reader.texts)) for task in tasks]
    return tuple(tuple(keys[at : at + columns]) for at in range(0, len(keys), columns))


def _label(task: Task, texts: Texts) -> str:
    name = apart(cut(task.name, WIDE))
    return name if room(task) and not task.waiting else texts.say("{task} – queue", task=name)


def collapsed(shown: ShownCall, texts: Texts, now: datetime) -> list[Html]:
    """A card whose time is past, or that was cancelled: two lines or three, without buttons."""
    call = shown.call
    day = say_day(call.starts.date(), texts.language, today=now.date()) if call.starts else ""
    top = Html(f"<b>{escape(apart(call.title))}</b>" + (f", {escape(day)}" if day else ""))
    if call.state is CallState.CANCELLED:
        return [top, texts.html("Cancelled."), *reason(shown.cancelled, texts)]
    helped = sum(task.taken for task in shown.tasks) if call.came is None else call.came
    return [top, texts.count_html("{n} helped. Thank you.", "{n} helped. Thank you.", helped)]


def private(shown: ShownCall, page: int, reader: Reader) -> Outgoing:
    """A call in the private chat: its tasks page by page, each with what it is, and a button that takes it or gives it back."""
    call, texts = shown.call, reader.texts
    if call.state is not CallState.OPEN:
        return Outgoing("\n".join(collapsed(shown, texts, reader.now)))
    pages = max(0, (len(shown.tasks) - 1) // PAGE)
    page = min(page, pages)
    tasks = shown.tasks[page * PAGE : (page + 1) * PAGE]
    lines, keys = [], []
    for number, task in enumerate(tasks, page * PAGE + 1):
        lines += _detailed(number, call, task, shown.mine.get(task.id), texts, reader.now)
        keys.append((_key(number, call, task, shown.mine.get(task.id), page, reader),))
    top = head(shown, texts, reader.now)
    over = units("\n".join([*top, *lines])) - LONGEST
    if over > 0 and call.text:
        top = head(shown, texts, reader.now, max(len(call.text) - over, 1))
    panel = ((OpenCallPanel(call=call.id).key(texts.say("For the organiser")),),) if shown.organises else ()
    more = OpenCallMore(call=call.id, ticket=ticket_of(reader.key, call.id)).key(texts.say("More…"))
    return Outgoing("\n".join([*top, *lines]), (*keys, *_turn(call, page, pages, reader), (more,), *panel))


def _detailed(number: int, call: Call, task: Task, mine: Mine | None, texts: Texts, now: datetime) -> list[Html]:
    name = escape(named(call, task, texts, now))
    lines = [Html(f"{number}. <b>{name}</b>: {escape(state(task, texts))}")]
    more = [apart(task.about or ""), texts.say("Needed: {what}.", what=apart(task.requirement)) if task.requirement else ""]
    lines += [escape(" ".join(part for part in more if part))] if any(more) else []
    return [*lines, escape(_yours(mine, texts))] if mine else lines


def _yours(mine: Mine, texts: Texts) -> str:
    if mine.volunteer.leaving:
        return texts.say("Yours until the organiser answers whether you can give it back.")
    return texts.say("Your place in the queue: {number}.", number=mine.queue) if mine.queue else texts.say("This is yours.")


def _key(number: int, call: Call, task: Task, mine: Mine | None, page: int, reader: Reader) -> Key:
    texts, ticket, name = reader.texts, ticket_of(reader.key, call.id), apart(cut(task.name, WIDE))
    if mine and mine.volunteer.leaving:
        stay = texts.say("I do it after all: {task}", task=f"{number}. {name}")
        return TakeTask(call=call.id, task=task.id, page=page, ticket=ticket).key(stay)
    if mine:
        return LeaveTask(call=call.id, task=task.id, page=page, ticket=ticket).key(texts.say("Give back: {task}", task=f"{number}. {name}"))
    label = texts.say("Take: {task}", task=f"{number}. {name}")
    if not room(task) or task.waiting:
        label = texts.say("Join the queue: {task}", task=f"{number}. {name}")
    return TakeTask(call=call.id, task=task.id, page=page, ticket=ticket).key(label)


def _turn(call: Call, page: int, pages: int, reader: Reader) -> tuple[Row, ...]:
    texts, ticket = reader.texts, ticket_of(reader.key, call.id)
    back = [OpenCall(call=call.id, here=1, page=page - 1, ticket=ticket).key(texts.say("Previous"))] if page else []
    on = [OpenCall(call=call.id, here=1, page=page + 1, ticket=ticket).key(texts.say("Next"))] if page < pages else []
    return ((*back, *on),) if back or on else ()


def overlap(found: Clash, reader: Reader, take: Callable[[Wish], Button] | None = None) -> Outgoing:
    """Somebody wants a task at the hours of another one of theirs; `take`: another way to it than the usual one."""
    texts, call, task, ticket = reader.texts, found.call, found.task, ticket_of(reader.key, found.call.id)
    theirs = ", ".join(apart(other.name) for other in found.others)
    text = texts.html(
        "{task}, {when}: you have at that time already: {others}.",
        task=apart(task.name),
        when=task_when(call, task, texts, reader.now),
        others=theirs,
    )
    take = take or (lambda wish: TakeTask(call=call.id, task=task.id, wish=wish, ticket=ticket))
    both, only = take(Wish.BOTH).key(texts.say("Take both")), texts.say("Only {task}", task=apart(cut(task.name, WIDE)))
    leave = OpenCall(call=call.id, here=1, ticket=ticket).key(texts.say("Leave it as it is"))
    return Outgoing(text, ((both,), (take(Wish.INSTEAD).key(only),), (leave,)))


def yours(call: Call, task: Task, reader: Reader) -> Outgoing:
    """To somebody who waited: the task is theirs now."""
    texts = reader.texts
    text = texts.html("A place is free, and it is yours: {task}.", task=", ".join(said_of(call, task, texts, reader.now)))
    ticket = ticket_of(reader.key, call.id)
    keys = OpenCall(call=call.id, here=1, ticket=ticket).key(texts.say("OK")), LeaveTask(call=call.id, task=task.id, ticket=ticket)
    return Outgoing(text, ((keys[0], keys[1].key(texts.say("Can't after all"))),))


def said_of(call: Call, task: Task, texts: Texts, now: datetime) -> list[str]:
    """A task by itself: its name, when it is, and of which call."""
    parts = [apart(task.name), task_when(call, task, texts, now), apart(call.title)]
    return [part for part in dict.fromkeys(parts) if part]


def said_in_full(call: Call, task: Task, reader: Reader) -> str:
    """`Raking, Sat 22 May, 12:00–15:00, Spring clean-up`."""
    return ", ".join(said_of(call, task, reader.texts, reader.now))


def call_line(call: Call, reader: Reader) -> str:
    """`Spring clean-up, Sat 22 May`."""
    return ", ".join(part for part in (apart(call.title), when(call, reader.texts, reader.now)) if part)


def hands_needed(tasks: Iterable[Task], texts: Texts) -> str:
    """`3 more needed`, or that there are enough."""
    missing = sum(needed(task) for task in tasks)
    return texts.count("{n} more needed", "{n} more needed", missing) if missing else texts.say("enough people")


def in_list(found: Sequence[tuple[Call, Sequence[Task]]], reader: Reader, board: Sequence[House] = ()) -> Outgoing:
    """The open calls of one's houses, with how many are still needed. `board`: houses whose numbers the reader may see."""
    texts = reader.texts
    hours = [(ShowHours(house=each.id).key(texts.say("Hours: {house}", house=apart(cut(each.name, 24)))),) for each in board]
    if not found:
        new = NewCall().key(texts.say("Call for help"))
        return Outgoing(texts.html("Nobody needs hands just now. You can call for help yourself."), ((new,), *hours, _rotas(texts)))
    lines, keys = [texts.html("<b>Work and shifts</b>")], []
    for number, (call, tasks) in enumerate(found, 1):
        lines.append(escape(f"{number}. {call_line(call, reader)} · {hands_needed(tasks, texts)}"))
        keys.append(OpenCall(call=call.id).key(f"{number}. {apart(cut(call.title, 24))}"))
    return Outgoing("\n".join(lines), (*(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)), *hours, _rotas(texts)))


def _rotas(texts: Texts) -> Row:
    """The way to duties that come again."""
    return (ShowRotas().key(texts.say("Duty rotas")),)
