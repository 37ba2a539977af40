"""What only the organiser of a call can do, on a screen of its own."""

from collections.abc import Callable

from bot.names import apart, isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.privacy import ticket_of
from community.volunteering import CallState, Doer, Doing, ShownCall, Task, lacks
from handlers.taps.call_cancelling import CancelCall
from handlers.taps.call_changing import ChangeCall
from handlers.taps.call_helpers import ShowCallHelpers
from handlers.taps.call_panel import AskByItself, AskChat, CloseCall, FinishCall, OpenCallPanel, ShowDoers
from handlers.taps.events import OpenEvent
from handlers.taps.volunteering import OpenCall
from handlers.views import calls, caps, checks, turnout
from handlers.views.lists import turning
from handlers.views.reader import Reader
from storage.events import Passing, Place

PAGE = 10
"""More people than this, each with their task above, do not fit a message."""


def panel(shown: ShownCall, reader: Reader) -> Outgoing:
    """How the call stands, and a button for each thing the organiser can do."""
    call, texts = shown.call, reader.texts
    lines = [texts.html("For the organiser: <b>{title}</b>", title=apart(call.title))]
    if call.state is CallState.OPEN:
        lines += [escape(when)] if (when := calls.when(call, texts, reader.now)) else []
        lines += [*calls.task_lines(shown, texts, reader.now), *_standing(shown, texts), *checks.kept(shown, texts, reader.now)]
    else:
        lines += calls.collapsed(shown, texts, reader.now)[1:]
    back = OpenCall(call=call.id, here=1, ticket=ticket_of(reader.key, call.id)).key(texts.say("Back"))
    rows = [keys for row in ROWS if (keys := row(shown, reader))]
    return Outgoing("\n".join(map(Html, lines)), (*rows, (back,)))


def _standing(shown: ShownCall, texts: Texts) -> list[Html]:
    lines = [texts.html("Nobody new can take a task.")] if shown.call.closed else []
    if shown.untold:
        lines.append(
            texts.count_html(
                "{n} in the queue got a task and could not be told.",
                "{n} in the queue got a task and could not be told.",
                shown.untold,
            )
        )
    return lines


Row = Callable[[ShownCall, Reader], tuple[Key, ...]]
"""The buttons of one noun for the organiser; none where there is nothing to do."""


def _doers(shown: ShownCall, reader: Reader) -> tuple[Key, ...]:
    """Who does what: an admin of the group, who organises nothing, does not see it."""
    return (ShowDoers(call=shown.call.id).key(reader.texts.say("Who does what")),) if shown.organises else ()


def _close(shown: ShownCall, reader: Reader) -> tuple[Key, ...]:
    call, texts = shown.call, reader.texts
    if call.state is not CallState.OPEN:
        return ()
    label = texts.say("Open again") if call.closed else texts.say("Close for new ones")
    helpers = (ShowCallHelpers(call=call.id).key(texts.say("Who looks after it")),) if shown.organises else ()
    return (CloseCall(call=call.id, closed=int(not call.closed)).key(label), *helpers)


def _ask(shown: ShownCall, reader: Reader) -> tuple[Key, ...]:
    call, texts = shown.call, reader.texts
    if call.state is not CallState.OPEN or call.closed or not any(lacks(task, reader.now) for task in shown.tasks):
        return ()
    return (AskChat(call=call.id).key(texts.say("Ask the chat")),)


def _auto(shown: ShownCall, reader: Reader) -> tuple[Key, ...]:
    """Only shifts are looked at before they begin."""
    call, texts = shown.call, reader.texts
    if call.state is not CallState.OPEN or not any(task.starts for task in shown.tasks):
        return ()
    label = texts.say("Asks the chat by itself: yes") if call.auto_needed else texts.say("Asks the chat by itself: no")
    return (AskByItself(call=call.id, auto=int(not call.auto_needed)).key(label),)


def _change(shown: ShownCall, reader: Reader) -> tuple[Key, ...]:
    call, texts = shown.call, reader.texts
    if call.state is not CallState.OPEN:
        return ()
    done = (FinishCall(call=call.id).key(texts.say("Done")),) if call.finishes_at is None else ()
    change = ChangeCall(call=call.id).key(texts.say("Change"))
    return (change, *done, CancelCall(call=call.id, sure=0).key(texts.say("Cancel it")))


def _event(shown: ShownCall, reader: Reader) -> tuple[Key, ...]:
    """Back to the event it belongs to."""
    event = shown.call.event_id
    return (OpenEvent(event=event, here=1).key(reader.texts.say("The event")),) if event else ()


ROWS: tuple[Row, ...] = (turnout.row, _doers, _ask, _change, _close, _auto, caps.row, checks.row, _event)
"""In the order of the screen: what is needed more often comes first."""


def doers(found: Doing, page: int, reader: Reader) -> Outgoing:
    """A page of who does what: below each task who does it, and who waits."""
    call, texts = found.call, reader.texts
    flat: list[tuple[Task, Doer | None]] = [(task, doer) for task, theirs in found.tasks for doer in (theirs or (None,))]
    last = max((len(flat) - 1) // PAGE, 0)
    page = min(page, last)
    lines, above = [texts.html("Who does what: <b>{title}</b>", title=apart(call.title))], None
    for task, doer in flat[page * PAGE : (page + 1) * PAGE]:
        if task is not above:
            lines.append(calls.line(call, task, texts, reader.now))
            above = task
        lines += [escape(_doer(doer, texts))] if doer else []
    turn = turning(page, page < last, lambda to: ShowDoers(call=call.id, page=to), texts)
    back = OpenCallPanel(call=call.id).key(texts.say("Back"))
    return Outgoing("\n".join(lines), (*turn, (back,)))


def _doer(doer: Doer, texts: Texts) -> str:
    """`– Aino, in the queue`."""
    volunteer = doer.volunteer
    name = isolated(doer.name) if doer.name else texts.say("Neighbour {number}", number=doer.number)
    said = (
        (volunteer.place is Place.WAITING, texts.say("in the queue")),
        (volunteer.overlaps, texts.say("has another task at that time")),
        (volunteer.person_id is None and volunteer.by_id is not None, texts.say("signed up by a neighbour")),
        (volunteer.untold or volunteer.passing is Passing.UNREACHED, texts.say("could not be told")),
        (not volunteer.confirmed, texts.say("has not confirmed the new time")),
        (volunteer.passing is Passing.OPEN, texts.say("not told yet")),
    )
    return f"– {', '.join([name, *(state for true, state in said if true)])}"
