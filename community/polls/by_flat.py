"""One answer per flat: who comes first holds it in that poll; another of the flat needs the holder's yes, or an activist's.

Labels are sealed with the poll's key, as voters are, and gone with it. Nobody is told what their flat has answered, only that it has.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from community import questions, roles
from community.events.pressing import Press
from community.flats import LONGEST, same_label
from community.people import Presser, known, met
from community.polls.sealing import seal
from community.polls.voters import tell, voter_of
from community.polls.voting import authorise, open_poll
from community.refusals import Refused
from storage import drafts, outbox, people, places, polls
from storage import roles as held
from storage.outbox import Lane, Message, Op, To
from storage.people import Person, Reach
from storage.polls import FlatState, Poll, PollFlat
from storage.roles import Role, Scope

KIND = "poll-flat"
"""What a label that is waited for is called among the drafts."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat of a house: its label, and what stands for it in this poll, both sealed."""

    house: int
    label: str
    seal: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """What somebody may do with the answer of their flat."""

    poll: Poll
    state: FlatState
    language: str


def ask_flat(db: Connection, *, poll: int, presser: Presser, press: Press, now: datetime) -> None:
    """The next words of somebody are the label of their flat. Raises: Refused (as `voting.mark`)."""
    asked = open_poll(db, poll, press, now)
    person, _ = met(db, presser, now)
    authorise(db, asked, press, person, now)
    questions.ask(db, who=presser.telegram_id, kind=KIND, data={"poll": poll}, now=now)
    to = To(address=presser.telegram_id, language=person.language or presser.language)
    outbox.owe(db, to, Message("poll-flat-asked", {"poll": poll}, lane=Lane.REPLY), at=now)


def write_flat(db: Connection, *, presser: Presser, text: str, now: datetime) -> Claimed:
    """The words are the label. Raises: Refused (draft-gone, and as `claim`)."""
    draft = questions.awaited(db, who=presser.telegram_id, kind=KIND, now=now)
    press = Press(None, None, 0, invited=True)  # it was looked at when the question was asked
    claimed = choose_flat(db, poll=draft.data["poll"], presser=presser, label=text, press=press, now=now)
    drafts.remove_draft(db, draft.id)
    return claimed


def choose_flat(db: Connection, *, poll: int, presser: Presser, label: str, press: Press, now: datetime) -> Claimed:
    """`claim`, and the ballot, or that it waits for a yes: in the pressed message, or (after words) in one of its own.

    Raises: Refused (as `claim`).
    """
    claimed = claim(db, poll=poll, presser=presser, label=label, press=press, now=now)
    waits = claimed.state is FlatState.ASKED
    kind, params = ("poll-flat-waits", {"poll": poll, "flat": label.strip()}) if waits else ("ballot", {"poll": poll})
    shown = Message(kind, params, op=Op.SEND if press.message is None else Op.EDIT, message_id=press.message)
    outbox.owe(db, To(address=presser.telegram_id, language=claimed.language), shown, at=now)
    return claimed


def claim(db: Connection, *, poll: int, presser: Presser, label: str, press: Press, now: datetime) -> Claimed:
    """Somebody speaks for this flat in this poll: at once when nobody does yet, else when the holder or an activist says yes.

    Asking twice changes nothing; another label takes the place of the first, unless that flat has been answered by them.

    Raises: Refused (as `voting.mark`, no-such-flat, flat-answered).
    """
    asked = open_poll(db, poll, press, now)
    person, _ = met(db, presser, now)
    authorise(db, asked, press, person, now)
    key = _key(db, asked.poll)
    flat, voter = _find(db, asked.poll, key, *_flat(db, asked.poll, asked.chat_house_id, person, label)), seal(key, person.id)
    mine = polls.find_flat_of(db, poll, voter)
    if mine is not None and mine.flat != flat.seal:
        if polls.find_ballot(db, poll, voter) is not None:
            raise Refused("flat-answered")
        polls.remove_flat(db, poll, voter)
        mine = None
    if mine is not None and mine.state is FlatState.ASKED and _holder(polls.list_of_flat(db, poll, flat.seal)) is None:
        polls.remove_flat(db, poll, voter)  # whom they asked is gone: they come first now
        mine = None
    if mine is None:
        mine = _claim(db, asked.poll, key, flat, voter, now)
    return Claimed(asked.poll, mine.state, person.language or presser.language)


def _find(db: Connection, poll: Poll, key: str, house: int, spelled: str) -> Flat:
    """The flat as others of it have claimed it, perhaps in a house that is part of this one now; else a new one."""
    label = seal(key, "label", spelled)
    claimed = polls.list_called(db, poll.id, house, label)
    return Flat(house, label, claimed[0].flat if claimed else seal(key, "flat", house, spelled))


def _claim(db: Connection, poll: Poll, key: str, flat: Flat, voter: str, now: datetime) -> PollFlat:
    holder = _holder(polls.list_of_flat(db, poll.id, flat.seal))
    state = FlatState.ASKED if holder else FlatState.HOLDS
    number = polls.add_claim(db, poll.id, house_id=flat.house, label=flat.label, flat=flat.seal, voter=voter, state=state)
    found = polls.find_claim(db, number)
    assert found is not None, "it was written just now"
    person = voter_of(db, poll, key, holder.voter) if holder else None
    if person is not None and person.reach is Reach.OPEN:
        tell(db, person, Message("poll-flat-claimed", {"poll": poll.id, "claim": number}, lane=Lane.PRIVATE), now)
    return found


def _holder(speakers: list[PollFlat]) -> PollFlat | None:
    """Who says whether others may answer for a flat: who came first, or after them the first who was allowed to."""
    may = [each for each in speakers if each.state is not FlatState.ASKED]
    return min(may, key=lambda each: (each.state is not FlatState.HOLDS, each.id), default=None)


def ask_activists(db: Connection, *, poll: int, who: int, label: str, now: datetime) -> int:
    """Somebody whose flat is held asks those who look after the house instead; how many could be asked.

    They are told the label and the name, because they must know whom they vouch for; what they get says nothing of any answer.

    Raises: Refused (poll-gone, poll-closed, not-joined, flat-first, nobody-to-ask).
    """
    asked, person = open_poll(db, poll, Press(None, None, 0), now), known(db, who)
    key = _key(db, asked.poll)
    mine = polls.find_flat_of(db, poll, seal(key, person.id))
    house, spelled = _flat(db, asked.poll, None, person, label)
    if mine is None or mine.state is not FlatState.ASKED or _find(db, asked.poll, key, house, spelled).seal != mine.flat:
        raise Refused("flat-first")
    reached = [each for each in _activists(db, house) if each.id != person.id]
    if not reached:
        raise Refused("nobody-to-ask")
    for each in reached:
        told = {"poll": poll, "claim": mine.id, "flat": label, "person": person.id}
        tell(db, each, Message("poll-flat-vouch", told, lane=Lane.PRIVATE, key=f"poll-flat:{mine.id}:{each.id}"), now)
    return len(reached)


def decide(db: Connection, *, claim: int, who: int, yes: bool, message: int, now: datetime) -> bool:
    """The holder of the flat, or who looks after its house, lets another of the flat answer, or not; pressed twice it changes nothing.

    Raises: Refused (flat-gone, poll-closed, not-yours).
    """
    found, person = polls.find_claim(db, claim), people.find_person(db, who)
    asked = polls.lock_poll(db, found.poll_id) if found else None
    key = polls.find_key(db, found.poll_id) if found else None
    if found is None or asked is None or key is None or person is None:
        raise Refused("flat-gone")
    me = seal(key, person.id)
    holder = _holder(polls.list_of_flat(db, found.poll_id, found.flat))
    holds = holder is not None and holder.voter == me
    if found.voter == me or not (holds or roles.roles_in(db, person.id, found.house_id)):
        raise Refused("not-yours")
    yes = yes or found.state is not FlatState.ASKED  # what another has allowed stays allowed
    if found.state is FlatState.ASKED:
        asker = voter_of(db, asked.poll, key, found.voter)
        if yes:
            polls.change_claim(db, claim, state=FlatState.ALLOWED)
        else:
            polls.remove_flat(db, found.poll_id, found.voter)
        if asker is not None and asker.reach is Reach.OPEN:
            kind = "poll-flat-allowed" if yes else "poll-flat-declined"
            tell(db, asker, Message(kind, {"poll": found.poll_id}, lane=Lane.PRIVATE), now)
    done = Message("poll-flat-decided", {"yes": yes}, op=Op.EDIT, message_id=message)
    outbox.owe(db, To(address=who, language=person.language), done, at=now)
    return yes


def _flat(db: Connection, poll: Poll, chat_house: int | None, person: Person, label: str) -> tuple[int, str]:
    """The house of a flat, and its label as it is compared. Raises: Refused("no-such-flat")."""
    asked = polls.list_houses_asked(db, poll.id)
    mine = [house for house in people.list_house_ids(db, person.id) if house in asked]
    house = chat_house or (mine or [polls.house_of(db, poll.id).id])[0]
    spelled, labels = same_label(label), places.get_house(db, house).flat_labels
    listed = {same_label(each) for each in labels}
    if not any(letter.isdigit() for letter in spelled) or len(spelled) > LONGEST or (listed and spelled not in listed):
        raise Refused("no-such-flat")
    return house, spelled


def _key(db: Connection, poll: Poll) -> str:
    key = polls.find_key(db, poll.id)
    assert key is not None, "an open poll has its key"
    return key


def _activists(db: Connection, house: int) -> list[Person]:
    """Who can be written to and looks after the house, each once."""
    found = [each for role in Role for each in held.list_reachable(db, role, Scope(house=house))]
    return list({each.id: each for each in found}.values())
