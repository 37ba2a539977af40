"""Swapping two shifts: what the one who asks sees, what the others are asked, and what both are told."""

from collections.abc import Sequence

from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from community.volunteering import Call, Task
from community.volunteering.swapping import Offered, Swapping
from handlers.buttons import Button
from handlers.taps.hand_overs import OpenHandOver
from handlers.taps.swaps import AgreeToTaskSwap, AskTaskSwap, LeaveTaskSwap, OpenTaskSwap
from handlers.taps.volunteering import OpenCall
from handlers.views.calls import WIDE, said_in_full
from handlers.views.reader import Reader

MOST = 12
"""Nobody chooses among more."""


def screen(found: Swapping, reader: Reader) -> Outgoing:
    """For which tasks it can be swapped, or that somebody is asked."""
    texts, of = reader.texts, {"call": found.call.id, "task": found.task.id}
    lines = [texts.html("Swap: <b>{task}</b>", task=said_in_full(found.call, found.task, reader))]
    keys = [AskTaskSwap(other=each.id, **of).key(apart(cut(each.name, WIDE))) for each in found.others[:MOST]]
    if found.wanted is not None:
        lines.append(texts.html("All who have {task} are asked. The first who agrees swaps.", task=apart(found.wanted.name)))
    elif keys:
        lines.append(texts.html("For which one? All who have it are asked in private, without your name."))
    else:
        lines.append(texts.html("Nobody who has another task here can be asked. Hand it over instead."))
    rows = [tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)]
    leave = [(LeaveTaskSwap(**of).key(texts.say("Don't swap after all")),)] if found.wanted is not None else []
    return Outgoing("\n".join(lines), (*rows, *leave, (OpenHandOver(**of).key(texts.say("Back")),)))


def asked(found: Offered, reader: Reader) -> Outgoing:
    """To everybody who has the other task."""
    texts, call = reader.texts, found.call
    text = texts.html(
        "Somebody would like to swap.\nYou get: <b>{get}</b>\nYou give: <b>{give}</b>",
        get=said_in_full(call, found.get, reader),
        give=said_in_full(call, found.give, reader),
    )
    swap, keep = AgreeToTaskSwap(swap=found.swap).key(texts.say("Swap")), OpenCall(call=call.id).key(texts.say("Keep mine"))
    return Outgoing(text, ((swap, keep),))


def overlap(task: Task, others: Sequence[Task], call: Call, sure: Button, back: Button, reader: Reader) -> Outgoing:
    """What somebody would get has the hours of another one of theirs."""
    texts = reader.texts
    text = texts.html(
        "{task}: you have at that time already: {others}.",
        task=said_in_full(call, task, reader),
        others=", ".join(apart(other.name) for other in others),
    )
    return Outgoing(text, ((sure.key(texts.say("Swap anyway")),), (back.key(texts.say("Leave it as it is")),)))


def to_ask(found: Swapping, other: Task, clashes: Sequence[Task], reader: Reader) -> Outgoing:
    """Before the others are asked."""
    of = {"call": found.call.id, "task": found.task.id}
    return overlap(other, clashes, found.call, AskTaskSwap(other=other.id, sure=1, **of), OpenTaskSwap(**of), reader)


def to_agree(found: Offered, clashes: Sequence[Task], reader: Reader) -> Outgoing:
    """Before somebody who was asked swaps."""
    sure = AgreeToTaskSwap(swap=found.swap, sure=1)
    return overlap(found.get, clashes, found.call, sure, OpenCall(call=found.call.id, here=1), reader)


def swapped(call: Call, task: Task, gave: Task, reader: Reader) -> Outgoing:
    """To both."""
    texts = reader.texts
    text = texts.html(
        "Swapped. Yours now: <b>{get}</b>\nNot yours any more: {give}", get=said_in_full(call, task, reader), give=apart(gave.name)
    )
    return Outgoing(text, (_open(call, reader),))


def failed(call: Call, task: Task, reader: Reader) -> Outgoing:
    """To the one who asked: somebody agreed, but they have something else at that time by now."""
    texts = reader.texts
    text = texts.html("Not swapped: {task}. You have another task at that time by now.", task=said_in_full(call, task, reader))
    return Outgoing(text, (_open(call, reader),))


def _open(call: Call, reader: Reader) -> tuple[Key, ...]:
    return (OpenCall(call=call.id).key(reader.texts.say("Open")),)
