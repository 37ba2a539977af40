"""The full privacy notice, built from the settings, and what is said when it has changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.dates import say_day
from bot.outgoing import Outgoing
from bot.texts import Html, later
from community.notice import NOTICE_VERSION
from handlers.taps.people import ShowMenu
from handlers.taps.privacy import NO_HOUSE, ForgetMe, Forgetting, ReadNotice
from handlers.views.reader import Reader

CHANGES: Mapping[int, str] = {
    1: later("This is the first notice."),
    2: later(
        "New things keep what they need: what you promise to bring, guests and neighbours you name, that you were there, thanks, "
        "reports, and that a house knows you. Your first name stands on a card only if you say so."
    ),
}
"""What each version of the notice says new, for those who have seen an older one."""


def full(reader: Reader, back: tuple[Any, ...] = ()) -> Outgoing:
    """The whole notice. GDPR, articles 13 and 14."""
    return Outgoing("\n".join([_who(reader), _why(reader), _who_sees(reader), _how_long(reader), _rights(reader)]), back)


def _who(reader: Reader) -> Html:
    texts, controller = reader.texts, reader.controller
    return texts.html(
        "<b>Privacy notice, version {version}</b>\n"
        "<b>Who keeps your data:</b> {controller}, {contact}. Data protection officer: {officer}.",
        version=NOTICE_VERSION,
        controller=controller.name,
        contact=controller.contact,
        officer=controller.data_protection_officer or texts.say("none appointed"),
    )


def _why(reader: Reader) -> Html:
    return reader.texts.html(
        "<b>What for:</b> so that neighbours can agree on events, you are reminded of what you said yes to and told on Mondays what is on. "
        "Basis: the legitimate interest of the house in doing things together (GDPR article 6(1)(f)). "
        "Your name on your own events, your first name on cards, a neighbour's nickname: only if you, or they, say so "
        "(article 6(1)(a)), until it is taken back.\n"
        "<b>What:</b> your Telegram number, language, a name if you give one, houses and roles there, that a house knows you, answers, "
        "whom you sign up or bring, what you promise to bring, that you were there, that you said thanks, cards you reported, "
        "choices about reminders, what you agreed to and when, and the month of your last activity. "
        "What you ask an organiser, and the answer, only until it is delivered. "
        "Never the text of your chats, your phone number, flat, birth date or health.\n"
        "<b>Who else gets it:</b> Telegram delivers the messages and keeps them by its own terms, also outside the EEA; "
        "the one who runs the machine."
    )


def _who_sees(reader: Reader) -> Html:
    return reader.texts.html(
        "<b>Who sees it here:</b> the organiser sees who comes: a name you set, how many you are, and what you tell "
        "(names of guests, that you come alone, what you bring). Others see only numbers, and a first name with its owner's consent. "
        "Whom you signed up, and by which nickname, is forgotten {days} days after the event.",
        days=reader.privacy.nicknames_days,
    )


def _how_long(reader: Reader) -> Html:
    kept = reader.privacy
    return reader.texts.html(
        "<b>How long:</b> answers become numbers {days} days after the event; a press without joining goes with your last answer. "
        "After {months} months without activity I tell you, and erase you {warned} days later unless you act. "
        "If I am removed from your house's groups, all of the house goes {left} days later. "
        "What you agreed to stays {consents} days after you take it back. "
        "Who gave or took a role is logged for {audit} days. "
        "If you are forgotten, a keyed hash and the month remain, so that a later press stores nothing; joining again removes it.",
        days=kept.sign_ups_days,
        months=kept.inactive_months,
        warned=kept.inactive_notice_days,
        left=kept.left_houses_days,
        consents=kept.consents_days,
        audit=kept.audit_days,
    )


def _rights(reader: Reader) -> Html:
    return reader.texts.html(
        "<b>Your rights:</b> see everything (/mydata), have it erased (/forgetme), correct it, object. "
        "You may complain to: {authority}. Nothing is decided about you by machine.",
        authority=reader.controller.supervisory_authority,
    )


def changed(seen: int, version: int, reader: Reader, changes: Mapping[int, str] = CHANGES) -> Outgoing:
    """Said once to who joined under an older notice: what is new since the one they have seen."""
    texts = reader.texts
    lines: list[str] = [texts.html("<b>My privacy notice has changed.</b>")]
    lines += [texts.html("– {change}", change=texts.say(changes[each])) for each in range(seen + 1, version + 1) if each in changes]
    ok, forget = ShowMenu().key(texts.say("OK")), ForgetMe(step=Forgetting.ASK).key(texts.say("Forget me"))
    read = ReadNotice(token=NO_HOUSE, language=reader.language).key(texts.say("Read it"))
    return Outgoing("\n".join(lines), ((ok, read, forget),))


def inactive(day: date, reader: Reader) -> Outgoing:
    """Said once to who has not been here for long: what follows, and how to stay."""
    texts = reader.texts
    said = say_day(day, texts.language, today=reader.today(reader.zone))
    text = texts.html(
        "You have not been here for {months} months. On {day} I erase what I know about you. Shall I keep it?",
        months=reader.privacy.inactive_months,
        day=said,
    )
    keep, forget = ShowMenu().key(texts.say("Keep it")), ForgetMe(step=Forgetting.ASK).key(texts.say("Forget me"))
    return Outgoing(text, ((keep, forget),))
