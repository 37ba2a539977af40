"""How many tasks of a call one neighbour may have in a week."""

from bot.names import apart
from bot.outgoing import Key, Outgoing
from community.volunteering import CallState, ShownCall
from handlers.taps.call_panel import OpenCallPanel
from handlers.taps.caps import SetCap, ShowCap
from handlers.views import calls
from handlers.views.reader import Reader

OFFERED = (1, 2, 3, 4, 5)


def screen(shown: ShownCall, reader: Reader) -> Outgoing:
    """What holds now, and what there is to choose."""
    call, texts = shown.call, reader.texts
    lines = [
        texts.html("<b>{title}</b>: how many tasks may one neighbour have in a week?", title=apart(call.title)),
        *(calls.cap(call, texts) or [texts.html("There is no limit now.")]),
        texts.html("Who has more keeps them. Who waits stays in the queue until there is room."),
    ]
    numbers = tuple(SetCap(call=call.id, most=most).key(str(most)) for most in OFFERED)
    none, back = SetCap(call=call.id, most=0).key(texts.say("No limit")), OpenCallPanel(call=call.id).key(texts.say("Back"))
    return Outgoing("\n".join(lines), (numbers, (none, back)))


def row(shown: ShownCall, reader: Reader) -> tuple[Key, ...]:
    """On the organiser's screen, where one could take several."""
    call, texts = shown.call, reader.texts
    if call.state is not CallState.OPEN or len(shown.tasks) == 1:
        return ()
    said = str(call.weekly_cap) if call.weekly_cap else "…"
    return (ShowCap(call=call.id).key(texts.say("At most {n} a week", n=said)),)
