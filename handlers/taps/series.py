"""Buttons of series."""

from community.series import Promised, Scope
from community.when import Cadence
from handlers.buttons import Button


class LeaveOut(Button, prefix="xl"):
    """Holidays and eves are left out of a series that is not published yet."""

    draft: int


class JustOnce(Button, prefix="xo"):
    """What was understood as a series comes once."""

    draft: int


class ShowDates(Button, prefix="xd"):
    """The coming dates of a series. `ticket`: that its holder has seen the card."""

    event: int
    ticket: str = ""


class OpenDate(Button, prefix="xx"):
    """One of them, as in 20270518; it is made if nobody needed it before."""

    event: int
    day: int
    ticket: str = ""


class SeriesToCalendar(Button, prefix="xk"):
    """The whole series as a file."""

    event: int
    ticket: str = ""


class ShowSeries(Button, prefix="xs"):
    """What the organiser can do with a series, or how an event can come again."""

    event: int


class ComeAgain(Button, prefix="xr"):
    """It comes again from now on."""

    event: int
    cadence: Cadence


class AskEnd(Button, prefix="xq"):
    """Which is the last date?"""

    event: int


class SetEnd(Button, prefix="xe"):
    """So many dates come after this one; with `endless` there is no last one."""

    event: int
    more: int
    endless: int = 0


class PauseSeries(Button, prefix="xu"):
    """`paused` is 1 to rest, 0 to go on."""

    event: int
    paused: int


class SpreadChange(Button, prefix="xc"):
    """What was changed about one date goes to others."""

    event: int
    scope: Scope
    promised: Promised
