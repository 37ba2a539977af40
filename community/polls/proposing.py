"""Residents add options, if the author lets them: at once, or when the author has looked at them; until the close."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.names import clean_line
from community import questions, roles
from community.events.pressing import Press
from community.people import Presser, met
from community.polls.dating import date_option
from community.polls.lines import MOST_OPTIONS
from community.polls.voters import tell
from community.polls.voting import authorise, open_poll
from community.refusals import Refused
from storage import cards, drafts, outbox, people, polls
from storage.outbox import Lane, Message, Op, To
from storage.people import Person, Reach
from storage.polls import LABEL, OptionState, Poll, PollKind, PollOption, Proposals

KIND = "poll-option"
"""What an option that is waited for is called among the drafts."""

MOST = 3
"""So many options one person may add to a poll, so that nobody floods it."""

ADDABLE = (PollKind.ONE, PollKind.MANY, PollKind.DATES, PollKind.RANKED, PollKind.DOTS)


def ask(db: Connection, *, poll: int, presser: Presser, press: Press, now: datetime) -> None:
    """The next words of somebody are the option. Raises: Refused (as `voting.mark`, no-proposals, too-many-options, enough-proposed)."""
    asked = open_poll(db, poll, press, now)
    person, _ = met(db, presser, now)
    authorise(db, asked, press, person, now)
    _may_add(db, asked.poll, person)
    questions.ask(db, who=presser.telegram_id, kind=KIND, data={"poll": poll}, now=now)
    to = To(address=presser.telegram_id, language=person.language or presser.language)
    outbox.owe(db, to, Message("poll-option-asked", {"poll": poll}), at=now)


def propose(db: Connection, *, presser: Presser, text: str, now: datetime) -> OptionState:
    """The words are the option: it can be chosen at once, or its author is asked first; where it stands now.

    Raises: Refused (draft-gone, poll-gone, poll-closed, no-proposals, too-many-options, enough-proposed, option-too-long,
    poll-option-twice, no-option, and those of `dating.date_option`).
    """
    draft = questions.awaited(db, who=presser.telegram_id, kind=KIND, now=now)
    poll = open_poll(db, draft.data["poll"], Press(None, None, 0), now).poll
    person, _ = met(db, presser, now)
    _may_add(db, poll, person)
    option = _option(db, poll, text, now)
    own = poll.author_id == person.id
    state = OptionState.OPEN if own or poll.proposals is Proposals.FREE else OptionState.PROPOSED
    polls.add_options(db, poll.id, [{**option, "state": state, "proposed_by_id": person.id}])
    drafts.remove_draft(db, draft.id)
    to = To(address=presser.telegram_id, language=person.language or presser.language)
    if state is OptionState.OPEN:
        cards.bump(db, poll.id)
        outbox.owe(db, to, Message("ballot", {"poll": poll.id}), at=now)
    else:
        number = polls.list_all_options(db, poll.id)[-1].id
        outbox.owe(db, to, Message("poll-option-waits", {"poll": poll.id}), at=now)
        author = people.get_person(db, poll.author_id) if poll.author_id else None
        if author is not None and author.reach is Reach.OPEN:
            tell(db, author, Message("poll-option-proposed", {"option": number, "poll": poll.id}, lane=Lane.PRIVATE), now)
    return state


def review(db: Connection, *, option: int, who: int, accept: bool, message: int, now: datetime) -> None:
    """The author (or who manages the house) takes an option in, or not; who proposed it is told. Pressed twice it changes nothing.

    Raises: Refused (option-gone, poll-closed, not-asker).
    """
    found = polls.find_option(db, option)
    if found is None:
        raise Refused("option-gone")
    poll, person = open_poll(db, found.poll_id, Press(None, None, 0), now).poll, people.find_person(db, who)
    manages = person is not None and roles.is_manager(db, person.id, polls.house_of(db, poll.id).id)
    if person is None or not (manages or poll.author_id == person.id):
        raise Refused("not-asker")
    if found.state is OptionState.PROPOSED:
        _decide(db, poll, found, accept, now)
    done = Message("poll-option-reviewed", {"option": option, "poll": poll.id}, op=Op.EDIT, message_id=message)
    outbox.owe(db, To(address=who, language=person.language), done, at=now)


def look(db: Connection, option: int) -> PollOption | None:
    """An option, for a message about it; None when it is gone."""
    return polls.find_option(db, option)


def _decide(db: Connection, poll: Poll, option: PollOption, accept: bool, now: datetime) -> None:
    polls.change_option(db, option.id, state=OptionState.OPEN if accept else OptionState.DECLINED)
    if accept:
        cards.bump(db, poll.id)
    proposer = people.look_up_person(db, option.proposed_by_id) if option.proposed_by_id else None
    if proposer is not None and proposer.reach is Reach.OPEN:
        tell(db, proposer, Message("poll-option-answered", {"option": option.id, "poll": poll.id}, lane=Lane.PRIVATE), now)


def _may_add(db: Connection, poll: Poll, person: Person) -> None:
    if poll.kind not in ADDABLE or (poll.proposals is Proposals.NO and poll.author_id != person.id):
        raise Refused("no-proposals")
    there = polls.list_all_options(db, poll.id, OptionState.OPEN, OptionState.PROPOSED)
    if len(there) >= MOST_OPTIONS:
        raise Refused("too-many-options", most=MOST_OPTIONS)
    theirs = [option for option in polls.list_all_options(db, poll.id) if option.proposed_by_id == person.id]
    if poll.author_id != person.id and len(theirs) >= MOST:
        raise Refused("enough-proposed", most=MOST)


def _option(db: Connection, poll: Poll, text: str, now: datetime) -> dict[str, Any]:
    """The columns of the option. Raises: Refused (no-option, option-too-long, poll-option-twice, and those of `dating.date_option`)."""
    label = clean_line(text, longest=len(text) or 1)
    if not label:
        raise Refused("no-option")
    there = polls.list_all_options(db, poll.id, OptionState.OPEN, OptionState.PROPOSED)
    if poll.kind is PollKind.DATES:
        date = date_option(label, now, ZoneInfo(poll.zone))
        if date.candidates:
            raise Refused("poll-date-unclear", option=label)
        if any((each.starts, each.whole_day) == (date.starts, date.whole_day) for each in there):
            raise Refused("poll-option-twice", option=label)
        return {"label": "", "starts": date.starts, "ends": date.ends, "whole_day": date.whole_day}
    if len(label) > LABEL:
        raise Refused("option-too-long", over=len(label) - LABEL, most=LABEL)
    if any(each.label.casefold() == label.casefold() for each in there):
        raise Refused("poll-option-twice", option=label)
    return {"label": label}
