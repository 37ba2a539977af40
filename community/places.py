"""Houses and their chats: how a group becomes a house, and how neighbours join it."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations

from sqlalchemy import Connection

from bot.texts import LANGUAGES
from community import mondays, reminders
from community.people import Presser, take_in
from community.quiet import HouseRules
from community.refusals import Refused
from community.replies import reply
from storage import cards, codes, events, outbox, people, places, troubles
from storage.events import Event, EventState
from storage.outbox import Debt, Lane, Message, Op, To
from storage.places import TITLE, Chat, ChatState, House
from storage.troubles import TroubleKind

LANGUAGE_SETS = (*LANGUAGES, *(",".join(pair) for pair in permutations(LANGUAGES, 2)))
"""What a house can speak on its cards: one language, or two side by side, the first one first."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group as Telegram shows it."""

    telegram_id: int
    title: str


def chat_of(db: Connection, group: Group, rules: HouseRules, now: datetime) -> Chat:
    """The chat of a group; a group that is not known becomes a house of its own, with no set-up."""
    known = places.find_chat(db, group.telegram_id)
    if known is None:
        return _found_house(db, group, rules.language, rules, now)
    _call(db, known, group)
    return known


def _call(db: Connection, chat: Chat, group: Group) -> None:
    """The group is called so now; every update of Telegram's tells."""
    if group.title and group.title[:TITLE] != chat.title:
        places.change_chat(db, chat.id, title=group.title[:TITLE])


def _found_house(db: Connection, group: Group, language: str, rules: HouseRules, now: datetime) -> Chat:
    house = places.add_house(db, name=group.title[:TITLE], token=new_token(), languages=language, zone=rules.zone, created_at=now)
    return places.get_chat(db, places.add_chat(db, house_id=house, telegram_id=group.telegram_id, title=group.title[:TITLE]))


def new_token() -> str:
    """A code for a stairwell. Links of other kinds are known by their second character, which is never this code's."""
    return next(token for token in iter(lambda: secrets.token_urlsafe(12), "") if token[1] != "_")


def settle(db: Connection, *, group: Group, language: str, rules: HouseRules, now: datetime) -> None:
    """The bot was added to a group: it is a house now, and is welcomed in the language of whoever added the bot.

    A group the bot was in before keeps everything; its coming card is posted anew.
    """
    known = places.find_chat(db, group.telegram_id)
    if known is None:
        chat = _found_house(db, group, language, rules, now)
        outbox.owe(db, To(chat_id=chat.id), Message("welcome", {"chat": chat.id}), at=now)
        return
    _call(db, known, group)
    if known.state is ChatState.REMOVED:
        places.change_chat(db, known.id, state=ChatState.ACTIVE, removed_at=None)
        for kind in (TroubleKind.REMOVED, TroubleKind.MUTED):
            troubles.end(db, known.id, kind)
        post_next_again(db, known.id, now)


def leave(db: Connection, *, group: int, now: datetime) -> None:
    """The bot was removed from a group: nothing is lost, nothing is sent there."""
    chat = places.find_chat(db, group)
    if chat is not None:
        places.change_chat(db, chat.id, state=ChatState.REMOVED, removed_at=now)
        troubles.begin(db, chat.id, TroubleKind.REMOVED, now)


def rename(db: Connection, *, group: Group, now: datetime) -> None:
    """The group has a new title; a house that has only this chat is called so too, until a manager has named it."""
    chat = places.find_chat(db, group.telegram_id)
    if chat is None:
        return
    if (chat.title or places.get_house(db, chat.house_id).name) != group.title[:TITLE]:
        troubles.begin(db, chat.id, TroubleKind.RENAMED, now)
    _call(db, chat, group)
    if places.get_house(db, chat.house_id).named:
        return
    if len(places.list_chats(db, chat.house_id)) == 1:
        places.change_house(db, chat.house_id, name=group.title[:TITLE])


def post_next_again(db: Connection, chat_id: int, now: datetime) -> None:
    """Cards in this chat have no message any more; the next event's is posted, silently."""
    coming = [each for each in events.list_in_chat(db, chat_id) if each.starts_at > now and each.state is EventState.PUBLISHED]
    for number, event in enumerate(coming):
        card = next(card for card in cards.list_cards(db, event.id) if card.chat_id == chat_id)
        cards.change_card(db, card.id, message_id=None)
        if number == 0:
            message = Message("card", {"card": card.id}, lane=Lane.CARD, card_id=card.id, silent=True)
            outbox.owe(db, To(chat_id=chat_id, thread=card.thread_id), message, at=now)


def speak(db: Connection, *, group: int, languages: str, message: int, admin: bool, now: datetime) -> House:
    """An admin chooses what a house speaks; the welcome and all cards follow. Raises: Refused (not-admin, chat-gone, no-such-language)."""
    chat = places.find_chat(db, group)
    if chat is None:
        raise Refused("chat-gone")
    if not admin:
        raise Refused("not-admin")
    if languages not in LANGUAGE_SETS:
        raise Refused("no-such-language")
    places.change_house(db, chat.house_id, languages=languages)
    places.change_chat(db, chat.id, welcome_id=message)
    for each in places.list_chats(db, chat.house_id):
        for event in events.list_in_chat(db, each.id):
            cards.bump(db, event.id)
    refresh_welcomes(db, chat.house_id, now)
    return places.get_house(db, chat.house_id)


def note_sent(db: Connection, debt: Debt, message: int) -> None:
    """A message reached its chat, so the bot may write there. The welcome is known again, to say another code or language later."""
    if debt.chat_id is None or debt.op is not Op.SEND:
        return
    troubles.end(db, debt.chat_id, TroubleKind.MUTED)
    if debt.kind == "welcome":
        places.change_chat(db, debt.chat_id, welcome_id=message)


def refresh_welcomes(db: Connection, house: int, now: datetime) -> None:
    """The welcomes in the groups of a house say what is true now: its code, its language."""
    for chat in places.list_chats(db, house):
        if chat.welcome_id is not None:
            edit = Message("welcome", {"chat": chat.id}, op=Op.EDIT, message_id=chat.welcome_id)
            outbox.owe(db, To(chat_id=chat.id), edit, at=now)


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody lives in a house now: the house, and the next thing there."""

    house: House
    next: Event | None
    again: bool


def join(db: Connection, *, token: str, presser: Presser, notice: int, message: int, rules: HouseRules, now: datetime) -> Joined:
    """Become a resident of the house of a stairwell code; joining again changes nothing.

    The pressed message says so and shows the next event; once, the person is told what the bot writes about.

    Raises: Refused("old-code").
    """
    house = codes.find_house(db, token)
    if house is None:
        raise Refused("old-code")
    person = take_in(db, presser, notice, now)
    new = people.join(db, person.id, house.id, now)
    coming = events.list_upcoming(db, [house.id], now, 1)
    joined = Joined(house, coming[0] if coming else None, again=not new)
    reminders.plan_all(db, person, rules, now)
    mondays.plan(db, person, rules, now)
    params = {"house": house.id, "event": joined.next.id if joined.next else None}
    reply(db, kind="joined", to=presser.telegram_id, language=presser.language, params=params, edit=message, now=now)
    if new:
        reply(db, kind="reminding-offer", to=presser.telegram_id, language=presser.language, now=now)
    return joined


def show_languages(db: Connection, *, group: int, message: int, now: datetime) -> None:
    """The welcome in a group shows which languages there are. Raises: Refused("chat-gone")."""
    chat = places.find_chat(db, group)
    if chat is None:
        raise Refused("chat-gone")
    edit = Message("welcome", {"chat": chat.id, "choosing": True}, op=Op.EDIT, message_id=message)
    outbox.owe(db, To(chat_id=chat.id), edit, at=now)


def house(db: Connection, house_id: int) -> House:
    """The house with this number."""
    return places.get_house(db, house_id)


def area_name(db: Connection, area: int) -> str:
    """What an area is called."""
    return places.get_area(db, area).name


def house_of_chat(db: Connection, chat_id: int) -> House:
    """The house of a chat."""
    return places.house_of_chat(db, chat_id)


def house_of_token(db: Connection, token: str) -> House | None:
    """The house a code belongs to."""
    return codes.find_house(db, token)


def only_chat_of(db: Connection, telegram_id: int | None) -> Chat | None:
    """The one chat of the houses of a person; None when there are several, or none."""
    chats = chats_of(db, telegram_id)
    return chats[0] if len(chats) == 1 else None


def chats_of(db: Connection, telegram_id: int | None) -> list[Chat]:
    """The chats of the houses of a person."""
    person = people.find_person(db, telegram_id) if telegram_id else None
    houses = people.list_house_ids(db, person.id) if person else []
    return [chat for house in houses for chat in places.list_chats(db, house)]


def found_area(db: Connection, *, name: str, groups: list[int], now: datetime) -> int:
    """An area with the houses of these groups; its number."""
    area = places.add_area(db, name, now)
    for group in groups:
        chat = places.find_chat(db, group)
        if chat is not None:
            places.change_house(db, chat.house_id, area_id=area)
    return area
