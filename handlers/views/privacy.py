"""What is known about a person, in words; and the way to have it erased."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.names import apart
from bot.outgoing import Document, Outgoing
from bot.texts import Texts, later
from community.privacy import Known
from handlers.taps.naming import MyName, Naming
from handlers.taps.people import ShowMenu
from handlers.taps.privacy import NO_HOUSE, ForgetMe, Forgetting, ReadNotice, ShowData
from handlers.views.places import LANGUAGE_NAMES
from handlers.views.reader import Reader


def short(reader: Reader) -> Outgoing:
    """Five plain lines."""
    texts = reader.texts
    text = texts.html(
        "– I know your language, your houses, what you have answered, and a name if you gave one.\n"
        "– I do not know your phone number, flat or chats.\n"
        "– Your answers become mere numbers {days} days after the event.\n– Others see only how many come. "
        "The organiser also sees a name you set; a card shows it only if you say so.\n"
        "– Kept by: {controller}. You can see or erase it all.",
        days=reader.sign_ups_days,
        controller=reader.controller.name,
    )
    see, forget = ShowData().key(texts.say("Show my data")), ForgetMe(step=Forgetting.ASK).key(texts.say("Forget me"))
    notice = ReadNotice(token=NO_HOUSE, language=reader.language).key(texts.say("Full notice"))
    return Outgoing(text, ((see, forget), (MyName(step=Naming.SHOW).key(texts.say("Who sees my name")), notice)))


CAPTION = 900
"""Telegram takes 1024 characters under a file; tags do not count there, so this is on the safe side."""

TABLES = {
    "people": later("Your Telegram number, language and name"),
    "vouchers": later("Houses that know you as a resident"),
    "memberships": later("Houses you live in"),
    "sign_ups": later("What you answered"),
    "bring_claims": later("What you promised to bring"),
    "proxies": later("Neighbours you signed up"),
    "guests": later("Names of those who come with you"),
    "cancellations": later("What you cancelled just now"),
    "news": later("Changes of yours that others are told soon"),
    "reports": later("Cards you reported"),
    "announcements": later("Notices you wrote or agreed to"),
    "announcement_copies": later("Notices you got in private"),
    "announcement_readings": later("Notices you said you have read"),
    "help_requests": later("Help you asked for, and questions about notices"),
    "events": later("What you organise"),
    "polls": later("What you ask"),
    "calls": later("Calls for hands that you organise"),
    "volunteers": later("Tasks you have taken"),
    "safety_checks": later("What you answered before yard work"),
    "helpers": later("Months in which you helped"),
    "task_swaps": later("Tasks you want to swap"),
    "hand_overs": later("Tasks you want to hand over"),
    "rotas": later("Rotas you organise"),
    "rota_members": later("Rotas you belong to"),
    "rota_residents": later("Flats of rotas that you said are yours"),
    "rota_turns": later("Your turns"),
    "poll_options": later("Options you proposed in polls"),
    "poll_voters": later("Polls you have answered"),
    "ballots": later("Your visible votes"),
    "paper_entries": later("Paper votes you typed in"),
    "organisers": later("What you organise with others"),
    "organiser_invitations": later("Links with which you ask somebody to organise"),
    "reminders": later("Reminders to come"),
    "shift_reminders": later("Reminders of tasks to come"),
    "consents": later("What you agreed to or declined"),
    "feeds": later("Your calendar addresses"),
    "roles": later("Your roles"),
    "invitations": later("Invitations you made"),
    "audit": later("What you did in a role, or others with yours"),
    "drafts": later("What you have begun and not finished"),
    "outbox": later("Messages on their way to you"),
}
"""What each table that holds people is to its reader."""


def data(found: Known, reader: Reader) -> Outgoing:
    """All that is stored, as readable text and as a JSON file."""
    texts = reader.texts
    if not found.tables:
        return Outgoing(texts.html("I have stored nothing about you."))
    lines: list[str] = [texts.html("<b>This is all I have stored about you.</b> The file has every detail.")]
    for table, rows in found.tables.items():
        # The message that tells all this is on its way too.
        others = [row for row in rows if row.get("kind") != "my-data"]
        if others:
            lines.append(texts.html("– {what}: {n}", what=texts.say(TABLES[table]), n=_told(table, others, found.details.get(table, ()))))
    document = Document("talkoot-my-data.json", json.dumps(found.tables, ensure_ascii=False, indent=2).encode())
    return Outgoing(_fitting(lines), ((ForgetMe(step=Forgetting.ASK).key(texts.say("Forget me")),),), document)


def _told(table: str, rows: Sequence[Mapping[str, Any]], details: Sequence[str]) -> str:
    """What a line says of the rows of a table: the person's own row in words, of others what they are about, or how many."""
    if table == "people":
        details = [str(rows[0].get("telegram_id", "")), LANGUAGE_NAMES.get(rows[0].get("language", ""), ""), rows[0].get("name", "")]
    return ", ".join(apart(each) for each in details if each) or str(len(rows))


def _fitting(lines: list[str]) -> str:
    """As many lines as fit under a file; the file has them all."""
    while len("\n".join(lines)) > CAPTION:
        lines.pop()
    return "\n".join(lines)


def ask_to_forget(has_seats: bool, reader: Reader) -> Outgoing:
    """The one question before everything goes."""
    texts = reader.texts
    no = ShowMenu().key(texts.say("No, keep it"))
    if not has_seats:
        text = texts.html("Shall I forget you? Your language, name, houses and answers are erased.")
        return Outgoing(text, ((ForgetMe(step=Forgetting.FREE).key(texts.say("Yes, forget me")), no),))
    text = texts.html("Shall I forget you? Your language, name, houses and answers are erased. What about your places in coming events?")
    free = ForgetMe(step=Forgetting.FREE).key(texts.say("Forget me, free my places"))
    keep = ForgetMe(step=Forgetting.KEEP).key(texts.say("Forget me, I still come"))
    return Outgoing(text, ((free,), (keep,), (no,)))


def forgotten(code: str, texts: Texts) -> Outgoing:
    """Done; the code proves it."""
    return Outgoing(texts.html("I have forgotten you. Nothing is left but a code that stands for nobody. Confirmation: {code}", code=code))
