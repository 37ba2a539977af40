"""What happens now: the statement that ends a poll, written by who asked it, for the groups and for all who answered."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.names import clean_line
from community import questions
from community.allowance import own_rules, tell
from community.house_rules import rules_of
from community.polls.closing import NUDGE, show_panel
from community.polls.organising import asked_by, askers_of, must_ask
from community.quiet import HouseRules
from community.refusals import Refused
from community.reminders import not_in_quiet
from community.replies import reply
from storage import cards, drafts, outbox, people, polls
from storage.outbox import DebtState, Lane, Message, Op, To
from storage.people import Reach
from storage.polls import OUTCOME, Poll, PollState

KIND = "poll-outcome"

NUDGES = 3
"""So often an author is asked again, a week apart; then it is for others to ask."""

BATCH = 20


def ask_outcome(db: Connection, *, poll: int, who: int, message: int, now: datetime, admin_of: frozenset[int] = frozenset()) -> None:
    """The next words say what happens now. Raises: Refused (poll-gone, not-asker, poll-cancelled, poll-open)."""
    _closed(must_ask(db, poll=poll, who=who, admin_of=admin_of))
    questions.ask(db, who=who, kind=KIND, data={"poll": poll}, now=now)
    person = people.find_person(db, who)
    reply(db, kind=KIND, to=who, language=(person.language if person else None) or "en", params={"poll": poll}, edit=message, now=now)


def write_outcome(
    db: Connection, *, poll: int, who: int, text: str, rules: HouseRules, now: datetime, admin_of: frozenset[int] = frozenset()
) -> None:
    """This happens now: cards, groups and all who answered learn it, once; written again, it is corrected where it stands.

    Raises: Refused (poll-gone, not-asker, poll-cancelled, poll-open, no-outcome, outcome-too-long).
    """
    words = clean_line(text, longest=len(text) or 1)
    if not words:
        raise Refused("no-outcome")
    if len(words) > OUTCOME:
        raise Refused("outcome-too-long", over=len(words) - OUTCOME, most=OUTCOME)
    found = _closed(asked_by(db, poll, who, admin_of=admin_of))
    values = {"outcome": words, "outcome_at": now, "state": PollState.ARCHIVED, "nudge_at": None, "revision": found.revision + 1}
    polls.change_poll(db, poll, **values)
    cards.bump(db, poll)
    if found.outcome is None:
        _announce(db, found, who, rules, now)
    else:
        _correct(db, found, now)
    drafts.leave_drafts(db, who)
    show_panel(db, poll, who, None, now)


def _announce(db: Connection, poll: Poll, who: int, rules: HouseRules, now: datetime) -> None:
    """A person publishes it: in groups it comes at once, without sound in quiet hours; in private when the reader is awake."""
    zone, here = ZoneInfo(poll.zone), rules_of(polls.house_of(db, poll.id), rules)
    silent = not_in_quiet(now, zone, here) > now
    for card in (each for each in cards.list_cards(db, poll.id) if each.is_seen):
        key = f"{_posts(poll)}{card.chat_id}"
        post = Message("outcome-here", {"poll": poll.id}, Lane.BROADCAST, key, reply_to=card.message_id, silent=silent, again=False)
        outbox.owe(db, To(chat_id=card.chat_id, thread=card.thread_id), post, at=now)
    for person in polls.list_voters(db, poll.id):
        if person.reach is Reach.OPEN and person.telegram_id != who:
            told = Message("outcome", {"poll": poll.id}, lane=Lane.PRIVATE, key=f"outcome-to:{poll.id}:{person.id}")
            at = not_in_quiet(now, zone, own_rules(person, here))
            outbox.owe(db, To(address=person.telegram_id, language=person.language), told, at=at)


def _correct(db: Connection, poll: Poll, now: datetime) -> None:
    """What stands in the groups is edited; what is still to be sent says it anyway."""
    for debt in outbox.list_beginning(db, _posts(poll)):
        if debt.state is DebtState.SENT and debt.message_id is not None:
            edit = Message("outcome-here", {"poll": poll.id}, lane=Lane.BROADCAST, op=Op.EDIT, message_id=debt.message_id)
            outbox.owe(db, To(chat_id=debt.chat_id), edit, at=now)


def nudge_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Authors whose polls do not say what happens now are asked again; how many polls there were."""
    due = polls.list_to_nudge(db, now, BATCH)
    for poll in due:
        weeks = (now - poll.closed_at) // NUDGE if poll.closed_at else NUDGES
        later = poll.closed_at + NUDGE * (weeks + 1) if poll.closed_at and weeks < NUDGES else None
        polls.change_poll(db, poll.id, nudge_at=later)
        _nudge(db, poll, weeks, rules, now)
    return len(due)


def _nudge(db: Connection, poll: Poll, weeks: int, rules: HouseRules, now: datetime) -> None:
    zone, here = ZoneInfo(poll.zone), rules_of(polls.house_of(db, poll.id), rules)
    for person in askers_of(db, poll):
        if person.reach is Reach.OPEN:
            at, key = not_in_quiet(now, zone, own_rules(person, here)), f"outcome-due:{poll.id}:{weeks}:{person.id}"
            tell(
                db,
                person,
                Message("outcome-due", {"poll": poll.id}, lane=Lane.PRIVATE, key=key, until=at + NUDGE),
                at=at,
                zone=zone,
                rules=here,
            )


def _closed(poll: Poll) -> Poll:
    if poll.state is PollState.CANCELLED:
        raise Refused("poll-cancelled")
    if poll.state is PollState.OPEN:
        raise Refused("poll-open")
    return poll


def _posts(poll: Poll) -> str:
    return f"outcome-here:{poll.id}:"
