"""Buttons on the screen of who asks a poll."""

from handlers.buttons import Button


class OpenPollPanel(Button, prefix="vq"):
    """What only the asker can do."""

    poll: int


class ClosePoll(Button, prefix="vc"):
    """It closes now; asked once, as it can't be undone: `sure` is 1 then."""

    poll: int
    sure: int = 0


class ExtendPoll(Button, prefix="ve"):
    """It stays open until this day (as date.toordinal counts), at the hour it had; 0 asks how long."""

    poll: int
    day: int = 0


class CancelPoll(Button, prefix="vh"):
    """It is taken back; asked why first: `sure` is 1 for no reason."""

    poll: int
    sure: int = 0


class WriteOutcome(Button, prefix="vu"):
    """The next words say what happens now."""

    poll: int


class MakeEvent(Button, prefix="vd"):
    """This date becomes an event."""

    poll: int
    option: int


class OtherDates(Button, prefix="vj"):
    """Another date than the best one."""

    poll: int
