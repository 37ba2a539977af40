"""The weekly lists on Monday morning: to everybody who joined and wants it, and to every group that has something on."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from community import week
from community.allowance import tell
from community.budget import begin_post
from community.house_rules import rules_in
from community.mondays import next_digest, plan, rules_for, still_of_use
from community.notice import NOTICE_VERSION
from community.people import known
from community.quiet import HouseRules
from community.replies import reply
from community.week import Week
from community.when import instant
from storage import consents, digests, people, places
from storage.consents import ConsentKind
from storage.events import Answer
from storage.outbox import Lane, Message, To
from storage.people import Person, Reach
from storage.places import Chat, ChatState

BATCH = 100


def choose(db: Connection, *, who: int, wanted: bool, monday: date | None, message: int, rules: HouseRules, now: datetime) -> Person:
    """The person wants the list, or does not. The pressed message follows: the list of the week `monday`, else the choices of reminders.

    Raises: Refused("not-joined").
    """
    person = known(db, who)
    person.digest = wanted
    people.change_person(db, person.id, digest=wanted)
    record = consents.give if wanted else consents.withdraw
    record(db, person.id, ConsentKind.DIGEST, NOTICE_VERSION, now)
    plan(db, person, rules, now)
    kind, params = ("digest", {"week": monday.isoformat()}) if monday else ("reminders", {})
    reply(db, kind=kind, to=who, language=person.language or "en", params=params, edit=message, now=now)
    return person


def news_of(found: Week) -> Week:
    """A week without what somebody has said no to: nobody is reminded of what they have answered."""
    kept = [
        week.HouseWeek(each.house, tuple(one for one in each.listed if not (one.mine and one.mine.answer is Answer.CANT)))
        for each in found.houses
    ]
    return replace(found, houses=tuple(each for each in kept if each.listed))


def of_person(db: Connection, *, who: int, monday: date, now: datetime) -> Week:
    """The list of a week as somebody gets it. Raises: Refused("not-joined")."""
    return news_of(week.list_week(db, known(db, who), monday, now))


def call_due(db: Connection, rules: HouseRules, now: datetime) -> int:
    """Turn lists of people whose time has come into debts, unless they are empty or of no use any more; how many were looked at."""
    due = digests.list_due_people(db, now, BATCH)
    for person in due:
        own = rules_for(db, person, rules)
        if person.digest_at is not None and person.reach is Reach.OPEN and still_of_use(person.digest_at, ZoneInfo(own.zone), own, now):
            _owe(db, person, own, now)
        plan(db, person, rules, now)
    return len(due)


def _owe(db: Connection, person: Person, rules: HouseRules, now: datetime) -> None:
    zone = ZoneInfo(rules.zone)
    monday = now.astimezone(zone).date()
    news = news_of(week.list_week(db, person, monday, now))
    if not (news.houses or news.polls or news.turns or news.notices or week.worth_a_list(news.calls)):
        return
    message = Message(
        "digest",
        {"week": monday.isoformat()},
        lane=Lane.PRIVATE,
        key=f"digest:{person.id}:{monday}",
        until=_midnight_after(monday, zone),
    )
    tell(db, person, message, at=now, zone=zone, rules=rules)


def call_due_lists(db: Connection, rules: HouseRules, now: datetime) -> int:
    """The same for the groups' lists."""
    due = digests.list_due_chats(db, now, BATCH)
    for chat in due:
        here = rules_in(db, chat.id, rules)
        zone = ZoneInfo(here.zone)
        wanted = chat.digest_shown and chat.state is ChatState.ACTIVE
        if wanted and chat.digest_at is not None and still_of_use(chat.digest_at, zone, here, now):
            _owe_list(db, chat, zone, now)
        places.change_chat(db, chat.id, digest_at=next_digest(now, zone, here))
    return len(due)


def _owe_list(db: Connection, chat: Chat, zone: ZoneInfo, now: datetime) -> None:
    monday = now.astimezone(zone).date()
    on = week.of_chat(db, chat.id, monday=monday, now=now)
    # A notice alone brings no list: it stands in this group already.
    if not (on.posted or on.polls or week.worth_a_list(on.calls)):
        return
    message = Message(
        "week-list",
        {"chat": chat.id, "week": monday.isoformat()},
        lane=Lane.BROADCAST,
        key=f"week:{chat.id}:{monday}",
        silent=True,
        again=False,
        until=_midnight_after(monday, zone),
    )
    begin_post(db, To(chat_id=chat.id, thread=chat.thread_id), message, at=now, zone=zone)


def _midnight_after(monday: date, zone: ZoneInfo) -> datetime:
    return instant(datetime.combine(monday + timedelta(days=1), time()), zone)
