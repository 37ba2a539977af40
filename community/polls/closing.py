"""A poll closes: what was counted stays, and who said what can't be found out any more.

From then on nobody has the key by which a vote was sealed, and the ballots are other rows in another order. That can't be undone.
"""

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import reminders
from community.allowance import own_rules
from community.house_rules import rules_of
from community.polls.counting import count
from community.polls.organising import asked_by, askers_of
from community.polls.sealing import is_named
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import audit, cards, outbox, people, polls
from storage.audit import Act
from storage.outbox import Lane, Message, To
from storage.people import Reach
from storage.polls import Poll, PollKind, PollState
from storage.roles import Scope

NUDGE = timedelta(days=7)
"""So long after the close its author is asked what comes of it, and so often again."""

BATCH = 20


def close(db: Connection, *, poll: int, now: datetime) -> Poll | None:
    """Count and close an open poll, and destroy the tie; the poll as it is then. One that is not open stays as it is; None: it is gone."""
    asked = polls.lock_poll(db, poll)
    if asked is None or asked.poll.state is not PollState.OPEN:
        return asked.poll if asked else None
    found = asked.poll
    result = count(db, found)
    ballots = [_nobodys(found, ballot) for ballot in polls.list_ballots(db, poll)]
    if found.kind is not PollKind.PLACES:  # there the order is the queue's, and who has a place is known to all
        secrets.SystemRandom().shuffle(ballots)
    polls.rewrite_ballots(db, poll, ballots)
    return end(db, found, PollState.CLOSED, now, result=result.as_json(), nudge_at=now + NUDGE if result.answers else None)


def _nobodys(poll: Poll, ballot: polls.CastBallot) -> dict[str, object]:
    """What stays of a ballot."""
    person = ballot.person_id if is_named(poll) else None
    return {"person_id": person, "marks": ballot.marks, "reason": ballot.reason, "choice": ballot.choice}


def end(db: Connection, poll: Poll, state: PollState, now: datetime, **values: object) -> Poll:
    """Nothing ties votes to anybody any more, the files are to be scrubbed of it, nobody is reminded, and the cards say the state."""
    polls.destroy_ties(db, poll.id)
    outbox.drop_beginning(db, f"poll-reminder:{poll.id}:", now)
    values |= {"state": state, "closed_at": now, "sealed": False, "remind_at": None, "revision": poll.revision + 1}
    polls.change_poll(db, poll.id, **values)
    cards.bump(db, poll.id)
    found = polls.find_poll(db, poll.id)
    assert found is not None, "it is held"
    return found


def close_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Polls whose minute has come close by themselves, and their authors get the result; how many there were."""
    due = polls.list_due(db, now, BATCH)
    for each in due:
        closed = close(db, poll=each.id, now=now)
        if closed is not None:
            _tell(db, closed, rules, now)
    return len(due)


def _tell(db: Connection, poll: Poll, rules: HouseRules, now: datetime) -> None:
    """The result, and the question what comes of it, to those who ask: not in their quiet hours."""
    here, zone = rules_of(polls.house_of(db, poll.id), rules), ZoneInfo(poll.zone)
    for person in askers_of(db, poll):
        if person.reach is Reach.OPEN:
            at = reminders.not_in_quiet(now, zone, own_rules(person, here))
            message = Message("poll-closed", {"poll": poll.id}, lane=Lane.PRIVATE, key=f"poll-closed:{poll.id}:{person.id}")
            outbox.owe(db, To(address=person.telegram_id, language=person.language), message, at=at)


def close_now(db: Connection, *, poll: int, who: int, message: int, now: datetime, admin_of: frozenset[int] = frozenset()) -> None:
    """The asker does not wait for the end; the pressed message shows the result. Asking twice changes nothing.

    Raises: Refused (poll-gone, not-asker, poll-cancelled).
    """
    found = asked_by(db, poll, who, admin_of=admin_of)
    if found.state is PollState.CANCELLED:
        raise Refused("poll-cancelled")
    if found.state is PollState.OPEN:
        close(db, poll=poll, now=now)
        note(db, Act.POLL_CLOSED, poll, who, now)
    show_panel(db, poll, who, message, now)


def note(db: Connection, act: Act, poll: int, who: int, now: datetime) -> None:
    """Write down what somebody did to a poll."""
    person, house = people.find_person(db, who), polls.house_of(db, poll)
    audit.note(db, act, by=person.id if person else None, at=now, scope=Scope(house=house.id), thing=poll)


def show_panel(db: Connection, poll: int, who: int, message: int | None, now: datetime) -> None:
    """The asker's screen, in place of the pressed message or as a new one."""
    person = people.find_person(db, who)
    language = (person.language if person else None) or "en"
    reply(db, kind="poll-panel", to=who, language=language, params={"poll": poll}, edit=message, now=now)
