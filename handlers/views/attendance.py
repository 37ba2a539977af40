"""The organiser's list: who comes, with how many, and who is here."""

from bot.names import isolated
from bot.outgoing import Key, Outgoing
from bot.texts import Html, Texts, escape
from community.events import Answer, Attendance, Attendee, Passing, Place
from handlers.taps.attendance import CheckIn, OpenAttendance
from handlers.taps.events import OpenPanel
from handlers.views.events import title_and_time
from handlers.views.reader import Reader

PAGE = 8
"""More lines than this, with a button each, are hard to tap at a door."""

MOST_JUMPS = 5
"""So many buttons in a row can be read on a phone."""


def attendance(found: Attendance, page: int, reader: Reader) -> Outgoing:
    """A page of the list: a line and a button for each answer, and the way to the other pages."""
    event, texts = found.event, reader.texts
    last = max((len(found.attendees) - 1) // PAGE, 0)
    page = min(page, last)
    shown = list(enumerate(found.attendees, 1))[page * PAGE : (page + 1) * PAGE]
    lines = [*title_and_time(event, reader), *_totals(found, texts), *(_line(number, each, texts) for number, each in shown)]
    keys = [_key(event.id, number, each, page, texts) for number, each in shown]
    rows = [tuple(keys[at : at + 4]) for at in range(0, len(keys), 4)]
    rows += [*_pages(event.id, page, len(found.attendees), texts), (OpenPanel(event=event.id).key(texts.say("Back")),)]
    return Outgoing("\n".join(map(Html, lines)), tuple(filter(None, rows)))


def _pages(event: int, page: int, lines: int, texts: Texts) -> tuple[tuple[Key, ...], ...]:
    """The pages beside this one, and in a long list some that are evenly apart, by the number of their first line."""
    last = max((lines - 1) // PAGE, 0)
    turn = [(page - 1, texts.say("Earlier")), (page + 1, texts.say("Further"))]
    beside = tuple(OpenAttendance(event=event, page=to).key(label) for to, label in turn if 0 <= to <= last)
    jumps = sorted({last * at // (MOST_JUMPS - 1) for at in range(MOST_JUMPS)}) if last >= MOST_JUMPS else []
    return beside, tuple(OpenAttendance(event=event, page=to).key(f"{to * PAGE + 1}–{min((to + 1) * PAGE, lines)}") for to in jumps)


def alone(number: int, texts: Texts) -> Html:
    """Who wishes to be greeted, for the organiser."""
    return texts.count_html("{n} comes alone. Please greet.", "{n} come alone. Please greet.", number)


def _totals(found: Attendance, texts: Texts) -> list[str]:
    seated, children = found.event.seated, found.children
    if not found.attendees:
        return [texts.html("Nobody has answered yet.")]
    coming: str = texts.html("Coming {n}", n=seated)
    if children:
        coming += ", " + texts.count_html("{n} of them a child", "{n} of them children", children)
    if found.came:
        coming += " · " + texts.html("here {n}", n=found.came)
    return [coming, *([alone(found.alone, texts)] if found.alone else [])]


def _line(number: int, attendee: Attendee, texts: Texts) -> str:
    sign_up = attendee.sign_up
    parts = [name_of(attendee, texts)]
    if sign_up.party > 1:
        parts.append(texts.count("{n} person", "{n} people", sign_up.party))
    if sign_up.children:
        parts.append(texts.count("{n} of them a child", "{n} of them children", sign_up.children))
    if attendee.guests:
        parts.append(texts.say("with {names}", names=", ".join(map(isolated, attendee.guests))))
    parts += _states(attendee, texts)
    return f"{number}. {escape(', '.join(parts))}"


def name_of(attendee: Attendee, texts: Texts) -> str:
    """What the neighbour calls themselves; one without a name has a number."""
    return isolated(attendee.name) if attendee.name else texts.say("Neighbour {number}", number=attendee.number)


def _states(attendee: Attendee, texts: Texts) -> list[str]:
    sign_up, proxy = attendee.sign_up, attendee.proxy
    said = (
        (sign_up.place is Place.WAITING, texts.say("in the queue")),
        (sign_up.answer is Answer.MAYBE, texts.say("maybe")),
        (sign_up.alone, texts.say("comes alone")),
        (sign_up.untold, texts.say("could not be told")),
        (proxy is not None, texts.say("signed up by a neighbour")),
        (proxy is not None and proxy.passing is Passing.OPEN, texts.say("not told yet")),
        (proxy is not None and proxy.passing is Passing.UNREACHED, texts.say("could not be told")),
        (sign_up.came, texts.say("here ✓")),
    )
    return [state for true, state in said if true]


def _key(event: int, number: int, attendee: Attendee, page: int, texts: Texts) -> Key:
    came = attendee.sign_up.came
    label = texts.say("{number}. Undo", number=number) if came else texts.say("{number}. Here", number=number)
    return CheckIn(event=event, sign_up=attendee.sign_up.id, came=int(not came), page=page).key(label)
