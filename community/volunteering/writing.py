"""What the words of somebody who makes a call in private say: an answer, or a whole message at any question. Pure rules."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.names import clean_line
from community.events.lines import fitting
from community.refusals import Refused
from community.volunteering.asking import data_of
from community.volunteering.counts import is_count, take_count
from community.volunteering.heads import read_head, read_when
from community.volunteering.lines import MOST_TASKS, read_call
from community.volunteering.making import named, of_last, placed_at, with_task
from community.volunteering.placing import HeadTime, TaskTime
from community.volunteering.steps import HEAD, Data, Step
from community.volunteering.task_lines import BULLET, TaskLine, clean, read_task
from community.volunteering.timing import head_of, on_day, timed, times_of
from community.when.reading import House
from storage.volunteering import ABOUT, CONTACT, REQUIREMENT

LONG = (Step.TEXT, Step.ABOUT, Step.NEEDS)
"""Where several lines are no message with tasks."""


def is_message(step: str, text: str, now: datetime, zone: ZoneInfo) -> bool:
    """Whether words are a whole call; where tasks are asked, several lines are tasks unless the first says when it is."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or step in LONG:
        return False
    if step != Step.TASKS:
        return True
    try:
        return read_head(lines[0], House.at(now, zone)).time != HeadTime()
    except Refused:
        return False


def written(step: Step, text: str, data: Data, now: datetime, zone: ZoneInfo) -> Data:
    """What is known after words; a whole message answers everything, at any question.

    Raises: Refused with the reasons of community.volunteering.lines.read_call, call-choose.
    """
    if is_message(step, text, now, zone):
        read = data_of(read_call(text, now, zone), text)
        return {**data, **read, "answered": list(HEAD), "open": [], "done": True, "again": False}
    house = House.at(now, zone)
    match step:
        case Step.WHAT:
            return named(read_head(text, house), data)
        case Step.WHEN | Step.CHOOSE:
            return _when(text, data, house)
        case Step.HOURS:
            return _hours(text, data, house)
        case Step.WHERE:
            return placed_at(fitting(data["title"], text, None)["place"], data)
        case Step.TASKS:
            return _tasks(text, data, house)
        case Step.PEOPLE:
            return _people(text, data)
        case Step.TIMES:
            return _times(text, data, house)
        case _:
            return _words(step, text, data)


def _words(step: Step, text: str, data: Data) -> Data:
    match step:
        case Step.TITLE:
            return {**data, "title": fitting(text, None, None)["title"]}
        case Step.TEXT:
            return {**data, "text": fitting(data["title"], None, text)["text"]}
        case Step.CONTACT:
            return {**data, "contact": _fitting("contact-too-long", text, CONTACT)}
        case Step.NEEDS:
            return of_last(data, requirement=_fitting("call-requirement-too-long", text, REQUIREMENT))
        case Step.ABOUT:
            return of_last(data, about=_fitting("call-about-too-long", text, ABOUT))
        case _:
            raise Refused("call-choose")


def _fitting(code: str, text: str, most: int) -> str:
    words = clean_line(text, longest=len(text) + 1) or ""
    if len(words) > most:
        raise Refused(code, over=len(words) - most, most=most)
    return words


def _when(text: str, data: Data, house: House) -> Data:
    found = read_when(text, house)
    if found is None:
        raise Refused("not-understood")
    time, place = found
    known = on_day(time.starts.date(), data, house.now, house.zone) if time.starts and time.whole_day else timed(time, data)
    return placed_at(place, known) if place else known


def _hours(text: str, data: Data, house: House) -> Data:
    """Hours of the day that is known, or another day with its hours."""
    starts, _ = times_of(data)
    assert starts is not None, "hours are asked of a day"
    found = read_when(f"{starts:%Y-%m-%d} {text}", house) or read_when(text, house)
    if found is None or found[0].whole_day:
        raise Refused("no-time")
    return timed(found[0], data)


def _tasks(text: str, data: Data, house: House) -> Data:
    """One task, about which more is asked if there is only its name; or several, one a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    over = len(data["tasks"]) + len(lines) - MOST_TASKS
    if over > 0:
        raise Refused("call-too-many-tasks", over=over, most=MOST_TASKS)
    known = data
    for line in lines:
        task = read_task(len(known["tasks"]) + 1, line, head_of(data), house)
        known = with_task(task, _open(line, task) if len(lines) == 1 else (), known)
    return known


def _open(line: str, task: TaskLine) -> tuple[Step, ...]:
    """What the line of a task does not say: how many, and (where there is nothing but a name) when."""
    counted = take_count(line)[0] is not None or (task.least, task.most) != (1, 1)
    bare = clean(BULLET.sub("", line)) == task.name
    return (*(() if counted else (Step.PEOPLE,)), *((Step.TIMES,) if bare else ()))


def _people(text: str, data: Data) -> Data:
    count = is_count(text) or is_count(f"×{text.strip()}")
    if count is None:
        raise Refused("call-how-many")
    return of_last(data, Step.PEOPLE, least=count.least, most=count.most)


def _times(text: str, data: Data, house: House) -> Data:
    """At which hours the last task is, perhaps on a day of its own."""
    said = read_task(0, f"{data['tasks'][-1]['name'][:20]}, {text}", head_of(data), house)
    if TaskTime(said.starts, said.ends) in (TaskTime(), TaskTime(*times_of(data))):
        raise Refused("call-bad-hours", said=text[:40])
    times = {name: wall.isoformat() if wall else None for name, wall in (("starts", said.starts), ("ends", said.ends))}
    return of_last(data, Step.TIMES, own_day=said.own_day, **times)
