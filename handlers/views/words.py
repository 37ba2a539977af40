"""Words that follow whose the house is: a housing company has a board, a rental house a residents' committee."""

from bot.texts import Texts, later
from storage.places import House, Tenure
from storage.roles import Role

KINDS = {Tenure.OWNED: later("Housing company"), Tenure.RENTED: later("Rental house")}

ROLES = {Role.ACTIVIST: later("resident activist"), Role.BOARD: later("board"), Role.MANAGER: later("community manager")}

INVITE = {Role.ACTIVIST: later("Invite an activist"), Role.BOARD: later("Invite to the board"), Role.MANAGER: later("Invite a manager")}

IN_RENTED = {
    "board": later("residents' committee"),
    "Invite to the board": later("Invite to the residents' committee"),
    "admins, board and activists": later("admins, residents' committee and activists"),
    "The board cancelled this: <b>{title}</b>, {when}.": later("The residents' committee cancelled this: <b>{title}</b>, {when}."),
    "The board cancelled this: <b>{title}</b>.": later("The residents' committee cancelled this: <b>{title}</b>."),
}
"""What is said in a rental house instead. In a house of which nobody has said whose it is, words are those of a housing company."""


def fitting(message: str, house: House | None) -> str:
    """A text as it fits a house (None: no single one)."""
    return IN_RENTED.get(message, message) if house is not None and house.tenure is Tenure.RENTED else message


def role_name(role: Role, house: House | None, texts: Texts) -> str:
    """A role as neighbours call it in this house (None: in no single one)."""
    return texts.say(fitting(ROLES[role], house))


def on_the_board(n: int, house: House, texts: Texts) -> str:
    """How many there are, in the words of the house."""
    if house.tenure is Tenure.RENTED:
        return texts.count("{n} on the residents' committee", "{n} on the residents' committee", n)
    return texts.count("{n} on the board", "{n} on the board", n)
