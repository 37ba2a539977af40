"""Buttons of rotas."""

from enum import StrEnum

from handlers.buttons import Button


class JoinRota(Button, prefix="ra"):
    """Take turns from now on. `ticket`: that its holder has seen the card."""

    rota: int
    ticket: str = ""


class MyTurns(Button, prefix="rb"):
    """When is it my turn?"""

    rota: int


class OpenRota(Button, prefix="rd"):
    """A rota in the private chat; `here` is 1 where the pressed message shows it."""

    rota: int
    here: int = 0
    ticket: str = ""


class ShowRotas(Button, prefix="re"):
    """The rotas of one's houses."""


class ChooseMyFlat(Button, prefix="rj"):
    """Which flat of the rota is mine? By pages."""

    rota: int
    page: int = 0
    ticket: str = ""


class TieFlat(Button, prefix="ri"):
    """This flat is mine, by the number of its member: its turns are told to me."""

    member: int
    page: int = 0
    ticket: str = ""


class LeaveRota(Button, prefix="rk"):
    """Take no turns any more; asked once, as coming turns go to others: `sure` is 1 then."""

    rota: int
    sure: int = 0


class PauseRota(Button, prefix="rl"):
    """Pause from a day on (as date.toordinal counts; 0: ask which) for so many months (0: ask how many)."""

    rota: int
    day: int = 0
    months: int = 0


class EndPause(Button, prefix="rg"):
    """Take turns again."""

    rota: int


class OpenTurn(Button, prefix="rm"):
    """What I can do with a turn of mine."""

    turn: int


class CantTurn(Button, prefix="rn"):
    """I can't this time; asked once what becomes of it: `sure` is 1 then."""

    turn: int
    sure: int = 0


class SwapTurn(Button, prefix="ro"):
    """Ask whoever has the `other` turn to swap; 0 asks for which one."""

    turn: int
    other: int = 0


class AnswerSwap(Button, prefix="rq"):
    """Yes or no, from who has the `other` turn."""

    turn: int
    other: int
    yes: int


class TakeTurn(Button, prefix="rr"):
    """Take a turn that nobody has."""

    turn: int


class Duty(StrEnum):
    """Duties that come again in most houses."""

    SAUNA = "sauna"
    STAIRS = "stairs"
    YARD = "yard"
    BINS = "bins"


class NewRota(Button, prefix="rf"):
    """Begin a rota; `fresh` is 1 to forget what was begun before."""

    fresh: int = 0


class NameRota(Button, prefix="rh"):
    """It is one of the usual duties."""

    draft: int
    duty: Duty


class RotaRule(StrEnum):
    """What can be set from the preview."""

    WITHOUT_HOLIDAYS = "h"
    BY_FLAT = "f"


class SetRotaRule(Button, prefix="rt"):
    """A rule has this value now."""

    draft: int
    rule: RotaRule
    value: int
