"""What is known about a person, in words; and the way to have it erased."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.names import apart
from bot.outgoing import Document, Outgoing
from bot.texts import Texts, later
from community.privacy import NOTICE_VERSION, Known
from handlers.taps import NO_HOUSE, ForgetMe, Forgetting, ReadNotice, ShowData, ShowMenu
from handlers.views.places import LANGUAGE_NAMES
from handlers.views.reader import Reader


def short(reader: Reader) -> Outgoing:
    """Five plain lines."""
    texts = reader.texts
    text = texts.html(
        "– I know your language, your houses and what you have answered.\n– I do not know your phone number, flat or chats.\n"
        "– Your answers become mere numbers {days} days after the event.\n– Others see only how many come.\n"
        "– Kept by: {controller}. You can see or erase it all.",
        days=reader.sign_ups_days,
        controller=reader.controller.name,
    )
    see, forget = ShowData().key(texts.say("Show my data")), ForgetMe(step=Forgetting.ASK).key(texts.say("Forget me"))
    return Outgoing(text, ((see, forget), (ReadNotice(token=NO_HOUSE, language=reader.language).key(texts.say("Full notice")),)))


def full(reader: Reader, back: tuple[Any, ...] = ()) -> Outgoing:
    """The whole notice, built from the settings. GDPR, articles 13 and 14."""
    texts, controller = reader.texts, reader.controller
    officer = controller.data_protection_officer or texts.say("none appointed")
    text = texts.html(
        "<b>Privacy notice, version {version}</b>\n"
        "<b>Who keeps your data:</b> {controller}, {contact}. Data protection officer: {officer}.\n"
        "<b>What for:</b> so that neighbours can agree on events, and you are reminded of what you said yes to. "
        "Basis: the legitimate interest of the house in doing things together (GDPR article 6(1)(f)).\n"
        "<b>What:</b> your Telegram number, language, houses, answers, choices about reminders, and the month of your last activity. "
        "Never the text of your chats, your phone number, flat, birth date or health.\n"
        "<b>Who else gets it:</b> Telegram delivers the messages and keeps them by its own terms, also outside the EEA; "
        "the one who runs the machine.\n"
        "<b>How long:</b> answers become numbers {days} days after the event; a press without joining goes with your last answer. "
        "If you are forgotten, a keyed hash and the month remain, so that a later press stores nothing; joining again removes it.\n"
        "<b>Your rights:</b> see everything (/mydata), have it erased (/forgetme), correct it, object. "
        "You may complain to: {authority}. Nothing is decided about you by machine.",
        version=NOTICE_VERSION,
        controller=controller.name,
        contact=controller.contact,
        officer=officer,
        days=reader.sign_ups_days,
        authority=controller.supervisory_authority,
    )
    return Outgoing(text, back)


CAPTION = 900
"""Telegram takes 1024 characters under a file; tags do not count there, so this is on the safe side."""

TABLES = {
    "people": later("Your Telegram number and language"),
    "memberships": later("Houses you live in"),
    "sign_ups": later("What you answered"),
    "events": later("What you organise"),
    "reminders": later("Reminders to come"),
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
        details = [str(rows[0].get("telegram_id", "")), LANGUAGE_NAMES.get(rows[0].get("language", ""), "")]
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
        text = texts.html("Shall I forget you? Your language, houses and answers are erased.")
        return Outgoing(text, ((ForgetMe(step=Forgetting.FREE).key(texts.say("Yes, forget me")), no),))
    text = texts.html("Shall I forget you? Your language, houses and answers are erased. What about your places in coming events?")
    free = ForgetMe(step=Forgetting.FREE).key(texts.say("Forget me, free my places"))
    keep = ForgetMe(step=Forgetting.KEEP).key(texts.say("Forget me, I still come"))
    return Outgoing(text, ((free,), (keep,), (no,)))


def forgotten(code: str, texts: Texts) -> Outgoing:
    """Done; the code proves it."""
    return Outgoing(texts.html("I have forgotten you. Nothing is left but a code that stands for nobody. Confirmation: {code}", code=code))
