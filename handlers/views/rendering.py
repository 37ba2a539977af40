"""From what is owed to what is sent: each kind of message has its view, rendered when it goes, in its reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.names import apart
from bot.outgoing import Outgoing
from bot.settings import Controller, Privacy
from bot.texts import Catalogues, escape, later
from community import calendar, events, people, places, privacy, reminders
from community.refusals import Refused
from handlers.taps.events import CancelEvent, OpenEvent
from handlers.taps.places import JoinHouse, JoinLanguage
from handlers.taps.privacy import NO_HOUSE
from handlers.views import calendar as calendar_views
from handlers.views import drafts as draft_views
from handlers.views import events as event_views
from handlers.views import naming as naming_views
from handlers.views import notice as notice_views
from handlers.views import people as people_views
from handlers.views import places as place_views
from handlers.views import privacy as privacy_views
from handlers.views.incidents import incidents
from handlers.views.reader import Reader
from handlers.views.refusals import refusal
from storage.cards import Card
from storage.engine import Connection
from storage.outbox import Debt

Params = Mapping[str, Any]
View = Callable[[Connection, Params, Reader], Outgoing | None]


@dataclass(frozen=True)
class Renderer:
    """Renders debts and cards. What is no longer true or has lost its subject is None, and is dropped."""

    catalogues: Catalogues
    controller: Controller
    username: str
    key: bytes
    zone: str
    privacy: Privacy
    now: Callable[[], datetime]
    public_url: str | None = None

    def debt(self, db: Connection, debt: Debt) -> Outgoing | None:
        """What a debt says, to the one it is owed to."""
        view = VIEWS[debt.kind]
        return view(db, debt.params, self._reader(db, debt.chat_id, debt.address, debt.language, debt.params))

    def card(self, db: Connection, card: Card) -> Outgoing | None:
        """What a card shows now."""
        return _card(db, {"card": card.id}, self._reader(db, card.chat_id, None, None, {}))

    def _reader(self, db: Connection, chat_id: int | None, address: int | None, language: str | None, params: Params) -> Reader:
        spoken: tuple[str, ...] = ((people.language_of(db, address) if address else None) or params.get("language") or language or "en",)
        if chat_id is not None:
            spoken = places.house_of_chat(db, chat_id).spoken
        if "language" in params:
            spoken = (params["language"],)
        texts = tuple(self.catalogues.texts(code) for code in spoken)
        return Reader(
            texts[0],
            self.now(),
            address,
            texts,
            self.username,
            self.controller,
            self.key,
            self.privacy,
            self.zone,
            self.public_url,
        )


def _card(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_card(db, params["card"])
    return event_views.card(shown, reader) if shown else None


def _event(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return event_views.private(shown, reader) if shown else None


def _cancel_event(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, texts = events.show(db, params["event"], reader.who), reader.texts
    if shown is None:
        return None
    people_ = events.count_told(db, shown.event.id)
    text: str = texts.html("Cancel <b>{title}</b>?", title=apart(shown.event.title))
    if people_:
        text += " " + texts.count_html("{n} person is told.", "{n} people are told.", people_)
    yes, no = CancelEvent(event=shown.event.id, sure=1), OpenEvent(event=shown.event.id)
    return Outgoing(text, ((yes.key(texts.say("Yes, cancel it")), no.key(texts.say("No"))),))


def _reminder(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return event_views.reminder(shown, reader) if shown else None


def _promoted(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"], reader.who)
    return event_views.promoted(shown, reader) if shown else None


def _cancelled(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"])
    return event_views.cancelled(shown.event, reader.texts, reader.now) if shown else None


def _tomorrow(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    coming = reminders.list_of_day(db, params["chat"], date.fromisoformat(params["day"]))
    return event_views.tomorrow_line(coming, reader.texts, reader.now)


def _published(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown, texts = events.show(db, params["event"], reader.who), reader.texts
    if shown is None:
        return None
    said = later("Your suggestion was published: <b>{title}</b>.") if params["suggested"] else later("Published: <b>{title}</b>.")
    return Outgoing(texts.html(said, title=apart(shown.event.title)), ((OpenEvent(event=shown.event.id).key(texts.say("Open")),),))


def _whats_on(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return event_views.listed(events.whats_on(db, who=reader.who or 0, now=reader.now), reader)
    except Refused as refused:
        return _said(refused, reader)


def _draft(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_draft(db, params["draft"], reader.who)
    if shown is None:
        return None
    return draft_views.draft(shown.draft, shown.house, list(shown.chats), reader, shown.house.zone if shown.house else reader.zone)


def _draft_refused(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_draft(db, params["draft"], reader.who)
    return draft_views.refused(shown.draft, reader, reader.zone) if shown else None


def _draft_refused_here(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show_draft(db, params["draft"], reader.who)
    return draft_views.refused_here(shown.draft, reader, reader.zone) if shown else None


def _suggestion_sent(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return Outgoing(reader.texts.html("Sent to the admins. I tell you if it is published."))


def _welcome(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return place_views.welcome(places.house_of_chat(db, params["chat"]), reader, choosing=bool(params.get("choosing")))


def _join_languages(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    house = places.house_of_token(db, params["token"])
    return place_views.join_languages(house) if house else None


def _join_notice(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    house = places.house_of_token(db, params["token"])
    return place_views.join_notice(house, reader) if house else None


def _joined(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    shown = events.show(db, params["event"]) if params["event"] else None
    return place_views.joined(places.house(db, params["house"]), shown.event if shown else None, reader)


def _declined(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    if people.is_known(db, reader.who or 0):
        return Outgoing(reader.texts.html("Fine. You did not join. What you have answered in the group stays: /my"))
    return Outgoing(reader.texts.html("Fine. I stored nothing. You can still tap the buttons under the cards in the group."))


def _menu(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return people_views.menu(reader) if people.is_known(db, reader.who or 0) else people_views.stranger(reader)


def _lost(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return people_views.menu(reader, lost=True) if people.is_known(db, reader.who or 0) else people_views.stranger(reader)


def _mine(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return people_views.mine(events.mine(db, who=reader.who or 0, now=reader.now), reader)


def _reminders(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return people_views.reminders(people.known(db, reader.who or 0), reader)
    except Refused as refused:
        return _said(refused, reader)


def _calendar_file(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    found = calendar.single(db, params["event"], reader.who)
    return calendar_views.event_file(found, reader) if found else None


def _calendar(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return calendar_views.addresses(calendar.my_addresses(db, who=reader.who or 0), reader)
    except Refused as refused:
        return _said(refused, reader)


def _notice(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    token, texts = params["token"], reader.texts
    if token == NO_HOUSE:
        return notice_views.full(reader)
    join = JoinHouse(token=token, language=reader.language).key(texts.say("Join (I am 13 or over)"))
    back = JoinLanguage(token=token, language=reader.language).key(texts.say("Back"))
    return notice_views.full(reader, ((join, back),))


def _notice_changed(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return notice_views.changed(params["seen"], params["version"], reader)


def _inactive(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    still = privacy.is_warned(db, who=reader.who or 0)
    return notice_views.inactive(date.fromisoformat(params["day"]), reader) if still else None


def _my_name(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    try:
        return naming_views.mine(people.known(db, reader.who or 0), reader)
    except Refused as refused:
        return _said(refused, reader)


def _my_data(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    return privacy_views.data(privacy.my_data(db, who=reader.who or 0, now=reader.now), reader)


def _ask_to_forget(db: Connection, params: Params, reader: Reader) -> Outgoing | None:
    if not people.is_known(db, reader.who or 0):
        return Outgoing(reader.texts.html("I have stored nothing about you."))
    return privacy_views.ask_to_forget(privacy.has_seats(db, who=reader.who or 0, now=reader.now), reader)


def _said(refused: Refused, reader: Reader) -> Outgoing:
    return Outgoing(escape(refusal(refused, reader.texts, reader.today(reader.zone))))


VIEWS: Mapping[str, View] = {
    "card": _card,
    "event": _event,
    "cancel-event": _cancel_event,
    "reminder": _reminder,
    "promoted": _promoted,
    "cancelled": _cancelled,
    "cancelled-here": _cancelled,
    "tomorrow": _tomorrow,
    "event-published": _published,
    "whats-on": _whats_on,
    "event-draft": _draft,
    "event-refused": _draft_refused,
    "event-refused-here": _draft_refused_here,
    "suggestion-sent": _suggestion_sent,
    "welcome": _welcome,
    "join-languages": _join_languages,
    "join-notice": _join_notice,
    "joined": _joined,
    "reminding-offer": lambda db, params, reader: place_views.reminding_offer(reader),
    "declined": _declined,
    "menu": _menu,
    "lost": _lost,
    "in-private": lambda db, params, reader: people_views.in_private(reader),
    "help": lambda db, params, reader: people_views.help_(reader),
    "mine": _mine,
    "languages": lambda db, params, reader: people_views.languages(),
    "reminders": _reminders,
    "calendar-file": _calendar_file,
    "calendar": _calendar,
    "privacy": lambda db, params, reader: privacy_views.short(reader),
    "notice": _notice,
    "notice-changed": _notice_changed,
    "inactive": _inactive,
    "my-name": _my_name,
    "ask-name": lambda db, params, reader: naming_views.ask(reader),
    "my-data": _my_data,
    "ask-to-forget": _ask_to_forget,
    "forgotten": lambda db, params, reader: privacy_views.forgotten(params["code"], reader.texts),
    "refused": lambda db, params, reader: _said(Refused(params["code"], **params["params"]), reader),
    "gone": lambda db, params, reader: Outgoing(""),
    "incidents": lambda db, params, reader: incidents(params["lines"], reader),
    "incident": lambda db, params, reader: Outgoing(
        reader.texts.html("Something went wrong on my side, and nothing was changed. Try again. Code: {code}", code=params["code"])
    ),
}
"""The view of every kind of message that is owed."""
