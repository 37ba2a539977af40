"""`talkoot invite-manager`: a one-use link for somebody to look after a house, an area, or all there are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.by_hand import NotPossible, by_hand
from bot.check.telegram import ask_telegram
from bot.settings import Settings
from community import areas, invitations
from storage.roles import Role, Scope


@dataclass(frozen=True, slots=True)
class Place:
    """What is to be looked after, by name; without either, everything."""

    area: str | None = None
    house: str | None = None


async def invite(settings: Settings, place: Place, now: datetime) -> str:
    """What to print: the link, and what it does. Raises: NotPossible."""
    me = await ask_telegram(settings.telegram)
    if me.username is None:
        raise NotPossible("Telegram does not tell the bot's name just now, so there is no link. Type: talkoot check")
    secret = await by_hand(settings, _issue, place, now)
    where = place.house or place.area or "all houses"
    days = invitations.KEPT.days
    return f"Community manager of {where}. Send this to one person; it works once, for {days} days:\nhttps://t.me/{me.username}?start=r_{secret}"


def _issue(db: Connection, place: Place, now: datetime) -> str:
    return invitations.issue(db, by=None, role=Role.MANAGER, scope=_scope(db, place, now), now=now)


def _scope(db: Connection, place: Place, now: datetime) -> Scope:
    """An area that is not there yet is founded: its first manager has nothing else to begin with."""
    if place.area is not None:
        return Scope(area=areas.found(db, by=None, name=place.area, now=now))
    if place.house is None:
        return Scope()
    named = areas.houses_named(db, place.house)
    if len(named) != 1:
        many = "Several houses are" if named else "No house is"
        raise NotPossible(f"{many} called {place.house}. A house is called like its group, until its manager names it otherwise.")
    return Scope(house=named[0].id)
