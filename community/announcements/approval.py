"""Whether a notice to very many waits for a second manager, and who is asked: somebody else who looks after all of its houses."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from community.announcements.authority import Sender, covers, manager
from community.announcements.reach import Reached, reach
from community.quiet import HouseRules
from community.refusals import Refused
from storage import announcements, outbox, roles
from storage.announcements import Announcement, AnnouncementState, Audience, restored
from storage.outbox import Lane, Message, To
from storage.people import Person


def is_needed(db: Connection, audience: Audience, rules: HouseRules) -> bool:
    """Whether it goes to so many that one pair of eyes is not enough."""
    return rules.second_approval_chats is not None and is_wide(reach(db, audience), rules)


def is_wide(reached: Reached, rules: HouseRules) -> bool:
    """The same of an audience that is counted already."""
    return rules.second_approval_chats is not None and reached.width > rules.second_approval_chats


def list_approvers(db: Connection, author: int | None, audience: Audience) -> list[Person]:
    """The other managers who look after all houses of an audience and can be written to. `author`: by row."""
    others = [person for person in roles.list_managers(db) if person.id != author]
    return [person for person in others if covers(db, manager(db, person.telegram_id), audience)]


def needed_of(db: Connection, author: Sender, audience: Audience, rules: HouseRules) -> list[Person]:
    """Who is asked before it goes; nobody when none need be. Raises: Refused("nobody-to-approve") when nobody is there to ask."""
    if not is_needed(db, audience, rules):
        return []
    found = list_approvers(db, author.person.id, audience)
    if not found:
        raise Refused("nobody-to-approve", most=rules.second_approval_chats or 0)
    return found


def ask(db: Connection, announcement: Announcement, asked: Iterable[Person], now: datetime) -> None:
    """Each of them sees the notice as it will look, in each of its languages, and is asked."""
    for person in asked:
        to = To(address=person.telegram_id, language=person.language)
        for language in announcement.texts or [""]:
            outbox.owe(
                db, to, Message("announcement-to-read", {"announcement": announcement.id, "language": language}, lane=Lane.PRIVATE), at=now
            )
        outbox.owe(db, to, Message("announcement-to-approve", {"announcement": announcement.id}, lane=Lane.PRIVATE), at=now)


def ask_again(db: Connection, announcement: Announcement, now: datetime) -> None:
    """Its words changed before it went: what a second manager agreed to was another notice, so they are asked anew."""
    agreed = announcement.state is AnnouncementState.SCHEDULED and announcement.approved_by_id is not None
    if not agreed and announcement.state is not AnnouncementState.AWAITING:
        return
    announcements.change_announcement(db, announcement.id, state=AnnouncementState.AWAITING, approved_by_id=None)
    announcement.state, announcement.approved_by_id = AnnouncementState.AWAITING, None
    ask(db, announcement, list_approvers(db, announcement.author_id, restored(announcement.audience)), now)
