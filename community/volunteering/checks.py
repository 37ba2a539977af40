"""Before a call for yard work is published: is insurance in order, and permission? Each is answered, or knowingly skipped.

After the Finnish talkoot checklist: group accident cover for who helps, and leave of who owns the yard.
"""

from datetime import datetime
from typing import Any

import regex
from sqlalchemy import Connection

from community.events import drafting
from community.events.announcing import may_announce_in
from community.events.drafting import Step
from community.people import Presser
from community.refusals import Refused
from community.replies import reply
from storage import drafts, people, volunteering
from storage import places as rows
from storage.drafts import Draft
from storage.volunteering import Check, Verdict

Data = dict[str, Any]

YARD = regex.compile(
    r"talko|piha|harav|puutarha|nurmikko|ruoho|pensa|\bistut|\blum(?:i|en)"
    r"|yard|garden|\brak(?:e|es|ing)\b|\bsnow|lawn|hedge|leaves\b"
    r"|trädgård|gård|kratt|räfs|\bsnö|gräsmatt|\blöv|\bhäck",
    regex.IGNORECASE,
)
"""What yard work is called in Finnish, English and Swedish, also as a part of a longer word."""


def is_yard_work(data: Data) -> bool:
    """Whether a draft calls for work in a yard: its author says so, or its title and its tasks do."""
    said: bool | None = data.get("yard")
    words = (data.get("title"), *(task["name"] for task in data.get("tasks", ())))
    return said if said is not None else any(YARD.search(each or "") for each in words)


def unanswered(data: Data) -> Check | None:
    """What is asked next; None when everything was answered, or it is no yard work."""
    given = data.get("checks", {})
    return next((check for check in Check if check not in given), None) if is_yard_work(data) else None


def answered(data: Data, check: Check, verdict: Verdict, who: int, now: datetime) -> Data:
    """What a draft keeps of an answer, with its date; what was answered before stays."""
    given = data.get("checks", {})
    return data if check in given else {**data, "checks": {**given, check.value: [verdict.value, now.isoformat(), who]}}


def answer(
    db: Connection, *, draft: int, check: Check, verdict: Verdict, presser: Presser, admin: bool, message: int, now: datetime
) -> None:
    """One of the questions is answered; the message shows the next, or the way to publish.

    Raises: Refused (draft-gone, not-yours, not-admin).
    """
    found = _own(db, draft, presser, admin)
    drafts.change_draft(db, draft, data=answered(found.data, check, verdict, presser.telegram_id, now))
    _show(db, found, presser, message, now)


def set_yard(db: Connection, *, draft: int, yard: bool, presser: Presser, admin: bool, message: int, now: datetime) -> None:
    """It is yard work, or it is not. Raises: Refused (draft-gone, not-yours, not-admin)."""
    found = _own(db, draft, presser, admin)
    drafts.change_draft(db, draft, data={**found.data, "yard": yard})
    _show(db, found, presser, message, now)


def keep(db: Connection, call: int, data: Data) -> None:
    """What was answered stays with the call. Raises: Refused("checks-first") where something was not."""
    if unanswered(data) is not None:
        raise Refused("checks-first")
    for check, (verdict, at, who) in data.get("checks", {}).items():
        person = people.find_person(db, who)
        by, when = person.id if person else None, datetime.fromisoformat(at)
        volunteering.add_check(db, call, Check(check), verdict=Verdict(verdict), by_id=by, at=when)


def _own(db: Connection, draft: int, presser: Presser, admin: bool) -> Draft:
    """The draft, for its author; a suggestion for who may publish it."""
    found = drafts.find_draft(db, draft)
    if found is None or found.kind != "call" or found.step not in (Step.PREVIEW, Step.SUGGESTED):
        raise Refused("draft-gone")
    if found.step == Step.PREVIEW:
        return drafting.own_draft(db, draft, presser.telegram_id, admin)
    if not may_announce_in(db, rows.get_chat(db, found.chat_id or 0).house_id, presser.telegram_id, admin, present=False):
        raise Refused("not-admin")
    return found


def _show(db: Connection, found: Draft, presser: Presser, message: int, now: datetime) -> None:
    if found.step == Step.PREVIEW:
        drafting.show_again(db, found, message, now)
    else:
        params = {"draft": found.id}
        reply(db, kind="event-draft", to=presser.telegram_id, language=presser.language, params=params, edit=message, now=now)
