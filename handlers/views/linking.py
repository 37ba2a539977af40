"""Linking by a code: the message that is forwarded, what its reader is asked, and what came of it."""

from collections.abc import Sequence

from bot.dates import say_day
from bot.names import apart
from bot.outgoing import Outgoing
from bot.texts import escape
from community.linking import PAYLOAD, AreaCode
from handlers.taps.areas import OpenArea
from handlers.taps.houses import OpenHouse
from handlers.taps.linking import JoinArea
from handlers.taps.people import ShowMenu
from handlers.views.lists import keys_of
from handlers.views.reader import Reader
from storage.places import Area, House


def area_code(code: AreaCode, secret: str, reader: Reader) -> Outgoing:
    """To be forwarded to whoever looks after the house."""
    texts = reader.texts
    text = texts.html(
        "Your house is invited to the area <b>{area}</b>: its events can be shown together. "
        "Are you an admin of the house's group? Open this by {day}. It works once.\n{link}",
        area=apart(code.area.name),
        day=say_day(code.expires_at.date(), texts.language, today=reader.today(reader.zone)),
        link=reader.link(f"{PAYLOAD}{secret}"),
    )
    return Outgoing(text)


def join_area(code: AreaCode, secret: str, mine: Sequence[House], reader: Reader) -> Outgoing:
    """Which of one's houses joins the area."""
    texts = reader.texts
    lines: list[str] = [
        texts.html("Which house joins the area <b>{area}</b>? Its manager looks after it then.", area=apart(code.area.name))
    ]
    lines += [f"{number}. {escape(apart(house.name))}" for number, house in enumerate(mine, 1)]
    keys = keys_of((JoinArea(token=secret, house=house.id) for house in mine), 1)
    return Outgoing("\n".join(lines), (*keys, (ShowMenu().key(texts.say("No thanks")),)))


def joined(house: House, area: Area, reader: Reader) -> Outgoing:
    """To who used the code."""
    texts = reader.texts
    text = texts.html("<b>{house}</b> now belongs to the area {area}.", house=apart(house.name), area=apart(area.name))
    return Outgoing(text, ((OpenHouse(house=house.id).key(texts.say("Open")), ShowMenu().key(texts.say("Menu"))),))


def area_code_used(house: House, area: Area, reader: Reader) -> Outgoing:
    """To who made the code."""
    texts = reader.texts
    text = texts.html("Your code was used: <b>{house}</b> now belongs to the area {area}.", house=apart(house.name), area=apart(area.name))
    return Outgoing(text, ((OpenArea(area=area.id).key(texts.say("Open")),),))
