"""The notice board of a house, as those who look after it see it: the way to its page."""

from bot.names import apart
from bot.outgoing import Key, Outgoing
from community.houses import SHOWN
from handlers.taps.board import Boarding, HouseBoard
from handlers.taps.houses import OpenHouse
from handlers.views.reader import Reader
from storage.places import House


def board(house: House, reader: Reader) -> Outgoing:
    """Its address, or how there comes to be one."""
    texts, name, old = reader.texts, apart(house.name), (house.board_token or "")[:SHOWN]
    back = (OpenHouse(house=house.id).key(texts.say("Back")),)
    if reader.public_url is None:
        return Outgoing(texts.html("A notice board needs a web address. Who runs the bot can set it."), (back,))
    hang = HouseBoard(house=house.id, step=Boarding.HANG, old=old)
    if house.board_token is None:
        what = texts.html(
            "<b>{house}: notice board</b>\nA page with notices, events, polls and hands needed. No names. Good for a screen in the lobby.",
            house=name,
        )
        return Outgoing(what, ((hang.key(texts.say("Open the board")),), back))
    address = f"{reader.public_url}/board/{house.board_token}"
    text = texts.html("<b>{house}: notice board</b>\n{address}\nWhoever has the address can read it.", house=name, address=address)
    down = HouseBoard(house=house.id, step=Boarding.TAKE_DOWN, old=old).key(texts.say("Close it"))
    return Outgoing(text, ((Key(texts.say("Look at it"), url=address),), (hang.key(texts.say("A new address")), down), back))
