"""At most so many tasks of a call a week for one neighbour, where its organiser wants that; nobody is compared with anybody."""

from datetime import datetime

from sqlalchemy import Connection

from community.people import Presser
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.volunteering.closing import changeable
from community.volunteering.queue import move_queues
from storage import cards, volunteering

MOST_CAP = 7
"""A task a day is no cap any more."""

SCREEN = "weekly-cap"


def set_cap(
    db: Connection,
    *,
    call: int,
    most: int,
    presser: Presser,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> None:
    """One neighbour may have so many tasks a week (0: any number). Who has more keeps them; who waited may get theirs now.

    Raises: Refused (call-gone, not-call-organiser, call-cancelled, call-over, no-number).
    """
    found = changeable(db, call, presser.telegram_id, now, admin_of=admin_of)
    if most > MOST_CAP:
        raise Refused("no-number", most=MOST_CAP)
    if found.weekly_cap != (most or None):
        volunteering.change_call(db, call, weekly_cap=most or None)
        move_queues(db, call, rules, now)
        cards.bump(db, volunteering.shown_on(found))
    reply(db, kind=SCREEN, to=presser.telegram_id, language=presser.language, params={"call": call}, edit=message, now=now)
