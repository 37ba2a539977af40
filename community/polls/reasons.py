"""What somebody writes to their answer for consent: kept on the ballot, so it is as secret as the ballot is."""

from datetime import datetime

from sqlalchemy import Connection

from bot.names import clean_line
from community import questions
from community.events.pressing import Press
from community.people import Presser, known, met
from community.polls.voting import authorise, ballot_of, open_poll
from community.refusals import Refused
from community.replies import reply
from storage import drafts, polls
from storage.people import Person
from storage.polls import REASON, CastBallot, Poll, PollKind

KIND = "poll-reason"


def ask_reason(db: Connection, *, poll: int, presser: Presser, press: Press, now: datetime) -> None:
    """The next words are the reason.

    Raises: Refused (poll-gone, poll-closed, poll-cancelled, not-here, forgotten, old-button, answer-first).
    """
    found, person, _ = _answered(db, poll, presser, press, now)
    questions.ask(db, who=presser.telegram_id, kind=KIND, data={"poll": found.id}, now=now)
    reply(db, kind="ask-poll-reason", to=presser.telegram_id, language=person.language or presser.language, params={"poll": poll}, now=now)


def write_reason(db: Connection, *, who: int, text: str, now: datetime) -> None:
    """These words are the reason, in place of the one before.

    Raises: Refused (draft-gone, poll-gone, poll-closed, poll-cancelled, answer-first, reason-too-long, no-words).
    """
    draft, person = questions.awaited(db, who=who, kind=KIND, now=now), known(db, who)
    poll = open_poll(db, draft.data["poll"], Press(None, None, 0), now).poll
    words = clean_line(text, longest=len(text) or 1)
    if not words:
        raise Refused("no-words")
    if len(words) > REASON:
        raise Refused("reason-too-long", over=len(words) - REASON, most=REASON)
    _keep(db, _ballot(db, poll, person), words)
    drafts.leave_drafts(db, who)
    reply(db, kind="ballot", to=who, language=person.language or "en", params={"poll": poll.id}, now=now)


def remove_reason(db: Connection, *, poll: int, presser: Presser, press: Press, now: datetime) -> None:
    """The reason goes, the answer stays; the pressed message shows it. Pressing twice changes nothing.

    Raises: Refused (poll-gone, poll-closed, poll-cancelled, not-here, forgotten, old-button, answer-first).
    """
    _, person, ballot = _answered(db, poll, presser, press, now)
    if ballot.reason is not None:
        _keep(db, ballot, None)
    reply(
        db,
        kind="ballot",
        to=presser.telegram_id,
        language=person.language or presser.language,
        params={"poll": poll},
        edit=press.message,
        now=now,
    )


def _answered(db: Connection, poll: int, presser: Presser, press: Press, now: datetime) -> tuple[Poll, Person, CastBallot]:
    """A question for consent that somebody has answered. Raises: Refused."""
    asked = open_poll(db, poll, press, now)
    person, _ = met(db, presser, now)
    authorise(db, asked, press, person, now)
    return asked.poll, person, _ballot(db, asked.poll, person)


def _ballot(db: Connection, poll: Poll, person: Person) -> CastBallot:
    if poll.kind is not PollKind.CONSENT:
        raise Refused("old-button")
    ballot = ballot_of(db, poll, person)
    if ballot is None:
        raise Refused("answer-first")
    return ballot


def _keep(db: Connection, ballot: CastBallot, reason: str | None) -> None:
    polls.change_ballot(db, ballot.id, reason=reason, revision=ballot.revision + 1)
