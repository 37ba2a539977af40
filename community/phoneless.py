"""The rights of a neighbour without a phone: a manager finds what is kept by their nickname, prints it, and erases it.

That it was looked for, and that it was erased, stands in the log, without the name.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.names import LONGEST_NAME, clean_line
from community import questions
from community.events.proxies import release
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from community.roles import managing, scope_of
from community.volunteering import proxies
from community.volunteering.answering import is_over
from storage import audit, drafts, events, people, places, volunteering
from storage.audit import Act
from storage.events import EventState, Place, Trace
from storage.places import House
from storage.roles import Scope
from storage.volunteering import CallState, TaskTrace

KIND, FOUND = "phoneless", "found"

AnyTrace = Trace | TaskTrace
"""What is kept of somebody: at an event, or in a task."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept in a house about somebody by this name; `draft` is by which the buttons know it."""

    draft: int
    house: House
    name: str
    traces: tuple[AnyTrace, ...]

    def of(self, entry: str) -> tuple[AnyTrace, ...]:
        """One of them, or all for an empty `entry`. Raises: Refused("old-button") if there is none (any more)."""
        chosen = tuple(trace for trace in self.traces if entry in ("", trace.entry))
        if not chosen:
            raise Refused("old-button")
        return chosen


def ask(db: Connection, *, house: int, who: int, message: int, now: datetime) -> None:
    """Whom shall be looked for? The next words are the nickname. Raises: Refused (house-gone, not-manager)."""
    managing(db, who, scope_of(db, house=house, area=0))
    questions.ask(db, who=who, kind=KIND, data={"house": house}, now=now)
    _say(db, "ask-phoneless", {"house": house}, who, message, now)


def look(db: Connection, *, who: int, text: str, now: datetime) -> None:
    """This is the nickname: show what is kept. It is logged. Raises: Refused (draft-gone, no-name, not-manager)."""
    draft, name = questions.awaited(db, who=who, kind=KIND, now=now), clean_line(text, longest=LONGEST_NAME)
    if name is None:
        raise Refused("no-name")
    scope = Scope(house=draft.data["house"])
    audit.note(db, Act.NEIGHBOUR_SHOWN, by=managing(db, who, scope), scope=scope, at=now)
    data = {**draft.data, "name": name}
    drafts.change_draft(db, draft.id, step=FOUND, data=data, expires_at=now + questions.WAITED)
    _say(db, "phoneless", {"draft": draft.id}, who, None, now)


def find(db: Connection, *, draft: int, who: int) -> Found:
    """What is kept. Raises: Refused (draft-gone, not-yours, not-manager)."""
    sought = drafts.find_draft(db, draft)
    if sought is None or sought.kind != KIND or sought.step != FOUND:
        raise Refused("draft-gone")
    if sought.author != who:
        raise Refused("not-yours")
    house, name = sought.data["house"], sought.data["name"]
    managing(db, who, Scope(house=house))
    kept: list[AnyTrace] = [*events.list_traces(db, house), *volunteering.list_traces(db, house)]
    traces = tuple(trace for trace in kept if _is_called(trace.name, name))
    return Found(draft, places.get_house(db, house), name, traces)


def erase(db: Connection, *, draft: int, who: int, entry: str, free: bool, message: int, rules: HouseRules, now: datetime) -> None:
    """Erase one entry, or all. `free`: they don't come after all; else the place stays, without a name, and totals do not change.

    The pressed message says that it is done, with a code for the neighbour. It is logged.

    Raises: Refused (draft-gone, not-yours, not-manager, old-button).
    """
    found = find(db, draft=draft, who=who)
    chosen = found.of(entry)
    for trace in chosen:
        _erase(db, trace, free, rules, now)
    scope = Scope(house=found.house.id)
    audit.note(db, Act.NEIGHBOUR_ERASED, by=managing(db, who, scope), scope=scope, at=now)
    params = {"house": found.house.id, "erased": len(chosen), "code": secrets.token_hex(4)}
    if len(chosen) == len(found.traces):
        drafts.remove_draft(db, draft)
    _say(db, "phoneless-erased", params, who, message, now)


def is_coming(trace: AnyTrace, now: datetime) -> bool:
    """Whether it is a place at something that is still to come."""
    if isinstance(trace, TaskTrace):
        call = trace.call
        return call.state is CallState.OPEN and trace.volunteer.place is not Place.NONE and not is_over(trace.task, now)
    event = trace.event
    return trace.guest is None and event.state is EventState.PUBLISHED and (event.ends_at or event.starts_at) > now


def _erase(db: Connection, trace: AnyTrace, free: bool, rules: HouseRules, now: datetime) -> None:
    if isinstance(trace, TaskTrace):
        _erase_task(db, trace, free, rules, now)
    elif trace.guest is not None:
        events.remove_guest(db, trace.guest)
    elif not is_coming(trace, now):
        events.remove_proxy(db, trace.sign_up.id)
    elif free:
        release(db, trace.sign_up, rules, now)
    else:  # whoever signed them up goes on telling them the news
        events.change_proxy(db, trace.sign_up.id, nickname=None)


def _erase_task(db: Connection, trace: TaskTrace, free: bool, rules: HouseRules, now: datetime) -> None:
    asked = volunteering.lock_task(db, trace.task.id)
    held = volunteering.get_volunteer(db, trace.volunteer.id)  # one that was freed before may have made room for this one
    if asked is None or held is None:
        return
    if free and is_coming(trace, now):
        proxies.release(db, asked, held, rules, now)
    else:  # whoever signed them up goes on telling them the news
        volunteering.change_volunteer(db, held.id, nickname=None)


def _is_called(name: str, sought: str) -> bool:
    """Whether somebody is called so, as it was written or by the first word of it."""
    return sought.casefold() in (name.casefold(), name.casefold().split()[0])


def _say(db: Connection, kind: str, params: dict[str, object], who: int, message: int | None, now: datetime) -> None:
    person = people.find_person(db, who)
    language = person.language if person and person.language else "en"
    reply(db, kind=kind, to=who, language=language, params=params, edit=message, now=now)
