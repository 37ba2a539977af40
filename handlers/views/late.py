"""Giving a task back so late that an organiser is asked: what they are asked, and what the other one is told."""

from bot.names import isolated
from bot.outgoing import Outgoing
from community.privacy import ticket_of
from community.volunteering import Call, Task
from community.volunteering.leaving import Leaver
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.hand_overs import OpenHandOver
from handlers.taps.late import AnswerLeaver
from handlers.taps.volunteering import OpenCall, TakeTask
from handlers.views.calls import said_in_full
from handlers.views.reader import Reader


def leaving(found: Leaver, reader: Reader) -> Outgoing:
    """To an organiser."""
    texts, call = reader.texts, found.call
    who = isolated(found.name) if found.name else texts.say("A neighbour")
    text = texts.html(
        "{who} would like to give back: <b>{task}</b>\nIt begins in less than {hours} hours. Until you answer, the place is kept.",
        who=who,
        task=said_in_full(call, found.task, reader),
        hours=call.leave_hours or 0,
    )
    go, stay = (AnswerLeaver(call=call.id, volunteer=found.volunteer.id, go=each) for each in (1, 0))
    return Outgoing(text, ((go.key(texts.say("Let go")), stay.key(texts.say("Ask to stay"))),))


def answered(call: Call, task: Task, go: bool, reader: Reader) -> Outgoing:
    """To the organiser who answered."""
    texts, said = reader.texts, said_in_full(call, task, reader)
    text = texts.html("Let go: {task}. I told them.", task=said) if go else texts.html("Asked to stay: {task}.", task=said)
    return Outgoing(text, ((OpenCallPanel(call=call.id).key(texts.say("For the organiser")),),))


def asked(found: Leaver, reader: Reader) -> Outgoing:
    """To the one who wants to go: what can be done meanwhile."""
    texts, call, task = reader.texts, found.call, found.task
    text = texts.html(
        "I asked the organiser whether you can give back <b>{task}</b>. It is yours until they answer.",
        task=said_in_full(call, task, reader),
    )
    if found.volunteer.person_id is None:
        return Outgoing(text)
    hand = OpenHandOver(call=call.id, task=task.id).key(texts.say("Find somebody"))
    stay = TakeTask(call=call.id, task=task.id, ticket=ticket_of(reader.key, call.id)).key(texts.say("I do it after all"))
    return Outgoing(text, ((hand,), (stay,)))


def let_go(call: Call, task: Task, reader: Reader) -> Outgoing:
    """To the one who asked: yes."""
    texts = reader.texts
    text = texts.html("The organiser lets you go: {task}. It is not yours any more.", task=said_in_full(call, task, reader))
    return Outgoing(text, ((OpenCall(call=call.id, ticket=ticket_of(reader.key, call.id)).key(texts.say("Open")),),))


def stay(call: Call, task: Task, reader: Reader) -> Outgoing:
    """To the one who asked: they are needed."""
    texts, said = reader.texts, said_in_full(call, task, reader)
    text = texts.html("The organiser asks you to stay: <b>{task}</b>. Can't you? Find somebody else.", task=said)
    return Outgoing(text, ((OpenHandOver(call=call.id, task=task.id).key(texts.say("Find somebody")),),))
