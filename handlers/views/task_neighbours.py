"""Tasks of neighbours without a phone: how they are signed up, and what is owed about them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.names import apart, cut, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Texts, escape
from community.privacy import ticket_of
from community.volunteering import Call, Task
from community.volunteering.proxies import NeighbourTasks, Theirs
from handlers.taps.call_more import OpenCallMore
from handlers.taps.task_neighbours import (
    AskTaskNeighbour,
    OpenTaskNeighbours,
    PassTaskNewsOn,
    SignUpTaskNeighbour,
    TaskNeighbourCant,
)
from handlers.views.calls import WIDE, named, task_when, title
from handlers.views.lists import turning
from handlers.views.reader import Reader
from storage.volunteering import Volunteer

PAGE = 6
"""Tasks to choose among on one screen."""

LONGEST_LABEL = 20


def called(volunteer: Volunteer, texts: Texts) -> str:
    """A neighbour by nickname, or as one of them."""
    return isolated(volunteer.nickname) if volunteer.nickname else texts.say("a neighbour")


def told_keys(volunteer: Volunteer, texts: Texts, *, alone: bool = True) -> tuple[Key, ...]:
    """The neighbour knows the news, or could not be reached."""
    told, unreached = (PassTaskNewsOn(volunteer=volunteer.id, told=each) for each in (1, 0))
    if alone:
        return told.key(texts.say("I told")), unreached.key(texts.say("I can't reach"))
    name = cut(called(volunteer, texts), LONGEST_LABEL)
    return told.key(texts.say("Told: {name}", name=name)), unreached.key(texts.say("Not reached: {name}", name=name))


def to_be_told(outgoing: Outgoing, theirs: Sequence[Volunteer], texts: Texts) -> Outgoing:
    """News for who answers for neighbours: they tell them too, and say so with a tap."""
    if not theirs:
        return outgoing
    names = ", ".join(called(each, texts) for each in theirs)
    text = outgoing.text + "\n" + texts.html("Please tell them too: {names}.", names=names)
    return replace(outgoing, text=text, keys=(*outgoing.keys, *(told_keys(each, texts, alone=len(theirs) == 1) for each in theirs)))


def news(call: Call, theirs: Theirs, reader: Reader) -> Outgoing:
    """A place is free, and it is the neighbour's; whoever answers for them tells them."""
    texts = reader.texts
    whom, when = called(theirs.volunteer, texts), task_when(call, theirs.task, texts, reader.now)
    text = texts.html(
        "For {whom}: a place is free, and it is theirs: {task}.",
        whom=whom,
        task=", ".join(part for part in (apart(theirs.task.name), when) if part),
    )
    return to_be_told(Outgoing(text), [theirs.volunteer], texts)


def neighbours(found: NeighbourTasks, page: int, reader: Reader) -> Outgoing:
    """What one's neighbours have, what they can give back, and what else they can take."""
    call, texts = found.call, reader.texts
    lines = [title(call.title, texts)]
    lines += [escape(_line(each, call, reader)) for each in found.theirs]
    lines.append(texts.html("Which task does a neighbour without a phone take? Ask them first. You tell them if something changes."))
    page = max(0, min(page, (len(found.tasks) - 1) // PAGE))
    tasks = found.tasks[page * PAGE : (page + 1) * PAGE]
    keys = [AskTaskNeighbour(call=call.id, task=task.id).key(apart(cut(task.name, WIDE))) for task in tasks]
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)] if not call.closed else []
    more = len(found.tasks) > (page + 1) * PAGE
    turn = turning(page, more, lambda at: OpenTaskNeighbours(call=call.id, page=at), texts)
    return Outgoing("\n".join(lines), (*rows, *turn, *(_cant_row(each, texts) for each in found.theirs), back_row(call.id, reader)))


def ask_nickname(found: NeighbourTasks, task: Task, reader: Reader) -> Outgoing:
    """The question; the next words answer it."""
    texts, call = reader.texts, found.call
    text = texts.html(
        "<b>{task}</b>\nBy which nickname? Write it only if the neighbour agrees. The organiser sees it. "
        "It is erased {days} days after the event.",
        task=named(call, task, texts, reader.now),
        days=reader.privacy.nicknames_days,
    )
    without = SignUpTaskNeighbour(call=call.id, task=task.id, number=found.nameless(task.id) + 1).key(texts.say("Without a nickname"))
    back = OpenTaskNeighbours(call=call.id).key(texts.say("Back"))
    return Outgoing(text, ((without,), (back,)))


def back_row(call: int, reader: Reader) -> tuple[Key, ...]:
    """The way back to what else there is."""
    return (OpenCallMore(call=call, ticket=ticket_of(reader.key, call)).key(reader.texts.say("Back")),)


def _line(each: Theirs, call: Call, reader: Reader) -> str:
    texts = reader.texts
    said = {"whom": called(each.volunteer, texts), "task": named(call, each.task, texts, reader.now)}
    if each.queue:
        return texts.say("For {whom}: {task}, in the queue ({number})", number=each.queue, **said)
    return texts.say("For {whom}: {task}", **said)


def _cant_row(each: Theirs, texts: Texts) -> tuple[Key, ...]:
    whom = cut(called(each.volunteer, texts), LONGEST_LABEL)
    label = texts.say("Give back: {task}", task=f"{whom}, {apart(cut(each.task.name, WIDE))}")
    return (TaskNeighbourCant(volunteer=each.volunteer.id).key(label),)
