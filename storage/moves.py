"""What becomes of rows when two groups turn out to be one: a supergroup that was met before it was known where it came from."""

from sqlalchemy import Connection, delete, exists, select, update
from sqlmodel import col

from storage.audit import Entry
from storage.cards import Card, Thing
from storage.drafts import Draft
from storage.events import SignUp
from storage.invitations import Invitation
from storage.outbox import Debt
from storage.people import Membership
from storage.places import Chat, House
from storage.reminders import ChatLine
from storage.roles import Holder, Role
from storage.vouchers import Voucher


def merge_chats(db: Connection, *, gone: Chat, into: Chat) -> None:
    """All that hangs on the chat `gone` hangs on `into` from now on; its house goes too, unless it has other chats."""
    days = select(col(ChatLine.day)).where(col(ChatLine.chat_id) == into.id)
    db.execute(delete(ChatLine).where(col(ChatLine.chat_id) == gone.id, col(ChatLine.day).in_(days)))
    for table in (Card, Draft, Debt, ChatLine):
        db.execute(update(table).where(col(table.chat_id) == gone.id).values(chat_id=into.id))
    db.execute(delete(Chat).where(col(Chat.id) == gone.id))
    if gone.house_id != into.house_id and not db.execute(select(exists().where(col(Chat.house_id) == gone.house_id))).scalar():
        _merge_houses(db, gone.house_id, into.house_id)


def _merge_houses(db: Connection, gone: int, into: int) -> None:
    db.execute(update(Thing).where(col(Thing.house_id) == gone).values(house_id=into))
    db.execute(update(SignUp).where(col(SignUp.house_id) == gone).values(house_id=into))
    residents = select(col(Membership.person_id)).where(col(Membership.house_id) == into)
    moving = (col(Membership.house_id) == gone) & col(Membership.person_id).not_in(residents)
    db.execute(update(Membership).where(moving).values(house_id=into))
    known = select(col(Voucher.person_id)).where(col(Voucher.house_id) == into)
    db.execute(update(Voucher).where(col(Voucher.house_id) == gone, col(Voucher.person_id).not_in(known)).values(house_id=into))
    for role in Role:
        holding = select(col(Holder.person_id)).where(col(Holder.house_id) == into, col(Holder.role) == role)
        held = (col(Holder.house_id) == gone) & (col(Holder.role) == role)
        db.execute(update(Holder).where(held, col(Holder.person_id).not_in(holding)).values(house_id=into))
    for table in (Invitation, Entry):
        db.execute(update(table).where(col(table.house_id) == gone).values(house_id=into))
    db.execute(delete(House).where(col(House.id) == gone))
