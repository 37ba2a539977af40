"""Two houses become one: a flat that has answered in both has one answer."""

from datetime import datetime

from sqlalchemy import Connection

from community.polls.seating import give_back
from community.polls.voters import tell_newer, voter_of
from storage import cards, polls
from storage.polls import AskedPoll, CastBallot, FlatState


def unite_flats(db: Connection, house: int, now: datetime) -> None:
    """Of two flats of a house that are called the same the newer answer counts; whoever spoke for either speaks for it from now on."""
    for poll, label in polls.list_doubled(db, house):
        asked, key = polls.lock_poll(db, poll), polls.find_key(db, poll)
        if asked is not None and key is not None:
            _unite(db, asked, key, house, label, now)


def _unite(db: Connection, asked: AskedPoll, key: str, house: int, label: str, now: datetime) -> None:
    poll, claims = asked.poll, polls.list_called(db, asked.poll.id, house, label)
    found = [polls.find_ballot_of_flat(db, poll.id, flat) for flat in dict.fromkeys(claim.flat for claim in claims)]
    ballots = sorted((ballot for ballot in found if ballot is not None), key=lambda ballot: _said_at(db, asked, key, ballot))
    flat = (ballots[-1].flat if ballots else None) or claims[0].flat
    for number, claim in enumerate(claims):
        late = number > 0 and claim.state is FlatState.HOLDS
        polls.change_claim(db, claim.id, flat=flat, state=FlatState.ALLOWED if late else claim.state)
    for older in ballots[:-1]:
        give_back(db, poll, older, now)
        tell_newer(db, poll, key, flat, ballots[-1].voter or "", now)
    if len(ballots) > 1:
        polls.change_poll(db, poll.id, answers=poll.answers - (len(ballots) - 1))
        cards.bump(db, poll.id)


def _said_at(db: Connection, asked: AskedPoll, key: str, ballot: CastBallot) -> int:
    """The update by which its voter answered: there is no time in a ballot."""
    person = voter_of(db, asked.poll, key, ballot.voter or "")
    voter = polls.find_voter(db, asked.poll.id, person.id) if person is not None else None
    return voter.update_id if voter is not None else 0
