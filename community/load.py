"""Who looks after much alone is offered to share it, when they publish the next; nobody is compared with anybody."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.allowance import may_be_asked, own_rules, tell
from community.quiet import HouseRules
from storage import cards, load, outbox
from storage.cards import ThingKind
from storage.outbox import Lane, Message
from storage.people import Person, Reach

MUCH = 3
"""So many open things somebody may look after alone before it is offered to share."""

USEFUL = timedelta(days=2)


def offer_to_share(db: Connection, person: Person, thing: int, rules: HouseRules, now: datetime) -> None:
    """Somebody has published one more: had they enough alone before, they are asked, in private and once for each, whether to share it.

    Not while they remember the last offer. `rules`: those of the house.
    """
    alone = load.count_alone(db, person.id, now)
    if alone <= MUCH or person.reach is not Reach.OPEN or outbox.was_owed(db, f"load:{person.id}:"):
        return
    if kind_of_thing(db, thing) is ThingKind.ROTA:  # its members share the work already
        return
    zone = ZoneInfo(rules.zone)
    at = reminders.not_in_quiet(now, zone, own_rules(person, rules))
    if may_be_asked(person, at, zone):
        params, key = {"thing": thing, "alone": alone}, f"load:{person.id}:{thing}"
        message = Message("load-offer", params, lane=Lane.PRIVATE, key=key, until=at + USEFUL)
        tell(db, person, message, at=at, zone=zone, rules=rules)


def kind_of_thing(db: Connection, thing: int) -> ThingKind | None:
    """What it is that would be shared; None when it is gone."""
    found = cards.find_thing(db, thing)
    return found.kind if found else None
