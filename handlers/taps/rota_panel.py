"""Buttons on the screen of who organises a rota."""

from handlers.buttons import Button


class OpenRotaPanel(Button, prefix="ru"):
    """What only the organiser can do."""

    rota: int


class StartRota(Button, prefix="rv"):
    """Turns are given out from now on."""

    rota: int


class EndRota(Button, prefix="rw"):
    """It ends for good; asked once: `sure` is 1 then."""

    rota: int
    sure: int = 0


class RotaDates(Button, prefix="rx"):
    """The coming dates, to let one fall out."""

    rota: int


class SkipDate(Button, prefix="ry"):
    """This date falls out (1), or takes place after all (0)."""

    turn: int
    skipped: int


class RotaMembers(Button, prefix="rz"):
    """Who takes turns, by pages."""

    rota: int
    page: int = 0


class RemoveMember(Button, prefix="yr"):
    """They take no turns any more; asked once: `sure` is 1 then."""

    member: int
    sure: int = 0


class AddFlats(Button, prefix="yf"):
    """All flats of the house's list take turns."""

    rota: int
