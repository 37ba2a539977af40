"""What readers of a notice answer: that they have read it, that they need help, and what they ask its sender."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from community import limits, questions
from community.announcements.changing import OUT
from community.announcements.helping import ANSWER, alarm_at, answer, answerers, key_of, tell
from community.events.pressing import Press, adopt
from community.people import Presser, met
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import announcements, cards, drafts, outbox, people
from storage.announcements import Announcement, AskKind, Copy, HelpRequest
from storage.people import Person, Reach

ASK = "ask-sender"
"""The kind of the draft: somebody's next words are for the sender."""

LONGEST = 1000
"""Characters of a question or an answer."""

KEPT = 1700
"""So much of what somebody wrote about one request is kept, the newest of it."""


class Said(StrEnum):
    """What a press came to."""

    READ = "read"
    HELP = "help"
    KNOWN = "known"  # they had asked for help before


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What somebody's press came to. `first`: nothing was known of them before; `reachable`: an answer reaches them."""

    announcement: Announcement
    said: Said
    language: str
    first: bool
    reachable: bool


@dataclass(frozen=True, slots=True)
class _Pressed:
    """Where a press counts."""

    announcement: Announcement
    house: int | None
    card: int | None
    person: Person
    first: bool


def say_read(db: Connection, *, announcement: int, presser: Presser, press: Press, rules: HouseRules, now: datetime) -> Acknowledged:
    """Somebody has read it; the cards of their house count it. Twice is the same.

    Raises: Refused (notice-gone, notice-over, notice-old, old-button, not-here, forgotten).
    """
    found = _pressed(db, announcement, presser, press, rules, now)
    if announcements.add_reading(db, announcement, found.person.id, found.house, now) and found.house is not None:
        cards.bump_in(db, announcement, found.house, pressed=found.card)
    return _acknowledged(found, Said.READ, presser)


def need_help(db: Connection, *, announcement: int, presser: Presser, press: Press, rules: HouseRules, now: datetime) -> Acknowledged:
    """Somebody needs help: who answers is told. Who has asked already can take it back, in private.

    Raises: Refused as `say_read`, and (sender-unreachable, helped-enough).
    """
    found = _pressed(db, announcement, presser, press, rules, now)
    asked = announcements.find_open_request(db, announcement, found.person.id)
    if asked is not None and asked.kind is AskKind.HELP:
        if found.person.reach is Reach.OPEN:
            reply(db, kind="my-request", to=presser.telegram_id, language=_language(found, presser), params={"request": asked.id}, now=now)
        return _acknowledged(found, Said.KNOWN, presser)
    if asked is None:
        asked = _add(db, found.announcement, found.person, found.house, AskKind.HELP, None, rules, now)
    else:
        asked.kind = AskKind.HELP
        values = {"kind": AskKind.HELP, "alarm_at": alarm_at(db, asked.house_id, rules, now)}
        announcements.change_request(db, asked.id, **values)
    tell(db, asked, found.announcement, "asked", key=f"{key_of(asked)}help", at=now)
    return _acknowledged(found, Said.HELP, presser)


def begin_question(db: Connection, *, announcement: int, copy: int, who: int, language: str, now: datetime) -> None:
    """The next words are for the sender. `copy`: the one whose link they hold, 0 for none.

    Raises: Refused (notice-gone, notice-over, not-here).
    """
    found, person = _out(db, announcement), people.find_person(db, who)
    house = _house_for(db, found, copy, person)
    questions.ask(db, who=who, kind=ASK, data={"announcement": announcement, "house": house}, now=now)
    asked = announcements.find_open_request(db, announcement, person.id) if person is not None else None
    params = {"announcement": announcement, "request": asked.id if asked is not None else 0}
    reply(db, kind="ask-sender", to=who, language=(person.language if person else None) or language, params=params, now=now)


def ask(db: Connection, *, presser: Presser, text: str, rules: HouseRules, now: datetime) -> None:
    """The words go to who answers: a new question, or more about what was asked and is not done.

    Raises: Refused (draft-gone, notice-gone, notice-over, sender-unreachable, helped-enough, forgotten).
    """
    draft = questions.awaited(db, who=presser.telegram_id, kind=ASK, now=now)
    found, (person, _) = _out(db, draft.data["announcement"]), met(db, presser, now)
    people.hold(db, person.id)
    if person.reach is not Reach.OPEN:
        people.change_reach(db, presser.telegram_id, Reach.OPEN)  # they write in private
    asked = announcements.find_open_request(db, found.id, person.id)
    if asked is None:
        asked = _add(db, found, person, draft.data["house"], AskKind.QUESTION, text, rules, now)
        tell(db, asked, found, "asked", key=f"{key_of(asked)}question", at=now)
    else:
        more = f"{asked.text}\n{text}" if asked.text else text
        values = {"text": more[-KEPT:], "alarm_at": asked.alarm_at or alarm_at(db, asked.house_id, rules, now)}
        key = _key_of_more(db, asked, now)
        announcements.change_request(db, asked.id, **values)
        tell(db, asked, found, "more", key=key, at=now)
    drafts.leave_drafts(db, presser.telegram_id)
    language = person.language or presser.language
    reply(db, kind="my-request", to=presser.telegram_id, language=language, params={"request": asked.id, "sent": True}, now=now)


def awaits_words(db: Connection, *, who: int, now: datetime) -> bool:
    """Whether the next words of somebody are for the sender of a notice, or for who asked them."""
    return any(questions.is_asked(db, who=who, kind=kind, now=now) for kind in (ASK, ANSWER))


def write(db: Connection, *, presser: Presser, text: str, rules: HouseRules, now: datetime) -> None:
    """The words go on their way, to who answers or back. Raises: Refused (draft-gone, words-too-long, and as `ask` and `answer`)."""
    if len(text) > LONGEST:
        raise Refused("words-too-long", most=LONGEST)
    answered = questions.asked(db, who=presser.telegram_id, kind=ANSWER, now=now)
    if answered is not None:
        answer(db, who=presser.telegram_id, request=answered.data["request"], text=text, now=now)
    else:
        ask(db, presser=presser, text=text, rules=rules, now=now)


def take_back(db: Connection, *, request: int, who: int, message: int, now: datetime) -> None:
    """Who asked needs nothing any more; those who were told hear it. Twice is the same. Raises: Refused("request-gone")."""
    asked = mine(db, request=request, who=who)
    if asked.closed_at is None:
        found = announcements.find_announcement(db, asked.announcement_id)
        assert found is not None, "a foreign key points to the row"
        outbox.drop_beginning(db, key_of(asked), now)
        announcements.change_request(db, request, closed_at=now, alarm_at=None)
        tell(db, asked, found, "withdrawn", key=f"{key_of(asked)}withdrawn", at=now)
    drafts.leave_drafts(db, who)
    reply(db, kind="my-request", to=who, language=_own_language(db, who), params={"request": request}, edit=message, now=now)


def mine(db: Connection, *, request: int, who: int) -> HelpRequest:
    """What somebody asked, for themselves. Raises: Refused("request-gone")."""
    asked, person = announcements.lock_request(db, request), people.find_person(db, who)
    if asked is None or person is None or asked.person_id != person.id:
        raise Refused("request-gone")
    return asked


def my_requests(db: Connection, *, who: int) -> list[tuple[HelpRequest, Announcement]]:
    """What somebody asked and is not done yet, each with its notice, the oldest first; not of recalled ones."""
    person = people.find_person(db, who)
    return announcements.list_open_requests_of(db, person.id) if person is not None else []


def _out(db: Connection, announcement: int) -> Announcement:
    found = announcements.find_announcement(db, announcement)
    if found is None:
        raise Refused("notice-gone")
    if found.state not in OUT:
        raise Refused("notice-over")
    return found


def _pressed(db: Connection, announcement: int, presser: Presser, press: Press, rules: HouseRules, now: datetime) -> _Pressed:
    """Where a press counts: in a group for the house of its copy, in private for who got it there, or lives where it went."""
    found = _out(db, announcement)
    if not found.asks:
        raise Refused("old-button")
    if found.ended_at is not None and now - found.ended_at > timedelta(days=rules.sign_ups_days):
        raise Refused("notice-old")
    if press.chat is None:
        known = people.find_person(db, presser.telegram_id)
        house, card = _house_for(db, found, 0, known), None
    else:
        house, card = _adopted(db, found, press, now)
    person, first = met(db, presser, now)
    people.hold(db, person.id)
    return _Pressed(found, house, card, person, first)


def _adopted(db: Connection, found: Announcement, press: Press, now: datetime) -> tuple[int | None, int]:
    """The house and the card of the copy that was pressed, which is there even if nobody knew. Raises: Refused("not-here")."""
    assert press.chat is not None
    card = cards.find_card(db, found.id, press.chat)
    copy = announcements.find_in_chat(db, found.id, card.chat_id) if card is not None else None
    if card is None or copy is None:
        raise Refused("not-here")
    adopt(db, card.id, card.message_id, press, now)
    if copy.message_id is None and press.message is not None:
        announcements.adopt_copy(db, copy, press.message, now)
    return copy.house_id, card.id


def _house_for(db: Connection, found: Announcement, copy: int, person: Person | None) -> int | None:
    """By which house somebody asks in private: their own first, else that of the copy whose link they hold. Raises: Refused("not-here")."""
    own = announcements.find_house_of(db, found.id, person.id) if person is not None else None
    if own is not None:
        return own
    held: Copy | None = announcements.find_copy(db, copy) if copy else None
    if held is None or held.announcement_id != found.id:
        raise Refused("not-here")
    return held.house_id


def _add(
    db: Connection,
    found: Announcement,
    person: Person,
    house: int | None,
    kind: AskKind,
    text: str | None,
    rules: HouseRules,
    now: datetime,
) -> HelpRequest:
    limits.may_ask(db, person.id, now)
    if not answerers(db, found, house):
        raise Refused("sender-unreachable")
    asked = HelpRequest(announcement_id=found.id, person_id=person.id, house_id=house, kind=kind, text=text, asked_at=now)
    asked.alarm_at = alarm_at(db, house, rules, now)
    asked.id = announcements.add_request(db, **asked.model_dump(exclude={"id"}))
    return asked


def _key_of_more(db: Connection, asked: HelpRequest, now: datetime) -> str:
    """The key of the next words about a request today. Raises: Refused("helped-enough")."""
    for number in range(limits.MOST_WORDS):
        key = f"{key_of(asked)}{now:%m%d}:{number}"
        if not outbox.was_owed(db, f"{key}:"):
            return key
    raise Refused("helped-enough", most=limits.MOST_WORDS)


def _acknowledged(found: _Pressed, said: Said, presser: Presser) -> Acknowledged:
    return Acknowledged(found.announcement, said, _language(found, presser), found.first, found.person.reach is Reach.OPEN)


def _language(found: _Pressed, presser: Presser) -> str:
    return found.person.language or presser.language


def _own_language(db: Connection, who: int) -> str:
    person = people.find_person(db, who)
    return (person.language if person is not None else None) or "en"
