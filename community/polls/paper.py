"""Votes on paper: who looks after the house types what the slips say; each entry can be taken back, and leaves a trace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import questions, roles
from community.people import known
from community.polls.closing import NUDGE
from community.polls.counting import count
from community.polls.entries import PaperOption
from community.polls.slips import read_slips
from community.refusals import Refused
from community.replies import reply
from storage import audit, cards, drafts, outbox, people, polls
from storage.audit import Act
from storage.outbox import Message, To
from storage.polls import PaperEntry, Poll, PollKind, PollOption, PollState
from storage.roles import Scope

KIND = "poll-slips"
"""What slips that are waited for are called among the drafts."""

Names = Mapping[int, tuple[str, ...]]
"""How options without words of their own (yes and no, consent) are called, in every language, by their number."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The slips of a poll, for who may type them: every entry, also what was taken back."""

    poll: Poll
    options: tuple[PollOption, ...]
    entries: tuple[PaperEntry, ...]


def show(db: Connection, poll: int) -> Paper | None:
    """The slips of a poll, for a reader who was let in; None when it is gone."""
    found = polls.find_poll(db, poll)
    return Paper(found, tuple(polls.list_options(db, poll)), tuple(polls.list_entries(db, poll))) if found else None


def poll_of(db: Connection, entry: int) -> int:
    """The poll of an entry. Raises: Refused("poll-gone")."""
    found = polls.find_entry(db, entry)
    if found is None:
        raise Refused("poll-gone")
    return found.poll_id


def may_enter(db: Connection, poll: Poll, who: int, *, admin_of: frozenset[int] = frozenset()) -> bool:
    """Whether somebody may type slips: the poll is theirs, they have a role in a house that is asked, or administer a group of it."""
    if any(cards.find_card(db, poll.id, group) is not None for group in admin_of):
        return True
    person = people.find_person(db, who)
    if person is None:
        return False
    return poll.author_id == person.id or any(roles.roles_in(db, person.id, house) for house in polls.list_houses_asked(db, poll.id))


def look(db: Connection, *, poll: int, who: int, admin_of: frozenset[int] = frozenset()) -> None:
    """For who may look at the slips. Raises: Refused (poll-gone, may-not-enter)."""
    _authorised(db, polls.find_poll(db, poll), who, admin_of)


def ask(db: Connection, *, poll: int, who: int, admin_of: frozenset[int], now: datetime) -> None:
    """The next words are what the slips say. Raises: Refused (poll-gone, may-not-enter, poll-done, no-slips-here)."""
    asked = polls.lock_poll(db, poll)
    found = _open(_authorised(db, asked.poll if asked else None, who, admin_of))
    questions.ask(db, who=who, kind=KIND, data={"poll": poll}, now=now)
    reply(db, kind="poll-slips-asked", to=who, language=known(db, who).language or "en", params={"poll": found.id}, now=now)


def write(db: Connection, *, who: int, admin_of: frozenset[int], text: str, names: Names, now: datetime) -> bool:
    """The words are slips: they count, or each line that can't be understood is answered and the question stays; whether they count.

    Raises: Refused (draft-gone, poll-gone, may-not-enter, poll-done).
    """
    draft, person = questions.awaited(db, who=who, kind=KIND, now=now), known(db, who)
    asked = polls.lock_poll(db, draft.data["poll"])
    poll = _open(_authorised(db, asked.poll if asked else None, who, admin_of))
    to = To(address=who, language=person.language)
    options = [_as_slips_say(option, names) for option in polls.list_options(db, poll.id)]
    found = read_slips(text, poll.kind, options, most=poll.most)
    if found.wrong:
        wrong = [{"text": each.text, "code": each.code, "params": dict(each.params)} for each in found.wrong]
        outbox.owe(db, to, Message("poll-slips-wrong", {"wrong": wrong}), at=now)
        questions.ask(db, who=who, kind=KIND, data=draft.data, now=now)
        return False
    votes = [[{str(option): mark for option, mark in ballot.items()}, number] for ballot, number in found.votes]
    polls.add_entry(db, poll_id=poll.id, by_id=person.id, entered_at=now, slips=found.slips, votes=votes)
    drafts.remove_draft(db, draft.id)
    _changed(db, poll, person.id, Act.SLIPS_ENTERED, now)
    outbox.owe(db, to, Message("poll-paper", {"poll": poll.id}), at=now)
    return True


def awaited(db: Connection, *, who: int, now: datetime) -> Poll:
    """The poll whose slips are waited for. Raises: Refused (draft-gone, poll-gone)."""
    poll = polls.find_poll(db, questions.awaited(db, who=who, kind=KIND, now=now).data["poll"])
    if poll is None:
        raise Refused("poll-gone")
    return poll


def take_back(db: Connection, *, entry: int, who: int, admin_of: frozenset[int], message: int, now: datetime) -> None:
    """An entry counts no more; pressed twice it changes nothing. The pressed message shows the slips that are left.

    Raises: Refused (poll-gone, may-not-enter, poll-done).
    """
    found = polls.find_entry(db, entry)
    asked = polls.lock_poll(db, found.poll_id) if found else None
    poll = _open(_authorised(db, asked.poll if asked else None, who, admin_of))
    assert found is not None, "without it there is no poll"
    person = known(db, who)
    if found.taken_back_at is None:
        polls.take_entry_back(db, entry, person.id, now)
        _changed(db, poll, person.id, Act.SLIPS_TAKEN_BACK, now)
    reply(db, kind="poll-paper", to=who, language=person.language or "en", params={"poll": poll.id}, edit=message, now=now)


def _authorised(db: Connection, poll: Poll | None, who: int, admin_of: frozenset[int]) -> Poll:
    if poll is None:
        raise Refused("poll-gone")
    if not may_enter(db, poll, who, admin_of=admin_of):
        raise Refused("may-not-enter")
    return poll


def _open(poll: Poll) -> Poll:
    """Slips are often counted after the close: they are taken until somebody has said what comes of the result."""
    if poll.kind is PollKind.PLACES:
        raise Refused("no-slips-here")
    if poll.state not in (PollState.OPEN, PollState.CLOSED):
        raise Refused("poll-done")
    return poll


def _as_slips_say(option: PollOption, names: Names) -> PaperOption:
    words = (option.label,) if option.label else names.get(option.number, ())
    return PaperOption(option.number, words, option.starts, option.whole_day)


def _changed(db: Connection, poll: Poll, person: int, act: Act, now: datetime) -> None:
    """It is written down who did it; a result that is out already is counted anew, and cards follow."""
    audit.note(db, act, by=person, thing=poll.id, scope=Scope(house=polls.house_of(db, poll.id).id), at=now)
    if poll.state is PollState.CLOSED:
        result, nudge_at = count(db, poll).as_json(), poll.nudge_at or now + NUDGE
        polls.change_poll(db, poll.id, result=result, nudge_at=nudge_at, revision=poll.revision + 1)
    cards.bump(db, poll.id)
