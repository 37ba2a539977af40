"""A neighbour votes: at once, from a card or a private ballot, and as often as they change their mind until the close."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from community.events.pressing import Press, adopt
from community.people import Presser, met
from community.polls import marking, seating
from community.polls.live import show_step
from community.polls.marking import Ballot
from community.polls.sealing import is_named, seal
from community.polls.voters import tell_newer
from community.refusals import Refused
from storage import cards, outbox, people, polls
from storage.outbox import Message, Op, To
from storage.people import Person, Reach
from storage.polls import AskedPoll, CastBallot, FlatState, Poll, PollKind, PollOption, PollState

NEWER_COUNTS = 100_000
"""Telegram's numbers of updates rise, but may start anew after a quiet week: one that is much lower is no older one."""


@dataclass(frozen=True, slots=True)
class Voted:
    """How somebody's ballot is after a press.

    `first`: this press made us meet; `begins`: it is their first answer to the poll. `queue`: where they wait for the place they chose,
    0 when they have it; `reachable`: whether the bot can tell them when they have it.
    """

    poll: Poll
    options: tuple[PollOption, ...]
    ballot: Ballot
    language: str
    first: bool = False
    begins: bool = False
    reason: str | None = None
    queue: int = 0
    reachable: bool = True


Change = Callable[[Poll, Ballot, list[int]], Ballot]


def tap(db: Connection, *, poll: int, presser: Presser, option: int, press: Press, now: datetime) -> Voted:
    """An option was pressed on a card in a group (community.polls.marking.tapped). Pressed twice it changes nothing.

    Raises: Refused (poll-gone, poll-closed, poll-cancelled, not-here, forgotten, old-button, too-many-choices, flat-first, flat-waits).
    """

    def tapped(asked: Poll, ballot: Ballot, options: list[int]) -> Ballot:
        return marking.tapped(asked.kind, ballot, option, options=options, most=asked.most)

    return _vote(db, poll, presser, tapped, press, now)


def mark(db: Connection, *, poll: int, presser: Presser, option: int, mark: int, press: Press, now: datetime) -> Voted:
    """An option of a private ballot gets this mark (`GONE` takes it out).

    Raises: Refused (poll-gone, poll-closed, poll-cancelled, not-here, forgotten, old-button, too-many-choices, dots-spent).
    """

    def marked(asked: Poll, ballot: Ballot, options: list[int]) -> Ballot:
        return marking.marked(asked.kind, ballot, option, mark, options=options, most=asked.most)

    return _vote(db, poll, presser, marked, press, now)


def withdraw(db: Connection, *, poll: int, presser: Presser, press: Press, now: datetime) -> Voted:
    """The whole ballot is taken back. Raises: Refused (poll-gone, poll-closed, poll-cancelled, not-here, forgotten)."""
    return _vote(db, poll, presser, lambda *_: {}, press, now)


def my_ballot(db: Connection, *, poll: int, who: int, language: str) -> Voted:
    """What somebody has chosen, changing nothing; `language` is a stranger's. Raises: Refused("poll-gone")."""
    found, person = polls.find_poll(db, poll), people.find_person(db, who)
    if found is None:
        raise Refused("poll-gone")
    ballot = ballot_of(db, found, person) if person else None
    return _state(db, found, ballot, person, language)


def ballot_of(db: Connection, poll: Poll, person: Person) -> CastBallot | None:
    """The ballot of somebody; None when there is none, and when the poll is closed and nobody can tell any more."""
    key = polls.find_key(db, poll.id)
    return polls.find_ballot(db, poll.id, seal(key, person.id)) if key else None


def open_poll(db: Connection, poll: int, press: Press, now: datetime) -> AskedPoll:
    """The poll, for who wants to answer it, held until the transaction ends. Raises: Refused (poll-gone, poll-cancelled, poll-closed)."""
    asked = polls.lock_poll(db, poll, press.chat)
    if asked is None:
        raise Refused("poll-gone")
    if asked.poll.state is PollState.CANCELLED:
        raise Refused("poll-cancelled")
    if not cards.count_copies(db, poll):  # it was taken down everywhere
        raise Refused("poll-gone")
    if asked.poll.state is not PollState.OPEN or now >= asked.poll.closes_at:
        raise Refused("poll-closed")
    return asked


def authorise(db: Connection, asked: AskedPoll, press: Press, person: Person, now: datetime) -> None:
    """In a group the card must hang there (or be adopted); in private one lives where it is asked, holds a link, or has answered before.

    Raises: Refused("not-here").
    """
    if press.chat is not None:
        if asked.card_id is None:
            raise Refused("not-here")
        adopt(db, asked.card_id, asked.card_message, press, now)
    elif not press.invited and not may_answer(db, asked.poll, person):
        raise Refused("not-here")


def may_answer(db: Connection, poll: Poll, person: Person) -> bool:
    """Whether somebody may see and answer a poll in private: they live where it is asked, ask it themselves, or have answered it."""
    if poll.author_id == person.id or polls.find_voter(db, poll.id, person.id) is not None:
        return True
    return any(people.belongs(db, person.id, house) for house in polls.list_houses_asked(db, poll.id))


def _vote(db: Connection, poll: int, presser: Presser, change: Change, press: Press, now: datetime) -> Voted:
    asked = open_poll(db, poll, press, now)
    person, new = met(db, presser, now)
    authorise(db, asked, press, person, now)
    key, found = polls.find_key(db, poll), asked.poll
    assert key is not None, "an open poll has its key"
    voter, said = seal(key, person.id), polls.find_voter(db, poll, person.id)
    flat = _flat_of(db, found, voter)
    before = polls.find_ballot_of_flat(db, poll, flat) if flat else polls.find_ballot(db, poll, voter)
    newer = before is not None and before.voter != voter
    marks = marking.read(before.marks) if before and not newer else {}
    options = polls.list_options(db, poll)
    wanted = change(found, marks, [option.number for option in options])
    if wanted == marks or (said is not None and 0 < said.update_id - press.update < NEWER_COUNTS):
        _show(db, found, person, press, now)
        return replace(_state(db, found, before, person, presser.language, options), first=new)
    after = _write(db, found, before, voter, flat, person, wanted, now)
    if newer and flat:
        tell_newer(db, found, key, flat, voter, now)
    if wanted:
        polls.note_voter(db, poll, person.id, house_id=asked.chat_house_id, update_id=press.update)
    else:
        polls.remove_voter(db, poll, person.id)
    answers = found.answers + (before is None) - (not wanted)
    polls.change_poll(db, poll, begun=True, answers=answers)
    show_step(db, found.model_copy(update={"answers": answers}))
    cards.bump(db, poll, pressed=asked.card_id)
    _show(db, found, person, press, now)
    return replace(_state(db, found, after, person, presser.language, options), first=new, begins=said is None)


def _flat_of(db: Connection, poll: Poll, voter: str) -> str | None:
    """The sealed flat for which somebody answers; None where persons are asked. Raises: Refused (flat-first, flat-waits)."""
    if not poll.by_flat:
        return None
    claim = polls.find_flat_of(db, poll.id, voter)
    if claim is None:
        raise Refused("flat-first")
    if claim.state is FlatState.ASKED:
        raise Refused("flat-waits")
    return claim.flat


def _write(
    db: Connection, poll: Poll, before: CastBallot | None, voter: str, flat: str | None, person: Person, wanted: Ballot, now: datetime
) -> CastBallot | None:
    """The ballot as it is wanted; an empty one is none. Whoever wants another place comes last there, so it is a new ballot."""
    if before is not None and (not wanted or poll.kind is PollKind.PLACES):
        seating.give_back(db, poll, before, now)
        before = None
    if not wanted:
        return None
    if before is None:
        polls.add_ballot(db, poll_id=poll.id, voter=voter, flat=flat, **_said(poll, person, wanted))
    else:
        reason = before.reason if before.voter == voter else None  # what another of the flat wrote is not theirs to read
        values = _said(poll, person, wanted) | {"voter": voter, "reason": reason}
        polls.change_ballot(db, before.id, revision=before.revision + 1, **values)
    return polls.find_ballot(db, poll.id, voter)


def _said(poll: Poll, person: Person, wanted: Ballot) -> dict[str, Any]:
    choice = next(iter(wanted)) if poll.kind is PollKind.PLACES else None
    return {"person_id": person.id if is_named(poll) else None, "marks": marking.kept(wanted), "choice": choice}


def _show(db: Connection, poll: Poll, person: Person, press: Press, now: datetime) -> None:
    """A message pressed in private shows the ballot as it is then."""
    if press.chat is None and press.message is not None:
        shown = Message("ballot", {"poll": poll.id, "page": press.page}, op=Op.EDIT, message_id=press.message)
        outbox.owe(db, To(address=person.telegram_id, language=person.language), shown, at=now)


def _state(
    db: Connection, poll: Poll, ballot: CastBallot | None, person: Person | None, language: str, options: list[PollOption] | None = None
) -> Voted:
    """`language`: of a stranger."""
    shown = tuple(options if options is not None else polls.list_options(db, poll.id))
    language = (person.language if person else None) or language
    if ballot is None:
        return Voted(poll, shown, {}, language)
    queue = seating.queue_of(db, ballot, shown)
    reachable = person is not None and person.reach is Reach.OPEN
    return Voted(poll, shown, marking.read(ballot.marks), language, reason=ballot.reason, queue=queue, reachable=reachable)
