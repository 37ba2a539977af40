"""What holds in one house: the bot's own rules, where the house has none of its own."""

from dataclasses import replace

from sqlalchemy import Connection

from community.quiet import HouseRules, QuietHours
from storage import events, places
from storage.places import House


def rules_of(house: House, rules: HouseRules) -> HouseRules:
    """The rules of a house: its zone, its quiet hours."""
    quiet = rules.quiet
    if house.quiet_from is not None and house.quiet_until is not None:
        day_off = quiet.until_day_off if house.quiet_until_day_off is None else house.quiet_until_day_off
        quiet = QuietHours(house.quiet_from, house.quiet_until, max(house.quiet_until, day_off))
    return replace(rules, zone=house.zone, quiet=quiet)


def rules_at(db: Connection, event_id: int, rules: HouseRules) -> HouseRules:
    """The rules of the house an event was made in."""
    return rules_of(events.house_of(db, event_id), rules)


def rules_in(db: Connection, chat_id: int, rules: HouseRules) -> HouseRules:
    """The rules of the house a chat belongs to."""
    return rules_of(places.house_of_chat(db, chat_id), rules)
