"""What a debt or a card says when its turn comes, and what becomes of it when Telegram has answered.

Functions of a connection, for `db.read` and `db.transaction`; the network is elsewhere (bot.delivery).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.outgoing import Outgoing
from bot.refusals import Refusal
from bot.sending import Call
from storage import cards, delivery, drafts, outbox, people, places, troubles
from storage.cards import Card
from storage.outbox import REPEATS, Debt, DebtState, Op
from storage.people import Reach
from storage.places import ChatState
from storage.troubles import TroubleKind


@dataclass(frozen=True, slots=True)
class Contents:
    """What the application knows of messages; all run in the database thread.

    `render` and `render_card` give what a debt or a card says now, None when it is no longer true. `moved` renames a group
    (old number, new number; doing it twice changes nothing). `repost` owes a card anew, silently: its message is gone and the
    card's `message_id` is None already. `sent` hears of every message that is there, `failed` of a debt that Telegram refused for good.
    """

    render: Callable[[Connection, Debt], Outgoing | None]
    render_card: Callable[[Connection, Card], Outgoing | None]
    moved: Callable[[Connection, int, int], None]
    repost: Callable[[Connection, Card, datetime], None]
    sent: Callable[[Connection, Debt, int, datetime], None]
    failed: Callable[[Connection, Debt], None]


@dataclass(frozen=True, slots=True)
class Ready:
    """What is sent now: the call, and what it was made from. `version` is the card's that is in the text.

    `copies`: how many cards show the same thing.
    """

    call: Call
    debt: Debt | None = None
    card: Card | None = None
    version: int | None = None
    copies: int = 1

    @property
    def picture(self) -> str | None:
        """The picture of the message once the call is done."""
        new = self.call.outgoing.picture if self.call.outgoing is not None and not self.call.plain else None
        return new or self.call.pictured


@dataclass(frozen=True, slots=True)
class Closing:
    """Nothing is to be sent, and why."""

    state: DebtState
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram's refusal, and where the group is now when it moved."""

    refusal: Refusal
    moved_to: int | None = None


_REACH = {Refusal.BLOCKED: Reach.BLOCKED, Refusal.NEVER: Reach.NEVER, Refusal.DEACTIVATED: Reach.GONE}


def prepare_debt(db: Connection, debt_id: int, *, contents: Contents, now: datetime, plain: bool) -> Ready | Closing | None:
    """What a waiting debt says now; None when somebody else has settled it."""
    debt = delivery.find_waiting(db, debt_id)
    if debt is None:
        return None
    address = delivery.find_address(db, debt)
    if not address.active:
        return Closing(DebtState.FAILED, Refusal.REMOVED)
    if debt.until is not None and debt.until < now:
        return Closing(DebtState.DROPPED, "late")
    message_id = debt.message_id
    if message_id is None and debt.draft_id is not None and debt.op is not Op.SEND:
        # The message was on its way when the change was owed; by now it may be there.
        draft = drafts.find_draft(db, debt.draft_id)
        message_id = None if draft is None else draft.message_id
    if message_id is None and debt.op is not Op.SEND:
        return Closing(DebtState.DROPPED, "no-message")
    worded = debt.op in (Op.SEND, Op.EDIT)
    outgoing = contents.render(db, debt) if worded else None
    if outgoing is None and worded:
        return Closing(DebtState.DROPPED, "untrue")
    card = None if debt.card_id is None else cards.get_card(db, debt.card_id)
    call = Call(debt.op, address.telegram_id, outgoing, message_id, debt.thread_id, debt.reply_to, debt.silent, plain)
    return Ready(call, debt=debt, version=None if card is None else card.version)


def prepare_card(db: Connection, card_id: int, *, contents: Contents, plain: bool) -> Ready | None:
    """What a card that is behind says now; None when it is not behind any more, or not there."""
    card = cards.get_card(db, card_id)
    if card is None or card.shown_version >= card.version or card.message_id is None:
        return None
    address = delivery.chat_address(db, card.chat_id)
    outgoing = contents.render_card(db, card) if address.active else None
    if outgoing is None:
        return None
    call = Call(Op.EDIT, address.telegram_id, outgoing, card.message_id, plain=plain, pictured=card.picture)
    return Ready(call, card=card, version=card.version, copies=cards.count_copies(db, card.thing_id))


def settle_debt_sent(db: Connection, ready: Ready, *, contents: Contents, now: datetime, message_id: int | None) -> None:
    """Telegram did it."""
    assert ready.debt is not None, "a debt was sent"
    delivery.settle_sent(db, ready.debt, now, message_id=message_id, version=ready.version, picture=ready.picture)
    if message_id is not None:
        contents.sent(db, ready.debt, message_id, now)


def settle_debt_refused(db: Connection, ready: Ready, refused: Refused, *, contents: Contents, now: datetime, plain: bool) -> None:
    """A debt after a refusal: done anyway, waiting again, failed with the reason, or uncertain."""
    debt, chat = ready.debt, ready.call.chat
    assert debt is not None, "a debt was sent"
    match refused.refusal:
        case Refusal.SAME:
            delivery.settle_sent(db, debt, now, message_id=ready.call.message_id, version=ready.version, picture=ready.picture)
        case Refusal.GONE:
            _settle_gone(db, debt, contents, now)
        case Refusal.FLOOD | Refusal.AWAY | Refusal.REVOKED:
            outbox.wait(db, debt.id, reason=refused.refusal)
        case Refusal.LOST if debt.op is not Op.SEND or (debt.again and debt.attempts + 1 < REPEATS):
            outbox.wait(db, debt.id, reason="repeated", counts=True)
        case Refusal.LOST:
            outbox.close(db, debt.id, DebtState.UNCERTAIN, now, reason="answer-lost")
        case Refusal.NO_THREAD if debt.thread_id is not None:
            delivery.leave_thread(db, debt)
            _note_topic(db, debt, now)
        case Refusal.BAD_MARKUP if not plain:
            outbox.wait(db, debt.id, reason=refused.refusal)
        case Refusal.MIGRATED if debt.attempts + 1 < REPEATS:
            move(db, chat, refused, contents)
            outbox.wait(db, debt.id, reason=refused.refusal, counts=True)
        case Refusal.NO_RIGHTS if debt.op is Op.PIN:
            outbox.close(db, debt.id, DebtState.FAILED, now, reason=refused.refusal)  # it may still write there
        case _:
            close_chat(db, chat, refused.refusal, now)
            outbox.close(db, debt.id, DebtState.FAILED, now, reason=refused.refusal)
            contents.failed(db, debt)


def settle_card_refused(db: Connection, ready: Ready, refused: Refused, *, contents: Contents, now: datetime, plain: bool) -> None:
    """A card after a refused edit: as shown, still behind, or owed anew."""
    card, version = ready.card, ready.version
    assert card is not None, "a card was edited"
    assert version is not None, "a card has a version"
    match refused.refusal:
        case Refusal.FLOOD | Refusal.AWAY | Refusal.REVOKED | Refusal.LOST:
            return  # it stays behind
        case Refusal.BAD_MARKUP if not plain:
            return
        case Refusal.GONE:
            _repost(db, card.id, contents, now)
        case Refusal.MIGRATED:
            move(db, ready.call.chat, refused, contents)
        case refusal:
            # Not to be tried again before the next change: it would be refused again.
            close_chat(db, ready.call.chat, refusal, now)
            delivery.settle_shown(db, card.id, now, version, card.picture)


def move(db: Connection, old: int, refused: Refused, contents: Contents) -> None:
    """A group has another number, and only the refusal told."""
    assert refused.moved_to is not None, "Telegram names the new number"
    contents.moved(db, old, refused.moved_to)
    delivery.readdress(db, old, refused.moved_to)


def _note_topic(db: Connection, debt: Debt, now: datetime) -> None:
    """The topic is closed or gone; it is a trouble if it is where the group wants its cards."""
    if debt.chat_id is not None and places.get_chat(db, debt.chat_id).thread_id == debt.thread_id:
        troubles.begin(db, debt.chat_id, TroubleKind.NO_TOPIC, now)


def close_chat(db: Connection, chat: int, refusal: Refusal, now: datetime) -> None:
    """Remember who can't be written to: a person, or a group the bot is not in any more; nothing for other refusals."""
    if refusal in _REACH:
        people.change_reach(db, chat, _REACH[refusal])
    elif refusal in (Refusal.REMOVED, Refusal.NO_RIGHTS):
        found = places.find_chat(db, chat)
        if found is not None and found.state is ChatState.ACTIVE:
            removed = refusal is Refusal.REMOVED
            troubles.begin(db, found.id, TroubleKind.REMOVED if removed else TroubleKind.MUTED, now)
            if removed:
                places.change_chat(db, found.id, state=ChatState.REMOVED, removed_at=now)


def _settle_gone(db: Connection, debt: Debt, contents: Contents, now: datetime) -> None:
    if debt.op is Op.DELETE:
        delivery.settle_sent(db, debt, now, message_id=None, version=None)
        return
    outbox.close(db, debt.id, DebtState.DROPPED, now, reason=Refusal.GONE)
    if debt.card_id is not None:
        _repost(db, debt.card_id, contents, now)


def _repost(db: Connection, card_id: int, contents: Contents, now: datetime) -> None:
    cards.change_card(db, card_id, message_id=None)
    card = cards.get_card(db, card_id)
    if card is not None:
        contents.repost(db, card, now)
