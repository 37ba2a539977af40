"""The best date of a poll becomes an event; nobody is signed up by it, but those who answered are asked."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.names import cut
from community import reminders
from community.allowance import own_rules
from community.events.announcing import owe_card
from community.events.publishing import make
from community.house_rules import rules_of
from community.polls import marking
from community.polls.closing import show_panel
from community.polls.organising import asked_by
from community.quiet import HouseRules
from community.refusals import Refused
from storage import cards, outbox, people, polls
from storage import events as rows
from storage.events import TITLE
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.polls import Poll, PollKind, PollOption, PollState


def make_event(
    db: Connection,
    *,
    poll: int,
    option: int,
    who: int,
    message: int,
    rules: HouseRules,
    now: datetime,
    admin_of: frozenset[int] = frozenset(),
) -> int:
    """The event at this date, with a card wherever the poll has one; its number. Asking twice makes one.

    Raises: Refused (poll-gone, not-asker, poll-cancelled, poll-open, poll-no-date, past).
    """
    found = asked_by(db, poll, who, admin_of=admin_of)
    if (made := event_of(db, found)) is not None:
        show_panel(db, poll, who, message, now)
        return made
    chosen = _chosen(db, found, option)
    event = _make(db, found, chosen, who, now)
    _hang(db, found, event, rules, now)
    polls.change_poll(db, poll, result={**(found.result or {}), "event": event}, revision=found.revision + 1)
    cards.bump(db, poll)
    _ask(db, found, chosen, event, who, rules, now)
    show_panel(db, poll, who, message, now)
    return event


def event_of(db: Connection, poll: Poll) -> int | None:
    """The event that a poll became; None while there is none, or when it is gone."""
    event = (poll.result or {}).get("event")
    return event if event is not None and rows.find_event(db, event) is not None else None


def _chosen(db: Connection, poll: Poll, option: int) -> PollOption:
    if poll.state is PollState.CANCELLED:
        raise Refused("poll-cancelled")
    if poll.state is PollState.OPEN:
        raise Refused("poll-open")
    chosen = next((each for each in polls.list_options(db, poll.id) if each.number == option), None)
    if poll.kind is not PollKind.DATES or chosen is None or chosen.starts is None or chosen.whole_day:
        raise Refused("poll-no-date")
    return chosen


def _make(db: Connection, poll: Poll, chosen: PollOption, who: int, now: datetime) -> int:
    """It is its author's; where nobody is, that of who pressed."""
    person = people.find_person(db, who)
    organiser = poll.author_id or (person.id if person else None)
    if organiser is None:
        raise Refused("not-asker")
    assert chosen.starts is not None, "it was looked at"
    data = {
        "title": cut(poll.question, TITLE),
        "place": None,
        "text": None,
        "starts": chosen.starts.isoformat(),
        "ends": chosen.ends.isoformat() if chosen.ends else None,
        "capacity": None,
    }
    return make(db, data, polls.house_of(db, poll.id), organiser, now)


def _hang(db: Connection, poll: Poll, event: int, rules: HouseRules, now: datetime) -> None:
    made = rows.find_event(db, event)
    assert made is not None, "it was made just now"
    for card in cards.list_cards(db, poll.id):
        hung = cards.add_card(db, thing=event, chat=card.chat_id, thread=card.thread_id)
        owe_card(db, hung, card.chat_id, card.thread_id, now)
        reminders.plan_line(db, made, card.chat_id, rules, now)


def _ask(db: Connection, poll: Poll, chosen: PollOption, event: int, who: int, rules: HouseRules, now: datetime) -> None:
    """Whether they come: of a secret poll everybody who answered, of one with visible votes who said yes, or if need be, to this date."""
    zone, here, made = ZoneInfo(poll.zone), rules_of(polls.house_of(db, poll.id), rules), rows.find_event(db, event)
    assert made is not None, "it was made just now"
    for person in _who_could(db, poll, chosen.number):
        if person.reach is Reach.OPEN and person.telegram_id != who:
            at = reminders.not_in_quiet(now, zone, own_rules(person, here), event_at=made.starts_at)
            asked = Message(
                "poll-date", {"poll": poll.id, "event": event}, Lane.PRIVATE, f"poll-date:{event}:{person.id}", until=made.starts_at
            )
            outbox.owe(db, To(address=person.telegram_id, language=person.language), asked, at=at)


def _who_could(db: Connection, poll: Poll, option: int) -> list[Person]:
    if not poll.visible:
        return polls.list_voters(db, poll.id)
    return [
        person
        for person, ballot in polls.list_seen_ballots(db, poll.id)
        if marking.read(ballot.marks).get(option, marking.NO) != marking.NO
    ]
