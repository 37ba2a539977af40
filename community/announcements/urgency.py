"""How often a house may be woken: urgent announcements are few, and are written down."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import announcements, audit, places
from storage.announcements import Announcement, Audience, restored
from storage.audit import Act
from storage.places import House
from storage.roles import Scope

MOST, WEEK = 2, timedelta(days=7)
"""So many urgent ones a house gets in a week before somebody has to say that it must be."""


def often(db: Connection, audience: Audience, now: datetime) -> list[tuple[House, int]]:
    """The houses of an audience that had their urgent ones of a week, or will have, each with how many; those with the most first."""
    had = announcements.count_urgent(db, audience, now - WEEK)
    houses = {house.id: house for house in announcements.list_houses_of(db, audience)}
    for ahead in announcements.list_urgent_ahead(db):
        for house, _ in announcements.list_reached(db, restored(ahead.audience)):
            had[house] = had.get(house, 0) + 1
    full = [(houses[house], number) for house, number in had.items() if number >= MOST and house in houses]
    return sorted(full, key=lambda each: (-each[1], each[0].id))


def note_urgent(db: Connection, announcement: Announcement, now: datetime) -> None:
    """It is written down who said that it is urgent, and where; not what it says."""
    audience = restored(announcement.audience)
    scope = Scope()
    if not audience.everywhere and not audience.chats:
        areas, houses = sorted(audience.areas), sorted(audience.houses)
        scope = Scope(house=houses[0]) if len(houses) == 1 and not areas else scope
        scope = Scope(area=areas[0]) if len(areas) == 1 and not houses else scope
    elif not audience.everywhere and len(audience.chats) == 1 and not audience.areas and not audience.houses:
        scope = Scope(house=places.house_of_chat(db, next(iter(audience.chats))).id)
    audit.note(db, Act.ANNOUNCED_URGENT, by=announcement.author_id, scope=scope, thing=announcement.id, at=now)
