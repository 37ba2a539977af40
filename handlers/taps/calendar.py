"""Buttons of the calendar."""

from handlers.buttons import Button


class AddToCalendar(Button, prefix="ac"):
    """An event as a file for one's own calendar. `ticket`: that its holder has seen the card."""

    event: int
    ticket: str = ""


class ShowCalendar(Button, prefix="ca"):
    """The addresses of my calendars."""


class OpenFeed(Button, prefix="fo"):
    """An address for the calendar of a house; 0 is what I said yes to."""

    house: int


class RenewFeed(Button, prefix="fn"):
    """Another address instead of this one."""

    feed: int


class CloseFeed(Button, prefix="fc"):
    """Nothing answers at this address any more."""

    feed: int
