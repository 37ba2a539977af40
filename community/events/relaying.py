"""A neighbour asks the organiser of an event, and hears the answer; what they write is kept no longer than its delivery takes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import questions
from community.events.life import may_see
from community.events.organising import must_organise, organisers_of
from community.people import known
from community.refusals import Refused
from community.replies import reply
from storage import drafts, events, outbox, people
from storage.events import Event
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach

ASK, ANSWER = "question", "answer"

A_DAY = 3
"""So many questions may somebody have about one thing on one day."""

LONGEST = 500
"""Characters of a question or an answer."""


def ask(db: Connection, *, event: int, who: int, message: int, now: datetime) -> None:
    """The next words are the question. Raises: Refused (event-gone, not-here, not-joined, organiser-unreachable, enough-asked)."""
    found, person = _event(db, event, who), known(db, who)
    _free_key(db, found, person, now)
    _await(db, ASK, person, {"event": event}, message, now)


def answer_question(db: Connection, *, event: int, person: int, who: int, message: int, now: datetime) -> None:
    """The next words are the answer. Raises: Refused (event-gone, not-organiser, question-gone)."""
    must_organise(db, event=event, who=who)
    if not outbox.was_owed(db, f"{_key(person)}{event}:") or people.look_up_person(db, person) is None:
        raise Refused("question-gone")
    _await(db, ANSWER, known(db, who), {"event": event, "person": person}, message, now)


def awaits_words(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next words of somebody are a question or an answer."""
    return any(questions.is_asked(db, who=who, kind=kind, now=now) for kind in (ASK, ANSWER))


def relay(db: Connection, *, who: int, text: str, now: datetime) -> None:
    """The words go on their way, to the organisers or back. Raises: Refused (draft-gone, words-too-long, and as `ask`)."""
    person = known(db, who)
    if len(text) > LONGEST:
        raise Refused("words-too-long", most=LONGEST)
    question, answer = (questions.asked(db, who=who, kind=kind, now=now) for kind in (ASK, ANSWER))
    if question is not None:
        _send_question(db, _event(db, question.data["event"], who), person, text, now)
    elif answer is not None:
        must_organise(db, event=answer.data["event"], who=who)
        _send_answer(db, answer.data["event"], answer.data["person"], text, now)
    else:
        raise Refused("draft-gone")
    drafts.leave_drafts(db, who)
    reply(db, kind="words-sent", to=who, language=person.language or "en", now=now)


def withdraw(db: Connection, person: int, now: datetime) -> None:
    """Somebody (by row) is forgotten: what they asked and nobody has got yet is not passed on."""
    outbox.drop_beginning(db, _key(person), now)


def _key(person: int) -> str:
    """How the keys of all questions of somebody begin."""
    return f"ask:{person}:"


def _event(db: Connection, event: int, who: int) -> Event:
    found = events.find_event(db, event)
    if found is None:
        raise Refused("event-gone")
    if not may_see(db, event=event, who=who):
        raise Refused("not-here")
    if not _reached(db, found):
        raise Refused("organiser-unreachable")
    return found


def _reached(db: Connection, event: Event) -> list[Person]:
    return [organiser for organiser in organisers_of(db, event) if organiser.reach is Reach.OPEN]


def _free_key(db: Connection, event: Event, person: Person, now: datetime) -> str:
    """The key of one's next question today: it counts them, without what they said. Raises: Refused("enough-asked")."""
    day = now.astimezone(ZoneInfo(event.zone)).date()
    for number in range(A_DAY):
        key = f"{_key(person.id)}{event.id}:{day}:{number}"
        if not outbox.was_owed(db, f"{key}:"):
            return key
    raise Refused("enough-asked", most=A_DAY)


def _send_question(db: Connection, event: Event, person: Person, text: str, now: datetime) -> None:
    key = _free_key(db, event, person, now)
    params = {"event": event.id, "person": person.id, "name": person.name, "text": text}
    for organiser in _reached(db, event):
        question = Message("question", params, lane=Lane.PRIVATE, key=f"{key}:{organiser.id}")
        outbox.owe(db, To(address=organiser.telegram_id, language=organiser.language), question, at=now)


def _send_answer(db: Connection, event: int, person: int, text: str, now: datetime) -> None:
    asker = people.look_up_person(db, person)
    if asker is None or asker.reach is not Reach.OPEN:
        raise Refused("question-gone")
    answer = Message("question-answered", {"event": event, "text": text}, lane=Lane.PRIVATE)
    outbox.owe(db, To(address=asker.telegram_id, language=asker.language), answer, at=now)


def _await(db: Connection, kind: str, person: Person, data: dict[str, int], message: int, now: datetime) -> None:
    who = person.telegram_id
    questions.ask(db, who=who, kind=kind, data=data, now=now)
    kinds = {ASK: "ask-organiser", ANSWER: "ask-answer"}
    edit = message if kind == ASK else None
    reply(db, kind=kinds[kind], to=who, language=person.language or "en", params={"event": data["event"]}, edit=edit, now=now)
