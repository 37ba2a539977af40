"""Words that follow whose the house is: a housing company has a board, a rental house a residents' committee."""

from bot.texts import Texts, later
from storage.places import House, Tenure
from storage.roles import Role

KINDS = {Tenure.OWNED: later("Housing company"), Tenure.RENTED: later("Rental house")}

ROLES = {Role.ACTIVIST: later("resident activist"), Role.BOARD: later("board"), Role.MANAGER: later("community manager")}

COMMITTEE = later("residents' committee")


def role_name(role: Role, house: House | None, texts: Texts) -> str:
    """A role as neighbours call it in this house (None: in no single one)."""
    rented = house is not None and house.tenure is Tenure.RENTED
    return texts.say(COMMITTEE if rented and role is Role.BOARD else ROLES[role])
