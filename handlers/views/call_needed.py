"""Tasks that lack people: the question to those who organise them, and "still needed" in the chat."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import say_time
from bot.names import apart, cut
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.volunteering import Asked, Asking, Call, Lacking, Part, ShownCall, Task, lacks, needed
from handlers.taps.call_cancelling import CancelCall
from handlers.taps.call_changing import ChangeCallPart
from handlers.taps.call_panel import AskChat, GoOnAnyway, OpenCallPanel
from handlers.taps.volunteering import TakeTask
from handlers.views import calls
from handlers.views.needed import more_needed
from handlers.views.reader import Reader

MOST_BUTTONS = 6
"""Three rows of two; with more tasks there is a way to the list of each call."""

MOST_LINES = 10
"""So many tasks are named in a chat; the lists have all."""


def lacking(shown: ShownCall, tasks: Collection[int], reader: Reader, *, asked: bool) -> Outgoing | None:
    """To the organiser: what lacks people, and the ways out. None when nobody is missing any more.

    `asked`: the chat was asked by itself.
    """
    call, texts = shown.call, reader.texts
    missing = [task for task in shown.tasks if task.id in tasks and lacks(task, reader.now)]
    if not missing or call.state is not call.state.OPEN:
        return None
    lines = [texts.html("<b>{title}</b>: people are missing.", title=apart(call.title))]
    lines += [_line(call, task, texts, reader.now) for task in missing[:MOST_LINES]]
    lines.append(texts.html("What shall happen? Without an answer it goes on."))
    ask = () if call.closed or asked else ((AskChat(call=call.id).key(texts.say("Ask the chat")),),)
    if asked:
        lines.append(texts.html("I ask the chat, as you chose."))
    go_on, panel = (
        GoOnAnyway(call=call.id).key(texts.say("Go ahead anyway")),
        OpenCallPanel(call=call.id).key(texts.say("For the organiser")),
    )
    move = ChangeCallPart(call=call.id, part=Part.WHEN).key(texts.say("Move"))
    cancel = CancelCall(call=call.id, sure=0).key(texts.say("Cancel it"))
    return Outgoing("\n".join(lines), (*ask, (go_on, move), (cancel, panel)))


def goes_on(shown: ShownCall, reader: Reader) -> Outgoing:
    """It goes on with those there are."""
    text = reader.texts.html("<b>{title}</b> goes on with those who come.", title=apart(shown.call.title))
    return Outgoing(text, ((OpenCallPanel(call=shown.call.id).key(reader.texts.say("For the organiser")),),))


def asked(found: Asked, texts: Texts, zone: str, now: datetime) -> str:
    """The pop-up of who asked the chat."""
    if found.outcome is Asking.ADDED:
        return texts.say("The chat was asked for others today. I add this there.")
    if found.outcome is Asking.LATER:
        time = say_time(found.at.astimezone(ZoneInfo(zone)), texts.language)
        return texts.say("It is quiet now. I ask the chat in the morning, {time}.", time=time)
    return texts.say("I ask the chat now. It can be asked once a day.")


def still_needed(found: Sequence[Lacking], reader: Reader) -> Outgoing:
    """To a chat: what is missing of all its calls, with a button for each, or the ways to the lists."""
    texts = reader.texts
    if not found:
        return Outgoing(texts.html("Nobody is missing any more."))
    every = [(each.call, task) for each in found for task in each.tasks]
    lines, above = [texts.html("<b>Still needed</b>")], None
    for call, task in every[:MOST_LINES]:
        if call is not above and task.name != call.title:
            lines.append(escape(calls.call_line(call, reader)))
        lines.append(_line(call, task, texts, reader.now) if task.name == call.title else _below(call, task, texts, reader.now))
        above = call
    if len(every) > MOST_LINES:
        lines.append(texts.count_html("… and {n} more task.", "… and {n} more tasks.", len(every) - MOST_LINES))
    if len(every) > MOST_BUTTONS:
        keys = [Key(cut(apart(each.call.title), calls.WIDE), url=reader.call_link(each.call.id)) for each in found[:MOST_BUTTONS]]
    else:
        keys = [TakeTask(call=call.id, task=task.id).key(apart(cut(task.name, calls.WIDE))) for call, task in every]
    return Outgoing("\n".join(lines), tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)))


def _line(call: Call, task: Task, texts: Texts, now: datetime) -> Html:
    """`Raking, Sat 22 May, 12:00–15:00: 2 more needed`."""
    named = ", ".join(part for part in (apart(task.name), calls.task_when(call, task, texts, now)) if part)
    return escape(f"{named}: {more_needed(needed(task), texts)}")


def _below(call: Call, task: Task, texts: Texts, now: datetime) -> Html:
    """The same below its call: `– Raking 12–15: 2 more needed`."""
    return escape(f"– {calls.named(call, task, texts, now)}: {more_needed(needed(task), texts)}")
