"""Buttons of the trust ladder."""

from handlers.buttons import Button


class AskVoucher(Button, prefix="av"):
    """Ask those who do something for a house whether somebody knows me."""

    house: int


class Vouch(Button, prefix="vo"):
    """`lives` is 1: yes, this person lives here; 0: I don't know."""

    voucher: int
    lives: int


class TakeVoucher(Button, prefix="tv"):
    """It does not hold any more."""

    voucher: int
